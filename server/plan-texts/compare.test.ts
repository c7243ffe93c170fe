import type { JSONContent } from '@tiptap/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ComparedBlock, compareContents, compareWords, isUnchanged } from './compare.ts';
import { blocksOf } from './compare-blocks.ts';
import { cleanContent } from './content.ts';

const p = (text: string, ...marks: string[]): JSONContent => ({
  type: 'paragraph',
  content: text === '' ? [] : [{ type: 'text', text, ...(marks.length > 0 && { marks: marks.map((type) => ({ type })) }) }],
});
const h = (text: string, level = 2): JSONContent => ({ type: 'heading', attrs: { level }, content: [{ type: 'text', text }] });
const ul = (...items: string[]): JSONContent => ({
  type: 'bulletList',
  content: items.map((item) => ({ type: 'listItem', content: [p(item)] })),
});
const ol = (...items: string[]): JSONContent => ({ ...ul(...items), type: 'orderedList' });
const doc = (...content: JSONContent[]): JSONContent => ({ type: 'doc', content });
const told = (blocks: readonly ComparedBlock[]) =>
  blocks.map(
    ({ kind, parts }) =>
      `${kind}: ${parts.map(({ kind, text }) => (kind === 'added' ? `+${text}+` : kind === 'removed' ? `-${text}-` : text)).join('')}`,
  );

const textOf = (content: JSONContent) => blocksOf(content).map((block) => block.text);
const newText = (blocks: readonly ComparedBlock[]) =>
  blocks
    .filter(({ kind }) => kind !== 'removed' && kind !== 'moved_away')
    .map(({ parts }) => parts.map(({ kind, text }) => (kind === 'removed' ? '' : text)).join(''));
const oldText = (blocks: readonly ComparedBlock[]) =>
  blocks
    .filter(({ kind }) => kind !== 'added' && kind !== 'moved')
    .map(({ parts }) => parts.map(({ kind, text }) => (kind === 'added' ? '' : text)).join(''));

const PAD = 'Langs de westoever komt een doorlopend pad van ten minste vier meter breed.';
const BOOT = 'Een boot is niet hoger dan vier meter boven het water, zodat u de rivier ziet.';
const BOOM = 'Voor elke boom die weg moet, komen er twee terug in het park.';

describe('two texts beside each other', () => {
  test.each<[string, JSONContent, JSONContent, string[]]>([
    ['say nothing when they are the same', doc(p(PAD)), doc(p(PAD)), [`same: ${PAD}`]],
    [
      'show the words that changed within a paragraph',
      doc(p('Het pad is vier meter breed.')),
      doc(p('Het pad is drie meter breed.')),
      ['changed: Het pad is -vier-+drie+ meter breed.'],
    ],
    ['show a paragraph that came', doc(p(PAD)), doc(p(PAD), p(BOOT)), [`same: ${PAD}`, `added: +${BOOT}+`]],
    ['show a paragraph that went', doc(p(PAD), p(BOOT)), doc(p(BOOT)), [`removed: -${PAD}-`, `same: ${BOOT}`]],
    [
      'recognise a paragraph that moved',
      doc(p(PAD), p(BOOT), p(BOOM)),
      doc(p(BOOT), p(BOOM), p(PAD)),
      [`moved_away: -${PAD}-`, `same: ${BOOT}`, `same: ${BOOM}`, `moved: ${PAD}`],
    ],
    [
      'recognise one that moved and was changed on the way',
      doc(p(PAD), p(BOOT), p(BOOM)),
      doc(p(BOOT), p(BOOM), p(PAD.replace('vier', 'drie'))),
      [`moved_away: -${PAD}-`, `same: ${BOOT}`, `same: ${BOOM}`, `moved: ${PAD.replace('vier', '-vier-+drie+')}`],
    ],
    [
      'call a few letters that come back elsewhere new, not moved',
      doc(p('Ja.'), p(PAD)),
      doc(p(PAD), p('Ja.')),
      ['removed: -Ja.-', `same: ${PAD}`, 'added: +Ja.+'],
    ],
    ['leave empty paragraphs out', doc(p(''), p(PAD)), doc(p(PAD), p('')), [`same: ${PAD}`]],
  ])('%s', (_, before, after, expected) => {
    expect(told(compareContents(before, after))).toEqual(expected);
  });

  test('tell which two places belong to one move', () => {
    const blocks = compareContents(doc(p(PAD), p(BOOM), p(BOOT)), doc(p(BOOM), p(PAD.replace('vier', 'drie')), p(BOOT)));
    const moves = blocks.filter((block) => block.move !== null);
    expect(moves.map(({ kind, move }) => [kind, move])).toEqual([
      ['moved_away', 1],
      ['moved', 1],
    ]);
  });

  test.each<[string, JSONContent, JSONContent, string, string]>([
    ['a paragraph that became a heading', doc(p(PAD)), doc(h(PAD)), 'paragraph 0', 'heading 2'],
    ['a heading of another level', doc(h(PAD, 2)), doc(h(PAD, 3)), 'heading 2', 'heading 3'],
    ['a paragraph that went into a list', doc(p(PAD)), doc(ul(PAD)), 'paragraph 0', 'bullet 1'],
    ['a list that got numbers', doc(ul(PAD)), doc(ol(PAD)), 'bullet 1', 'ordered 1'],
  ])('tell of %s', (_, before, after, was, is) => {
    const [block, ...rest] = compareContents(before, after);
    expect(rest).toEqual([]);
    expect([`${block?.was?.kind} ${block?.was?.level}`, `${block?.shape.kind} ${block?.shape.level}`]).toEqual([was, is]);
    expect(isUnchanged(block ? [block] : [])).toBe(false);
  });

  test('tell which words became bold, or a link to somewhere else', () => {
    const link = (href: string) => ({ type: 'text', text: 'het besluit', marks: [{ type: 'link', attrs: { href } }] });
    const plain = { type: 'paragraph', content: [{ type: 'text', text: 'Lees over vier meter in ' }, link('https://a.nl/1')] };
    const bold = {
      type: 'paragraph',
      content: [
        { type: 'text', text: 'Lees over ' },
        { type: 'text', text: 'vier meter', marks: [{ type: 'bold' }] },
        { type: 'text', text: ' in ' },
        link('https://a.nl/2'),
      ],
    };
    const [there] = compareContents(doc(plain), doc(bold));
    expect(there?.marks).toEqual([
      { mark: 'bold', change: 'added', text: 'vier meter' },
      { mark: 'link', change: 'changed', text: 'het besluit' },
    ]);
    const [back] = compareContents(doc(bold), doc(plain));
    expect(back?.marks[0]).toEqual({ mark: 'bold', change: 'removed', text: 'vier meter' });
  });

  test('a rewritten sentence reads as one change', () => {
    expect(compareWords('Er komt een smal pad.', 'Er komt één breed plein.').filter((part) => part.kind !== 'same')).toEqual([
      { kind: 'removed', text: 'een smal pad' },
      { kind: 'added', text: 'één breed plein' },
    ]);
  });
});

const words = fc
  .array(fc.constantFrom('het', 'pad', 'oever', 'vier', 'meter', 'boot', 'ligt', '😀', 'é', '.'), { minLength: 1, maxLength: 14 })
  .map((list) => list.join(' '));
const block = fc.oneof(
  words.map((text) => p(text)),
  words.map((text) => p(text, 'bold')),
  words.map((text) => h(text)),
  fc.array(words, { minLength: 1, maxLength: 3 }).map((items) => ul(...items)),
);
const content = fc.array(block, { maxLength: 9 }).map((blocks) => cleanContent(doc(...blocks)));

describe('of any two texts', () => {
  test('what stayed and came is the new text, what stayed and went the old one', () => {
    fc.assert(
      fc.property(content, content, (before, after) => {
        const blocks = compareContents(before, after);
        expect(newText(blocks)).toEqual(textOf(after));
        // What moved stands in the old order at the place it left.
        expect(oldText(blocks)).toEqual(textOf(before));
      }),
      { numRuns: 400 },
    );
  });

  test('one compared with itself is unchanged', () => {
    fc.assert(
      fc.property(content, (one) => {
        expect(isUnchanged(compareContents(one, one))).toBe(true);
      }),
    );
  });

  test('each move has one place it left and one it went to', () => {
    const long = fc
      .shuffledSubarray([PAD, BOOT, BOOM, `${PAD} Meer.`, `${BOOT} Minder.`], { minLength: 1 })
      .map((texts) => doc(...texts.map((text) => p(text))));
    fc.assert(
      fc.property(long, long, (before, after) => {
        const blocks = compareContents(before, after);
        const numbers = (kind: string) =>
          blocks
            .filter((one) => one.kind === kind)
            .map((one) => one.move)
            .sort();
        expect(numbers('moved')).toEqual(numbers('moved_away'));
        expect(new Set(numbers('moved')).size).toBe(numbers('moved').length);
      }),
      { numRuns: 300 },
    );
  });

  // Every pair of words would take minutes.
  test('long ones that have nothing in common are told without trying every pair of words', { timeout: 20_000 }, () => {
    const many = (word: string) => doc(...Array.from({ length: 3000 }, (_, index) => p(`${word}${index} ${word}${index * 7}`)));
    const blocks = compareContents(many('a'), many('b'));
    expect(blocks).toHaveLength(6000);
  });
});
