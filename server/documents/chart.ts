/** Bars of a chart laid out on paper, in points; the PDF, the picture in the Word file and the SVG of a page are drawn from this. Pure. */
import type { Bar, Chart } from './model.ts';

/** The width of the text on A4. */
export const CHART_WIDTH = 451;
export const LABEL_SIZE = 9.5;
export const BAR_HEIGHT = 9;
/** From one bar to the next: its words stand above it. */
const ROW = 33;
const LABEL_BASELINE = 10;
const BAR_TOP = 15;
/** To the right of the longest bar: for its number. */
const VALUE_ROOM = 96;
/** The longest bar. */
export const BARS_WIDTH = CHART_WIDTH - VALUE_ROOM;
/** What fits on one line of words at this size; the table underneath has the rest. */
const LABEL_LETTERS = 84;

export const TONES: Record<NonNullable<Bar['tone']>, string> = { plain: '#1f5f86', good: '#3d6a1b', bad: '#a8231c', open: '#767b72' };

export type PlacedBar = {
  /** As short as one line of a sheet is; `full` is all of it. */
  label: string;
  full: string;
  labelY: number;
  shown: string;
  /** Where the number begins, and its baseline. */
  shownX: number;
  shownY: number;
  y: number;
  /** 0 for nothing, or for what is not told. */
  width: number;
  tone: keyof typeof TONES;
  colour: string;
  /** Where the aim stands; null without one. */
  goalX: number | null;
};

/** @returns the bars from top to bottom with the height of the whole */
export function layChart({ bars }: Chart): { height: number; bars: PlacedBar[] } {
  const most = Math.max(...bars.map(({ value, goal }) => Math.max(value ?? 0, goal ?? 0)), 0) || 1;
  const scale = (value: number) => Math.round((Math.max(0, value) / most) * BARS_WIDTH * 10) / 10;
  return {
    height: bars.length * ROW,
    bars: bars.map(({ label, value, shown, tone = 'plain', goal }, index) => {
      const top = index * ROW;
      const width = value === null ? 0 : scale(value);
      const goalX = goal === undefined ? null : scale(goal);
      const end = Math.max(width, goalX ?? 0);
      return {
        label: shorten(label),
        full: label,
        labelY: top + LABEL_BASELINE,
        shown,
        shownX: end + 6,
        shownY: top + BAR_TOP + BAR_HEIGHT - 1,
        y: top + BAR_TOP,
        width,
        tone,
        colour: TONES[tone],
        goalX,
      };
    }),
  };
}

function shorten(words: string): string {
  const letters = [...words];
  return letters.length <= LABEL_LETTERS
    ? words
    : `${letters
        .slice(0, LABEL_LETTERS - 1)
        .join('')
        .trimEnd()}…`;
}
