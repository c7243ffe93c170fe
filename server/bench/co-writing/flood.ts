/** One client that sends far more than anybody types, beside one that types and one that reads: what becomes of each. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import * as Y from 'yjs';
import { type Dialect, greetings, openSocket, readUpdate, updateFrame } from './dialects.ts';
import { createHistogram } from './histogram.ts';

export type FloodOptions = {
  url: string;
  dialect: Dialect;
  cookies: string[] | null;
  document: string;
  perSecond: number;
  seconds: number;
};

export type FloodResult = {
  sent: number;
  /** With what code the server closed it, and after how long; null: it went on. */
  closedWith: number | null;
  closedAfterMs: number | null;
  /** Letters of it that the reader has a moment after the end, and whether those are the first it sent, in order. */
  shown: number;
  inOrder: boolean;
  /** How long letters of the one who types were on their way to the reader meanwhile. */
  typistP95Ms: number;
  typistLost: number;
};

const TYPED_PER_SECOND = 20;
const SETTLE_MS = 5_000;

export async function flood({ url, dialect, cookies, document, perSecond, seconds }: FloodOptions): Promise<FloodResult> {
  const open = (index: number) => join(openSocket(url, { document, cookie: cookies?.[index] ?? null }), { dialect, document });
  const [flooder, typist, reader] = [await open(0), await open(1), await open(2)];
  for (const writer of [flooder, typist]) writer.begin();
  await until(() => reader.doc.getXmlFragment('content').length === 2);
  const histogram = createHistogram();
  const sentAt: number[] = [];
  let seen = 0;
  reader.onUpdate = () => {
    for (const length = textOf(reader.doc, typist.doc.clientID).length; seen < length; seen++)
      histogram.add(performance.now() - (sentAt[seen] ?? 0));
  };
  const started = performance.now();
  let closedAt: number | null = null;
  flooder.socket.once('close', () => {
    closedAt = performance.now();
  });
  let sent = 0;
  for (let elapsed = 0; elapsed < seconds; elapsed = (performance.now() - started) / 1000) {
    for (; sent < elapsed * perSecond && flooder.socket.readyState === flooder.socket.OPEN; sent++)
      flooder.type('abcdefghij'[sent % 10] ?? 'a');
    for (; sentAt.length < elapsed * TYPED_PER_SECOND; typist.type('x')) sentAt.push(performance.now());
    await sleep(1);
  }
  const closedAfterMs = closedAt === null ? null : Math.round(closedAt - started);
  await until(() => textOf(reader.doc, typist.doc.clientID).length === sentAt.length && (closedAt !== null || shownOf().length === sent));
  function shownOf(): string {
    return textOf(reader.doc, flooder.doc.clientID);
  }
  const shown = shownOf();
  const result = {
    sent,
    closedWith: flooder.closedWith(),
    closedAfterMs,
    shown: shown.length,
    inOrder: flooder.text.toString().startsWith(shown),
    typistP95Ms: histogram.percentile(95),
    typistLost: sentAt.length - textOf(reader.doc, typist.doc.clientID).length,
  };
  for (const { socket } of [flooder, typist, reader]) socket.terminate();
  return result;
}

type Client = {
  socket: WebSocket;
  doc: Y.Doc;
  text: Y.XmlText;
  /** After each update that came in. */
  onUpdate(): void;
  begin(): void;
  type(letter: string): void;
  closedWith(): number | null;
};

async function join(socket: WebSocket, { dialect, document }: { dialect: Dialect; document: string }): Promise<Client> {
  const doc = new Y.Doc();
  const text = new Y.XmlText();
  let code: number | null = null;
  socket.once('close', (closed) => {
    code = closed;
  });
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== socket && socket.readyState === socket.OPEN) socket.send(updateFrame(dialect, document, update));
  });
  const client: Client = {
    socket,
    doc,
    text,
    onUpdate() {},
    begin() {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [text]);
      doc.getXmlFragment('content').insert(0, [paragraph]);
    },
    type: (letter) => text.insert(text.length, letter),
    closedWith: () => code,
  };
  socket.on('message', (data: Buffer) => {
    const message = readUpdate(dialect, Uint8Array.from(data));
    if (!message) return;
    Y.applyUpdate(doc, message.update, socket);
    client.onUpdate();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => {
      for (const frame of greetings(dialect, document)) socket.send(frame);
    });
    socket.once('message', () => resolve());
    socket.once('error', reject);
  });
  return client;
}

/** What one client typed, as another has it. */
function textOf(doc: Y.Doc, clientId: number): string {
  const paragraphs = doc.getXmlFragment('content').toArray() as Y.XmlElement[];
  return (
    paragraphs
      .find((paragraph) => paragraph._item?.id.client === clientId)
      ?.get(0)
      ?.toString() ?? ''
  );
}

async function until(holds: () => boolean): Promise<void> {
  for (const end = performance.now() + SETTLE_MS; performance.now() < end && !holds(); ) await sleep(10);
}
