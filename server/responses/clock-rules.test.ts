import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../calendar/amsterdam.ts';
import { BUILT_IN, calendarsWith, newestOf } from '../calendar/calendar.ts';
import { computeDeadline } from '../calendar/deadline.ts';
import { addWorkingDays, countWorkingDays, isWorkingDay } from '../calendar/working-days.ts';
import {
  dueReminder,
  extendedClock,
  lengthenedClock,
  nextReminder,
  type Policy,
  pausedClock,
  resumedClock,
  startedClock,
  termInWorkingDays,
} from './rules.ts';

const promise: Policy = {
  term: { workingDays: 10 },
  firstDay: 'next',
  termsAct: true,
  basis: 'promise',
  basisText: 'Eigen belofte',
  dueSoonDays: 5,
  targetPercent: 90,
  startEvent: 'submitted',
  remindAt: [50, 75, 100],
};
const days = fc.integer({ min: 0, max: 40_000 }).map((number) => addDays('1990-01-01', number)); // to July 2099
const policies = fc
  .record({
    term: fc.oneof(
      fc.record({ workingDays: fc.integer({ min: 1, max: 60 }) }),
      fc.record({ weeks: fc.integer({ min: 1, max: 12 }) }),
      fc.record({ days: fc.integer({ min: 1, max: 90 }) }),
    ),
    firstDay: fc.constantFrom('same' as const, 'next' as const),
    termsAct: fc.boolean(),
  })
  .map((some): Policy => ({ ...promise, ...some }));

describe('days that become free after a date was promised', () => {
  const added = (start: string, offsets: number[]) => newestOf(calendarsWith(offsets.map((offset) => addDays(start, offset))));
  const offsets = fc.array(fc.integer({ min: 0, max: 130 }), { minLength: 1, maxLength: 4 });

  test('never make it earlier, and never leave it on a free day that the Act moves', () => {
    fc.assert(
      fc.property(policies, days, offsets, (policy, start, free) => {
        const clock = startedClock(policy, start);
        const calendar = added(start, free);
        const moved = lengthenedClock(clock, { on: start, calendar });
        if (!moved) return;
        expect(moved.dueOn > clock.dueOn).toBe(true);
        expect(isWorkingDay(moved.dueOn, calendar)).toBe(true);
        expect(moved.firstDueOn).toBe(clock.firstDueOn);
        // Once more changes nothing.
        expect(lengthenedClock(moved, { on: start, calendar })).toBeNull();
      }),
    );
  });

  test('give a promise in working days the date it would have had, had we known', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), days, offsets, (count, start, free) => {
        const clock = startedClock({ ...promise, term: { workingDays: count } }, start);
        const calendar = added(
          start,
          free.map((offset) => offset + 1),
        );
        const { end } = computeDeadline({ start, term: { workingDays: count }, firstDay: 'next', termsAct: true, calendar });
        expect((lengthenedClock(clock, { on: start, calendar }) ?? clock).dueOn).toBe(end);
      }),
    );
  });

  test('leave alone what is over, what was declined, and a day that passed while it stood still', () => {
    const clock = startedClock(promise, '2026-11-18'); // 2 December
    const calendar = newestOf(calendarsWith(['2026-11-30']));
    expect(lengthenedClock(clock, { on: '2026-11-19', calendar })?.dueOn).toBe('2026-12-03');
    expect(lengthenedClock(clock, { on: '2026-12-03', calendar })).toBeNull();
    expect(lengthenedClock(clock, { on: '2026-11-19', calendar, except: ['2026-11-30'] })).toBeNull();
    const still = resumedClock(pausedClock(clock, '2026-11-27'), '2026-11-30');
    expect(still.dueOn).toBe('2026-12-03');
    expect(lengthenedClock(still, { on: '2026-12-01', calendar })).toBeNull();
    const chosen = extendedClock(clock, { newDueOn: '2026-12-10', on: '2026-11-20' });
    expect(lengthenedClock(chosen, { on: '2026-11-20', calendar })).toBeNull();
    expect(lengthenedClock(chosen, { on: '2026-11-20', calendar: newestOf(calendarsWith(['2026-12-10'])) })?.dueOn).toBe('2026-12-11');
  });

  test('are counted by the version of the clock, not by the newest', () => {
    const clock = startedClock(promise, '2026-11-18');
    expect(termInWorkingDays(clock)).toBe(10);
    expect(countWorkingDays('2026-11-18', clock.dueOn, newestOf(calendarsWith(['2026-11-30'])))).toBe(9);
    expect(clock.calendar).toBe(BUILT_IN);
  });
});

describe('standing still', () => {
  test('never shortens a term, whatever its kind and however often', () => {
    fc.assert(
      fc.property(policies, days, fc.array(fc.tuple(fc.nat(9), fc.nat(25)), { maxLength: 3 }), (policy, start, pauses) => {
        let clock = startedClock(policy, start);
        let on = start;
        for (const [wait, length] of pauses) {
          on = addDays(on, wait);
          if (on > clock.dueOn) break;
          const before = clock.dueOn;
          clock = pausedClock(clock, on);
          on = addDays(on, length);
          clock = resumedClock(clock, on);
          expect(clock.dueOn >= before).toBe(true);
        }
      }),
    );
  });
});

describe('reminders', () => {
  test('come in order, within the term, the last on its last day', () => {
    fc.assert(
      fc.property(policies, days, (policy, start) => {
        const clock = startedClock(policy, start);
        const reminders = [];
        for (let next = nextReminder(clock, 0); next; next = nextReminder(clock, next.percent)) reminders.push(next);
        expect(reminders.map(({ percent }) => percent)).toEqual([50, 75, 100]);
        expect(reminders.map(({ on }) => on)).toEqual(reminders.map(({ on }) => on).sort());
        expect(reminders.every(({ on }) => on >= start && on <= clock.dueOn)).toBe(true);
        expect(reminders[2]?.on).toBe(clock.dueOn);
      }),
    );
  });

  test.each([
    ['before the half', '2026-11-24', null],
    ['at the half', '2026-11-25', 50],
    ['at three quarters', '2026-11-30', 75],
    ['on the last day', '2026-12-02', 100],
    ['long after', '2027-02-01', 100],
  ])('%s', (_when, on, percent) => {
    expect(dueReminder(startedClock(promise, '2026-11-18'), { sent: 0, on })).toBe(percent);
  });

  test('wait for a clock that stands still', () => {
    const clock = startedClock(promise, '2026-11-18');
    expect(nextReminder(pausedClock(clock, '2026-11-20'), 0)).toBeNull();
    const late = resumedClock(pausedClock(clock, '2026-11-20'), '2026-11-27');
    expect(nextReminder(late, 0)).toEqual({ percent: 50, on: addWorkingDays('2026-11-25', 5) });
  });
});
