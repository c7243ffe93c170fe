/**
 * How fast answers come: medians, 90th percentiles and shares on time, summed from `clock_tally`, which every answer adds to in its own transaction. Working days a
 * clock stood still do not count. Numbers of fewer answers than `MINIMUM_N` are not compared: they would say more about chance than about a team.
 */
import { type RawBuilder, sql } from 'kysely';
import { addDays, amsterdamDay } from '../calendar/amsterdam.ts';
import type { Db } from '../context.ts';
import { remember } from '../remembered.ts';
import type { ClockKind } from './clock-kinds.ts';
import { type Counts, enough, type Figure, figureOf, figuresBy, MINIMUM_N, type NamedFigure } from './figure-sums.ts';
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
  const policy =
    (await findPolicy(db, trajectoryId, kind ?? 'idea', teamId)) ?? (trajectoryId ? null : await findSharedPolicy(db, kind ?? 'idea'));
  const rows = await groupedCounts(db, { ...filter, from });
  const teamNames = new Map((await db.selectFrom('team').select(['id', 'name']).execute()).map((team) => [team.id, team.name]));
  const trajectories = await db
    .selectFrom('trajectory')
    .where('published_at', 'is not', null)
    .$if(trajectoryId !== null, (query) => query.where('id', '=', trajectoryId ?? ''))
    .select(['id', 'slug', 'title'])
    .execute();

  const whole = rows.filter((row) => row.divided_by === BY.whole);
  const moved = await countMoved(db, { ...filter, from });
  const teamMonths = rows.filter((row) => row.divided_by === BY.teamMonth);
  const byTrajectory = figuresBy(
    rows.filter((row) => row.divided_by === BY.trajectory),
    (row) => row.trajectory_id,
  );
  const own = trajectories.find(({ id }) => id === trajectoryId);

  return {
    trajectory: own ? { slug: own.slug, title: own.title } : null,
    team: teamId ? { id: teamId, name: teamNames.get(teamId) ?? '' } : null,
    kind,
    from,
    to,
    ...figureOf(whole),
    paused: { answers: moved.paused, days: moved.pausedDays },
    extended: moved.extended,
    onTimeFirst: moved.firstOnTime,
    promise: policy && {
      workingDays: policy.term.workingDays ?? null,
      weeks: policy.term.weeks ?? null,
      days: policy.term.days ?? null,
      targetPercent: policy.targetPercent,
    },
    minimumN: MINIMUM_N,
    months: [
      ...figuresBy(
        rows.filter((row) => row.divided_by === BY.month),
        (row) => row.month,
      ),
    ]
      .map(([month, figure]) => ({ month: month ?? '', ...figure }))
      .sort((a, b) => a.month.localeCompare(b.month)),
    teams: [
      ...figuresBy(
        rows.filter((row) => row.divided_by === BY.team),
        (row) => row.team_id,
      ),
    ]
      .map(([id, figure]) => {
        const named = enough(figure);
        return {
          id,
          name: id ? (teamNames.get(id) ?? null) : null,
          ...named,
          months: (named.enough ? teamMonths : [])
            .filter((row) => row.team_id === id)
            .map((row) => ({ month: row.month ?? '', n: row.answers, onTimeShare: row.answers === 0 ? null : row.on_time / row.answers }))
            .sort((a, b) => a.month.localeCompare(b.month)),
        };
      })
      .sort((a, b) => (a.name ?? '\uffff').localeCompare(b.name ?? '\uffff', 'nl')),
    kinds: [
      ...figuresBy(
        rows.filter((row) => row.divided_by === BY.kind),
        (row) => row.kind,
      ),
    ]
      .map(([name, figure]) => ({ kind: name as ClockKind, ...enough(figure) }))
      .sort((a, b) => b.n - a.n || a.kind.localeCompare(b.kind)),
    trajectories: trajectoryId
      ? []
      : trajectories
          .flatMap(({ id, slug, title }) => {
            const figure = byTrajectory.get(id);
            return figure ? [{ slug, title, ...enough(figure) }] : [];
          })
          .sort((a, b) => a.title.localeCompare(b.title, 'nl')),
    days: whole
      .map((row) => ({ day: row.working_days ?? 0, onTime: row.on_time, late: row.answers - row.on_time }))
      .filter((row) => row.onTime + row.late > 0)
      .sort((a, b) => a.day - b.day),
    open: await countOpen(db, { ...filter, today: to }),
    overdue: await listOverdue(db, { ...filter, now }),
  };
}

/** `grouping(trajectory, team, kind, month, working days)` as a number: a bit is 1 for what a row is not divided by. */
const BY = { whole: 0b11110, trajectory: 0b01110, team: 0b10110, kind: 0b11010, month: 0b11100, teamMonth: 0b10101 } as const;

/** What to group by, and which sums of `ClockTallyTable.level` know enough for that. */
type Division = { level: number; columns: RawBuilder<unknown>; sets: RawBuilder<unknown> };

const ALL: Division = {
  level: 1,
  columns: sql`trajectory_id, team_id, kind, to_char(month, 'YYYY-MM') as month, working_days,
    grouping(trajectory_id, team_id, kind, month, working_days) as divided_by`,
  sets: sql`(working_days), (trajectory_id, working_days), (team_id, working_days), (kind, working_days), (month, working_days), (team_id, month)`,
};
const WITHOUT_TRAJECTORY: Division = {
  level: 2,
  columns: sql`null::uuid as trajectory_id, team_id, kind, to_char(month, 'YYYY-MM') as month, working_days,
    16 + grouping(team_id, kind, month, working_days) as divided_by`,
  sets: sql`(working_days), (team_id, working_days), (kind, working_days), (month, working_days), (team_id, month)`,
};
const BY_TRAJECTORY: Division = {
  level: 3,
  columns: sql`trajectory_id, null::uuid as team_id, null as kind, null as month, working_days, ${sql.lit(BY.trajectory)} as divided_by`,
  sets: sql`(trajectory_id, working_days)`,
};

/** All divisions. Without a filter two smaller sets of sums do. */
async function groupedCounts(db: Db, filter: Filter & { from: string }): Promise<Counts[]> {
  const divisions = isFiltered(filter) ? [ALL] : [WITHOUT_TRAJECTORY, BY_TRAJECTORY];
  return (await Promise.all(divisions.map((division) => countBy(db, filter, division)))).flat();
}

function isFiltered({ trajectoryId, teamId, kind }: Filter): boolean {
  return trajectoryId !== null || teamId !== null || kind !== null;
}

async function countBy(db: Db, filter: Filter & { from: string }, { level, columns, sets }: Division): Promise<Counts[]> {
  const { rows } = await sql<Counts>`
    select ${columns}, sum(answers)::integer as answers, sum(case when on_time then answers else 0 end)::integer as on_time
    from clock_tally where ${counted(filter, level)}
    group by grouping sets (${sets})
    having sum(answers) <> 0`.execute(db);
  return rows;
}

type Moved = { firstOnTime: number; paused: number; pausedDays: number; extended: number };

/** Of the same answers: how many came by the first date, stood still, and were given a later date. */
async function countMoved(db: Db, filter: Filter & { from: string }): Promise<Moved> {
  const { rows } = await sql<Moved>`
    select coalesce(sum(first_on_time), 0)::integer as "firstOnTime", coalesce(sum(paused), 0)::integer as paused,
      coalesce(sum(paused_days), 0)::integer as "pausedDays", coalesce(sum(extended), 0)::integer as extended
    from clock_tally where ${counted(filter, isFiltered(filter) ? 1 : 2)}`.execute(db);
  return rows[0] ?? { firstOnTime: 0, paused: 0, pausedDays: 0, extended: 0 };
}

/** The sums of a level and what was not folded yet. */
function counted({ trajectoryId, teamId, kind, from }: Filter & { from: string }, level: number): RawBuilder<boolean> {
  return sql<boolean>`level in (0, ${sql.lit(level)}) and month >= ${from}::date
    ${trajectoryId ? sql`and trajectory_id = ${trajectoryId}::uuid` : sql``}
    ${teamId ? sql`and team_id = ${teamId}::uuid` : sql``}
    ${kind ? sql`and kind = ${kind}` : sql``}`;
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
