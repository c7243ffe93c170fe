import type { JSONContent } from '@tiptap/core';
import { prosemirrorJSONToYDoc, updateYFragment } from '@tiptap/y-tiptap';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type * as Y from 'yjs';
import { CONTENT_ROOT, planTextSchema } from '../plan-texts/schema.ts';
import { type Anchor, anchorAt, findAnchors, rangeBetween } from './anchor.ts';
import { readLetters, squeeze } from './letters.ts';

const PATH = 'Langs de westoever komt een pad van ten minste vier meter breed.';
const FLOOD = 'Het pad is ook bij hoogwater te gebruiken en ligt hoger dan nu.';
const TREES = 'Bestaande bomen blijven staan, tenzij ze ziek zijn.';

function contentOf(paragraphs: readonly string[]): JSONContent {
  return {
    type: 'doc',
    content: paragraphs.map((text) => ({ type: 'paragraph', ...(text !== '' && { content: [{ type: 'text', text }] }) })),
  };
}

function write(paragraphs: readonly string[]): Y.Doc {
  return prosemirrorJSONToYDoc(planTextSchema, contentOf(paragraphs), CONTENT_ROOT);
}

/** As the editor does it: whatever it takes to make the document say this. */
function rewrite(doc: Y.Doc, paragraphs: readonly string[]): void {
  const node = planTextSchema.nodeFromJSON(contentOf(paragraphs));
  doc.transact(() => updateYFragment(doc, doc.getXmlFragment(CONTENT_ROOT), node, { mapping: new Map(), isOMark: new Map() }));
}

function anchorOf(doc: Y.Doc, quote: string): Anchor {
  const letters = readLetters(doc);
  const from = letters.squeezed.indexOf(squeeze(quote));
  return anchorAt(letters, { from, to: from + squeeze(quote).length });
}

/** What is found, as words: pieces of several paragraphs are parted by a bar. */
function wordsOf(doc: Y.Doc, anchor: Anchor): { state: string; words: string } {
  const { blocks } = readLetters(doc);
  const [found] = findAnchors(doc, [anchor]);
  return {
    state: found?.state ?? 'nothing',
    words: (found?.segments ?? []).map(({ block, from, to }) => blocks[block]?.text.slice(from, to)).join('|'),
  };
}

function after(quote: string, ...steps: (readonly string[])[]) {
  const doc = write([PATH, FLOOD, TREES]);
  const anchor = anchorOf(doc, quote);
  for (const step of steps) rewrite(doc, step);
  return wordsOf(doc, anchor);
}

const QUOTE = 'ook bij hoogwater te gebruiken';

describe('the words of a comment', () => {
  test('are kept as they stood, with what stood round them and the paragraph they began in', () => {
    const doc = write([PATH, FLOOD, TREES]);
    const anchor = anchorOf(doc, QUOTE);
    expect(anchor).toMatchObject({ quote: QUOTE, after: ' en ligt hoger dan nu.\nBestaande bomen blijven s' });
    expect(anchor.before.endsWith('vier meter breed.\nHet pad is ')).toBe(true);
    expect(anchor.block).toMatch(/^\d+-\d+$/);
    expect(wordsOf(doc, anchor)).toEqual({ state: 'same', words: QUOTE });
  });

  const same = { state: 'same', words: QUOTE };
  test.each([
    ['text before them', [[PATH, `Let op: ${FLOOD}`, TREES]], same],
    ['text right before and right after them', [[PATH, FLOOD.replace(QUOTE, `altijd ${QUOTE}, echt waar,`), TREES]], same],
    ['a paragraph before them', [['Nieuw.', PATH, FLOOD, TREES]], same],
    ['the paragraph before them taken away', [[FLOOD, TREES]], same],
    ['everything round them taken away', [[QUOTE]], same],
    ['a paragraph split before them', [[PATH, 'Het pad is', 'ook bij hoogwater te gebruiken en ligt hoger dan nu.', TREES]], same],
    ['a paragraph split after them', [[PATH, 'Het pad is ook bij hoogwater te gebruiken', 'en ligt hoger dan nu.', TREES]], same],
    [
      'a paragraph split in the middle of them',
      [[PATH, 'Het pad is ook bij hoogwater', 'te gebruiken en ligt hoger dan nu.', TREES]],
      { state: 'same', words: 'ook bij hoogwater|te gebruiken' },
    ],
    ['their paragraph joined to the one before', [[PATH + FLOOD, TREES]], same],
    ['all paragraphs joined', [[`${PATH} ${FLOOD} ${TREES}`]], same],
    [
      'a split and the same join again',
      [
        [PATH, 'Het pad is ook bij', 'hoogwater te gebruiken en ligt hoger dan nu.', TREES],
        [PATH, FLOOD, TREES],
      ],
      same,
    ],
    ['their paragraph moved to the end', [[PATH, TREES, FLOOD]], same],
    [
      'words put in between them',
      [[PATH, FLOOD.replace('hoogwater', 'heel hoog hoogwater'), TREES]],
      { state: 'changed', words: 'ook bij heel hoog hoogwater te gebruiken' },
    ],
    ['their beginning taken away', [[PATH, FLOOD.replace('ook bij ', ''), TREES]], { state: 'changed', words: 'hoogwater te gebruiken' }],
    ['their end taken away', [[PATH, FLOOD.replace(' te gebruiken', ''), TREES]], { state: 'changed', words: 'ook bij hoogwater' }],
    [
      'a letter put in one of them',
      [[PATH, FLOOD.replace('hoogwater', 'hoog-water'), TREES]],
      { state: 'changed', words: 'ook bij hoog-water te gebruiken' },
    ],
    [
      'words put in between, and then a split there',
      [
        [PATH, FLOOD.replace('hoogwater', 'extra hoogwater'), TREES],
        [PATH, 'Het pad is ook bij extra', 'hoogwater te gebruiken en ligt hoger dan nu.', TREES],
      ],
      { state: 'changed', words: 'ook bij extra|hoogwater te gebruiken' },
    ],
    ['themselves taken away', [[PATH, FLOOD.replace(QUOTE, 'dicht'), TREES]], { state: 'gone', words: '' }],
    ['their paragraph taken away', [[PATH, TREES]], { state: 'gone', words: '' }],
    [
      'their paragraph taken away and put back',
      [
        [PATH, TREES],
        [PATH, FLOOD, TREES],
      ],
      same,
    ],
    ['everything taken away', [['']], { state: 'gone', words: '' }],
  ] as const)('survive %s', (_, steps, expected) => {
    expect(after(QUOTE, ...(steps as unknown as string[][]))).toEqual(expected);
  });

  test('that stand twice are the ones that were chosen', () => {
    const twice = ['Geen auto’s. Geen brommers.', 'De boulevard. Geen auto’s. Wel bankjes.'];
    const doc = write(twice);
    const letters = readLetters(doc);
    const from = letters.squeezed.lastIndexOf(squeeze('Geen auto’s.'));
    const anchor = anchorAt(letters, { from, to: from + squeeze('Geen auto’s.').length });
    rewrite(doc, ['Geen auto’s. Geen brommers.', 'De boulevard.', 'Geen auto’s. Wel bankjes.']);
    expect(findAnchors(doc, [anchor])).toEqual([{ state: 'same', segments: [{ block: 2, from: 0, to: 12 }] }]);
    rewrite(doc, ['Geen auto’s. Geen brommers.', 'De boulevard.', 'Wel bankjes.']);
    expect(wordsOf(doc, anchor)).toEqual({ state: 'gone', words: '' });
  });

  test('may run over paragraphs and lists, and stand in a bold or linked part', () => {
    const doc = prosemirrorJSONToYDoc(
      planTextSchema,
      {
        type: 'doc',
        content: [
          {
            type: 'paragraph',
            content: [
              { type: 'text', text: 'Een ' },
              { type: 'text', text: 'vet', marks: [{ type: 'bold' }] },
              { type: 'text', text: ' pad,' },
              { type: 'hardBreak' },
              { type: 'text', text: 'en een bank.' },
            ],
          },
          { type: 'bulletList', content: [{ type: 'listItem', content: contentOf(['Ook bomen.']).content }] },
        ],
      },
      CONTENT_ROOT,
    );
    const anchor = anchorOf(doc, 'vet pad, en een bank. Ook');
    expect(anchor.quote).toBe('vet pad,\nen een bank.\nOok');
    expect(findAnchors(doc, [anchor])[0]?.segments).toEqual([
      { block: 0, from: 4, to: 25 },
      { block: 1, from: 0, to: 3 },
    ]);
  });

  test('are not where a part of another word looks the same', () => {
    const doc = write(['Zet hier een boom.', 'Wij zijn dol op bomenrijen.']);
    const anchor = anchorOf(doc, 'boom');
    rewrite(doc, ['Zet hier een bank.', 'Wij zijn dol op kersenboompjes.']);
    expect(wordsOf(doc, anchor).state).toBe('gone');
  });
});

test('places of another document, and bytes that are none, are no range', () => {
  const doc = write([PATH]);
  const letters = readLetters(doc);
  const other = anchorOf(write([PATH]), 'westoever');
  expect(rangeBetween(doc, letters, other)).toBeNull();
  expect(rangeBetween(doc, letters, anchorOf(doc, 'westoever'))).toEqual({ from: 7, to: 16 });
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 40 }), (start, end) => {
      rangeBetween(doc, letters, { start, end });
    }),
  );
});

type Letter = { letter: string; quoted: boolean };
/** Letters that cannot be taken for those of the text. */
const edit = fc.record({
  at: fc.nat(),
  remove: fc.nat({ max: 12 }),
  insert: fc.string({ unit: fc.constantFrom('X', 'Y', 'Z'), maxLength: 6 }),
});

test('after any typing and deleting, what is found is exactly what is left of the words, with what was put between', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 4, max: 40 }), fc.array(edit, { maxLength: 12 }), (begin, length, edits) => {
      const start = `${PATH} ${FLOOD}`;
      const doc = write([start, TREES]);
      const letters = readLetters(doc);
      const size = squeeze(start).length;
      const from = begin % (size - length);
      const anchor = anchorAt(letters, { from, to: from + length });
      const [first, last] = [letters.positions[from] ?? 0, letters.positions[from + length - 1] ?? 0];
      let model: Letter[] = start.split('').map((letter, index) => ({ letter, quoted: index >= first && index <= last }));
      const text = (doc.getXmlFragment(CONTENT_ROOT).get(0) as Y.XmlElement).get(0) as Y.XmlText;
      for (const { at, remove, insert } of edits) {
        const place = at % (model.length + 1);
        const removed = Math.min(remove, model.length - place);
        doc.transact(() => {
          text.delete(place, removed);
          text.insert(place, insert);
        });
        model = [
          ...model.slice(0, place),
          ...insert.split('').map((letter) => ({ letter, quoted: false })),
          ...model.slice(place + removed),
        ];
      }
      const left = model.findIndex(({ letter, quoted }) => quoted && letter !== ' ');
      const right = model.findLastIndex(({ letter, quoted }) => quoted && letter !== ' ');
      const survivors =
        left < 0
          ? ''
          : squeeze(
              model
                .slice(left, right + 1)
                .map(({ letter }) => letter)
                .join(''),
            );
      const found = wordsOf(doc, anchor);
      const letterCount = model.filter(({ letter, quoted }) => quoted && letter !== ' ').length;
      if (found.state === 'gone') expect(letterCount).toBeLessThan(length);
      // Where the edge letter is gone and others typed there, nobody can say whether they belong to the words.
      else expect(squeeze(found.words).replace(/^[XYZ]+|[XYZ]+$/g, '')).toBe(survivors);
      if (letterCount === length) expect(found.state).toBe(survivors.length === length ? 'same' : 'changed');
    }),
    { numRuns: 400 },
  );
});

test('splitting and joining paragraphs anywhere, in any order, never loses the words', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ at: fc.nat(), join: fc.boolean() }), { maxLength: 8 }), (steps) => {
      const doc = write([PATH, FLOOD, TREES]);
      const anchor = anchorOf(doc, QUOTE);
      let paragraphs = [PATH, FLOOD, TREES];
      for (const { at, join } of steps) {
        const index = at % paragraphs.length;
        const text = paragraphs[index] ?? '';
        const next = paragraphs[index + 1];
        if (join && next !== undefined) paragraphs = [...paragraphs.slice(0, index), text + next, ...paragraphs.slice(index + 2)];
        else {
          const cut = at % (text.length + 1);
          paragraphs = [...paragraphs.slice(0, index), text.slice(0, cut), text.slice(cut), ...paragraphs.slice(index + 1)];
        }
        rewrite(doc, paragraphs);
        const found = wordsOf(doc, anchor);
        expect([found.state, squeeze(found.words.replaceAll('|', ''))]).toEqual(['same', squeeze(QUOTE)]);
      }
    }),
    { numRuns: 200 },
  );
});
