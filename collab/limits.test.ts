/** Every limit of `limits.ts`, broken on purpose: its sender is closed with its code, and nobody else notices. */
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { DatabaseHandle } from '../db/client.ts';
import { loadDocument } from '../server/plan-texts/documents.ts';
import { openTestDatabase } from '../server/testing/database.ts';
import { makeWorld, type World } from '../server/testing/world.ts';
import { CLOSE } from './close-codes.ts';
import { LIMITS, type Limits } from './limits.ts';
import { awarenessMessage, manyStates, openEditor, openRaw, type RawClient } from './testing/clients.ts';
import { addOpenSection, cookieOf, startTestServer, type TestServer } from './testing/server.ts';
import { paragraphUpdate, textOf, typeOn, writeParagraph } from './testing/texts.ts';
import { eventually, sleep } from './testing/waiting.ts';

let handle: DatabaseHandle;
let world: World;
let anna: string | null;
let bram: string | null;
let documentId: string;
let server: TestServer;
const started: TestServer[] = [];

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  [anna, bram] = [await cookieOf(handle.db, world.people.resident), await cookieOf(handle.db, world.people.resident2)];
});
beforeEach(async () => {
  documentId = await addOpenSection(handle.db, world);
});
afterEach(async () => {
  for (const running of started.splice(0)) await running.stop();
});
afterAll(() => handle.close());

async function startWith(limits: Partial<Limits>): Promise<void> {
  server = await startTestServer(handle, { limits, trustProxy: 1 });
  started.push(server);
}

const stored = async () => textOf((await loadDocument(handle.db, documentId)).doc);
const isOpen = ({ socket }: RawClient) => socket.readyState === socket.OPEN;

/** Welcomed: its first message has come. Without an account nothing comes before the text is asked for. */
async function enter(cookie: string | null, from?: string): Promise<RawClient> {
  const raw = await openRaw(server, documentId, { cookie, extended: true, ...(from && { from }) });
  await eventually(() => raw.said.length > 0, 'welcome');
  return raw;
}

/** Nobody gets an answer from the database until the end. */
async function whileTheDatabaseIsBusy(act: () => Promise<void>): Promise<void> {
  await handle.db.transaction().execute(async (tx) => {
    await sql`lock table section in access exclusive mode`.execute(tx);
    await act();
  });
}

type Story = {
  limits: Partial<Limits>;
  code: number;
  /** @returns who goes too far */
  goTooFar(): Promise<RawClient>;
};

const STORIES = {
  messages: {
    limits: { messages: { perSecond: 0.1, burst: 3 } },
    code: CLOSE.tooMany,
    async goTooFar() {
      const raw = await enter(anna);
      for (let count = 0; count < 4; count++) raw.send(new Uint8Array([3]));
      return raw;
    },
  },
  bytes: {
    limits: { bytes: { perSecond: 1, burst: 5_000 } },
    code: CLOSE.tooMany,
    async goTooFar() {
      const raw = await enter(anna);
      for (let count = 0; count < 3; count++) raw.sendUpdate(paragraphUpdate('x'.repeat(2_000)));
      return raw;
    },
  },
  awareness: {
    limits: { awareness: { perSecond: 0.1, burst: 5 } },
    code: CLOSE.tooMany,
    async goTooFar() {
      const raw = await enter(anna);
      for (let count = 0; count < 6; count++) raw.send(awarenessMessage(7, count, { cursor: null }));
      return raw;
    },
  },
  awarenessBytes: {
    limits: { awarenessBytes: { perSecond: 1, burst: 10_000 } },
    code: CLOSE.tooMany,
    async goTooFar() {
      const raw = await enter(anna);
      raw.send(awarenessMessage(7, 1, { cursor: null }));
      for (let count = 0; count < 2; count++) raw.send(manyStates(1_900));
      return raw;
    },
  },
  newClients: {
    limits: { newClients: { perSecond: 0.001, burst: 2 } },
    code: CLOSE.tooMany,
    async goTooFar() {
      const raw = await enter(anna);
      for (const words of ['een', 'twee', 'drie']) raw.sendUpdate(paragraphUpdate(words));
      return raw;
    },
  },
  socketsPerPerson: {
    limits: { socketsPerPerson: 2 },
    code: CLOSE.tooMany,
    async goTooFar() {
      for (let count = 0; count < 2; count++) await enter(anna);
      return openRaw(server, documentId, { cookie: anna });
    },
  },
  socketsPerAddress: {
    limits: { socketsPerAddress: 2 },
    code: CLOSE.tooMany,
    async goTooFar() {
      for (let count = 0; count < 2; count++) await enter(null, '203.0.113.7');
      return openRaw(server, documentId, { cookie: null, from: '203.0.113.7' });
    },
  },
  unsavedBytes: {
    limits: { unsavedBytes: 5_000 },
    code: CLOSE.tryAgainLater,
    async goTooFar() {
      const raw = await enter(anna);
      const doc = new Y.Doc();
      raw.sendUpdate(paragraphUpdate('begin', doc));
      await eventually(async () => (await stored()) === 'begin', 'its client id is known');
      doc.on('update', (update: Uint8Array) => raw.sendUpdate(update));
      // All in one turn: nothing is stored between them.
      for (let count = 0; count < 4; count++) typeOn(doc, 'x'.repeat(3_000));
      return raw;
    },
  },
} satisfies Partial<Record<keyof Limits, Story>>;

/** Where the others are broken. */
const ELSEWHERE: Record<Exclude<keyof Limits, keyof typeof STORIES>, string> = {
  openMs: 'limits.test.ts',
  openBytes: 'limits.test.ts',
  writersPerDocument: 'limits.test.ts',
  clientsPerDocument: 'full-section.test.ts',
  documentBytes: 'full-section.test.ts',
  resyncMs: 'limits.test.ts',
  bufferedBytes: 'trouble.test.ts',
  behindMs: 'trouble.test.ts',
  idleRoomMs: 'co-writing.test.ts',
  commitSlowMs: 'faults.postgres.test.ts',
  commitLimitMs: 'faults.postgres.test.ts',
};

test('every limit is broken in a test', () => {
  expect([...Object.keys(STORIES), ...Object.keys(ELSEWHERE)].sort()).toEqual(Object.keys(LIMITS).sort());
  for (const [limit, file] of Object.entries(ELSEWHERE))
    expect(readFileSync(new URL(`./${file}`, import.meta.url), 'utf8')).toMatch(new RegExp(`[{,] ${limit}: |^ +${limit}: \\d`, 'm'));
});

test.each(Object.entries<Story>(STORIES))('too much of %s closes who does it, and nobody else', async (_, { limits, code, goTooFar }) => {
  await startWith(limits);
  const reader = openEditor(server, documentId, { cookie: null });
  const writer = openEditor(server, documentId, { cookie: bram });
  await eventually(() => writer.provider.synced && reader.provider.synced, 'others are there');
  const offender = await goTooFar();
  expect(await offender.closed).toBe(code);
  writer.write('wij gaan door');
  await eventually(() => reader.text().includes('wij gaan door'), 'others go on');
  expect([writer.closed(), reader.closed()]).toEqual([null, null]);
  for (const editor of [writer, reader]) editor.stop();
});

describe('who comes', () => {
  test('is counted by address, also without an account, and a place comes free when somebody leaves', async () => {
    await startWith({ socketsPerAddress: 2 });
    const here = [await enter(null, '203.0.113.7'), await enter(anna, '203.0.113.7')];
    const third = await openRaw(server, documentId, { cookie: null, from: '203.0.113.7' });
    expect(await third.closed).toBe(CLOSE.tooMany);
    expect(third.received).toEqual([]);
    // What the visitor writes before what our proxy adds makes no other address.
    const forged = await openRaw(server, documentId, { cookie: null, from: '198.51.100.1, 203.0.113.7' });
    expect(await forged.closed).toBe(CLOSE.tooMany);
    await enter(null, '203.0.113.8');
    here[0]?.socket.close();
    await here[0]?.closed;
    await eventually(() => server.collab.stats().connections === 2, 'gone');
    await enter(null, '203.0.113.7');
  });

  test('waits for a database that is busy as long as agreed, and is asked to try again', async () => {
    await startWith({ openMs: 150 });
    await whileTheDatabaseIsBusy(async () => {
      const raw = await openRaw(server, documentId, { cookie: anna });
      expect(await raw.closed).toBe(CLOSE.tryAgainLater);
      expect(raw.received).toEqual([]);
    });
    // The way is free again: nothing of the one who left holds a place.
    (await enter(anna)).socket.close();
  });

  test.each([
    ['updates', () => paragraphUpdate('x'.repeat(3_000))],
    ['states', () => manyStates(1_000)],
  ])('sends no more %s than agreed before it is known who it is', async (_, message) => {
    await startWith({ openBytes: 10_000 });
    await whileTheDatabaseIsBusy(async () => {
      const raw = await openRaw(server, documentId, { cookie: anna });
      for (let count = 0; count < 3; count++) raw.send(message());
      // Room for one more, which nobody honest sends yet.
      await sleep(30);
      expect(isOpen(raw)).toBe(true);
      raw.send(message());
      expect(await raw.closed).toBe(CLOSE.tooMany);
    });
    expect((await loadDocument(handle.db, documentId)).seq).toBe(0);
  });

  test('late finds all pens in use, and reads', async () => {
    await startWith({ writersPerDocument: 1 });
    const first = await enter(anna);
    const second = await enter(bram);
    expect([first.said[0], second.said[0]]).toEqual([
      { rights: 'write', reason: null },
      { rights: 'read', reason: 'busy' },
    ]);
    second.sendUpdate(paragraphUpdate('toch'));
    first.sendUpdate(paragraphUpdate('mag'));
    await eventually(async () => (await stored()) === 'mag', 'only who has the pen');
  });
});

test('who is asked for what is missing, and does not answer, is closed', async () => {
  await startWith({ resyncMs: 100 });
  const raw = await enter(anna);
  const doc = new Y.Doc();
  writeParagraph(doc, 'nooit verstuurd');
  const gap = new Promise<Uint8Array>((resolve) => doc.once('update', resolve));
  typeOn(doc, 'gat');
  raw.sendUpdate(await gap);
  expect(await raw.closed).toBe(CLOSE.invalidUpdate);
  expect(await stored()).toBe('');
});
