import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hideSmallCells } from './turnout.ts';

describe('turnout by neighbourhood', () => {
  test.each([
    [
      [12, 9, 7],
      [12, 9, 7],
    ],
    [
      [12, 9, 4, 3],
      [12, 9, null, null],
    ],
    // One gap could be filled in from the total.
    [
      [12, 9, 4],
      [12, null, null],
    ],
    // Two gaps of one each would tell that there is one in either.
    [
      [12, 9, 1, 1],
      [12, null, null, null],
    ],
    [[3], [null]],
    [[], []],
  ])('%j people are told as %j', (counts, told) => {
    expect(hideSmallCells(cells(counts)).map(({ participants }) => participants)).toEqual(told);
  });

  test('never leaves one gap, a small number, or a small sum to be found by subtraction', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 8 }), (counts) => {
        const told = hideSmallCells(cells(counts)).flatMap(({ participants }) => (participants === null ? [] : [participants]));
        const hidden = counts.length - told.length;
        const gap = counts.reduce((sum, n) => sum + n, 0) - told.reduce((sum, n) => sum + n, 0);
        expect(told.every((n) => n >= 5)).toBe(true);
        if (told.length > 0 && hidden > 0) {
          expect(hidden).toBeGreaterThan(1);
          expect(gap).toBeGreaterThanOrEqual(5);
        }
      }),
    );
  });
});

function cells(counts: number[]) {
  return counts.map((participants, index) => ({ neighbourhood: `Buurt ${index}`, participants }));
}
