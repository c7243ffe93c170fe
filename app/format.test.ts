import { describe, expect, test } from 'vitest';
import {
  formatDay,
  formatDayShort,
  formatMoment,
  formatMoney,
  formatMonths,
  formatNumber,
  formatPercent,
  formatTime,
  formatWeekday,
  toDay,
} from './format.ts';

/** Intl separates the euro sign with a no-break space. */
const plain = (text: string) => text.replace(/\u00a0/g, ' ');

describe('days in words', () => {
  test.each([
    ['nl', 'dinsdag 28 april 2026', 'dinsdag 28 april', '28 april'],
    ['en', 'Tuesday 28 April 2026', 'Tuesday 28 April', '28 April'],
  ])('%s', (locale, whole, weekday, short) => {
    // Whether a comma follows an English weekday differs between versions of Intl.
    expect([formatDay, formatWeekday, formatDayShort].map((format) => format('2026-04-28', locale).replace(',', ''))).toEqual([
      whole,
      weekday,
      short,
    ]);
  });

  test.each([
    ['2026-11-01', '2026-11-30', 'november 2026'],
    ['2026-04-01', '2026-05-31', 'april – mei 2026'],
    ['2026-12-15', '2027-01-10', 'december 2026 – januari 2027'],
  ])('%s to %s: %s', (from, until, months) => {
    expect(formatMonths(from, until, 'nl')).toBe(months);
  });
});

describe('moments in Amsterdam', () => {
  test.each([
    ['2026-11-18T22:59:59Z', '2026-11-18'],
    ['2026-11-18T23:00:00Z', '2026-11-19'],
    ['2026-07-18T21:59:59Z', '2026-07-18'],
    ['2026-07-18T22:00:00Z', '2026-07-19'],
    ['2026-03-29T00:59:00Z', '2026-03-29'],
  ])('%s falls on %s', (moment, day) => {
    expect(toDay(moment)).toBe(day);
  });

  test('the clock follows summer and winter time', () => {
    expect(formatTime('2026-07-18T09:20:00Z', 'nl')).toBe('11.20 uur');
    expect(formatTime('2026-11-18T09:20:00Z', 'nl')).toBe('10.20 uur');
    expect(formatTime('2026-11-18T23:05:00Z', 'nl')).toBe('00.05 uur');
    expect(formatTime('2026-11-18T09:20:00Z', 'en')).toBe('10:20');
  });

  test('today and yesterday are said so, when it is known what today is', () => {
    expect(formatMoment('2026-11-18T09:20:00Z', 'nl', '2026-11-18')).toBe('vandaag, 10.20 uur');
    expect(formatMoment('2026-11-17T23:30:00Z', 'nl', '2026-11-18')).toBe('vandaag, 00.30 uur');
    expect(formatMoment('2026-11-17T22:30:00Z', 'nl', '2026-11-18')).toBe('gisteren, 23.30 uur');
    expect(formatMoment('2026-10-22T09:20:00Z', 'nl', '2026-11-18')).toBe('22 oktober 2026');
    expect(formatMoment('2026-11-18T09:20:00Z', 'nl')).toBe('18 november 2026');
  });
});

describe('numbers', () => {
  test('Dutch and English write them their own way', () => {
    expect(formatNumber(1906, 'nl')).toBe('1.906');
    expect(formatNumber(1906, 'en')).toBe('1,906');
    expect(plain(formatMoney(240_000, 'nl'))).toBe('€ 240.000');
    expect(plain(formatMoney(240_000, 'en'))).toBe('€240,000');
    expect(formatPercent(0.916, 'nl')).toBe('92%');
  });
});
