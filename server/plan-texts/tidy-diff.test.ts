import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffTexts } from './text-diff.ts';
import { tidyDiff } from './tidy-diff.ts';

test('words changed side by side are one change', () => {
  expect(tidyDiff(diffTexts('is er van vrijdag tot zondag toezicht', 'is er elke avond echt goed toezicht'))).toEqual([
    { kind: 'same', text: 'is er ' },
    { kind: 'removed', text: 'van vrijdag tot zondag' },
    { kind: 'added', text: 'elke avond echt goed' },
    { kind: 'same', text: ' toezicht' },
  ]);
});

test('both texts can still be read from it', () => {
  const words = fc
    .array(fc.constantFrom('een', 'pad', 'langs', 'het', 'water', 'is\nbreed', 'stil'), { maxLength: 10 })
    .map((list) => list.join(' '));
  fc.assert(
    fc.property(words, words, (before, after) => {
      const parts = tidyDiff(diffTexts(before, after));
      const without = (kind: string) => parts.filter((part) => part.kind !== kind).map(({ text }) => text);
      expect(without('removed').join('')).toBe(after);
      expect(without('added').join('')).toBe(before);
    }),
  );
});
