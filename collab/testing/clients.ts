/** Clients for tests: the stock provider, and a socket that sends any bytes. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { EXTENSION } from '../protocol.ts';
import { textOf, writeParagraph } from './texts.ts';

/** Where a server is reached. */
export type Address = { url: string; origin: string };

/** `from`: the address of the visitor, as a proxy of ours tells it. */
type Opening = { cookie: string | null; origin?: string | null; extended?: boolean; from?: string };

function headersFor(server: Address, { cookie, origin, from }: Opening): Record<string, string> {
  return {
    ...(origin !== null && { origin: origin ?? server.origin }),
    ...(cookie && { cookie }),
    ...(from && { 'x-forwarded-for': from }),
  };
}

export type Editor = {
  doc: Y.Doc;
  provider: WebsocketProvider;
  text(): string;
  write(text: string): void;
  closed(): number | null;
  /** What came in from the server, in order: what this person saw of others. */
  seen: Uint8Array[];
  /** Our own messages, for who asked for them. */
  said: unknown[];
  stop(): void;
};

/** The stock client, as an editor uses it. */
export function openEditor(server: Address, documentId: string, opening: Opening & { doc?: Y.Doc }): Editor {
  const headers = headersFor(server, opening);
  class Socket extends WebSocket {
    constructor(url: string, protocols?: string[]) {
      super(url, protocols, { headers });
      this.on('error', () => {});
    }
  }
  const doc = opening.doc ?? new Y.Doc();
  let code: number | null = null;
  const provider = new WebsocketProvider(server.url, documentId, doc, {
    WebSocketPolyfill: Socket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
    maxBackoffTime: 300,
    ...(opening.extended && { params: { ext: '1' } }),
  });
  provider.on('connection-close', (event) => {
    code = event?.code ?? code;
  });
  const seen: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array, from: unknown) => {
    if (from === provider) seen.push(update);
  });
  const said: unknown[] = [];
  provider.messageHandlers[EXTENSION] = (_, decoder) => said.push(JSON.parse(decoding.readVarString(decoder)));
  return {
    doc,
    provider,
    text: () => textOf(doc),
    write: (text) => writeParagraph(doc, text),
    closed: () => code,
    seen,
    said,
    stop() {
      provider.destroy();
    },
  };
}

export type RawClient = {
  socket: WebSocket;
  /** Messages as they came: type, for sync also step, and the payload. */
  received: { type: number; step: number | null; payload: Uint8Array }[];
  said: unknown[];
  send(data: Uint8Array | string): void;
  sendUpdate(update: Uint8Array, step?: number): void;
  /** Resolves with the close code. */
  closed: Promise<number>;
};

/** A socket without a provider; rejects with the HTTP status when the upgrade is refused. */
export async function openRaw(server: Address, path: string, opening: Opening): Promise<RawClient> {
  const url = path.startsWith('/')
    ? `${server.url.replace('/collab', '')}${path}`
    : `${server.url}/${path}${opening.extended ? '?ext=1' : ''}`;
  const socket = new WebSocket(url, { headers: headersFor(server, opening), perMessageDeflate: false });
  const received: RawClient['received'] = [];
  const said: unknown[] = [];
  socket.on('message', (data: Buffer) => {
    const decoder = decoding.createDecoder(new Uint8Array(data));
    const type = decoding.readVarUint(decoder);
    if (type === EXTENSION) said.push(JSON.parse(decoding.readVarString(decoder)));
    else if (type === 0) received.push({ type, step: decoding.readVarUint(decoder), payload: decoding.readVarUint8Array(decoder) });
    else received.push({ type, step: null, payload: decoding.readVarUint8Array(decoder) });
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('unexpected-response', (_, response) => reject(new Error(`HTTP ${response.statusCode}`)));
    socket.once('error', reject);
  });
  socket.on('error', () => {});
  return {
    socket,
    received,
    said,
    send: (data) => socket.send(data),
    sendUpdate: (update, step = 2) => socket.send(syncMessage(step, update)),
    closed,
  };
}

export function syncMessage(step: number, payload: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, payload);
  });
}

export function awarenessMessage(clientId: number, clock: number, state: unknown): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint8Array(
      encoder,
      encoding.encode((body) => {
        encoding.writeVarUint(body, 1);
        encoding.writeVarUint(body, clientId);
        encoding.writeVarUint(body, clock);
        encoding.writeVarString(body, JSON.stringify(state));
      }),
    );
  });
}

/** An awareness message that names client 8 so many times, and says nothing of it. */
export function manyStates(count: number): Uint8Array {
  const payload = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, count);
    for (let state = 0; state < count; state++) for (const part of [8, 1, 0]) encoding.writeVarUint(encoder, part);
  });
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint8Array(encoder, payload);
  });
}
