/**
 * How fast answers come: medians, 90th percentiles and shares on time, counted by the database from the clocks of answers given. Working days a clock
 * stood still do not count. Numbers of fewer answers than `MINIMUM_N` are not compared: they would say more about chance than about a team.
 */
import { sql } from 'kysely';
import { addDays, amsterdamDay } from '../calendar/amsterdam.ts';
import type { Db } from '../context.ts';
import { remember } from '../remembered.ts';
import type { ClockView } from './clock-view.ts';
import { findPolicy, findSharedPolicy } from './policies.ts';
import { listClocks } from './queries.ts';
import { openStates } from './state-sql.ts';

/** From this many answers on, teams are compared. */
export const MINIMUM_N = 5;
const OVERDUE_SHOWN = 50;

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

export type ResponseTimes = Figure & {
  /** Null for the whole site. */
  trajectory: { slug: string; title: string } | null;
  /** First and last day the figures cover: a year up to today. */
  from: string;
  to: string;
  /** The promise for ideas; null when there is none, or when it differs per trajectory. */
  promise: { workingDays: number | null; weeks: number | null; days: number | null; targetPercent: number } | null;
  minimumN: number;
  /** Months with answers, oldest first: `2026-11`. */
  months: (Figure & { month: string })[];
  /** Teams by name. With `enough` false only `n` is told. */
  teams: (Figure & {
    id: string | null;
    name: string | null;
    enough: boolean;
    months: { month: string; n: number; onTimeShare: number | null }[];
  })[];
  /** Answers by the working days they took. */
  days: { day: number; onTime: number; late: number }[];
  /** What waits now. */
  open: { total: number; running: number; dueSoon: number; overdue: number; paused: number; extended: number };
  /** Waiting too long now, longest first; at most fifty of `open.overdue`. */
  overdue: OverdueItem[];
};

export type OverdueItem = {
  contributionId: string;
  kind: string;
  title: string;
  trajectory: { slug: string; title: string };
  ideaNumber: number | null;
  team: string | null;
  clock: ClockView;
  /** Where the answer is: nobody works on it, somebody does, it is being checked, or it is ready. */
  stage: 'nobody' | 'handled' | 'in_review' | 'approved';
};

/** The figures of the year up to now, for one trajectory or the whole site (null). */
export async function responseTimes(db: Db, { trajectoryId, now }: { trajectoryId: string | null; now: Date }): Promise<ResponseTimes> {
  return remember(db, { key: `response times ${trajectoryId}`, now }, () => computeResponseTimes(db, { trajectoryId, now }));
}

async function computeResponseTimes(db: Db, { trajectoryId, now }: { trajectoryId: string | null; now: Date }): Promise<ResponseTimes> {
  const to = amsterdamDay(now);
  const from = addDays(to, -365);
  const policy = (await findPolicy(db, trajectoryId, 'idea')) ?? (trajectoryId ? null : await findSharedPolicy(db, 'idea'));
  const rows = await groupedFigures(db, { trajectoryId, from });
  const teamNames = new Map((await db.selectFrom('team').select(['id', 'name']).execute()).map((team) => [team.id, team.name]));

  const whole = rows.find((row) => row.level === LEVEL.whole);
  const months = rows.filter((row) => row.level === LEVEL.month).sort((a, b) => (a.month ?? '').localeCompare(b.month ?? ''));
  const teamMonths = rows.filter((row) => row.level === LEVEL.teamMonth);
  const teams = rows
    .filter((row) => row.level === LEVEL.team)
    .map((row) => {
      const enough = row.n >= MINIMUM_N;
      const own = enough ? teamMonths.filter((month) => month.team_id === row.team_id) : [];
      return {
        id: row.team_id,
        name: row.team_id ? (teamNames.get(row.team_id) ?? null) : null,
        enough,
        ...(enough ? figure(row) : { n: row.n, onTime: 0, onTimeShare: null, median: null, p90: null }),
        months: own
          .map((month) => ({ month: month.month ?? '', n: month.n, onTimeShare: figure(month).onTimeShare }))
          .sort((a, b) => a.month.localeCompare(b.month)),
      };
    })
    .sort((a, b) => (a.name ?? '\uffff').localeCompare(b.name ?? '\uffff', 'nl'));

  const trajectory = trajectoryId
    ? await db.selectFrom('trajectory').where('id', '=', trajectoryId).select(['slug', 'title']).executeTakeFirst()
    : undefined;

  return {
    trajectory: trajectory ?? null,
    from,
    to,
    ...figure(whole ?? NOTHING),
    promise: policy && {
      workingDays: policy.term.workingDays ?? null,
      weeks: policy.term.weeks ?? null,
      days: policy.term.days ?? null,
      targetPercent: policy.targetPercent,
    },
    minimumN: MINIMUM_N,
    months: months.map((row) => ({ month: row.month ?? '', ...figure(row) })),
    teams,
    days: rows
      .filter((row) => row.level === LEVEL.day && row.working_days_taken !== null)
      .map((row) => ({ day: row.working_days_taken ?? 0, onTime: row.on_time, late: row.n - row.on_time }))
      .sort((a, b) => a.day - b.day),
    open: await countOpen(db, { trajectoryId, today: to }),
    overdue: await listOverdue(db, { trajectoryId, now }),
  };
}

/** `grouping(team, month, days)` as a number: a bit is 1 for what a row is not divided by. */
const LEVEL = { whole: 7, team: 3, month: 5, teamMonth: 1, day: 6 } as const;

type Group = {
  level: number;
  team_id: string | null;
  month: string | null;
  working_days_taken: number | null;
  n: number;
  on_time: number;
  median: number | null;
  p90: number | null;
};

const NOTHING = { n: 0, on_time: 0, median: null, p90: null };

/** All divisions in one pass over the answered clocks. */
async function groupedFigures(db: Db, { trajectoryId, from }: { trajectoryId: string | null; from: string }): Promise<Group[]> {
  const { rows } = await sql<Group>`
    with answered as (
      select team_id, to_char(answered_on, 'YYYY-MM') as month, working_days_taken, answered_on <= due_on as on_time
      from clock
      where answered_on >= ${from}::date ${trajectoryId ? sql`and trajectory_id = ${trajectoryId}::uuid` : sql``}
    )
    select grouping(team_id, month, working_days_taken) as level, team_id, month, working_days_taken,
      count(*)::integer as n,
      (count(*) filter (where on_time))::integer as on_time,
      percentile_disc(0.5) within group (order by working_days_taken) as median,
      percentile_disc(0.9) within group (order by working_days_taken) as p90
    from answered
    group by grouping sets ((), (team_id), (month), (team_id, month), (working_days_taken))`.execute(db);
  return rows;
}

function figure(row: Pick<Group, 'n' | 'on_time' | 'median' | 'p90'>): Figure {
  return { n: row.n, onTime: row.on_time, onTimeShare: row.n === 0 ? null : row.on_time / row.n, median: row.median, p90: row.p90 };
}

async function countOpen(db: Db, { trajectoryId, today }: { trajectoryId: string | null; today: string }): Promise<ResponseTimes['open']> {
  const is = openStates(today);
  const row = await db
    .selectFrom('clock')
    .where('answered_on', 'is', null)
    .where('stopped_on', 'is', null)
    .$if(trajectoryId !== null, (query) => query.where('trajectory_id', '=', trajectoryId ?? ''))
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

async function listOverdue(db: Db, { trajectoryId, now }: { trajectoryId: string | null; now: Date }): Promise<OverdueItem[]> {
  const rows = await db
    .selectFrom('clock')
    .innerJoin('contribution', 'contribution.id', 'clock.contribution_id')
    .innerJoin('trajectory', 'trajectory.id', 'clock.trajectory_id')
    .leftJoin('idea', 'idea.id', 'clock.contribution_id')
    .leftJoin('team', 'team.id', 'clock.team_id')
    .leftJoin('response', (join) =>
      join.onRef('response.contribution_id', '=', 'clock.contribution_id').on('response.status', '<>', 'published'),
    )
    .where('clock.answered_on', 'is', null)
    .where('clock.stopped_on', 'is', null)
    .where('trajectory.published_at', 'is not', null)
    .where(openStates(amsterdamDay(now)).overdue)
    .$if(trajectoryId !== null, (query) => query.where('clock.trajectory_id', '=', trajectoryId ?? ''))
    .select([
      'clock.contribution_id',
      'clock.handler_id',
      'contribution.kind',
      'contribution.title',
      'trajectory.slug',
      'trajectory.title as trajectory_title',
      'idea.number',
      'team.name as team',
      'response.status',
    ])
    .orderBy('clock.due_on')
    .orderBy('clock.contribution_id')
    .limit(OVERDUE_SHOWN)
    .execute();
  const clocks = await listClocks(
    db,
    rows.map((row) => row.contribution_id),
    now,
  );
  return rows.flatMap((row) => {
    const clock = clocks.get(row.contribution_id);
    if (!clock) return [];
    const stage = row.status === 'in_review' || row.status === 'approved' ? row.status : row.handler_id ? 'handled' : 'nobody';
    return [
      {
        contributionId: row.contribution_id,
        kind: row.kind,
        title: row.title,
        trajectory: { slug: row.slug, title: row.trajectory_title },
        ideaNumber: row.number,
        team: row.team,
        clock,
        stage,
      },
    ];
  });
}
