import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeTexts, mostAlike } from './merge-texts.ts';

const words = fc
  .array(fc.constantFrom('het', 'pad', 'is', 'breed', 'smal', 'water', 'licht', 'stil'), { maxLength: 12 })
  .map((list) => list.join(' '));

describe('two changes of one text', () => {
  test('that do not touch each other go together', () => {
    expect(
      mergeTexts({
        base: 'Het pad is vier meter breed. Het is verlicht.',
        now: 'Het nieuwe pad is vier meter breed. Het is verlicht.',
        proposed: 'Het pad is vier meter breed. Het is tot tien uur verlicht.',
      }),
    ).toBe('Het nieuwe pad is vier meter breed. Het is tot tien uur verlicht.');
  });

  test.each([
    ['Het pad is vier meter breed.', 'Het pad is drie meter breed.', 'Het pad is vijf meter breed.'],
    ['Het pad is breed.', 'Het pad is breed. Altijd.', 'Het pad is breed. Nooit.'],
    ['Het pad is breed.', '', 'Het brede pad is breed.'],
  ])('of the same words do not: %j became %j, and %j was asked', (base, now, proposed) => {
    expect(mergeTexts({ base, now, proposed })).toBeNull();
  });

  test('one of which changes nothing give the other, and the order does not matter', () => {
    fc.assert(
      fc.property(words, words, words, (base, now, proposed) => {
        expect(mergeTexts({ base, now, proposed: base })).toBe(now);
        expect(mergeTexts({ base, now: base, proposed })).toBe(proposed);
        expect(mergeTexts({ base, now, proposed })).toBe(mergeTexts({ base, now: proposed, proposed: now }));
      }),
    );
  });
});

test.each([
  ['Het pad is vier meter breed.', ['Er is een brug.', 'Het pad is drie meter breed.'], 1],
  ['Het pad is vier meter breed.', ['Er is een brug.', 'Honden aan de lijn.'], null],
  ['Het pad.', [], null],
])('the paragraph most like %j', (text, paragraphs, index) => {
  expect(mostAlike(text, paragraphs)).toBe(index);
});
