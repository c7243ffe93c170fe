import { prosemirrorJSONToYDoc } from '@tiptap/y-tiptap';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { CONTENT_ROOT, planTextSchema } from '../../server/plan-texts/schema.ts';
import nl from '../i18n/nl/editor.json';
import { createTeller, type Edit, editIn, GATHER_MS, sentenceFor, TELL_EVERY_MS } from './others-edits.ts';

const texts = nl.announce;

describe('the sentence', () => {
  test.each([
    [[{ names: ['Piet'], blocks: [3] }], 'Piet schreef in alinea 3.'],
    [
      [
        { names: ['Piet'], blocks: [3] },
        { names: ['Piet'], blocks: [1] },
      ],
      'Piet schreef in alinea 1 en 3.',
    ],
    [
      [
        { names: ['Piet'], blocks: [3] },
        { names: ['Ans'], blocks: [3] },
      ],
      'Piet en Ans schreven in alinea 3.',
    ],
    [[{ names: ['Piet'], blocks: [] }], 'Piet schreef in de tekst.'],
    [[{ names: ['Piet', 'Ans'], blocks: [1, 2, 3, 4] }], 'Piet en Ans schreven in de tekst.'],
  ] satisfies [Edit[], string][])('of %j is %s', (edits, sentence) => {
    expect(sentenceFor(edits, texts, 'nl')).toBe(sentence);
  });
});

describe('what others write', () => {
  const content = {
    type: 'doc',
    content: [
      { type: 'paragraph' },
      { type: 'paragraph', content: [{ type: 'text', text: 'Een.' }] },
      { type: 'bulletList', content: [{ type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Twee.' }] }] }] },
    ],
  };
  let here: Y.Doc;
  let there: Y.Doc;
  let heard: (Edit | null)[];
  beforeEach(() => {
    here = prosemirrorJSONToYDoc(planTextSchema, content, CONTENT_ROOT);
    there = new Y.Doc();
    Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
    heard = [];
    here.on('afterTransaction', (transaction) => heard.push(editIn(transaction, (client) => (client === there.clientID ? 'Piet' : null))));
    there.on('update', (update: Uint8Array) => Y.applyUpdate(here, update, 'line'));
  });
  const textIn = (doc: Y.Doc, path: number[]): Y.XmlText =>
    path.reduce<Y.XmlElement | Y.XmlFragment>(
      (parent, index) => parent.get(index) as Y.XmlElement,
      doc.getXmlFragment(CONTENT_ROOT),
    ) as never;

  test('has a name and the number of its paragraph, counted as they are read', () => {
    textIn(there, [1, 0]).insert(0, 'Nieuw. ');
    textIn(there, [2, 0, 0, 0]).insert(0, 'Ook. ');
    expect(heard).toEqual([
      { names: ['Piet'], blocks: [1] },
      { names: ['Piet'], blocks: [2] },
    ]);
  });

  test('is nothing when one types oneself, or somebody only takes words away', () => {
    textIn(here, [1, 0]).insert(0, 'Zelf. ');
    textIn(there, [1, 0]).delete(0, 1);
    expect(heard).toEqual([null, null]);
  });
});

describe('telling it', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('takes together what comes together, and then waits', () => {
    const told: number[] = [];
    const teller = createTeller((edits) => told.push(edits.length));
    const edit = { names: ['Piet'], blocks: [1] };
    teller.hear(edit);
    teller.hear(edit);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(GATHER_MS);
    expect(told).toEqual([2]);
    for (let second = 0; second < 12; second++) {
      teller.hear(edit);
      vi.advanceTimersByTime(1000);
    }
    expect(told).toEqual([2]);
    vi.advanceTimersByTime(TELL_EVERY_MS - 12_000);
    expect(told).toEqual([2, 12]);
    teller.hear(edit);
    teller.stop();
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual([2, 12]);
  });
});
