/** Figures from counted answers: how many took so many working days. Pure. */

/** From this many answers on, teams, kinds and trajectories are compared. */
export const MINIMUM_N = 5;

/** Counted answers of a month; null for what they are not divided by. */
export type Counted = {
  trajectory_id: string | null;
  team_id: string | null;
  kind: string | null;
  /** `2026-11`. */
  month: string;
  /** Working days taken, answers, and how many of those were on time, in threes: read once, summed often. */
  cells: readonly number[];
  first_on_time: number;
  paused: number;
  paused_days: number;
  extended: number;
};

/** Working days taken → answers, and how many of those were on time. */
export type Histogram = Map<number, { answers: number; onTime: number }>;

export type Figure = {
  /** Answers given. */
  n: number;
  onTime: number;
  /** Between 0 and 1; null without answers. */
  onTimeShare: number | null;
  /** Working days within which half were answered. */
  median: number | null;
  /** Working days within which nine of ten were answered. */
  p90: number | null;
};

export type NamedFigure = Figure & { enough: boolean };

/** `5:12:10,6:3:0` (see `ClockHistogramTable`) as numbers. */
export function readDays(days: string): number[] {
  return days === '' ? [] : days.split(/[:,]/).map(Number);
}

/** The answers of these rows together, by the working days they took. */
export function histogramOf(rows: readonly Counted[]): Histogram {
  // By number of days in a row: a year of a million clocks is added up in a few milliseconds.
  const answers: number[] = [];
  const onTime: number[] = [];
  for (const { cells } of rows) {
    for (let index = 0; index + 2 < cells.length; index += 3) {
      const day = cells[index] ?? 0;
      while (answers.length <= day) {
        answers.push(0);
        onTime.push(0);
      }
      answers[day] = (answers[day] ?? 0) + (cells[index + 1] ?? 0);
      onTime[day] = (onTime[day] ?? 0) + (cells[index + 2] ?? 0);
    }
  }
  return new Map(
    answers.flatMap((count, day) => (count === 0 && onTime[day] === 0 ? [] : [[day, { answers: count, onTime: onTime[day] ?? 0 }]])),
  );
}

export function figureOf(rows: readonly Counted[]): Figure {
  const byDay = [...histogramOf(rows)].filter(([, { answers }]) => answers > 0).sort(([a], [b]) => a - b);
  let n = 0;
  let onTime = 0;
  for (const [, cell] of byDay) {
    n += cell.answers;
    onTime += cell.onTime;
  }
  return { n, onTime, onTimeShare: n === 0 ? null : onTime / n, median: percentile(byDay, n, 0.5), p90: percentile(byDay, n, 0.9) };
}

/** The first number of days within which at least this share was answered; as `percentile_disc` in SQL. */
function percentile(byDay: readonly [number, { answers: number }][], n: number, share: number): number | null {
  let counted = 0;
  for (const [day, { answers }] of byDay) {
    counted += answers;
    if (counted >= n * share) return day;
  }
  return null;
}

/** A figure per value of `by`, of those with answers. */
export function figuresBy<Key extends string | null>(rows: readonly Counted[], by: (row: Counted) => Key): Map<Key, Figure> {
  const groups = new Map<Key, Counted[]>();
  for (const row of rows) {
    const group = groups.get(by(row));
    if (group) group.push(row);
    else groups.set(by(row), [row]);
  }
  const figures = new Map<Key, Figure>();
  for (const [key, group] of groups) {
    const figure = figureOf(group);
    if (figure.n > 0) figures.set(key, figure);
  }
  return figures;
}

/** A figure that may be compared with others; of too few answers only their number is told. */
export function enough(figure: Figure): NamedFigure {
  const isEnough = figure.n >= MINIMUM_N;
  return isEnough ? { ...figure, enough: true } : { n: figure.n, onTime: 0, onTimeShare: null, median: null, p90: null, enough: false };
}
