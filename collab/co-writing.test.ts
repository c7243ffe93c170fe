import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { DatabaseHandle } from '../db/client.ts';
import { appendUpdates, editDocument, loadDocument } from '../server/plan-texts/documents.ts';
import { checkDocument } from '../server/plan-texts/schema.ts';
import { openTestDatabase } from '../server/testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../server/testing/world.ts';
import {
  cookieOf,
  type Editor,
  eventually,
  openEditor,
  openRaw,
  paragraphUpdate,
  sleep,
  startTestServer,
  type TestServer,
  textOf,
  typeOn,
  writeParagraph,
} from './testing.ts';

let handle: DatabaseHandle;
let world: World;
let server: TestServer;
let documentId: string;
let anna: string | null;
let bram: string | null;
const editors: Editor[] = [];

beforeEach(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  documentId = world.sections.open.documentId;
  [anna, bram] = [await cookieOf(handle.db, world.people.resident), await cookieOf(handle.db, world.people.resident2)];
  server = await startTestServer(handle);
});

afterEach(async () => {
  for (const editor of editors.splice(0)) editor.stop();
  await server.stop();
  await handle.close();
});

function open(cookie: string | null, options: { doc?: Y.Doc; id?: string; extended?: boolean } = {}): Editor {
  const editor = openEditor(server, options.id ?? documentId, { cookie, ...options });
  editors.push(editor);
  return editor;
}

async function synced(editor: Editor): Promise<Editor> {
  await eventually(() => editor.provider.synced, 'the editor is in step');
  return editor;
}

async function storedText(): Promise<string> {
  return textOf((await loadDocument(handle.db, documentId)).doc);
}

describe('two people writing in one section', () => {
  test('see each other’s words, and both see the same', async () => {
    const [first, second] = [await synced(open(anna)), await synced(open(bram))];
    first.write('Langs de oever komt een pad.');
    await eventually(() => second.text().includes('pad'), 'the second sees the first');
    second.write('Met banken.');
    typeOn(first.doc, '!');
    await eventually(
      () => first.text() === second.text() && first.text().includes('banken') && second.text().includes('!'),
      'both see the same',
    );
    await eventually(async () => (await storedText()) === first.text(), 'and so it is stored');
  });

  test('never see a word that is not stored yet', async () => {
    const [first, second] = [await synced(open(anna)), await synced(open(bram))];
    const checks: Promise<void>[] = [];
    const lost: string[] = [];
    second.doc.on('update', () => {
      const seen = second.text();
      checks.push(
        storedText().then((stored) => {
          for (const line of seen.split('\n')) if (!stored.includes(line)) lost.push(line);
        }),
      );
    });
    for (let index = 0; index < 20; index++) first.write(`zin ${index}`);
    await eventually(() => second.text().includes('zin 19'), 'all is seen');
    await Promise.all(checks);
    expect(checks.length).toBeGreaterThan(0);
    expect(lost).toEqual([]);
  });

  test('converge whatever they do at the same time', async () => {
    const writers = await Promise.all([open(anna), open(bram), open(anna), open(bram)].map(synced));
    writers[0]?.write('begin');
    await eventually(() => writers.every((writer) => writer.text() === 'begin'), 'a start');
    for (let round = 0; round < 30; round++) {
      for (const [index, { doc }] of writers.entries()) {
        const content = doc.getXmlFragment('content');
        if ((round + index) % 7 === 0) writeParagraph(doc, `alinea ${index}-${round}`);
        else if ((round + index) % 5 === 0 && content.length > 2) content.delete(content.length - 1, 1);
        else typeOn(doc, `${index}`);
      }
      if (round % 10 === 0) await sleep(5);
    }
    await eventually(() => new Set(writers.map((writer) => writer.text())).size === 1, 'all see the same');
    await eventually(async () => (await storedText()) === writers[0]?.text(), 'and so it is stored');
    expect(checkDocument((await loadDocument(handle.db, documentId)).doc)).toBeNull();
    expect(writers.every((writer) => writer.closed() === null)).toBe(true);
  });

  test('are the authors of their own words in the log', async () => {
    const [first, second] = [await synced(open(anna)), await synced(open(bram))];
    first.write('van Anna');
    await eventually(() => second.text() === 'van Anna', 'seen');
    second.write('van Bram');
    await eventually(() => first.text().includes('van Bram'), 'seen');
    const rows = await handle.db
      .selectFrom('document_update')
      .where('document_id', '=', documentId)
      .orderBy('seq')
      .select(['seq', 'author_id'])
      .execute();
    expect(rows.map((row) => row.author_id)).toEqual([world.people.resident.id, world.people.resident2.id]);
    expect(rows.map((row) => row.seq)).toEqual([1, 2]);
  });

  test('see what the application itself changes', async () => {
    const first = await synced(open(anna));
    first.write('eerst');
    await eventually(async () => (await storedText()) === 'eerst', 'stored');
    await editDocument(contextFor(handle.db, null), documentId, world.people.official.id, (doc) =>
      writeParagraph(doc, 'overgenomen voorstel'),
    );
    await eventually(() => first.text() === 'eerst\novergenomen voorstel', 'the change comes in');
    typeOn(first.doc, ', en verder');
    await eventually(async () => (await storedText()) === 'eerst\novergenomen voorstel, en verder', 'and can be worked on');
    expect(first.closed()).toBeNull();
  });
});

describe('a dropped line', () => {
  test('loses nothing: what was written meanwhile on both sides comes together', async () => {
    const [first, second] = [await synced(open(anna)), await synced(open(bram))];
    first.write('samen');
    await eventually(() => second.text() === 'samen', 'seen');
    first.provider.disconnect();
    first.write('zonder lijn');
    typeOn(first.doc, ' geschreven');
    second.write('met lijn');
    await eventually(async () => (await storedText()).includes('met lijn'), 'stored');
    first.provider.connect();
    await eventually(
      () => first.text() === second.text() && first.text().includes('geschreven') && first.text().includes('met lijn'),
      'together again',
    );
    await eventually(async () => (await storedText()) === first.text(), 'and stored');
  });

  test('while typing sends new keys before old ones, and is asked for all once', async () => {
    const first = await synced(open(anna));
    first.write('begin');
    await eventually(async () => (await storedText()) === 'begin', 'stored');
    first.provider.disconnect();
    typeOn(first.doc, ' offline');
    const back = await openRaw(server, documentId, { cookie: anna });
    const news: Uint8Array[] = [];
    first.doc.on('update', (update: Uint8Array) => news.push(update));
    typeOn(first.doc, ' en');
    typeOn(first.doc, ' verder');
    for (const update of news) back.sendUpdate(update);
    const asked = await eventually(
      () => back.received.filter((message) => message.type === 0 && message.step === 0).at(1),
      'asked to resync',
    );
    back.sendUpdate(Y.encodeStateAsUpdate(first.doc, asked.payload), 1);
    await eventually(async () => (await storedText()) === 'begin offline en verder', 'all is stored');
    expect(back.socket.readyState).toBe(back.socket.OPEN);
    back.socket.close();
  });

  test('hides no gap that stays: it is judged after it was asked for', async () => {
    const doc = new Y.Doc();
    writeParagraph(doc, 'nooit verstuurd');
    const gap = new Promise<Uint8Array>((resolve) => doc.once('update', resolve));
    typeOn(doc, 'gat');
    const raw = await openRaw(server, documentId, { cookie: anna });
    raw.sendUpdate(await gap);
    await eventually(() => raw.received.filter((message) => message.step === 0).length === 2, 'asked to resync');
    raw.sendUpdate(await gap);
    expect(await raw.closed).toBe(4422);
    expect(await storedText()).toBe('');
  });
});

describe('a restart', () => {
  test('gives back the same section, and clients come back by themselves', async () => {
    const first = await synced(open(anna));
    first.write('voor de herstart');
    await eventually(async () => (await storedText()) === 'voor de herstart', 'stored');
    await server.stop();
    expect(first.closed()).toBe(1012);
    server = await startTestServer(handle);
    const second = await synced(open(bram));
    expect(second.text()).toBe('voor de herstart');
  });

  test('writes what was still waiting', async () => {
    const first = await synced(open(anna));
    for (let index = 0; index < 50; index++) first.write(`zin ${index}`);
    await eventually(async () => (await storedText()).includes('zin 0'), 'the first is stored');
    await server.stop();
    const stored = await storedText();
    server = await startTestServer(handle);
    expect(stored.split('\n').length).toBeGreaterThan(0);
    const second = await synced(open(bram));
    expect(second.text()).toBe(stored);
  });
});

describe('a section nobody has open any more', () => {
  test('is put away after a while, and opened again as it was', async () => {
    await server.stop();
    server = await startTestServer(handle, { limits: { idleRoomMs: 100 } });
    const first = await synced(open(anna));
    first.write('blijft');
    await eventually(async () => (await storedText()) === 'blijft', 'stored');
    first.stop();
    await eventually(() => server.collab.stats().rooms === 0, 'put away');
    const snapshot = await eventually(
      () => handle.db.selectFrom('document_snapshot').where('document_id', '=', documentId).select('seq').executeTakeFirst(),
      'a snapshot is made',
    );
    expect(snapshot.seq).toBe(1);
    expect((await synced(open(bram))).text()).toBe('blijft');
  });

  test('is loaded once, also when many come at the same moment', async () => {
    await appendUpdates(handle.db, documentId, [
      { payload: paragraphUpdate('een keer'), authorId: null, connectionId: null, at: TEST_NOW },
    ]);
    const all = await Promise.all(Array.from({ length: 8 }, (_, index) => synced(open(index % 2 ? anna : bram))));
    expect(all.map((editor) => editor.text())).toEqual(Array(8).fill('een keer'));
    expect(server.collab.stats()).toMatchObject({ rooms: 1, connections: 8 });
  });
});

describe('the messages for our own editor', () => {
  test('say when every word is stored', async () => {
    const raw = await openRaw(server, documentId, { cookie: anna, extended: true });
    await eventually(() => raw.said.length > 0, 'rights');
    expect(raw.said[0]).toEqual({ rights: 'write', reason: null });
    const doc = new Y.Doc();
    writeParagraph(doc, 'opgeslagen?');
    raw.sendUpdate(Y.encodeStateAsUpdate(doc));
    await eventually(() => raw.said.length > 1, 'saved');
    expect(raw.said[1]).toEqual({ saved: 1, through: 1 });
    raw.sendUpdate(Y.encodeStateAsUpdate(doc));
    await eventually(() => raw.said.length > 2, 'saved again');
    expect(raw.said[2]).toEqual({ saved: 1, through: 2 });
    raw.socket.close();
  });

  test('are not sent to others', async () => {
    const raw = await openRaw(server, documentId, { cookie: anna });
    const doc = new Y.Doc();
    writeParagraph(doc, 'x');
    raw.sendUpdate(Y.encodeStateAsUpdate(doc));
    await eventually(async () => (await storedText()) === 'x', 'stored');
    expect(raw.said).toEqual([]);
    raw.socket.close();
  });
});
