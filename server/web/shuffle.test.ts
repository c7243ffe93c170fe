import { expect, test } from 'vitest';
import { SHUFFLES, shuffleOf } from './shuffle.ts';

test('a visitor always gets the same random order', () => {
  const visitor = { personId: null, address: '203.0.113.7', browser: 'Firefox' };
  expect(shuffleOf({ ...visitor })).toBe(shuffleOf(visitor));
  expect(shuffleOf({ personId: 'p1', address: '203.0.113.7', browser: 'Firefox' })).toBe(
    shuffleOf({ personId: 'p1', address: '198.51.100.1', browser: 'Safari' }),
  );
});

test('visitors are spread over all orders', () => {
  const counts = new Map<number, number>();
  for (let n = 0; n < 50_000; n++) {
    const shuffle = shuffleOf({ personId: null, address: `10.0.${n >> 8}.${n & 255}`, browser: 'Firefox' });
    counts.set(shuffle, (counts.get(shuffle) ?? 0) + 1);
  }
  expect(counts.size).toBe(SHUFFLES);
  expect(Math.max(...counts.values())).toBeLessThan(2 * Math.min(...counts.values()));
});
