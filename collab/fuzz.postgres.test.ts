import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { DatabaseHandle } from '../db/client.ts';
import { loadDocument } from '../server/plan-texts/documents.ts';
import { checkDocument } from '../server/plan-texts/schema.ts';
import { openOnPostgres } from '../server/testing/database.ts';
import { makeWorld, TEST_NOW, type World } from '../server/testing/world.ts';
import { awarenessMessage, type Editor, openEditor, openRaw, type RawClient, syncMessage } from './testing/clients.ts';
import { freePort, type ServerProcess, startServerProcess } from './testing/process.ts';
import { randomFrom } from './testing/random.ts';
import { cookieOf } from './testing/server.ts';
import { UNHURRIED } from './testing/stage.ts';
import { writeParagraph } from './testing/texts.ts';
import { countMissing } from './testing/typing.ts';
import { eventually } from './testing/waiting.ts';

const MESSAGES = 10_000;
/** Sockets that attack at the same time. */
const ATTACKERS = 16;

let handle: DatabaseHandle;
let world: World;
let server: ServerProcess;
let documentId: string;

beforeEach(async () => {
  const opened = await openOnPostgres();
  handle = opened.handle;
  world = await makeWorld(handle.db);
  documentId = world.sections.open.documentId;
  server = await startServerProcess({
    databaseUrl: opened.url,
    port: await freePort(),
    now: TEST_NOW.toISOString(),
    logLevel: 'error',
    limits: { ...UNHURRIED, clientsPerDocument: 1e6 },
  });
});

afterEach(async () => {
  await server.kill();
  await handle.close();
});

type Forger = (random: (below: number) => number, honest: Uint8Array) => Uint8Array | string;

const bytes = (random: (below: number) => number, length: number) => Uint8Array.from({ length }, () => random(256));

function update(random: (below: number) => number): Uint8Array {
  const doc = new Y.Doc();
  writeParagraph(doc, 'kwaad'.repeat(1 + random(5)));
  if (random(2)) writeParagraph(doc, 'meer');
  if (random(3) === 0) doc.getXmlFragment('content').delete(0, 1);
  return Y.encodeStateAsUpdate(doc);
}

function flip(random: (below: number) => number, source: Uint8Array): Uint8Array {
  const copy = source.slice();
  for (let count = 1 + random(3); count > 0; count--) {
    const at = random(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << random(8));
  }
  return copy;
}

const FORGERS: Record<string, Forger> = {
  'random bytes': (random) => bytes(random, random(200)),
  'random payload of a sync message': (random) => syncMessage(random(4), bytes(random, random(120))),
  'a flipped update': (random) => syncMessage(1 + random(2), flip(random, update(random))),
  'a truncated update': (random) => {
    const whole = update(random);
    return syncMessage(1 + random(2), whole.slice(0, random(whole.length)));
  },
  'a flipped frame': (random) => flip(random, syncMessage(2, update(random))),
  'an update with a tail': (random) => syncMessage(2, Uint8Array.from([...update(random), ...bytes(random, 1 + random(9))])),
  'somebody else’s text, flipped': (random, honest) => syncMessage(2, flip(random, honest)),
  'a state vector': (random) => syncMessage(0, bytes(random, random(40))),
  'deletions without end': (random) => syncMessage(2, Uint8Array.from([0, 1, ...bytes(random, 4), 255, 255, 3, ...bytes(random, 20)])),
  'awareness of somebody': (random) =>
    awarenessMessage(random(2 ** 31), random(99), { user: { name: 'De burgemeester' }, cursor: random(9) }),
  'random awareness': (random) => Uint8Array.from([1, ...bytes(random, random(60))]),
  text: (random) => 'x'.repeat(random(50)),
};

/** Sends `count` messages, over a new socket whenever the last was closed. @returns how the sockets were closed */
async function attack(
  seed: number,
  { count, cookie, honest }: { count: number; cookie: string | null; honest: () => Uint8Array },
): Promise<Map<number, number>> {
  const random = randomFrom(seed);
  const forgers = Object.values(FORGERS);
  const codes = new Map<number, number>();
  let raw: RawClient | null = null;
  for (let sent = 0; sent < count; sent++) {
    raw ??= await openRaw(server, documentId, { cookie });
    const { socket, closed } = raw;
    socket.send((forgers[random(forgers.length)] as Forger)(random, honest()));
    // The answer to a ping comes after the message was judged: only then the next, so that every message is judged.
    const answered = new Promise<null>((resolve) => socket.once('pong', () => resolve(null)));
    socket.ping();
    const code = await Promise.race([closed, answered]);
    if (code === null) continue;
    codes.set(code, (codes.get(code) ?? 0) + 1);
    raw = null;
  }
  raw?.socket.close();
  return codes;
}

const xmlOf = (doc: Y.Doc) => doc.getXmlFragment('content').toString();

/** The letters that still stand under a client id, in the order in which they were typed. */
function writtenBy(doc: Y.Doc, client: number): string {
  const structs = doc.store.clients.get(client) ?? [];
  return structs
    .map((item) => (item instanceof Y.Item && !item.deleted && item.content instanceof Y.ContentString ? item.content.str : ''))
    .join('');
}

describe(`${MESSAGES} forged messages`, () => {
  test('harm nobody: others write on, the text stays valid and readable, and the memory stays', { timeout: 120_000 }, async () => {
    const [anna, bram] = await Promise.all([cookieOf(handle.db, world.people.resident), cookieOf(handle.db, world.people.resident2)]);
    const [writer, watcher] = [openEditor(server, documentId, { cookie: bram }), openEditor(server, documentId, { cookie: null })];
    await eventually(() => writer.provider.synced && watcher.provider.synced, 'in step');
    const before = await server.measure();
    const words: string[] = [];
    const typing = setInterval(() => {
      words.push(`woord${words.length} `);
      writer.write(words.at(-1) ?? '');
    }, 50);
    const honest = () => Y.encodeStateAsUpdate(writer.doc);
    const count = MESSAGES / ATTACKERS;
    const all = await Promise.all(
      Array.from({ length: ATTACKERS }, (_, index) => attack(20_261_122 + index, { count, cookie: index % 4 ? anna : null, honest })),
    );
    clearInterval(typing);

    const codes = new Set(all.flatMap((closed) => [...closed.keys()]));
    expect([...codes].sort()).toEqual([4403, 4413, 4422].filter((code) => codes.has(code)));
    expect(all.reduce((sum, closed) => sum + [...closed.values()].reduce((a, b) => a + b, 0), 0)).toBeGreaterThan(MESSAGES / 4);
    expect([writer, watcher].map((editor) => editor.closed())).toEqual([null, null]);
    const stored = await eventually(async () => {
      const { doc } = await loadDocument(handle.db, documentId);
      return xmlOf(writer.doc) === xmlOf(doc) && xmlOf(watcher.doc) === xmlOf(doc) && doc;
    }, 'all have what is stored');
    expect(checkDocument(stored)).toBeNull();
    expect(writtenBy(stored, writer.doc.clientID)).toBe(words.join(''));
    const fresh: Editor = openEditor(server, documentId, { cookie: null });
    await eventually(() => fresh.provider.synced && xmlOf(fresh.doc) === xmlOf(stored), 'a new reader has the same');
    expect([fresh, watcher, writer].map((editor) => editor.doc.store.pendingStructs)).toEqual([null, null, null]);
    expect(countMissing(stored, watcher.seen)).toBe(0);
    for (const editor of [writer, watcher, fresh]) editor.stop();
    const after = await server.measure();
    expect(after.stats.connections).toBeLessThanOrEqual(3);
    expect((after.heapBytes - before.heapBytes) / 1024 ** 2).toBeLessThan(40);
  });
});
