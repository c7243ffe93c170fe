import { describe, expect, test } from 'vitest';
import { DomainError } from '../errors.ts';
import { periodOf, readPostedOn, readView, timingOf } from './rules.ts';

const period = { from: '2026-11-10', until: '2026-12-21' };

describe('a formal view', () => {
  test.each([
    ['2026-11-09', null, 'early'],
    ['2026-11-10', null, 'in_time'],
    ['2026-12-21', null, 'in_time'],
    ['2026-12-22', null, 'late'],
    ['2026-12-28', '2026-12-21', 'in_time'],
    ['2026-12-29', '2026-12-21', 'late'],
    ['2026-12-22', '2026-12-22', 'late'],
    ['2026-11-09', '2026-11-08', 'early'],
  ] as const)('that came in on %s, posted on %s, is %s', (receivedOn, postedOn, timing) => {
    expect(timingOf({ receivedOn, postedOn, period })).toBe(timing);
  });

  test('counts for the period of its day, else the next, else the last', () => {
    const second = { from: '2027-03-01', until: '2027-04-12' };
    const both = [second, period];
    expect(periodOf(both, '2026-11-20')).toBe(period);
    expect(periodOf(both, '2026-11-01')).toBe(period);
    expect(periodOf(both, '2027-01-10')).toBe(second);
    expect(periodOf(both, '2027-06-01')).toBe(second);
    expect(periodOf([], '2026-11-20')).toBeNull();
  });

  test('needs words and a name; an address is not needed', () => {
    expect(readView({ body: 'De kade moet groen blijven.', name: 'J. de Vries', address: '' })).toMatchObject({ address: '' });
    const fault = (() => {
      try {
        readView({ body: 'kort', name: '', address: 'x'.repeat(301) });
        return null;
      } catch (error) {
        return error instanceof DomainError ? Object.keys(error.details.fields ?? {}).sort() : error;
      }
    })();
    expect(fault).toEqual(['address', 'body', 'viewName']);
  });

  test('has no postmark after the day it came in', () => {
    expect(readPostedOn('', '2026-12-22')).toBeNull();
    expect(readPostedOn('2026-12-22', '2026-12-22')).toBe('2026-12-22');
    expect(() => readPostedOn('2026-12-23', '2026-12-22')).toThrow('invalid');
    expect(() => readPostedOn('gisteren', '2026-12-22')).toThrow('invalid');
  });
});
