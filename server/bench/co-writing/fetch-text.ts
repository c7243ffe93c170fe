import * as Y from 'yjs';
import { type Dialect, greetings, openSocket, readUpdate } from './dialects.ts';

/** The text as somebody gets it who comes in now. */
export async function fetchText({
  url,
  dialect,
  document,
  cookie,
}: {
  url: string;
  dialect: Dialect;
  document: string;
  cookie: string | null;
}): Promise<string> {
  const doc = new Y.Doc();
  const socket = openSocket(url, { document, cookie });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => {
      for (const frame of greetings(dialect, document)) socket.send(frame);
    });
    socket.on('message', (data: Buffer) => {
      const message = readUpdate(dialect, Uint8Array.from(data));
      if (message) Y.applyUpdate(doc, message.update);
      if (message?.isState) resolve();
    });
    socket.once('error', reject);
    socket.once('close', (code) => reject(new Error(`closed with ${code}`)));
  });
  socket.terminate();
  return doc.getXmlFragment('content').toString();
}
