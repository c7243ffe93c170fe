/** Where words stand around the river, so that none covers another, in the units of the drawing. Pure. */
import type { River } from './river-geometry.ts';

/** A label is at most this wide (13.2% of 1440, as in oever.css), and stands this far from its neighbour. */
export const LABEL = { width: 190, gap: 14 };
/** Outside the bend: past the longest line on the bank (50) and half the water (22). */
const CLEAR = { up: 80, down: 80 };
/** What is said at the gauge of today: its width to the right of the post, and how high the post stands above the water near it. */
const TODAY = { width: 190, rise: 86, least: 96 };

export type LabelPlace = { x: number; y: number; up: boolean; width: number };
export type Places = { labels: LabelPlace[]; post: { x: number; foot: number; top: number } | null };

/**
 * @param river the drawing, with a reach per phase
 * @param up per phase whether it bends to the residents' bank; its label stands outside that bend
 * @param now today as a share of the length; null when there is no gauge to draw
 */
export function placeLabels(river: River, up: readonly boolean[], now: number | null): Places {
  const places = up.map((isUp, index): LabelPlace => {
    const { from, to } = river.reaches[index] ?? { from: 0, to: 1 };
    const { x, y } = river.at((from + to) / 2);
    return { x, y: isUp ? y - CLEAR.up : y + CLEAR.down, up: isUp, width: LABEL.width };
  });
  for (const side of [true, false]) {
    const own = places.filter((place) => place.up === side);
    const pitch = Math.min(LABEL.width + LABEL.gap, (river.width - LABEL.gap) / Math.max(1, own.length));
    const half = pitch / 2;
    const spread = spreadOut(
      own.map(({ x }) => x),
      pitch,
      [half + LABEL.gap / 2, river.width - half - LABEL.gap / 2],
    );
    own.forEach((place, index) => {
      place.x = spread[index] ?? place.x;
      place.width = pitch - LABEL.gap;
    });
  }
  if (now === null) return { labels: places, post: null };
  const { x, y } = river.at(now);
  const top = Math.min(highest(river, x - 30, x + TODAY.width) - TODAY.rise, y - TODAY.least);
  for (const place of places) {
    const meets = place.x + place.width / 2 > x - LABEL.gap && place.x - place.width / 2 < x + TODAY.width;
    if (place.up && meets) place.y = Math.min(place.y, top - LABEL.gap);
  }
  return { labels: places, post: { x, foot: y, top } };
}

/**
 * Moves points on a line as little as possible (least squares) until each is at least `pitch` from the next and all are within the bounds.
 * @param wanted in rising order; the bounds must hold them: `(wanted.length - 1) * pitch` wide at least
 */
export function spreadOut(wanted: readonly number[], pitch: number, [low, high]: readonly [number, number]): number[] {
  // Without their pitch the points need only not fall: blocks that do are levelled at their mean.
  const blocks: { sum: number; count: number }[] = [];
  for (const [index, value] of wanted.entries()) {
    let block = { sum: value - index * pitch, count: 1 };
    for (let before = blocks.at(-1); before && before.sum / before.count > block.sum / block.count; before = blocks.at(-1)) {
      block = { sum: block.sum + before.sum, count: block.count + before.count };
      blocks.pop();
    }
    blocks.push(block);
  }
  const most = high - (wanted.length - 1) * pitch;
  return blocks
    .flatMap(({ sum, count }) => Array.from({ length: count }, () => Math.min(most, Math.max(low, sum / count))))
    .map((value, index) => value + index * pitch);
}

/** The highest the middle of the water comes between two places (y grows downwards). */
function highest(river: River, from: number, to: number): number {
  let y = Number.POSITIVE_INFINITY;
  for (let share = 0; share <= 1; share += 0.005) {
    const point = river.at(share);
    if (point.x >= from && point.x <= to) y = Math.min(y, point.y);
  }
  return y;
}
