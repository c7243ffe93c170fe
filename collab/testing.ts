/** A real server and real clients for tests: the stock provider, and a socket that sends any bytes. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import pino from 'pino';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { DatabaseHandle } from '../db/client.ts';
import { createSession, SESSION_COOKIE } from '../server/auth/sessions.ts';
import type { Actor, Db } from '../server/context.ts';
import { TEST_NOW, type World } from '../server/testing/world.ts';
import type { Limits } from './limits.ts';
import { type Collab, startCollab } from './start.ts';

export type TestServer = { url: string; origin: string; collab: Collab; httpServer: Server; stop(): Promise<void> };

export async function startTestServer(
  handle: DatabaseHandle,
  { limits, now = () => TEST_NOW }: { limits?: Partial<Limits>; now?: () => Date } = {},
): Promise<TestServer> {
  const httpServer = createServer();
  const collab = await startCollab({
    httpServer,
    handle,
    origin: { publicUrl: '', publicUrlGiven: false, trustProxy: 0 },
    log: pino({ level: 'silent' }),
    now,
    ...(limits && { limits }),
  });
  await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve));
  const { port } = httpServer.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}/collab`,
    origin: `http://127.0.0.1:${port}`,
    collab,
    httpServer,
    async stop() {
      await collab.stop();
      httpServer.closeAllConnections();
      await new Promise((resolve) => httpServer.close(resolve));
    },
  };
}

/** The cookie of somebody signed in; `null` for a visitor. */
export async function cookieOf(db: Db, person: Actor | null): Promise<string | null> {
  return person && `${SESSION_COOKIE}=${(await createSession(db, person.id, TEST_NOW)).token}`;
}

/** One more section to write in, with an empty text. */
export async function addOpenSection(db: Db, world: World): Promise<string> {
  const { id } = await db.insertInto('document').values({ created_at: TEST_NOW }).returning('id').executeTakeFirstOrThrow();
  const { position } = await db
    .selectFrom('section')
    .select((eb) => eb.fn.max('position').as('position'))
    .executeTakeFirstOrThrow();
  await db
    .insertInto('section')
    .values({
      trajectory_id: world.trajectory.id,
      document_id: id,
      position: position + 1,
      level: 1,
      number: String(position + 1),
      title: `Deel ${position + 1}`,
      policy: 'open',
      created_at: TEST_NOW,
    })
    .execute();
  return id;
}

type Opening = { cookie: string | null; origin?: string | null; extended?: boolean };

function headersFor(server: TestServer, { cookie, origin }: Opening): Record<string, string> {
  return { ...(origin !== null && { origin: origin ?? server.origin }), ...(cookie && { cookie }) };
}

export type Editor = {
  doc: Y.Doc;
  provider: WebsocketProvider;
  text(): string;
  write(text: string): void;
  closed(): number | null;
  stop(): void;
};

/** The stock client, as an editor uses it. */
export function openEditor(server: TestServer, documentId: string, opening: Opening & { doc?: Y.Doc }): Editor {
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
  return {
    doc,
    provider,
    text: () => textOf(doc),
    write: (text) => writeParagraph(doc, text),
    closed: () => code,
    stop() {
      provider.destroy();
    },
  };
}

/** All paragraphs, one a line. */
export function textOf(doc: Y.Doc): string {
  return (doc.getXmlFragment('content').toArray() as Y.XmlElement[]).map((element) => element.toArray().join('')).join('\n');
}

/** Appends a paragraph, as an editor would. */
export function writeParagraph(doc: Y.Doc, text: string): void {
  doc.transact(() => {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(text)]);
    doc.getXmlFragment('content').push([paragraph]);
  });
}

/** A first update of one paragraph, under a client id of its own. */
export function paragraphUpdate(text: string, doc: Y.Doc = new Y.Doc()): Uint8Array {
  writeParagraph(doc, text);
  return Y.encodeStateAsUpdate(doc);
}

/** Types at the end of the last paragraph. */
export function typeOn(doc: Y.Doc, text: string): void {
  const paragraph = doc.getXmlFragment('content').toArray().at(-1);
  const last = paragraph instanceof Y.XmlElement ? paragraph.toArray().at(-1) : null;
  if (!(last instanceof Y.XmlText)) throw new Error('nothing to type on');
  last.insert(last.length, text);
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
export async function openRaw(server: TestServer, path: string, opening: Opening): Promise<RawClient> {
  const url = path.startsWith('/')
    ? `${server.url.replace('/collab', '')}${path}`
    : `${server.url}/${path}${opening.extended ? '?ext=1' : ''}`;
  const socket = new WebSocket(url, { headers: headersFor(server, opening), perMessageDeflate: false });
  const received: RawClient['received'] = [];
  const said: unknown[] = [];
  socket.on('message', (data: Buffer) => {
    const decoder = decoding.createDecoder(new Uint8Array(data));
    const type = decoding.readVarUint(decoder);
    if (type === 100) said.push(JSON.parse(decoding.readVarString(decoder)));
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

/** Waits until `check` gives something true; the tests' only clock. */
export async function eventually<T>(check: () => T | Promise<T>, what: string, withinMs = 5_000): Promise<NonNullable<T>> {
  const end = performance.now() + withinMs;
  for (;;) {
    const result = await check();
    if (result) return result;
    if (performance.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`);
    await sleep(10);
  }
}

export { sleep };
