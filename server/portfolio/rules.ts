/** What a board wants to see of all trajectories together. Pure. */
import type { MetricState } from '../agreements/rules.ts';
import type { InfluenceLevel, TrajectoryState } from '../trajectories/rules.ts';

/** What asks for attention in a trajectory. */
export const TROUBLES = ['gate_late', 'metric_missed', 'metric_unmeasured', 'answers_overdue', 'below_promise', 'commitment_late'] as const;
export type Trouble = (typeof TROUBLES)[number];

export type Standing = {
  state: TrajectoryState;
  gateLate: boolean;
  metrics: readonly MetricState[];
  /** Waiting longer than promised, now. */
  overdue: number;
  /** Of the answers given, against the share promised; null without answers or promise. */
  onTime: { share: number; promised: number } | null;
  commitmentsLate: number;
};

/** What is wrong, in the order of the list; a trajectory that was stopped has given its account and is judged no more. */
export function troublesOf({ state, gateLate, metrics, overdue, onTime, commitmentsLate }: Standing): Trouble[] {
  if (state === 'stopped') return [];
  const found: Record<Trouble, boolean> = {
    gate_late: gateLate,
    metric_missed: metrics.includes('missed'),
    metric_unmeasured: metrics.includes('unmeasured'),
    answers_overdue: overdue > 0,
    below_promise: onTime !== null && onTime.share < onTime.promised,
    commitment_late: commitmentsLate > 0,
  };
  return TROUBLES.filter((trouble) => found[trouble]);
}

export type Filterable = { state: TrajectoryState; themes: readonly string[]; level: InfluenceLevel | null };
export type PortfolioFilter = { state?: string | null | undefined; theme?: string | null | undefined; level?: string | null | undefined };

/** Rows that fit every choice made; an empty choice is none. */
export function filterPortfolio<Row extends Filterable>(rows: readonly Row[], { state, theme, level }: PortfolioFilter): Row[] {
  return rows.filter((row) => (!state || row.state === state) && (!theme || row.themes.includes(theme)) && (!level || row.level === level));
}

/** The whole in figures, for one sentence. */
export function summarize(
  rows: readonly { state: TrajectoryState; troubles: readonly Trouble[]; participants: number; metrics: { met: number; missed: number } }[],
) {
  const alive = rows.filter(({ state }) => state !== 'stopped' && state !== 'concept' && state !== 'evaluated');
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
  return {
    total: rows.length,
    alive: alive.length,
    stopped: rows.filter(({ state }) => state === 'stopped').length,
    onCourse: alive.filter(({ troubles }) => troubles.length === 0).length,
    gatesLate: rows.filter(({ troubles }) => troubles.includes('gate_late')).length,
    metricsMet: sum(({ metrics }) => metrics.met),
    metricsMissed: sum(({ metrics }) => metrics.missed),
    participants: sum(({ participants }) => participants),
  };
}
