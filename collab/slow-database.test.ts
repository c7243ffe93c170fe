/** What happens between asking the database and its answer: people come, go and come back. */
import pino from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import type { DatabaseHandle } from '../db/client.ts';
import { loadDocument } from '../server/plan-texts/documents.ts';
import { openTestDatabase } from '../server/testing/database.ts';
import { makeWorld, TEST_NOW, type World } from '../server/testing/world.ts';
import { LIMITS } from './limits.ts';
import { startPersistence } from './persistence.ts';
import { openEditor } from './testing/clients.ts';
import { randomFrom } from './testing/random.ts';
import { addOpenSection, cookieOf, startTestServer, type TestServer } from './testing/server.ts';
import { isLoad, isSave, slowDatabase } from './testing/slow-database.ts';
import { UNHURRIED } from './testing/stage.ts';
import { paragraphUpdate, textOf } from './testing/texts.ts';
import { keepTyping } from './testing/typing.ts';
import { eventually, sleep } from './testing/waiting.ts';

let handle: DatabaseHandle;
let world: World;
let cookie: string | null;
const servers: TestServer[] = [];

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  cookie = await cookieOf(handle.db, world.people.resident);
});
afterEach(async () => {
  vi.useRealTimers();
  for (const server of servers.splice(0)) await server.stop();
});
afterAll(() => handle.close());

async function addSections(count: number): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) ids.push(await addOpenSection(handle.db, world));
  return ids;
}

const storedIn = async (documentId: string) => textOf((await loadDocument(handle.db, documentId)).doc);

describe('a slow database', () => {
  const VISITS = 4;
  const SECTIONS = 50;

  /** Comes, writes a word, leaves at once, and comes again. @returns the words */
  async function comeAndGo(documentId: string, random: (below: number) => number): Promise<string[]> {
    const words: string[] = [];
    let doc = new Y.Doc();
    for (let visit = 0; visit < VISITS; visit++) {
      // A page that is opened anew knows nothing; a line that was lost comes back with the text it had.
      if (random(2) === 0) doc = new Y.Doc();
      const editor = openEditor(servers[random(servers.length)] as TestServer, documentId, { cookie, doc });
      const isEarly = random(3) === 0;
      if (!isEarly) await eventually(() => editor.provider.synced, 'in step');
      const word = `woord ${visit}`;
      editor.write(word);
      words.push(word);
      if (isEarly) await eventually(() => editor.provider.synced, 'in step with what was typed while it loaded');
      const lines = editor.text().split('\n');
      expect(lines).toHaveLength(new Set(lines).size);
      editor.stop();
      // Now and then so long that the section is put away, or is just being.
      if (random(3) === 0) await sleep(random(1_200));
    }
    return words;
  }

  test(`has no word twice and loses none: ${SECTIONS} times somebody leaves while it saves, and is back while it loads`, {
    timeout: 60_000,
  }, async () => {
    const delays = randomFrom(38);
    const slow = slowDatabase(handle, {
      before: (sql) => (isSave(sql) ? sleep(delays(40)) : undefined),
      after: (sql) => (isSave(sql) || isLoad(sql) ? sleep(10 + delays(50)) : undefined),
    });
    const limits = { ...UNHURRIED, idleRoomMs: 0 };
    servers.push(await startTestServer(slow, { limits }), await startTestServer(slow, { limits }));
    const ids = await addSections(SECTIONS);
    const words = await Promise.all(ids.map((id, seed) => comeAndGo(id, randomFrom(seed))));
    await eventually(() => servers.every(({ collab }) => collab.stats().connections + collab.stats().unsaved === 0), 'all is done');
    for (const [index, id] of ids.entries()) expect((await storedIn(id)).split('\n').sort()).toEqual(words[index]);
  });

  test('saves on while others come and go without end, and never saves twice at once', { timeout: 30_000 }, async () => {
    let saving = 0;
    let most = 0;
    let saves = 0;
    const slow = slowDatabase(handle, {
      before(sql) {
        if (!isSave(sql)) return;
        saves++;
        most = Math.max(most, ++saving);
        return sleep(10);
      },
      after(sql) {
        if (isSave(sql)) saving--;
        return undefined;
      },
    });
    const server = await startTestServer(slow, { limits: { ...UNHURRIED, idleRoomMs: 0 } });
    servers.push(server);
    const ids = await addSections(3);
    const writers = ids.map((id) => openEditor(server, id, { cookie }));
    await eventually(() => writers.every(({ provider }) => provider.synced), 'in step');
    for (const writer of writers) writer.write('begin ');

    let storming = true;
    let visits = 0;
    const storm = Array.from({ length: 12 }, async (_, index) => {
      while (storming) {
        const visitor = openEditor(server, ids[index % ids.length] ?? '', { cookie: index % 2 ? cookie : null });
        await eventually(() => visitor.provider.wsconnected, 'a visitor is in');
        visitor.stop();
        visits++;
      }
    });
    const typing = writers.map((writer, index) => keepTyping(writer, `${'abc'[index]}`, 10));
    await eventually(() => visits > 60 && saves > 10, 'a storm of visitors, and words');
    for (const { stop } of typing) stop();
    const texts = typing.map(({ words }) => `begin ${words.join('')}`);
    // The storm goes on until all of it is saved.
    await eventually(() => server.collab.stats().unsaved === 0, 'all is saved', 5_000);
    expect(await Promise.all(ids.map(storedIn))).toEqual(texts);
    const before = visits;
    await eventually(() => visits > before, 'the storm was still going on');
    storming = false;
    await Promise.all(storm);
    for (const writer of writers) writer.stop();
    expect(most).toBe(1);
    await eventually(() => server.collab.stats().connections === 0, 'nobody is kept');
  });

  test('that is away for half a minute has everything within five seconds of its return', async () => {
    const documentId = await addOpenSection(handle.db, world);
    let isAway = true;
    let attempts = 0;
    const away = slowDatabase(handle, {
      before() {
        attempts++;
        if (isAway) throw new Error('away');
        return undefined;
      },
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    const persistence = startPersistence({ db: away.db, log: pino({ level: 'silent' }), limits: LIMITS, onStored: () => {} });
    const told = { delayed: 0, committed: 0 };
    const target = {
      committed(entries: unknown[]) {
        told.committed += entries.length;
      },
      delayed() {
        told.delayed++;
      },
      rejected: () => {},
    };
    const authorId = world.people.resident.id;
    for (let count = 0; count < 3; count++)
      persistence.append({ documentId, payload: paragraphUpdate(`zin ${count}`), authorId, connectionId: 'x', at: TEST_NOW, target });
    await new Promise((resolve) => setImmediate(resolve));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(told.committed).toBe(0);
    expect(told.delayed).toBe(attempts);
    // It knocks again and again, and does not beat on the door.
    expect(attempts).toBeGreaterThan(10);
    expect(attempts).toBeLessThan(40);
    isAway = false;
    await vi.advanceTimersByTimeAsync(5_000);
    vi.useRealTimers();
    await eventually(() => told.committed === 3, 'saved', 2_000);
    expect((await storedIn(documentId)).split('\n').sort()).toEqual(['zin 0', 'zin 1', 'zin 2']);
    await persistence.stop(1_000);
  });
});
