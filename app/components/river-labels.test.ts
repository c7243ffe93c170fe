import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawRiver } from './river-geometry.ts';
import { LABEL, type LabelPlace, placeLabels, spreadOut } from './river-labels.ts';

const phases = fc.array(fc.record({ days: fc.integer({ min: 1, max: 4000 }), up: fc.boolean() }), { minLength: 4, maxLength: 8 });
const draw = (bends: readonly { days: number; up: boolean }[]) => drawRiver({ phases: bends, width: 1440, amplitude: 156, top: 230 });
const edges = ({ x, width }: LabelPlace) => [x - width / 2, x + width / 2] as const;

describe('the labels of the river', () => {
  test('with four to eight phases no label covers another or leaves the drawing, wherever today is', () => {
    fc.assert(
      fc.property(phases, fc.double({ min: 0, max: 1, noNaN: true }), (bends, now) => {
        const { labels } = placeLabels(
          draw(bends),
          bends.map(({ up }) => up),
          now,
        );
        for (const side of [true, false]) {
          const own = labels.filter(({ up }) => up === side);
          for (const [index, label] of own.entries()) {
            const [left, right] = edges(label);
            expect(left).toBeGreaterThanOrEqual(0);
            expect(right).toBeLessThanOrEqual(1440);
            const next = own[index + 1];
            if (next) expect(edges(next)[0] - right).toBeGreaterThanOrEqual(LABEL.gap - 0.001);
          }
        }
      }),
    );
  });

  test('with four to eight phases in turn every label keeps its full width', () => {
    for (let count = 4; count <= 8; count++) {
      const bends = Array.from({ length: count }, (_, index) => ({ days: 30 + index * 20, up: index % 2 === 0 }));
      const { labels } = placeLabels(
        draw(bends),
        bends.map(({ up }) => up),
        0.4,
      );
      expect(labels.map(({ width }) => width)).toEqual(Array.from({ length: count }, () => LABEL.width));
    }
  });

  test('a label above the gauge of today stands clear of it', () => {
    fc.assert(
      fc.property(phases, fc.double({ min: 0, max: 1, noNaN: true }), (bends, now) => {
        const { labels, post } = placeLabels(
          draw(bends),
          bends.map(({ up }) => up),
          now,
        );
        if (!post) throw new Error('no gauge');
        for (const label of labels.filter(({ up }) => up)) {
          const [left, right] = edges(label);
          if (left < post.x + 10 && right > post.x - 10) expect(label.y).toBeLessThan(post.top);
        }
        expect(post.top).toBeLessThan(post.foot - 90);
      }),
    );
  });
});

describe('spreading points on a line', () => {
  test.each([
    [
      [100, 400, 700],
      [100, 400, 700],
    ],
    [
      [100, 150],
      [75, 175],
    ],
    [
      [0, 500],
      [50, 500],
    ],
    [
      [990, 1000],
      [850, 950],
    ],
  ])('%j becomes %j', (wanted, expected) => {
    expect(spreadOut(wanted, 100, [50, 950])).toEqual(expected);
  });
});
