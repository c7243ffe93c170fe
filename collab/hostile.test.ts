import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { DatabaseHandle } from '../db/client.ts';
import { loadDocument } from '../server/plan-texts/documents.ts';
import { checkDocument } from '../server/plan-texts/schema.ts';
import { openTestDatabase } from '../server/testing/database.ts';
import { makeWorld, TEST_NOW, type World } from '../server/testing/world.ts';
import { type Editor, openEditor, openRaw, syncMessage } from './testing/clients.ts';
import { addOpenSection, cookieOf, startTestServer, type TestServer } from './testing/server.ts';
import { paragraphUpdate, textOf, typeOn, writeParagraph } from './testing/texts.ts';
import { eventually, sleep } from './testing/waiting.ts';

let handle: DatabaseHandle;
let world: World;
let server: TestServer;
let documentId: string;
let anna: string | null;
let bram: string | null;
let witness: Editor;

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  [anna, bram] = [await cookieOf(handle.db, world.people.resident), await cookieOf(handle.db, world.people.resident2)];
  server = await startTestServer(handle);
});

beforeEach(async () => {
  documentId = await addOpenSection(handle.db, world);
  witness = openEditor(server, documentId, { cookie: bram });
  await eventually(() => witness.provider.synced, 'the witness is in step');
  witness.write('eerlijke woorden');
  await eventually(async () => textOf((await loadDocument(handle.db, documentId)).doc) === 'eerlijke woorden', 'stored');
});

afterEach(() => witness.stop());

afterAll(async () => {
  await server.stop();
  await handle.close();
});

/** Nothing of it arrived, and those who write honestly go on undisturbed. */
async function harmedNobody(): Promise<void> {
  expect(witness.text()).toBe('eerlijke woorden');
  typeOn(witness.doc, ' gaan door');
  await eventually(
    async () => textOf((await loadDocument(handle.db, documentId)).doc) === 'eerlijke woorden gaan door',
    'the honest go on',
  );
  const fresh = openEditor(server, documentId, { cookie: null });
  await eventually(() => fresh.provider.synced, 'a new reader is in step');
  expect(fresh.text()).toBe('eerlijke woorden gaan door');
  expect(fresh.doc.store.pendingStructs).toBeNull();
  expect(checkDocument(fresh.doc)).toBeNull();
  expect(witness.closed()).toBeNull();
  fresh.stop();
}

async function refused(bytes: Uint8Array | string, code: number): Promise<void> {
  const raw = await openRaw(server, documentId, { cookie: anna });
  raw.send(bytes);
  expect(await raw.closed).toBe(code);
}

describe('a reader without an account', () => {
  test.each([
    ['an update', 2],
    ['an answer to a question nobody asked', 1],
  ])('reads along, but cannot write with %s', async (_, step) => {
    const raw = await openRaw(server, documentId, { cookie: null });
    raw.send(syncMessage(0, Y.encodeStateVector(new Y.Doc())));
    const state = await eventually(() => raw.received.find((message) => message.step === 1), 'the text');
    const doc = new Y.Doc();
    Y.applyUpdate(doc, state.payload);
    expect(textOf(doc)).toBe('eerlijke woorden');
    raw.sendUpdate(paragraphUpdate('van niemand'), step);
    raw.sendUpdate(paragraphUpdate('nog een keer'), step);
    raw.sendUpdate(paragraphUpdate('en nog eens'), step);
    expect(await raw.closed).toBe(4403);
    await harmedNobody();
  });

  test('may answer that it has nothing', async () => {
    const raw = await openRaw(server, documentId, { cookie: null });
    for (let count = 0; count < 5; count++) raw.sendUpdate(new Uint8Array([0, 0]), 1);
    await sleep(50);
    expect(raw.socket.readyState).toBe(raw.socket.OPEN);
    raw.socket.close();
  });

  test('gets no names', async () => {
    witness.provider.awareness.setLocalStateField('user', { name: 'Bram' });
    await sleep(150);
    const raw = await openRaw(server, documentId, { cookie: null });
    raw.send(new Uint8Array([3]));
    witness.provider.awareness.setLocalStateField('cursor', { anchor: 1 });
    await sleep(250);
    expect(raw.received.filter((message) => message.type === 1)).toEqual([]);
    raw.socket.close();
  });
});

describe('a section that lies fast', () => {
  test.each(['fixed', 'suggest', 'closed'] as const)('cannot be written through the socket when it is %s', async (policy) => {
    const id = world.sections[policy].documentId;
    for (const step of [1, 2]) {
      const raw = await openRaw(server, id, { cookie: anna, extended: true });
      await eventually(() => raw.said.length > 0, 'rights');
      expect(raw.said[0]).toEqual({ rights: 'read', reason: 'read_only' });
      raw.sendUpdate(paragraphUpdate('toch'), step);
      await sleep(30);
      raw.socket.close();
    }
    expect((await loadDocument(handle.db, id)).seq).toBe(0);
    expect(await handle.db.selectFrom('document_client').where('document_id', '=', id).selectAll().execute()).toEqual([]);
  });
});

describe('where a socket may go', () => {
  test.each([
    ['a foreign origin', 'https://elders.example'],
    ['no origin', null],
    ['origin null', 'null'],
    ['another port', 'http://127.0.0.1:1'],
  ])('%s is refused before the upgrade', async (_, origin) => {
    await expect(openRaw(server, documentId, { cookie: anna, origin })).rejects.toThrow('HTTP 403');
  });

  test.each([
    '/collab',
    '/collab/',
    '/collab/00000000-0000-4000-8000-000000000000',
    '/collab/..%2f..%2fetc',
    '/collab/x',
    `/collab/${'a'.repeat(3_000)}`,
    '/collab/%00',
  ])('%s does not exist, and is not made', async (path) => {
    const before = await handle.db.selectFrom('document').select('id').execute();
    const raw = await openRaw(server, path, { cookie: anna });
    expect(await raw.closed).toBe(4404);
    expect(raw.received).toEqual([]);
    expect(await handle.db.selectFrom('document').select('id').execute()).toHaveLength(before.length);
  });

  test('another path is not a place to wait at', async () => {
    await expect(openRaw(server, '/elders', { cookie: anna })).rejects.toThrow('HTTP 404');
  });

  test('a session that is over has to sign in again', async () => {
    const cookie = await cookieOf(handle.db, world.people.council);
    await handle.db.deleteFrom('session').where('person_id', '=', world.people.council.id).execute();
    const raw = await openRaw(server, documentId, { cookie });
    expect(await raw.closed).toBe(4401);
    expect(raw.received).toEqual([]);
  });

  test('a trajectory that is not published does not exist for others', async () => {
    await handle.db.updateTable('trajectory').set({ published_at: null }).execute();
    const [outsider, manager] = [
      await openRaw(server, documentId, { cookie: anna }),
      await openRaw(server, documentId, { cookie: await cookieOf(handle.db, world.people.manager) }),
    ];
    expect(await outsider.closed).toBe(4404);
    await eventually(() => manager.received.length > 0, 'the manager comes in');
    manager.socket.close();
    await handle.db.updateTable('trajectory').set({ published_at: TEST_NOW }).execute();
  });

  test('a person has so many sockets and no more', async () => {
    const cookie = await cookieOf(handle.db, world.people.colleague);
    const raws = await Promise.all(Array.from({ length: 20 }, () => openRaw(server, documentId, { cookie })));
    await eventually(() => raws.every((raw) => raw.received.length > 0), 'all in');
    const one = await openRaw(server, documentId, { cookie });
    expect(await one.closed).toBe(4429);
    for (const raw of raws) raw.socket.close();
  });
});

describe('a forged update', () => {
  test('under the client id of somebody else is refused', async () => {
    const forged = new Y.Doc();
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(witness.doc));
    const before = Y.encodeStateVector(forged);
    forged.clientID = witness.doc.clientID;
    typeOn(forged, ' EN IK TREED AF');
    await refused(syncMessage(2, Y.encodeStateAsUpdate(forged, before)), 4422);
    await harmedNobody();
  });

  test('under the client id of the first text is refused', async () => {
    const forged = new Y.Doc();
    forged.clientID = 1;
    documentId = await addOpenSection(handle.db, world);
    await handle.db.insertInto('document_client').values({ document_id: documentId, client_id: 1, person_id: null }).execute();
    await refused(syncMessage(2, paragraphUpdate('alsof het er altijd stond', forged)), 4422);
  });

  test.each<[string, (doc: Y.Doc) => void]>([
    ['a script', (doc) => void doc.getXmlFragment('content').push([new Y.XmlElement('script')])],
    ['an element named constructor', (doc) => void doc.getXmlFragment('content').push([new Y.XmlElement('constructor')])],
    ['text outside a paragraph', (doc) => void doc.getXmlFragment('content').push([new Y.XmlText('los')])],
    ['a list item outside a list', (doc) => void doc.getXmlFragment('content').push([new Y.XmlElement('listItem')])],
    [
      'a paragraph in a paragraph',
      (doc) => {
        const outer = new Y.XmlElement('paragraph');
        outer.insert(0, [new Y.XmlElement('paragraph')]);
        doc.getXmlFragment('content').push([outer]);
      },
    ],
    [
      'a heading of level 1',
      (doc) => {
        const heading = new Y.XmlElement<{ level: number }>('heading');
        heading.setAttribute('level', 1);
        doc.getXmlFragment('content').push([heading as unknown as Y.XmlElement]);
      },
    ],
    [
      'an onclick',
      (doc) => {
        const paragraph = new Y.XmlElement('paragraph');
        paragraph.setAttribute('onclick', 'alert(1)');
        doc.getXmlFragment('content').push([paragraph]);
      },
    ],
    [
      'a javascript: link',
      (doc) => {
        const text = new Y.XmlText();
        text.insert(0, 'klik', { link: { href: 'javascript:alert(1)' } });
        const paragraph = new Y.XmlElement('paragraph');
        paragraph.insert(0, [text]);
        doc.getXmlFragment('content').push([paragraph]);
      },
    ],
    [
      'an unknown mark',
      (doc) => {
        const text = new Y.XmlText();
        text.insert(0, 'mooi', { style: 'color:red' });
        const paragraph = new Y.XmlElement('paragraph');
        paragraph.insert(0, [text]);
        doc.getXmlFragment('content').push([paragraph]);
      },
    ],
    ['another root', (doc) => void doc.getText('verborgen').insert(0, 'x'.repeat(1_000))],
    ['a map at the root', (doc) => void doc.getMap('content').set('a', 'b')],
    ['a map', (doc) => void doc.getMap('verborgen').set('a', 'b')],
    [
      'lists nested without end',
      (doc) => {
        let inner: Y.XmlElement = new Y.XmlElement('paragraph');
        for (let depth = 0; depth < 20; depth++) {
          const [item, list] = [new Y.XmlElement('listItem'), new Y.XmlElement('bulletList')];
          item.insert(0, [inner]);
          list.insert(0, [item]);
          inner = list;
        }
        doc.getXmlFragment('content').push([inner]);
      },
    ],
    ['an embed', (doc) => void doc.getText('content').insertEmbed(0, { image: 'x' })],
    [
      'more items than fit in one update',
      (doc) => {
        for (let count = 0; count < 10_001; count++) doc.getXmlFragment('content').insert(0, [new Y.XmlElement('paragraph')]);
      },
    ],
  ])('with %s is refused', async (_, change) => {
    const doc = new Y.Doc();
    change(doc);
    await refused(syncMessage(2, Y.encodeStateAsUpdate(doc)), 4422);
    await refused(syncMessage(1, Y.encodeStateAsUpdate(doc)), 4422);
    await harmedNobody();
  });

  test('that grows a heading into something else later is refused', async () => {
    const doc = new Y.Doc();
    const raw = await openRaw(server, documentId, { cookie: anna });
    const heading = new Y.XmlElement<{ level: number }>('heading');
    heading.setAttribute('level', 2);
    doc.getXmlFragment('content').push([heading as unknown as Y.XmlElement]);
    raw.sendUpdate(Y.encodeStateAsUpdate(doc));
    const before = Y.encodeStateVector(doc);
    heading.setAttribute('level', 9);
    raw.sendUpdate(Y.encodeStateAsUpdate(doc, before));
    expect(await raw.closed).toBe(4422);
    await eventually(() => witness.doc.getXmlFragment('content').length === 2, 'the good one arrived');
    expect(checkDocument((await loadDocument(handle.db, documentId)).doc)).toBeNull();
  });

  test('of too many bytes is too large', async () => {
    await refused(syncMessage(2, paragraphUpdate('x'.repeat(300_000))), 4413);
    await harmedNobody();
  });

  test('over a whole section is told that the section is full, and it can still be shortened', async () => {
    const raw = await openRaw(server, documentId, { cookie: anna });
    const doc = new Y.Doc();
    raw.sendUpdate(paragraphUpdate('x'.repeat(150_000), doc));
    await eventually(() => witness.text().length > 150_000, 'the first fits');
    const before = Y.encodeStateVector(doc);
    writeParagraph(doc, 'y'.repeat(60_000));
    raw.sendUpdate(Y.encodeStateAsUpdate(doc, before));
    expect(await raw.closed).toBe(4413);
    const lines = witness.text().split('\n');
    witness.doc.getXmlFragment('content').delete(
      lines.findIndex((line) => line.startsWith('x')),
      1,
    );
    await eventually(async () => textOf((await loadDocument(handle.db, documentId)).doc) === 'eerlijke woorden', 'shortened');
    witness.write('past weer');
    await eventually(async () => textOf((await loadDocument(handle.db, documentId)).doc).includes('past weer'), 'and there is room again');
  });
});

describe('broken messages', () => {
  test.each<[string, Uint8Array | string, number]>([
    ['text', 'hallo', 4422],
    ['nothing', new Uint8Array(), 4422],
    ['an unknown type', new Uint8Array([255, 1, 2]), 4422],
    ['an unknown step', new Uint8Array([0, 9, 0]), 4422],
    ['half a number', new Uint8Array([0x80]), 4422],
    ['a length past the end', new Uint8Array([0, 2, 200, 1]), 4422],
    ['bytes after the end', new Uint8Array([0, 2, 2, 0, 0, 7]), 4422],
    ['a million structs in nine bytes', syncMessage(2, new Uint8Array([1, 0xff, 0xff, 0x7f, 1, 0, 0, 0, 0])), 4422],
    ['a state vector that is none', syncMessage(0, new Uint8Array([5, 1])), 4422],
    ['a frame over the limit', new Uint8Array(1024 * 1024 + 1), 4413],
  ])('%s closes only its sender', async (_, bytes, code) => {
    await refused(bytes, code);
    await harmedNobody();
  });

  test('cut off anywhere are refused whole', async () => {
    const doc = new Y.Doc();
    writeParagraph(doc, 'afgekapt');
    typeOn(doc, ' en meer');
    doc.getXmlFragment('content').delete(0, 1);
    writeParagraph(doc, 'rest');
    const update = Y.encodeStateAsUpdate(doc);
    for (let length = 1; length < update.length; length += 3) await refused(syncMessage(2, update.slice(0, length)), 4422);
    await harmedNobody();
  });

  test('by the thousand close with too many messages', async () => {
    const raw = await openRaw(server, documentId, { cookie: anna });
    for (let count = 0; count < 2_000; count++) raw.send(new Uint8Array([3]));
    expect(await raw.closed).toBe(4429);
    await harmedNobody();
  });
});
