import { expect, test } from 'vitest';
import { placeOfProposal } from './change-proposal-place.ts';

const content = {
  type: 'doc',
  content: [
    { type: 'paragraph' },
    { type: 'paragraph', content: [{ type: 'text', text: 'Het pad is vier meter breed.' }] },
    {
      type: 'bulletList',
      content: [
        {
          type: 'listItem',
          content: [
            {
              type: 'paragraph',
              content: [
                { type: 'text', text: 'Het is ' },
                { type: 'text', text: 'verlicht.', marks: [{ type: 'bold' }] },
              ],
            },
          ],
        },
      ],
    },
  ],
};

function placed(quote: string, proposed: string, scope: 'paragraph' | 'section' = 'paragraph'): string | null {
  const place = placeOfProposal(content, { scope, quote, proposed });
  const text = ['Het pad is vier meter breed.', 'Het is verlicht.'][place?.block ?? -1];
  return place && `${place.block}: ${place.words ? text?.slice(place.words.from, place.words.to) : '?'}`;
}

test.each([
  ['words that are replaced', 'vier meter', 'zes meter', '0: vier'],
  ['several changes: from the first to the last', 'Het pad is vier meter breed.', 'Dat pad is zes meter breed.', '0: Het pad is vier'],
  ['words that are only added: the word before them', 'is vier meter', 'is wel vier meter', '0: is'],
  ['words that are added before all others: the word after them', 'Het pad', 'Nu: Het pad', '0: Het'],
  ['words that go', 'is vier meter breed.', 'is breed.', '0: vier meter'],
  ['a paragraph that goes', 'Het is verlicht.', '', '1: Het is verlicht.'],
  ['only another formatting', 'Het is verlicht.', 'Het is verlicht.', '1: Het is verlicht.'],
  ['words that changed meanwhile: the paragraph most like it', 'Het pad is drie meter breed.', 'Het pad is smal.', '0: ?'],
  ['words that stand there twice', 'Het', 'Dat', null],
  ['words that are nowhere', 'Er komen bankjes', 'Er komen stoelen', null],
])('the place of %s', (_what, quote, proposed, expected) => {
  expect(placed(quote, proposed)).toBe(expected);
});

test('a proposal on the whole section has no place in it', () => {
  expect(placed('Het pad is vier meter breed.', 'Anders.', 'section')).toBeNull();
});
