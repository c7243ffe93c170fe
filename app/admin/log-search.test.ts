import { expect, test } from 'vitest';
import { logSearchText, readLogSearch } from './log-search.ts';

test('a search stands in the address and is read back', () => {
  const search = { who: 'Noor & Co', kind: 'idea.proposed', from: '2026-11-01', until: '2026-11-18', trajectory: 'proef', before: 12 };
  expect(readLogSearch(new URLSearchParams(logSearchText(search)))).toEqual(search);
  expect(logSearchText({})).toBe('');
});

test.each(['van=morgen', 'tot=2026-02-30', 'wat=%27;drop', 'voor=-1', 'voor=x', 'traject=..%2F', 'wie=%00'])(
  'what cannot be meant is left out: %s',
  (address) => {
    expect(readLogSearch(new URLSearchParams(address))).toEqual({});
  },
);
