import { describe, expect, test } from 'vitest';
import { isRefusedForGood, MOST_ATTEMPTS, nextAttemptAt } from './rules.ts';

const now = new Date('2026-11-18T10:00:00Z');

describe('trying a mail again', () => {
  test('waits a minute first, then longer and longer', () => {
    const pauses = [1, 2, 3, 4, 5].map((attempts) => (nextAttemptAt(attempts, now)?.getTime() ?? 0) - now.getTime());
    expect(pauses.map((ms) => ms / 60_000)).toEqual([1, 2, 5, 15, 30]);
  });

  test('ends after about two days', () => {
    expect(nextAttemptAt(MOST_ATTEMPTS, now)).toBeNull();
    expect(nextAttemptAt(MOST_ATTEMPTS - 1, now)).not.toBeNull();
  });

  test.each([
    { responseCode: 550, forGood: true, what: 'no such mailbox' },
    { responseCode: 535, forGood: false, what: 'our password is wrong' },
    { responseCode: 451, forGood: false, what: 'try later' },
    { responseCode: undefined, forGood: false, what: 'no connection' },
  ])('the server says $responseCode ($what): for good is $forGood', ({ responseCode, forGood }) => {
    expect(isRefusedForGood(Object.assign(new Error('no'), { responseCode }))).toBe(forGood);
  });
});
