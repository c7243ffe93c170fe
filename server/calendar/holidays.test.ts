import { describe, expect, test } from 'vitest';
import { addDays, amsterdamDay, amsterdamMidnight, endOfAmsterdamDay, isDay, weekday } from './amsterdam.ts';
import { EQUATED_DAYS } from './equated-days.ts';
import { easterSunday, holidayName, holidaysOf } from './holidays.ts';
import { addWorkingDays, countWorkingDays, isWorkingDay, nextWorkingDay, workingDaysAfter } from './working-days.ts';

/** domain.md §1.3: free days by year, holidays and equated days together. */
const TABLE: [year: number, days: string][] = [
  [2025, '01-01 04-18 04-21 04-26 05-05 05-29 05-30 06-09 12-25 12-26'],
  [2026, '01-01 01-02 04-03 04-06 04-27 05-05 05-14 05-15 05-25 12-25 12-26'],
  [2027, '01-01 03-26 03-29 04-27 05-05 05-06 05-07 05-17 12-25 12-26'],
  [2028, '01-01 04-14 04-17 04-27 04-28 05-05 05-25 05-26 06-05 12-25 12-26'],
];

describe('free days', () => {
  test.each(TABLE)('of %i', (year, days) => {
    const equated = [...EQUATED_DAYS].filter((day) => day.startsWith(String(year)));
    const free = [...holidaysOf(year).keys(), ...equated].map((day) => day.slice(5)).sort();
    expect(free.join(' ')).toBe(days);
  });

  test("the King's birthday is kept on Saturday 26 April when the 27th is a Sunday", () => {
    expect(holidayName('2025-04-26')).toBe('Koningsdag');
    expect(holidayName('2025-04-27')).toBeNull();
    expect(holidayName('2031-04-26')).toBe('Koningsdag');
  });

  test('two holidays on one day share it', () => {
    expect(holidayName('2016-05-05')).toBe('Bevrijdingsdag en Hemelvaartsdag');
  });

  test.each(['1990-04-15', '2000-04-23', '2008-03-23', '2019-04-21', '2024-03-31', '2038-04-25', '2076-04-19', '2099-04-12'])(
    'Easter is on %s',
    (day) => {
      expect(easterSunday(Number(day.slice(0, 4)))).toBe(day);
    },
  );

  test('Easter is a Sunday between 22 March and 25 April in every year from 1990 to 2099', () => {
    for (let year = 1990; year <= 2099; year++) {
      const easter = easterSunday(year);
      expect(weekday(easter)).toBe(7);
      expect(easter >= `${year}-03-22` && easter <= `${year}-04-25`).toBe(true);
    }
  });
});

describe('working days', () => {
  test('4 May 2026 and 26 April 2027 are worked, whatever the rule of thumb says', () => {
    expect(isWorkingDay('2026-05-04')).toBe(true);
    expect(isWorkingDay('2027-04-26')).toBe(true);
  });

  test('counting and adding are each other’s inverse over ten years', () => {
    for (let day = '2022-12-30'; day < '2033-01-01'; day = addDays(day, 17)) {
      for (const count of [1, 5, 10, 63]) {
        const end = addWorkingDays(day, count);
        expect(countWorkingDays(day, end)).toBe(count);
        expect(workingDaysAfter(day, end)).toHaveLength(count);
        expect(workingDaysAfter(day, end).every((free) => isWorkingDay(free))).toBe(true);
      }
    }
  });

  test('no days are counted backwards, and none are added', () => {
    expect(countWorkingDays('2026-11-18', '2026-11-18')).toBe(0);
    expect(countWorkingDays('2026-11-18', '2026-11-10')).toBe(0);
    expect(addWorkingDays('2026-11-21', 0)).toBe('2026-11-21');
    expect(nextWorkingDay('2026-11-21')).toBe('2026-11-23');
    expect(() => addWorkingDays('2026-11-18', -1)).toThrow(RangeError);
  });

  test('around New Year every day is put in its own year', () => {
    for (let year = 1990; year <= 2099; year++) {
      expect(isWorkingDay(`${year}-01-01`)).toBe(false);
      expect(isWorkingDay(`${year}-12-31`)).toBe(weekday(`${year}-12-31`) <= 5);
    }
  });
});

describe('days and midnights in Amsterdam', () => {
  test.each([
    ['2026-11-18T22:59:59Z', '2026-11-18'],
    ['2026-11-18T23:00:00Z', '2026-11-19'],
    ['2026-07-01T21:59:59Z', '2026-07-01'],
    ['2026-07-01T22:00:00Z', '2026-07-02'],
    ['2026-03-28T23:00:00Z', '2026-03-29'],
    ['2026-10-25T00:30:00Z', '2026-10-25'],
  ])('%s falls on %s', (instant, day) => {
    expect(amsterdamDay(new Date(instant))).toBe(day);
  });

  test.each([
    ['2026-03-29', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'], // 23 hours
    ['2026-10-25', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'], // 25 hours
    ['2026-12-31', '2026-12-30T23:00:00.000Z', '2026-12-31T23:00:00.000Z'],
  ])('%s begins at %s and ends at %s', (day, begin, end) => {
    expect(amsterdamMidnight(day).toISOString()).toBe(begin);
    expect(endOfAmsterdamDay(day).toISOString()).toBe(end);
  });

  test('every midnight from 1990 to 2099 is the first instant of its day', () => {
    for (let day = '1990-01-01'; day < '2100-01-01'; day = addDays(day, 13)) {
      const midnight = amsterdamMidnight(day).getTime();
      expect(amsterdamDay(new Date(midnight))).toBe(day);
      expect(amsterdamDay(new Date(midnight - 1))).toBe(addDays(day, -1));
    }
  });

  test('days that do not exist are no days', () => {
    expect(['2026-02-29', '2026-13-01', '2026-4-1', '20260401', 'gisteren', ''].filter(isDay)).toEqual([]);
    expect(isDay('2028-02-29')).toBe(true);
  });
});
