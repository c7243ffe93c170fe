import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { appendUpdates, editDocument, loadDocument } from '../server/plan-texts/documents.ts';
import { checkDocument } from '../server/plan-texts/schema.ts';
import { contextFor, TEST_NOW } from '../server/testing/world.ts';
import { setStage } from './testing/stage.ts';
import { paragraphUpdate, typeOn, writeParagraph } from './testing/texts.ts';
import { eventually, sleep } from './testing/waiting.ts';

const stage = setStage();
const [ANNA, BRAM] = ['resident', 'resident2'] as const;

const storedText = () => stage.stored();

describe('two people writing in one section', () => {
  test('see each other’s words, and both see the same', async () => {
    const [first, second] = [await stage.open(ANNA), await stage.open(BRAM)];
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
    const [first, second] = [await stage.open(ANNA), await stage.open(BRAM)];
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
    const writers = await Promise.all([ANNA, BRAM, ANNA, BRAM].map((person) => stage.open(person)));
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
    expect(checkDocument((await loadDocument(stage.handle.db, stage.documentId)).doc)).toBeNull();
    expect(writers.every((writer) => writer.closed() === null)).toBe(true);
  });

  test('may paste a very long text at once', async () => {
    const [first, second] = [await stage.open(ANNA), await stage.open(BRAM)];
    const paragraphs = Array.from({ length: 2_000 }, (_, index) => {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText(`Artikel ${index}: de oever blijft van iedereen.`)]);
      return paragraph;
    });
    first.doc.getXmlFragment('content').insert(0, paragraphs);
    await eventually(() => second.text() === first.text(), 'the other sees all of it');
    expect(first.closed()).toBeNull();
  });

  test('are the authors of their own words in the log', async () => {
    const [first, second] = [await stage.open(ANNA), await stage.open(BRAM)];
    first.write('van Anna');
    await eventually(() => second.text() === 'van Anna', 'seen');
    second.write('van Bram');
    await eventually(() => first.text().includes('van Bram'), 'seen');
    const rows = await stage.handle.db
      .selectFrom('document_update')
      .where('document_id', '=', stage.documentId)
      .orderBy('seq')
      .select(['seq', 'author_id'])
      .execute();
    expect(rows.map((row) => row.author_id)).toEqual([stage.world.people.resident.id, stage.world.people.resident2.id]);
    expect(rows.map((row) => row.seq)).toEqual([1, 2]);
  });

  test('see what the application itself changes', async () => {
    const first = await stage.open(ANNA);
    first.write('eerst');
    await eventually(async () => (await storedText()) === 'eerst', 'stored');
    await editDocument(contextFor(stage.handle.db, null), stage.documentId, stage.world.people.official.id, (doc) =>
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
    const [first, second] = [await stage.open(ANNA), await stage.open(BRAM)];
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
    const first = await stage.open(ANNA);
    first.write('begin');
    await eventually(async () => (await storedText()) === 'begin', 'stored');
    first.provider.disconnect();
    typeOn(first.doc, ' offline');
    const back = await stage.openRaw(ANNA);
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

  test('while deleting sends what deletes before what it deletes, more than once, and is asked for all once', async () => {
    const first = await stage.open(ANNA);
    first.write('begin');
    await eventually(async () => (await storedText()) === 'begin', 'stored');
    first.provider.disconnect();
    typeOn(first.doc, ' offline');
    const back = await stage.openRaw(ANNA);
    const news: Uint8Array[] = [];
    first.doc.on('update', (update: Uint8Array) => news.push(update));
    const paragraph = first.doc.getXmlFragment('content').get(0) as Y.XmlElement;
    const text = paragraph.get(0) as Y.XmlText;
    text.delete(text.length - 1, 1);
    text.delete(text.length - 1, 1);
    text.delete(text.length - 1, 1);
    for (const update of news) back.sendUpdate(update);
    const asked = await eventually(
      () => back.received.filter((message) => message.type === 0 && message.step === 0).at(1),
      'asked to resync',
    );
    back.sendUpdate(Y.encodeStateAsUpdate(first.doc, asked.payload), 1);
    await eventually(async () => (await storedText()) === 'begin offl', 'all is stored');
    expect(back.socket.readyState).toBe(back.socket.OPEN);
    back.socket.close();
  });

  test('hides no gap that stays: it is judged after it was asked for', async () => {
    const doc = new Y.Doc();
    writeParagraph(doc, 'nooit verstuurd');
    const gap = new Promise<Uint8Array>((resolve) => doc.once('update', resolve));
    typeOn(doc, 'gat');
    const raw = await stage.openRaw(ANNA);
    raw.sendUpdate(await gap);
    await eventually(() => raw.received.filter((message) => message.step === 0).length === 2, 'asked to resync');
    raw.sendUpdate(await gap);
    expect(await raw.closed).toBe(4422);
    expect(await storedText()).toBe('');
  });
});

describe('a restart', () => {
  test('gives back the same section, and clients come back by themselves', async () => {
    const first = await stage.open(ANNA);
    first.write('voor de herstart');
    await eventually(async () => (await storedText()) === 'voor de herstart', 'stored');
    await stage.server.stop();
    expect(first.closed()).toBe(1012);
    await stage.restart();
    const second = await stage.open(BRAM);
    expect(second.text()).toBe('voor de herstart');
  });

  test('writes what was still waiting', async () => {
    const first = await stage.open(ANNA);
    for (let index = 0; index < 50; index++) first.write(`zin ${index}`);
    await eventually(async () => (await storedText()).includes('zin 0'), 'the first is stored');
    await stage.server.stop();
    const stored = await storedText();
    await stage.restart();
    expect(stored.split('\n').length).toBeGreaterThan(0);
    const second = await stage.open(BRAM);
    expect(second.text()).toBe(stored);
  });
});

describe('a section nobody has open any more', () => {
  test('is put away after a while, and opened again as it was', async () => {
    await stage.restart({ idleRoomMs: 100 });
    const first = await stage.open(ANNA);
    first.write('blijft');
    await eventually(async () => (await storedText()) === 'blijft', 'stored');
    first.stop();
    await eventually(() => stage.server.collab.stats().rooms === 0, 'put away');
    const snapshot = await eventually(
      () => stage.handle.db.selectFrom('document_snapshot').where('document_id', '=', stage.documentId).select('seq').executeTakeFirst(),
      'a snapshot is made',
    );
    expect(snapshot.seq).toBe(1);
    expect((await stage.open(BRAM)).text()).toBe('blijft');
  });

  test('is loaded once, also when many come at the same moment', async () => {
    await appendUpdates(stage.handle.db, stage.documentId, [
      { payload: paragraphUpdate('een keer'), authorId: null, connectionId: null, at: TEST_NOW },
    ]);
    const all = await Promise.all(Array.from({ length: 8 }, (_, index) => stage.open(index % 2 ? ANNA : BRAM)));
    expect(all.map((editor) => editor.text())).toEqual(Array(8).fill('een keer'));
    expect(stage.server.collab.stats()).toMatchObject({ rooms: 1, connections: 8 });
  });
});

describe('the messages for our own editor', () => {
  test('say when every word is stored', async () => {
    const raw = await stage.openRaw(ANNA, { extended: true });
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
    const raw = await stage.openRaw(ANNA);
    const doc = new Y.Doc();
    writeParagraph(doc, 'x');
    raw.sendUpdate(Y.encodeStateAsUpdate(doc));
    await eventually(async () => (await storedText()) === 'x', 'stored');
    expect(raw.said).toEqual([]);
    raw.socket.close();
  });
});
