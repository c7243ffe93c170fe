/** Figures from counted answers: how many took so many working days. Pure. */

/** From this many answers on, teams, kinds and trajectories are compared. */
export const MINIMUM_N = 5;

/** Counted answers that share what they are divided by; null where a row is not divided by it. */
export type Counts = {
  /** Which columns it is divided by (`BY` in `figures.ts`). */
  divided_by: number;
  trajectory_id: string | null;
  team_id: string | null;
  kind: string | null;
  /** `2026-11`. */
  month: string | null;
  working_days: number | null;
  answers: number;
  on_time: number;
};

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

/** The figure of rows that differ in working days only. */
export function figureOf(rows: readonly Counts[]): Figure {
  let n = 0;
  let onTime = 0;
  for (const row of rows) {
    n += row.answers;
    onTime += row.on_time;
  }
  const byDay = [...rows].filter((row) => row.answers > 0).sort((a, b) => (a.working_days ?? 0) - (b.working_days ?? 0));
  return { n, onTime, onTimeShare: n === 0 ? null : onTime / n, median: percentile(byDay, n, 0.5), p90: percentile(byDay, n, 0.9) };
}

/** The first number of days within which at least this share was answered; as `percentile_disc` in SQL. */
function percentile(byDay: readonly Counts[], n: number, share: number): number | null {
  let counted = 0;
  for (const { working_days, answers } of byDay) {
    counted += answers;
    if (counted >= n * share) return working_days;
  }
  return null;
}

/** A figure per value of `by`. */
export function figuresBy(rows: readonly Counts[], by: (row: Counts) => string | null): Map<string | null, Figure> {
  const groups = new Map<string | null, Counts[]>();
  for (const row of rows) {
    const group = groups.get(by(row));
    if (group) group.push(row);
    else groups.set(by(row), [row]);
  }
  return new Map([...groups].map(([key, group]) => [key, figureOf(group)]));
}

/** A figure that may be compared with others; of too few answers only their number is told. */
export function enough(figure: Figure): NamedFigure {
  const isEnough = figure.n >= MINIMUM_N;
  return isEnough ? { ...figure, enough: true } : { n: figure.n, onTime: 0, onTimeShare: null, median: null, p90: null, enough: false };
}
