import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../calendar/amsterdam.ts';
import { addWorkingDays, countWorkingDays } from '../calendar/working-days.ts';
import { isDomainError } from '../errors.ts';
import { missingParts, readResponse } from './response-rules.ts';
import {
  answeredClock,
  type Clock,
  clockDay,
  clockState,
  daysLate,
  daysLeft,
  dueSoonUntil,
  extendedClock,
  type Policy,
  pausedClock,
  pausedDayNumbers,
  reopenedClock,
  restartedClock,
  resumedClock,
  startedClock,
  stoppedClock,
  termInWorkingDays,
} from './rules.ts';

const promise: Policy = {
  term: { workingDays: 20 },
  firstDay: 'next',
  termsAct: true,
  basis: 'promise',
  basisText: 'Eigen belofte',
  dueSoonDays: 5,
  targetPercent: 90,
  startEvent: 'submitted',
  remindAt: [50, 75, 100],
};
const statutory: Policy = { ...promise, term: { weeks: 6 }, basis: 'statutory', basisText: 'Awb 9:11' };

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return isDomainError(error) ? error.code : String(error);
  }
  return 'nothing refused';
}

describe('a clock of twenty working days, from Thursday 22 October 2026', () => {
  const clock = startedClock(promise, '2026-10-22');

  test('is due on Thursday 19 November', () => {
    expect(clock).toMatchObject({ firstDueOn: '2026-11-19', dueOn: '2026-11-19', reasons: [], extended: false });
    expect(termInWorkingDays(clock)).toBe(20);
  });

  test.each([
    ['2026-10-22', 'running', 0, 20, 0],
    ['2026-11-11', 'running', 14, 6, 0],
    ['2026-11-12', 'due_soon', 15, 5, 0],
    ['2026-11-19', 'due_soon', 20, 0, 0],
    ['2026-11-20', 'overdue', 21, 0, 1],
    ['2026-11-24', 'overdue', 23, 0, 3],
  ] as const)('on %s it is %s, on day %i, with %i left and %i too many', (today, state, day, left, late) => {
    expect([clockState(clock, today), clockDay(clock, today), daysLeft(clock, today), daysLate(clock, today)]).toEqual([
      state,
      day,
      left,
      late,
    ]);
  });

  test('is late from the Saturday after a Friday that was promised, by one day', () => {
    const friday = startedClock({ ...promise, term: { workingDays: 1 } }, '2026-11-19');
    expect([friday.dueOn, clockState(friday, '2026-11-21'), daysLate(friday, '2026-11-21')]).toEqual(['2026-11-20', 'overdue', 1]);
  });

  test('answered on the last day is on time, a day later is not', () => {
    expect(clockState(answeredClock(clock, '2026-11-19'), '2027-01-01')).toBe('answered_on_time');
    expect(clockState(answeredClock(clock, '2026-11-20'), '2027-01-01')).toBe('answered_late');
    expect(answeredClock(clock, '2026-11-20')).toMatchObject({ workingDaysTaken: 21, answeredOn: '2026-11-20' });
  });

  test('paused from 3 to 9 November moves four working days, which do not count', () => {
    const paused = pausedClock(clock, '2026-11-03');
    expect([clockState(paused, '2026-11-06'), clockDay(paused, '2026-11-06'), daysLeft(paused, '2026-11-06')]).toEqual(['paused', 8, 12]);
    const resumed = resumedClock(paused, '2026-11-09');
    expect(resumed).toMatchObject({ dueOn: '2026-11-25', firstDueOn: '2026-11-19', reasons: ['de klok stond 4 werkdagen stil'] });
    expect(pausedDayNumbers(resumed, '2026-11-30')).toEqual([9, 10, 11, 12]);
    expect(termInWorkingDays(resumed)).toBe(20);
    expect(answeredClock(resumed, '2026-11-18').workingDaysTaken).toBe(15);
  });

  test('answered while it stands still, the pause does not count', () => {
    const answered = answeredClock(pausedClock(clock, '2026-11-03'), '2026-11-30');
    expect(answered).toMatchObject({ answeredOn: '2026-11-30', workingDaysTaken: 8, pausedOn: null });
    expect(clockState(answered, '2026-12-01')).toBe('answered_on_time');
  });

  test('extended keeps what was promised first, and says so', () => {
    const extended = extendedClock(clock, { newDueOn: '2026-12-26', on: '2026-11-18' });
    expect(extended).toMatchObject({
      firstDueOn: '2026-11-19',
      dueOn: '2026-12-28',
      extended: true,
      reasons: ['verlengd: eerst was het 19 november 2026', '26 december is Tweede Kerstdag', '27 december is een zondag'],
    });
    expect(clockState(answeredClock(extended, '2026-12-01'), '2026-12-02')).toBe('answered_on_time');
  });

  test('hidden and shown again, the days in between do not count', () => {
    const shown = restartedClock(stoppedClock(clock, '2026-11-03'), '2026-11-09');
    expect(shown).toMatchObject({ dueOn: '2026-11-25', stoppedOn: null });
    expect(clockDay(shown, '2026-11-18')).toBe(15);
  });

  test('hidden after its answer, it keeps its answer', () => {
    const answered = answeredClock(clock, '2026-11-10');
    expect(restartedClock(stoppedClock(answered, '2026-11-12'), '2026-12-12')).toEqual(answered);
  });

  test('reopened, the promise starts afresh', () => {
    expect(reopenedClock(answeredClock(clock, '2026-11-10'), '2026-11-12')).toEqual(startedClock(promise, '2026-11-12'));
  });

  test('a wall clock that is set back makes no answer before the question', () => {
    expect(answeredClock(clock, '2026-10-20')).toMatchObject({ answeredOn: '2026-10-22', workingDaysTaken: 0 });
  });

  test.each<[string, () => unknown, string]>([
    ['paused twice', () => pausedClock(pausedClock(clock, '2026-11-03'), '2026-11-04'), 'clock_not_running'],
    ['paused when it is late', () => pausedClock(clock, '2026-11-20'), 'term_over'],
    ['paused after the answer', () => pausedClock(answeredClock(clock, '2026-11-03'), '2026-11-04'), 'clock_not_running'],
    ['resumed while it runs', () => resumedClock(clock, '2026-11-04'), 'clock_not_paused'],
    ['extended to the same day', () => extendedClock(clock, { newDueOn: '2026-11-19', on: '2026-11-03' }), 'date_not_later'],
    ['extended to an earlier day', () => extendedClock(clock, { newDueOn: '2026-11-18', on: '2026-11-03' }), 'date_not_later'],
    ['extended by years', () => extendedClock(clock, { newDueOn: '2030-01-07', on: '2026-11-03' }), 'invalid'],
    ['extended when it is late', () => extendedClock(clock, { newDueOn: '2026-12-01', on: '2026-11-20' }), 'term_over'],
    [
      'extended while it stands still',
      () => extendedClock(pausedClock(clock, '2026-11-03'), { newDueOn: '2026-12-01', on: '2026-11-04' }),
      'clock_not_running',
    ],
    ['answered twice', () => answeredClock(answeredClock(clock, '2026-11-03'), '2026-11-04'), 'already_published'],
    ['answered when stopped', () => answeredClock(stoppedClock(clock, '2026-11-03'), '2026-11-04'), 'clock_not_running'],
    ['reopened without an answer', () => reopenedClock(clock, '2026-11-04'), 'clock_not_running'],
  ])('cannot be %s', (_what, act, code) => {
    expect(codeOf(act)).toBe(code);
  });
});

describe('a statutory term of six weeks', () => {
  test('moves by calendar days, and then over free days', () => {
    // Thursday 17 April 2025: raw end 29 May, Ascension Day. Ten days still: 8 June, Whit Sunday; Whit Monday is free too.
    const clock = startedClock(statutory, '2025-04-17');
    expect(clock.dueOn).toBe('2025-06-02');
    const resumed = resumedClock(pausedClock(clock, '2025-05-01'), '2025-05-11');
    expect(resumed.dueOn).toBe('2025-06-10');
    expect(resumed.reasons).toContain('9 juni is Tweede Pinksterdag');
  });
});

const days = fc.integer({ min: 0, max: 2000 }).map((number) => addDays('2024-01-01', number));

describe('whatever happens to a clock', () => {
  test('its date never moves to an earlier day, and pauses never count', () => {
    fc.assert(
      fc.property(
        days,
        fc.constantFrom(promise, statutory, { ...statutory, termsAct: false }, { ...promise, firstDay: 'same' as const }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 12 })), { maxLength: 5 }),
        (start, policy, pauses) => {
          let clock: Clock = startedClock(policy, start);
          let today = start;
          for (const [run, still] of pauses) {
            today = addDays(today, run);
            if (today > clock.dueOn) break;
            const before = clock;
            const day = clockDay(clock, today);
            clock = pausedClock(clock, today);
            today = addDays(today, still);
            expect(clockDay(clock, today)).toBe(day);
            clock = resumedClock(clock, today);
            expect(clockDay(clock, today)).toBe(day);
            expect(clock.dueOn >= before.dueOn).toBe(true);
            expect(clockDay(clock, today) + pausedDayNumbers(clock, today).length).toBe(
              countWorkingDays(policy.firstDay === 'same' ? addDays(start, -1) : start, today),
            );
          }
          if (policy.term.workingDays) expect(termInWorkingDays(clock)).toBe(20);
        },
      ),
    );
  });

  test('"due soon" draws the same line in SQL as in words', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 60 }), (today, dueSoonDays, until) => {
        const dueOn = addDays(today, until);
        const clock = { ...startedClock({ ...promise, dueSoonDays }, today), dueOn };
        expect(clockState(clock, today) === 'due_soon').toBe(dueOn <= dueSoonUntil(today, dueSoonDays));
      }),
    );
  });

  test('nobody is late before the term is over', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 40 }), (start, workingDays) => {
        const clock = startedClock({ ...promise, term: { workingDays } }, start);
        expect(clock.dueOn).toBe(addWorkingDays(start, workingDays));
        expect(clockState(clock, clock.dueOn)).not.toBe('overdue');
        expect(clockState(clock, addDays(clock.dueOn, 1))).toBe('overdue');
        expect(clockDay(clock, clock.dueOn)).toBe(workingDays);
      }),
    );
  });
});

describe('an answer', () => {
  const whole = { outcome: 'partly' as const, summary: 'Ja, op een andere plek.', motivation: 'Daar is het water rustig.', nextStep: '' };

  test.each([
    ['nothing', whole, {}],
    ['a motivation for a plain yes', { ...whole, outcome: 'adopted' as const, motivation: '' }, {}],
    ['a motivation otherwise', { ...whole, motivation: '' }, { motivation: 'answers:error.motivation_missing' }],
    ['a summary', { ...whole, summary: '' }, { summary: 'answers:error.summary_missing' }],
    ['an outcome', { ...whole, outcome: null }, { outcome: 'answers:error.outcome_missing' }],
  ])('lacks %s', (_what, text, missing) => {
    expect(missingParts(text)).toEqual(missing);
  });

  test('keeps its paragraphs and loses what cannot be seen', () => {
    expect(readResponse({ ...whole, summary: '  Ja,\u202E dat\nkan. ', motivation: 'Eerst dit.\r\n\r\n\r\nDan dat.' })).toMatchObject({
      ...whole,
      summary: 'Ja, dat kan.',
      motivation: 'Eerst dit.\n\nDan dat.',
    });
    expect(codeOf(() => readResponse({ ...whole, motivation: 'x'.repeat(8001) }))).toBe('invalid');
  });
});
