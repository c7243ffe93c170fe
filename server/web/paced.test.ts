import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { paced } from './paced.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function begin() {
  const at: number[] = [];
  const act = paced(() => void at.push(Date.now() - started), { burst: 3, everyMs: 500, now: () => Date.now() });
  const started = Date.now();
  return { at, act };
}

test('what is asked now and then is done at once', () => {
  const { at, act } = begin();
  for (let index = 0; index < 5; index++) {
    act();
    vi.advanceTimersByTime(600);
  }
  expect(at).toEqual([0, 600, 1200, 1800, 2400]);
});

test('a storm is done three times at once and then each half second, and once after it ended', () => {
  const { at, act } = begin();
  for (let time = 0; time < 2_000; time += 10) {
    act();
    vi.advanceTimersByTime(10);
  }
  vi.advanceTimersByTime(5_000);
  expect(at.slice(0, 3)).toEqual([0, 10, 20]);
  expect(at.length).toBeLessThanOrEqual(8);
  expect(at.at(-1)).toBeGreaterThanOrEqual(2_000);
  expect(at.at(-1)).toBeLessThanOrEqual(2_500);
});

test('after a quiet while it is done at once again', () => {
  const { at, act } = begin();
  for (let index = 0; index < 10; index++) act();
  vi.advanceTimersByTime(5_000);
  act();
  expect(at).toEqual([0, 0, 0, 500, 5_000]);
});
