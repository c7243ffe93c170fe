import { describe, expect, test } from 'vitest';
import { newsKind, noticeDueAt } from './news-rules.ts';

/** Wednesday 18 November 2026, 11:00 in Amsterdam. */
const WEDNESDAY = new Date('2026-11-18T10:00:00Z');

describe('a piece of news is mailed', () => {
  test.each([
    ['direct', 'step', '2026-11-18T10:00:00.000Z'],
    ['direct', 'talk', '2026-11-19T07:00:00.000Z'],
    ['daily', 'step', '2026-11-19T07:00:00.000Z'],
    ['daily', 'talk', '2026-11-19T07:00:00.000Z'],
    ['weekly', 'step', '2026-11-23T07:00:00.000Z'],
    ['weekly', 'talk', '2026-11-23T07:00:00.000Z'],
  ] as const)('%s, of a %s, at %s', (rhythm, weight, due) => {
    expect(noticeDueAt(rhythm, weight, WEDNESDAY)?.toISOString()).toBe(due);
  });

  test('never, for who wants no mail', () => {
    expect(noticeDueAt('never', 'step', WEDNESDAY)).toBeNull();
  });

  test('the same morning when the morning is still to come, also on Monday', () => {
    expect(noticeDueAt('daily', 'step', new Date('2026-11-18T05:00:00Z'))?.toISOString()).toBe('2026-11-18T07:00:00.000Z');
    expect(noticeDueAt('weekly', 'step', new Date('2026-11-23T05:00:00Z'))?.toISOString()).toBe('2026-11-23T07:00:00.000Z');
    expect(noticeDueAt('weekly', 'step', new Date('2026-11-23T07:00:00Z'))?.toISOString()).toBe('2026-11-30T07:00:00.000Z');
  });

  test('at eight on the clock of Amsterdam, in summer too and on the day the clock goes back', () => {
    expect(noticeDueAt('daily', 'step', new Date('2026-07-01T10:00:00Z'))?.toISOString()).toBe('2026-07-02T06:00:00.000Z');
    expect(noticeDueAt('daily', 'step', new Date('2026-10-24T10:00:00Z'))?.toISOString()).toBe('2026-10-25T07:00:00.000Z');
  });
});

test('an event nobody follows is no news, whatever it is called', () => {
  expect(newsKind('ballot.cast')).toBeNull();
  expect(newsKind('idea.supported')).toBeNull();
  expect(newsKind('toString')).toBeNull();
  expect(newsKind('response.published')).toMatchObject({ idea: true, trajectory: true });
});
