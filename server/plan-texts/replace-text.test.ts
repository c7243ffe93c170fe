import { prosemirrorJSONToYDoc } from '@tiptap/y-tiptap';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyContent, countQuote, replaceQuote } from './replace-text.ts';
import { checkDocument, contentText, documentJson, documentText, planTextSchema } from './schema.ts';
import { diffTexts } from './text-diff.ts';

const doc = (...paragraphs: string[]) => ({
  type: 'doc',
  content: paragraphs.map((text) => ({ type: 'paragraph', ...(text && { content: [{ type: 'text', text }] }) })),
});

describe('replacing a quote', () => {
  test('changes only those words', () => {
    const changed = replaceQuote(doc('Het pad is breed.', 'Vier meter.'), { quote: 'is breed', proposed: 'wordt smal' });
    expect(changed && contentText(changed)).toBe('Het pad wordt smal.\nVier meter.');
  });

  test('keeps the formatting of what stays, and gives new words that of what they replace', () => {
    const content = {
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: 'Het ' },
            { type: 'text', text: 'brede pad', marks: [{ type: 'bold' }] },
            { type: 'text', text: ' blijft.' },
          ],
        },
      ],
    };
    const changed = replaceQuote(content, { quote: 'brede pad blijft', proposed: 'smalle pad blijft' });
    expect(changed?.content?.[0]?.content).toEqual([
      { type: 'text', text: 'Het ' },
      { type: 'text', text: 'smalle pad', marks: [{ type: 'bold' }] },
      { type: 'text', text: ' blijft.' },
    ]);
  });

  test('takes a paragraph out that is replaced by nothing', () => {
    expect(replaceQuote(doc('Weg.', 'Blijft.'), { quote: 'Weg.', proposed: '' })).toEqual(doc('Blijft.'));
  });

  test('takes an emptied list out with its last item', () => {
    const list = {
      type: 'doc',
      content: [{ type: 'bulletList', content: [{ type: 'listItem', content: doc('Weg.').content }] }, ...doc('Blijft.').content],
    };
    expect(replaceQuote(list, { quote: 'Weg.', proposed: '' })).toEqual(doc('Blijft.'));
  });

  test.each([
    ['is not there', 'nergens'],
    ['stands there twice', 'pad'],
    ['runs over two paragraphs', 'pad.\nHet'],
    ['is empty', ''],
  ])('does nothing when the quote %s', (_, quote) => {
    expect(replaceQuote(doc('Een pad.', 'Het pad.'), { quote, proposed: 'x' })).toBeNull();
  });

  const words = fc
    .array(fc.constantFrom('pad', 'kade', 'boom', '😀', 'é', '\n', ',', 'water'), { maxLength: 12 })
    .map((list) => list.join(' '));

  test('gives the text that replacing in plain text gives, in the stored document too', () => {
    fc.assert(
      fc.property(words, words, words, words, (before, quote, after, proposed) => {
        fc.pre(proposed !== quote);
        const content = documentJson(
          prosemirrorJSONToYDoc(planTextSchema, doc(`${before}${quote}${after}`.replaceAll('\n', ' ')), 'content'),
        );
        const flat = quote.replaceAll('\n', ' ');
        fc.pre(flat !== '' && countQuote(content, flat) === 1);
        const changed = replaceQuote(content, { quote: flat, proposed });
        expect(contentText(changed ?? {})).toBe(contentText(content).replace(flat, () => proposed));
        const stored = prosemirrorJSONToYDoc(planTextSchema, content, 'content');
        applyContent(stored, changed ?? {});
        expect(documentText(stored)).toBe(contentText(changed ?? {}));
        expect(checkDocument(stored)).toBeNull();
      }),
    );
  });
});

describe('the difference between two texts', () => {
  test('gives both texts back', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const parts = diffTexts(before, after);
        const side = (leave: string) =>
          parts
            .filter((part) => part.kind !== leave)
            .map((part) => part.text)
            .join('');
        expect(side('added')).toBe(before);
        expect(side('removed')).toBe(after);
      }),
    );
  });

  test('stays quick when nothing is the same', () => {
    const many = (word: string) => Array.from({ length: 20_000 }, (_, index) => `${word}${index}`).join(' ');
    const started = performance.now();
    diffTexts(many('a'), many('b'));
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
