/**
 * How fast answers come: medians, 90th percentiles and shares on time, summed from `clock_tally`, which every answer adds to in its own transaction. Working days a
 * clock stood still do not count. Numbers of fewer answers than `MINIMUM_N` are not compared: they would say more about chance than about a team.
 */
import { sql } from 'kysely';
import { addDays, amsterdamDay } from '../calendar/amsterdam.ts';
import type { Db } from '../context.ts';
import { remember } from '../remembered.ts';
import type { ClockKind } from './clock-kinds.ts';
import {
  type Counted,
  enough,
  type Figure,
  figureOf,
  figuresBy,
  histogramOf,
  MINIMUM_N,
  type NamedFigure,
  readDays,
} from './figure-sums.ts';
import { listOverdue, type OverdueItem } from './overdue-list.ts';
import { findPolicy, findSharedPolicy } from './policies.ts';
import { openStates } from './state-sql.ts';

export type { Figure, OverdueItem };
export { MINIMUM_N };

/** What the figures are about; null is everything. */
export type FiguresFilter = { trajectoryId: string | null; teamId?: string | null; kind?: ClockKind | null };

export type ResponseTimes = Figure & {
  /** Null for the whole site. */
  trajectory: { slug: string; title: string } | null;
  /** Null for every team, every kind. */
  team: { id: string; name: string } | null;
  kind: ClockKind | null;
  /** First and last day the figures cover: from the first of the month, a year ago, up to today. */
  from: string;
  to: string;
  /** The promise for this kind (for ideas when none is chosen); null when there is none, or when it differs per trajectory. */
  promise: { workingDays: number | null; weeks: number | null; days: number | null; targetPercent: number } | null;
  minimumN: number;
  /** Of the answers: those whose clock had stood still, and for how many working days together. */
  paused: { answers: number; days: number };
  /** Of the answers: those that were given a later date first, and those that came by the date promised first. */
  extended: number;
  onTimeFirst: number;
  /** Months with answers, oldest first: `2026-11`. */
  months: (Figure & { month: string })[];
  /** Teams by name. With `enough` false only `n` is told. */
  teams: (NamedFigure & {
    id: string | null;
    name: string | null;
    months: { month: string; n: number; onTimeShare: number | null }[];
  })[];
  kinds: (NamedFigure & { kind: ClockKind })[];
  /** Published trajectories by title; empty for one trajectory. */
  trajectories: (NamedFigure & { slug: string; title: string })[];
  /** Answers by the working days they took. */
  days: { day: number; onTime: number; late: number }[];
  /** What waits now. */
  open: { total: number; running: number; dueSoon: number; overdue: number; paused: number; extended: number };
  /** Waiting too long now, longest first; at most fifty of `open.overdue`. */
  overdue: OverdueItem[];
};

/** The figures of the year up to now, for one trajectory, team and kind, or all. */
export async function responseTimes(db: Db, { now, ...filter }: FiguresFilter & { now: Date }): Promise<ResponseTimes> {
  const { trajectoryId, teamId = null, kind = null } = filter;
  const key = `response times ${trajectoryId} ${teamId} ${kind}`;
  return remember(db, { key, now }, () => computeResponseTimes(db, { trajectoryId, teamId, kind, now }));
}

export type Filter = Required<FiguresFilter>;

export async function computeResponseTimes(db: Db, { now, ...filter }: Filter & { now: Date }): Promise<ResponseTimes> {
  const { trajectoryId, teamId, kind } = filter;
  const to = amsterdamDay(now);
  const from = `${addDays(to, -365).slice(0, 7)}-01`;
  const policy = trajectoryId ? await findPolicy(db, trajectoryId, kind ?? 'idea', teamId) : await findSharedPolicy(db, kind ?? 'idea');
  const { rows, byTrajectory } = await listCounted(db, { ...filter, from });
  const teamNames = new Map((await db.selectFrom('team').select(['id', 'name']).execute()).map((team) => [team.id, team.name]));
  const trajectories = await db.selectFrom('trajectory').where('published_at', 'is not', null).select(['id', 'slug', 'title']).execute();
  const perTrajectory = trajectoryId ? null : figuresBy(byTrajectory, (row) => row.trajectory_id);
  const own = trajectories.find(({ id }) => id === trajectoryId);
  const sum = (of: (row: Counted) => number) => rows.reduce((total, row) => total + of(row), 0);

  return {
    trajectory: own ? { slug: own.slug, title: own.title } : null,
    team: teamId ? { id: teamId, name: teamNames.get(teamId) ?? '' } : null,
    kind,
    from,
    to,
    ...figureOf(rows),
    paused: { answers: sum((row) => row.paused), days: sum((row) => row.paused_days) },
    extended: sum((row) => row.extended),
    onTimeFirst: sum((row) => row.first_on_time),
    promise: policy && {
      workingDays: policy.term.workingDays ?? null,
      weeks: policy.term.weeks ?? null,
      days: policy.term.days ?? null,
      targetPercent: policy.targetPercent,
    },
    minimumN: MINIMUM_N,
    months: listMonths(rows),
    teams: [...figuresBy(rows, (row) => row.team_id)]
      .map(([id, figure]) => {
        const named = enough(figure);
        const months = named.enough ? listMonths(rows.filter((row) => row.team_id === id)) : [];
        return {
          id,
          name: id ? (teamNames.get(id) ?? null) : null,
          ...named,
          months: months.map(({ month, n, onTimeShare }) => ({ month, n, onTimeShare })),
        };
      })
      .sort((a, b) => (a.name ?? '\uffff').localeCompare(b.name ?? '\uffff', 'nl')),
    kinds: [...figuresBy(rows, (row) => row.kind)]
      .map(([name, figure]) => ({ kind: name as ClockKind, ...enough(figure) }))
      .sort((a, b) => b.n - a.n || a.kind.localeCompare(b.kind)),
    trajectories: trajectories
      .flatMap(({ id, slug, title }) => {
        const figure = perTrajectory?.get(id);
        return figure ? [{ slug, title, ...enough(figure) }] : [];
      })
      .sort((a, b) => a.title.localeCompare(b.title, 'nl')),
    days: [...histogramOf(rows)]
      .filter(([, { answers }]) => answers > 0)
      .map(([day, { answers, onTime }]) => ({ day, onTime, late: answers - onTime }))
      .sort((a, b) => a.day - b.day),
    open: await countOpen(db, { ...filter, today: to }),
    overdue: await listOverdue(db, { ...filter, now }),
  };
}

function listMonths(rows: readonly Counted[]): ResponseTimes['months'] {
  return [...figuresBy(rows, (row) => row.month)]
    .map(([month, figure]) => ({ month, ...figure }))
    .sort((a, b) => a.month.localeCompare(b.month));
}

/**
 * The counted answers: by team, kind and month, and apart by trajectory. Over all trajectories small sets of sums do for most, of one the full set
 * (`ClockHistogramTable.level`). In one statement each, so that what is being folded is never counted twice.
 */
async function listCounted(db: Db, filter: Filter & { from: string }): Promise<{ rows: Counted[]; byTrajectory: Counted[] }> {
  const { trajectoryId, teamId, kind } = filter;
  if (trajectoryId !== null) return { rows: await countedAt(db, filter, 1), byTrajectory: [] };
  // A team or a kind over all trajectories: only what is said per trajectory needs the full set.
  const full = teamId !== null || kind !== null;
  const [rows, byTrajectory] = await Promise.all([countedAt(db, filter, 2), countedAt(db, filter, full ? 1 : 3)]);
  return { rows, byTrajectory };
}

async function countedAt(db: Db, { trajectoryId, teamId, kind, from }: Filter & { from: string }, level: 1 | 2 | 3): Promise<Counted[]> {
  const chosen = sql`month >= ${from}::date
    ${trajectoryId ? sql`and trajectory_id = ${trajectoryId}::uuid` : sql``}
    ${teamId ? sql`and team_id = ${teamId}::uuid` : sql``}
    ${kind ? sql`and kind = ${kind}` : sql``}`;
  const { rows } = await sql<Omit<Counted, 'cells'> & { days: string }>`
    select trajectory_id, team_id, kind, to_char(month, 'YYYY-MM') as month, days, first_on_time, paused, paused_days, extended
    from clock_histogram where level = ${sql.lit(level)} and ${chosen}
    union all
    select trajectory_id, team_id, kind, to_char(month, 'YYYY-MM'),
      string_agg(working_days || ':' || answers || ':' || case when on_time then answers else 0 end, ','),
      sum(first_on_time)::integer, sum(paused)::integer, sum(paused_days)::integer, sum(extended)::integer
    from clock_tally where ${chosen} group by 1, 2, 3, 4`.execute(db);
  return rows.map(({ days, ...row }) => ({ ...row, cells: readDays(days) }));
}

async function countOpen(db: Db, { trajectoryId, teamId, kind, today }: Filter & { today: string }): Promise<ResponseTimes['open']> {
  const is = openStates(today);
  const row = await db
    .selectFrom('clock')
    .where('answered_on', 'is', null)
    .where('stopped_on', 'is', null)
    .$if(trajectoryId !== null, (query) => query.where('trajectory_id', '=', trajectoryId ?? ''))
    .$if(teamId !== null, (query) => query.where('team_id', '=', teamId ?? ''))
    .$if(kind !== null, (query) => query.where('kind', '=', kind ?? ''))
    .select([
      sql<number>`count(*)::integer`.as('total'),
      sql<number>`(count(*) filter (where ${is.running} and not extended))::integer`.as('running'),
      sql<number>`(count(*) filter (where ${is.dueSoon}))::integer`.as('dueSoon'),
      sql<number>`(count(*) filter (where ${is.overdue}))::integer`.as('overdue'),
      sql<number>`(count(*) filter (where ${is.paused}))::integer`.as('paused'),
      sql<number>`(count(*) filter (where ${is.running} and extended))::integer`.as('extended'),
    ])
    .executeTakeFirstOrThrow();
  return row;
}
