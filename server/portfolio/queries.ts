import { sql } from 'kysely';
import { listMetrics } from '../agreements/queries.ts';
import type { MetricState } from '../agreements/rules.ts';
import { addDays, amsterdamDay } from '../calendar/amsterdam.ts';
import { countCommitments } from '../commitments/queries.ts';
import type { Context, Db } from '../context.ts';
import { type Gate, listGates } from '../gates/queries.ts';
import { rememberUntilEvent } from '../remembered.ts';
import { responseTimes } from '../responses/figures.ts';
import { listTrajectories, type TrajectoryRow } from '../trajectories/queries.ts';
import { heldBy, type InfluenceLevel, type TrajectoryState, type Verdict } from '../trajectories/rules.ts';
import { filterPortfolio, type PortfolioFilter, summarize, type Trouble, troublesOf } from './rules.ts';

/** Months the trend goes back, the running one included. */
const TREND_MONTHS = 6;

export type PortfolioRow = {
  slug: string;
  title: string;
  state: TrajectoryState;
  stoppedOn: string | null;
  /** Names of its themes. */
  themes: string[];
  /** What is promised in the phase that runs, else in the last one that began. */
  level: InfluenceLevel | null;
  phase: { title: string; endsOn: string } | null;
  /** The gate that comes next or is late, with its days; null when every gate is decided. */
  gate: { phase: string; due: string; state: 'to_come' | 'open' | 'late'; daysLate: number } | null;
  lastVerdict: { phase: string; verdict: Verdict; decidedOn: string } | null;
  metrics: { agreed: number; met: number; missed: number; open: number };
  answers: { n: number; median: number | null; onTimeShare: number | null; promised: number | null; overdue: number };
  /** People who took part, and how many were aimed at when there is a metric for it. */
  reach: { participants: number; target: number | null };
  commitments: { open: number; late: number; done: number };
  /** What residents sent in per month, the oldest first, over the last six months. */
  trend: { month: string; contributions: number }[];
  troubles: Trouble[];
};

/** All published trajectories, their themes to choose from, and what the chosen ones say together. */
export async function getPortfolio({ db, now }: Pick<Context, 'db' | 'now'>, filter: PortfolioFilter = {}) {
  const rows = await rememberUntilEvent(db, { key: 'portfolio', now }, () => readPortfolio(db, now));
  const items = filterPortfolio(rows, filter);
  const summary = summarize(
    items.map(({ state, troubles, reach, metrics }) => ({ state, troubles, participants: reach.participants, metrics })),
  );
  return {
    on: amsterdamDay(now),
    items,
    summary,
    choices: {
      states: unique(rows.map(({ state }) => state)),
      themes: unique(rows.flatMap(({ themes }) => themes)).sort((a, b) => a.localeCompare(b, 'nl')),
      levels: unique(rows.flatMap(({ level }) => level ?? [])),
    },
  };
}

async function readPortfolio(db: Db, now: Date): Promise<PortfolioRow[]> {
  const trajectories = (await listTrajectories(db, { actor: null, now })).filter(({ state }) => state !== 'concept');
  const ids = trajectories.map(({ id }) => id);
  const gates = await listGates(db, { trajectoryIds: ids, now });
  const metrics = await listMetrics(db, { trajectoryIds: ids, now });
  const commitments = await countCommitments(db, now);
  const themes =
    ids.length === 0
      ? []
      : await db.selectFrom('theme').where('trajectory_id', 'in', ids).orderBy('position').select(['trajectory_id', 'name']).execute();
  const trend = await countByMonth(db, { ids, now });
  const rows: PortfolioRow[] = [];
  for (const trajectory of trajectories) {
    const { id, slug, title, state, stoppedOn, participants } = trajectory;
    const own = metrics.filter((metric) => metric.trajectoryId === id && metric.droppedOn === null);
    const times = await responseTimes(db, { trajectoryId: id, now });
    const promised = times.promise ? times.promise.targetPercent / 100 : null;
    const pledges = commitments[slug] ?? { open: 0, late: 0, done: 0, stopped: 0 };
    const ofGates = gates.get(id) ?? [];
    const gate = stoppedOn === null ? nextGate(ofGates) : null;
    const count = (states: readonly MetricState[]) => own.filter((metric) => states.includes(metric.state)).length;
    rows.push({
      slug,
      title,
      state,
      stoppedOn,
      themes: themes.filter(({ trajectory_id }) => trajectory_id === id).map(({ name }) => name),
      ...phaseNow(trajectory, amsterdamDay(now)),
      gate,
      lastVerdict: lastVerdict(ofGates),
      metrics: {
        agreed: own.length,
        met: count(['met']),
        missed: count(['missed', 'unmeasured']),
        open: count(['to_measure', 'below']),
      },
      answers: { n: times.n, median: times.median, onTimeShare: times.onTimeShare, promised, overdue: times.open.overdue },
      reach: { participants, target: own.find(({ derived }) => derived === 'participants')?.target ?? null },
      commitments: { open: pledges.open, late: pledges.late, done: pledges.done },
      trend: trend.get(id) ?? [],
      troubles: troublesOf({
        state,
        gateLate: gate?.state === 'late',
        metrics: own.map((metric) => metric.state),
        overdue: times.open.overdue,
        onTime: times.onTimeShare === null || promised === null ? null : { share: times.onTimeShare, promised },
        commitmentsLate: pledges.late,
      }),
    });
  }
  return rows;
}

function phaseNow({ phases, stoppedOn }: TrajectoryRow, today: string): Pick<PortfolioRow, 'phase' | 'level'> {
  const active = phases.find((phase) => phase.active);
  const begun = phases.filter((phase) => phase.startsOn <= (stoppedOn ?? today) && heldBy(phase, phases) === null).at(-1);
  return {
    phase: active ? { title: active.title, endsOn: active.endsOn } : null,
    level: (active ?? begun ?? phases[0])?.influenceLevel ?? null,
  };
}

function nextGate(gates: readonly Gate[]): PortfolioRow['gate'] {
  const gate = gates.find(({ state }) => state === 'late') ?? gates.find(({ state }) => state === 'open' || state === 'to_come');
  if (!gate || (gate.state !== 'late' && gate.state !== 'open' && gate.state !== 'to_come')) return null;
  return { phase: gate.phase.title, due: gate.phase.endsOn, state: gate.state, daysLate: gate.daysLate };
}

function lastVerdict(gates: readonly Gate[]): PortfolioRow['lastVerdict'] {
  const gate = gates.filter(({ decision }) => decision !== null).at(-1);
  return gate?.decision ? { phase: gate.phase.title, verdict: gate.decision.verdict, decidedOn: gate.decision.decidedOn } : null;
}

async function countByMonth(db: Db, { ids, now }: { ids: readonly string[]; now: Date }): Promise<Map<string, PortfolioRow['trend']>> {
  const months = lastMonths(amsterdamDay(now));
  const { rows } = await sql<{ trajectory_id: string; month: string; contributions: number }>`
    select trajectory_id, to_char(created_at at time zone 'Europe/Amsterdam', 'YYYY-MM') as month, count(*)::integer as contributions from (
      select trajectory_id, created_at from contribution where kind <> 'council_question'
      union all select trajectory_id, created_at from comment where contribution_id is null
    ) as sent
    where trajectory_id = any(${[...ids]}::uuid[]) and (created_at at time zone 'Europe/Amsterdam')::date >= ${`${months[0]}-01`}::date
    group by 1, 2`.execute(db);
  return new Map(
    ids.map((id) => [
      id,
      months.map((month) => ({
        month,
        contributions: rows.find((row) => row.trajectory_id === id && row.month === month)?.contributions ?? 0,
      })),
    ]),
  );
}

function lastMonths(today: string): string[] {
  const months: string[] = [];
  for (let day = today; months.length < TREND_MONTHS; day = addDays(`${day.slice(0, 7)}-01`, -1)) months.unshift(day.slice(0, 7));
  return months;
}

function unique<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}
