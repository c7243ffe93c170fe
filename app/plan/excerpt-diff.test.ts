import { expect, test } from 'vitest';
import { excerptDiff } from './excerpt-diff.ts';

const long = 'woord '.repeat(40).trim();
const same = (text: string) => ({ kind: 'same' as const, text });
const added = (text: string) => ({ kind: 'added' as const, text });

test('a short text stays whole', () => {
  expect(excerptDiff([same('Het pad is '), added('drie'), same(' meter breed.')])).toEqual([
    same('Het pad is '),
    added('drie'),
    same(' meter breed.'),
  ]);
});

test('of a long one only what stands round the changes is left, and nothing of the changes is lost', () => {
  const parts = excerptDiff([same(long), added('een'), same(long), added('twee'), same(long)]);
  expect(parts.map(({ kind }) => kind)).toEqual(['same', 'added', 'same', 'added', 'same']);
  expect(parts[0]?.text).toMatch(/^… woord.*woord$/);
  expect(parts[2]?.text).toMatch(/^woord.* … … woord.*woord$/);
  expect(parts[4]?.text).toMatch(/^woord.* …$/);
  for (const { text } of parts) expect(text.length).toBeLessThan(140);
});
