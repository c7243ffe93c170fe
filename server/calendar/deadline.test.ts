import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, weekday } from './amsterdam.ts';
import { computeDeadline, type DeadlineInput } from './deadline.ts';
import { isWorkingDay } from './working-days.ts';

const sixWeeksFromTheDay = { term: { weeks: 6 }, firstDay: 'same', termsAct: true } as const; // Awb 3:16
const eightWeeks = { term: { weeks: 8 }, firstDay: 'next', termsAct: true } as const; // Awb 4:13
const sixWeeks = { term: { weeks: 6 }, firstDay: 'next', termsAct: true } as const; // Awb 9:11
const fourWeeks = { term: { weeks: 4 }, firstDay: 'next', termsAct: true } as const; // Woo 4.4
const tenWorkingDays = { term: { workingDays: 10 }, firstDay: 'next', termsAct: false } as const;

const EXAMPLES: [rule: string, input: DeadlineInput, rawEnd: string | null, end: string, reasons: string[]][] = [
  ['a plain term ends on the weekday before its first', { start: '2025-03-06', ...sixWeeksFromTheDay }, '2025-04-16', '2025-04-16', []],
  [
    'Good Friday to Easter Monday are free',
    { start: '2025-03-08', ...sixWeeksFromTheDay },
    '2025-04-18',
    '2025-04-22',
    ['18 april is Goede Vrijdag', '19 april en 20 april zijn een weekend', '21 april is Tweede Paasdag'],
  ],
  [
    'Ascension Day and the equated Friday after it',
    { start: '2025-04-18', ...sixWeeksFromTheDay },
    '2025-05-29',
    '2025-06-02',
    ['29 mei is Hemelvaartsdag', '30 mei is door het Rijk aangewezen als vrije dag', '31 mei en 1 juni zijn een weekend'],
  ],
  ['31 December is an ordinary day', { start: '2025-11-20', ...sixWeeksFromTheDay }, '2025-12-31', '2025-12-31', []],
  ["the King's birthday", { start: '2026-03-17', ...sixWeeksFromTheDay }, '2026-04-27', '2026-04-28', ['27 april is Koningsdag']],
  ['4 May is not free', { start: '2026-03-24', ...sixWeeksFromTheDay }, '2026-05-04', '2026-05-04', []],
  [
    'Ascension Day 2026 and 15 May',
    { start: '2026-04-03', ...sixWeeksFromTheDay },
    '2026-05-14',
    '2026-05-18',
    ['14 mei is Hemelvaartsdag', '15 mei is door het Rijk aangewezen als vrije dag', '16 mei en 17 mei zijn een weekend'],
  ],
  ['eight weeks from the day after', { start: '2026-03-02', ...eightWeeks }, '2026-04-27', '2026-04-28', ['27 april is Koningsdag']],
  [
    'suspension first, then free days',
    { start: '2026-03-02', ...eightWeeks, suspendedDays: 10 },
    '2026-05-07',
    '2026-05-07',
    ['de termijn stond 10 dagen stil'],
  ],
  [
    'a complaint over Ascension Day',
    { start: '2025-04-17', ...sixWeeks },
    '2025-05-29',
    '2025-06-02',
    ['29 mei is Hemelvaartsdag', '30 mei is door het Rijk aangewezen als vrije dag', '31 mei en 1 juni zijn een weekend'],
  ],
  [
    'the equated second of January',
    { start: '2025-12-05', ...fourWeeks },
    '2026-01-02',
    '2026-01-05',
    ['2 januari is door het Rijk aangewezen als vrije dag', '3 januari en 4 januari zijn een weekend'],
  ],
  [
    "a Sunday, then the King's birthday, from the night the clock goes forward",
    { start: '2026-03-29', ...fourWeeks },
    '2026-04-26',
    '2026-04-28',
    ['26 april is een zondag', '27 april is Koningsdag'],
  ],
  [
    'three days at Christmas hold two working days',
    { start: '2026-12-24', term: { days: 3 }, firstDay: 'next', termsAct: true },
    '2026-12-27',
    '2026-12-29',
    [
      'een termijn van 3 dagen of meer heeft altijd ten minste 2 werkdagen',
      '25 december is Eerste Kerstdag',
      '26 december is Tweede Kerstdag',
      '27 december is een zondag',
    ],
  ],
  [
    'a by-law without the Act is not extended',
    { start: '2026-04-13', term: { weeks: 6 }, firstDay: 'next', termsAct: false },
    '2026-05-25',
    '2026-05-25',
    [],
  ],
  [
    'ten working days skip Good Friday and Easter Monday',
    { start: '2026-03-31', ...tenWorkingDays },
    null,
    '2026-04-16',
    ['3 april is Goede Vrijdag', '6 april is Tweede Paasdag'],
  ],
  [
    'ten working days skip 5, 14 and 15 May',
    { start: '2026-05-01', ...tenWorkingDays },
    null,
    '2026-05-20',
    ['5 mei is Bevrijdingsdag', '14 mei is Hemelvaartsdag', '15 mei is door het Rijk aangewezen als vrije dag'],
  ],
  ["ten working days over the King's birthday", { start: '2026-04-13', ...tenWorkingDays }, null, '2026-04-28', ['27 april is Koningsdag']],
  [
    'twelve weeks are still extended',
    { start: '2026-02-02', term: { weeks: 12 }, firstDay: 'next', termsAct: true },
    '2026-04-27',
    '2026-04-28',
    ['27 april is Koningsdag'],
  ],
  [
    'thirteen weeks are not (art. 4)',
    { start: '2026-01-26', term: { weeks: 13 }, firstDay: 'next', termsAct: true },
    '2026-04-27',
    '2026-04-27',
    ['de termijn is langer dan 12 weken, dus vrije dagen verlengen hem niet'],
  ],
  [
    'ninety days are still extended',
    { start: '2026-01-27', term: { days: 90 }, firstDay: 'next', termsAct: true },
    '2026-04-27',
    '2026-04-28',
    ['27 april is Koningsdag'],
  ],
  [
    'ninety-one days are not (art. 4)',
    { start: '2026-01-26', term: { days: 91 }, firstDay: 'next', termsAct: true },
    '2026-04-27',
    '2026-04-27',
    ['de termijn is langer dan 90 dagen, dus vrije dagen verlengen hem niet'],
  ],
  [
    'two days are too short for article 2',
    { start: '2026-12-24', term: { days: 2 }, firstDay: 'next', termsAct: true },
    '2026-12-26',
    '2026-12-28',
    ['26 december is Tweede Kerstdag', '27 december is een zondag'],
  ],
];

describe('the end of a term', () => {
  test.each(EXAMPLES)('%s', (_rule, input, rawEnd, end, reasons) => {
    expect(computeDeadline(input)).toEqual({ rawEnd, end, reasons });
  });

  test.each([
    ['a day that does not exist', { start: '2026-02-29' }],
    ['a day written otherwise', { start: '2-3-2026' }],
    ['no day', { start: '' }],
    ['no term', { term: {} }],
    ['two units at once', { term: { weeks: 6, days: 1 } }],
    ['a term of nothing', { term: { days: 0 } }],
    ['a negative term', { term: { weeks: -1 } }],
    ['half a working day', { term: { workingDays: 1.5 } }],
    ['no number', { term: { weeks: Number.NaN } }],
    ['a term of ten thousand years', { term: { weeks: 520_000 } }],
    ['negative suspension', { suspendedDays: -1 }],
    ['an unknown first day', { firstDay: 'later' as 'same' }],
  ])('is refused for %s', (_what, wrong) => {
    expect(() => computeDeadline({ start: '2026-03-02', ...eightWeeks, ...wrong })).toThrow(RangeError);
  });

  test('28 February of a leap year is followed by the 29th', () => {
    expect(computeDeadline({ start: '2028-02-28', term: { days: 1 }, firstDay: 'next', termsAct: false }).end).toBe('2028-02-29');
    expect(computeDeadline({ start: '2027-02-28', term: { days: 1 }, firstDay: 'next', termsAct: false }).end).toBe('2027-03-01');
  });
});

const days = fc.integer({ min: 0, max: 40_176 }).map((number) => addDays('1990-01-01', number)); // to the end of 2099
const terms = fc.oneof(
  fc.record({ weeks: fc.integer({ min: 1, max: 20 }) }),
  fc.record({ days: fc.integer({ min: 1, max: 120 }) }),
  fc.record({ workingDays: fc.integer({ min: 1, max: 80 }) }),
);
const inputs = fc.record({
  start: days,
  term: terms,
  firstDay: fc.constantFrom('same' as const, 'next' as const),
  termsAct: fc.boolean(),
  suspendedDays: fc.integer({ min: 0, max: 40 }),
});

describe('whatever the term, from 1990 to 2099', () => {
  test('who starts later is never finished earlier', () => {
    fc.assert(
      fc.property(inputs, fc.integer({ min: 0, max: 30 }), (input, later) => {
        expect(computeDeadline({ ...input, start: addDays(input.start, later) }).end >= computeDeadline(input).end).toBe(true);
      }),
    );
  });

  test('a term under the Act never ends on a free day, and never before its raw end', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { rawEnd, end } = computeDeadline(input);
        const tooLong =
          (input.term as { weeks?: number }).weeks !== undefined
            ? ((input.term as { weeks: number }).weeks ?? 0) > 12
            : ((input.term as { days?: number }).days ?? 0) > 90;
        if (rawEnd === null || (input.termsAct && !tooLong)) expect(isWorkingDay(end)).toBe(true);
        else expect(end).toBe(rawEnd);
        if (rawEnd !== null) expect(end >= rawEnd).toBe(true);
      }),
    );
  });

  test('standing still never shortens a term', () => {
    fc.assert(
      fc.property(inputs, fc.integer({ min: 1, max: 20 }), (input, more) => {
        expect(computeDeadline({ ...input, suspendedDays: input.suspendedDays + more }).end >= computeDeadline(input).end).toBe(true);
      }),
    );
  });

  test('weeks end on the weekday they began, or on the one before when the start counts', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 20 }), (start, weeks) => {
        const raw = (firstDay: 'same' | 'next') => computeDeadline({ start, term: { weeks }, firstDay, termsAct: true }).rawEnd ?? '';
        expect(weekday(raw('next'))).toBe(weekday(start));
        expect(raw('same')).toBe(addDays(raw('next'), -1));
      }),
    );
  });
});
