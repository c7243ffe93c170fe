import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawRiver, shareOfDay } from './river-geometry.ts';

const phases = [
  { startsOn: '2026-01-01', endsOn: '2026-01-31' },
  { startsOn: '2026-02-01', endsOn: '2026-02-10' },
  { startsOn: '2026-03-01', endsOn: '2026-03-31' },
];

const up = (days: number) => ({ days, up: true });
const down = (days: number) => ({ days, up: false });

describe('the river', () => {
  test('bends to the residents first, then to the government', () => {
    const river = drawRiver({ phases: [up(30), down(30), up(30)], width: 1440, amplitude: 156 });
    const [first, second, third] = river.reaches.map(({ from, to }) => river.at((from + to) / 2).y);
    expect(first).toBeLessThan(second ?? 0);
    expect(third).toBeLessThan(second ?? 0);
  });

  test('fills the drawing from left to right, whatever the phases', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ days: fc.integer({ min: 1, max: 4000 }), up: fc.boolean() }), { minLength: 1, maxLength: 12 }),
        (bends) => {
          const river = drawRiver({ phases: bends, width: 1440, amplitude: 156, top: 80 });
          expect(river.at(0).x).toBeCloseTo(0);
          expect(river.at(1).x).toBeCloseTo(1440);
          for (let share = 0; share <= 1; share += 0.05) {
            const { y } = river.at(share);
            expect(y).toBeGreaterThanOrEqual(79.9);
            expect(y).toBeLessThanOrEqual(236.1);
          }
          expect(river.ribbon(0, 1)).not.toContain('NaN');
          expect(river.reaches).toHaveLength(bends.length);
          expect(river.reaches[0]?.from).toBeGreaterThan(0);
          expect(river.reaches.at(-1)?.to).toBeLessThan(1);
        },
      ),
    );
  });

  test('a line on the residents’ bank stands above the water at a bend to them', () => {
    const river = drawRiver({ phases: [up(10), down(10)], width: 1440, amplitude: 156 });
    const { from, to } = river.reaches[0] ?? { from: 0, to: 0 };
    const share = (from + to) / 2;
    const tick = river.tick(share, 'up', 40);
    expect(tick.y2).toBeLessThan(tick.y1);
    expect(tick.y1).toBeLessThan(river.at(share).y);
    expect(tick.y1 - tick.y2).toBeCloseTo(40, 0);
  });

  test('two phases of residents in a row both bend to them', () => {
    const river = drawRiver({ phases: [up(10), up(10)], width: 1440, amplitude: 156 });
    const [first, second] = river.reaches.map(({ from, to }) => river.at((from + to) / 2).y);
    expect(first).toBeLessThan(40);
    expect(second).toBeLessThan(40);
  });

  test('comes in and leaves level, unless it is told to end where its phases end', () => {
    const river = drawRiver({ phases: [up(10), down(20), up(30)], width: 1440, amplitude: 156 });
    expect(river.at(0.002).y).toBeCloseTo(river.at(0).y, 0);
    expect(river.at(0.998).y).toBeCloseTo(river.at(1).y, 0);
    const short = drawRiver({ phases: [up(10), down(20), up(30)], width: 1440, amplitude: 156, ends: false });
    expect(short.reaches[0]?.from).toBe(0);
    expect(short.reaches.at(-1)?.to).toBeCloseTo(1);
  });

  test('a day lies in its own phase; a gap between two phases lies at the next', () => {
    const reaches = [
      { from: 0.1, to: 0.4 },
      { from: 0.4, to: 0.6 },
      { from: 0.6, to: 1 },
    ];
    expect(shareOfDay('2025-12-01', phases, reaches)).toBe(0.1);
    expect(shareOfDay('2026-01-16', phases, reaches)).toBeCloseTo(0.25, 2);
    expect(shareOfDay('2026-02-20', phases, reaches)).toBe(0.6);
    expect(shareOfDay('2027-01-01', phases, reaches)).toBe(1);
  });
});
