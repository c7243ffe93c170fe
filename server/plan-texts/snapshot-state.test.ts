import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { applyAsIs } from './apply-as-is.ts';
import { applyState, applyStateInTurns, encodeState } from './snapshot-state.ts';
import { isSmall, makeSnapshot, rebuild, rebuildInTurns } from './stored-document.ts';

type Act = { who: number; at: number; words: string; take: number; meet: boolean };

const acts = fc.array(
  fc.record({
    who: fc.nat({ max: 3 }),
    at: fc.nat({ max: 200 }),
    words: fc.string({ minLength: 1, maxLength: 12 }),
    take: fc.nat({ max: 8 }),
    meet: fc.boolean(),
  }),
  { minLength: 1, maxLength: 60 },
);

/** Four people in two paragraphs who see each other's words now and then, make new paragraphs and take them away. */
function written(list: readonly Act[]): Y.Doc {
  const docs = Array.from({ length: 4 }, () => new Y.Doc());
  const meet = () => {
    for (const one of docs) for (const other of docs) Y.applyUpdate(other, Y.encodeStateAsUpdate(one, Y.encodeStateVector(other)));
  };
  for (const { who, at, words, take, meet: together } of list) {
    const doc = docs[who] as Y.Doc;
    const content = doc.getXmlFragment('content');
    doc.transact(() => {
      if (content.length < 2 || at % 17 === 0) {
        const paragraph = new Y.XmlElement('paragraph');
        paragraph.insert(0, [new Y.XmlText(words)]);
        content.insert(at % (content.length + 1), [paragraph]);
      } else if (at % 23 === 0) content.delete(at % content.length, 1);
      else {
        const text = (content.get(at % content.length) as Y.XmlElement).get(0) as Y.XmlText;
        text.insert(at % (text.length + 1), words, at % 3 === 0 ? { bold: {} } : {});
        text.delete(0, Math.min(take, text.length));
      }
    });
    if (together) meet();
  }
  meet();
  return docs[0] as Y.Doc;
}

test('a document built from a cut snapshot is the one that was cut: its text, what was deleted from it, and what everybody may still send', async () => {
  await fc.assert(
    fc.asyncProperty(acts, fc.integer({ min: 1, max: 7 }), async (list, atOnce) => {
      const doc = written(list);
      const state = encodeState(doc, atOnce);
      const [whole, turns, once] = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
      applyAsIs(whole, Y.encodeStateAsUpdateV2(doc), 2);
      await applyStateInTurns(turns, state);
      applyState(once, state);
      for (const built of [turns, once]) expect(Y.equalSnapshots(Y.snapshot(built), Y.snapshot(whole))).toBe(true);
      const all = [whole, turns, once];
      // Neighbours may be kept as one piece or as two; each letter leans on what it leaned on.
      for (const built of all) {
        const late = new Y.Doc();
        Y.applyUpdate(late, Y.encodeStateAsUpdate(built));
        late.getXmlFragment('content').insert(0, [new Y.XmlElement('paragraph')]);
        for (const other of all) Y.applyUpdate(other, Y.encodeStateAsUpdate(late));
      }
      for (const built of [turns, once]) {
        expect(built.store.pendingStructs).toBeNull();
        expect(built.getXmlFragment('content').toString()).toBe(whole.getXmlFragment('content').toString());
      }
    }),
    { numRuns: 150 },
  );
});

test('a large document is built with turns for others, and says the same', async () => {
  const doc = new Y.Doc();
  const tail: Uint8Array[] = [];
  const text = new Y.XmlText();
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [text]);
  doc.getXmlFragment('content').insert(0, [paragraph]);
  const type = (times: number) => {
    for (let count = 0; count < times; count++) text.insert((count * 7919) % (text.length + 1), 'oever '[count % 6] ?? '');
  };
  doc.transact(() => type(60_000));
  const state = encodeState(doc);
  doc.on('update', (update: Uint8Array) => tail.push(update));
  type(500);
  const stored = {
    id: 'd',
    lastSeq: 501,
    redactions: 0,
    snapshotSeq: 1,
    state,
    tail: tail.map((payload, index) => ({ seq: index + 2, payload })),
  };
  expect(rebuild(stored).getXmlFragment('content').toString()).toBe(paragraph.toString());
  // Counted and not timed: the machine may be busy.
  let turns = 0;
  let isBuilding = true;
  const others = () => {
    turns += 1;
    if (isBuilding) setImmediate(others);
  };
  setImmediate(others);
  const built = await rebuildInTurns(stored);
  isBuilding = false;
  expect(built.getXmlFragment('content').toString()).toBe(paragraph.toString());
  const structs = [...built.store.clients.values()].reduce((sum, list) => sum + list.length, 0);
  expect(turns).toBeGreaterThan(structs / 2_000);
  await expect(rebuildInTurns({ ...stored, lastSeq: 502 })).rejects.toThrow('gap');
  // What is made of it now is cut again, and was read back.
  const next = makeSnapshot(stored);
  const again = await rebuildInTurns({ ...stored, snapshotSeq: 501, state: next.state, tail: [] });
  expect(again.getXmlFragment('content').toString()).toBe(paragraph.toString());
});

test('a snapshot of which a part is missing is not served', async () => {
  const [one, other] = [new Y.Doc(), new Y.Doc()];
  one.getXmlFragment('content').insert(0, [new Y.XmlElement('paragraph')]);
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
  const before = Y.encodeStateVector(other);
  other.getXmlFragment('content').insert(1, [new Y.XmlElement('paragraph')]);
  await expect(applyStateInTurns(new Y.Doc(), Y.encodeStateAsUpdateV2(other, before))).rejects.toThrow('not whole');
});

test('a snapshot from before they were cut is read as it is', async () => {
  const doc = written([{ who: 0, at: 3, words: 'aan de oever', take: 2, meet: true }]);
  const whole = Y.encodeStateAsUpdateV2(doc);
  const built = new Y.Doc();
  await applyStateInTurns(built, whole);
  expect(built.getXmlFragment('content').toString()).toBe(doc.getXmlFragment('content').toString());
  expect(encodeState(doc)).toEqual(whole);
});

test.each([
  ['a new section', { state: 0, rows: 1, bytes: 2_000 }, true],
  ['a section with a snapshot and some letters since', { state: 8_000, rows: 99, bytes: 30 }, true],
  ['many letters, however few bytes', { state: 0, rows: 100, bytes: 30 }, false],
  ['one large piece', { state: 0, rows: 1, bytes: 16 * 1024 }, false],
  ['a large snapshot', { state: 16 * 1024, rows: 0, bytes: 0 }, false],
])('%s is worked through at once: %o', (_, { state, rows, bytes }, small) => {
  const tail = Array.from({ length: rows }, (_, index) => ({ seq: index + 1, payload: new Uint8Array(bytes) }));
  expect(isSmall({ id: 'd', lastSeq: rows, redactions: 0, snapshotSeq: 0, state: new Uint8Array(state), tail })).toBe(small);
});
