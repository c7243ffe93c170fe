import { sql } from 'kysely';
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Context, Db } from '../context.ts';
import { DomainError, type ErrorCode } from '../errors.ts';
import { listSources, type SourceView } from '../meetings/sources.ts';
import { can, whyNot } from '../permissions.ts';
import { type AnswerWithVersions, listResponses } from '../responses/answers.ts';
import type { ClockView } from '../responses/clock-view.ts';
import { listClocks } from '../responses/queries.ts';
import { getReadableTrajectory } from '../trajectories/queries.ts';
import { type Period, periodOf, type Timing } from './rules.ts';

type Viewer = Pick<Context, 'db' | 'actor' | 'now'>;

/** When the draft lies, lay or will lie ready: the phases that allow formal views, in order. */
export async function findPeriods(db: Db, trajectoryId: string): Promise<Period[]> {
  return db
    .selectFrom('phase')
    .where('trajectory_id', '=', trajectoryId)
    .where(sql<boolean>`'formal_view' = any(features)`)
    .select(['starts_on as from', 'ends_on as until'])
    .orderBy('starts_on')
    .execute();
}

export type FormalViewRow = {
  id: string;
  number: number;
  timing: Timing;
  receivedAt: string;
  withdrawn: boolean;
  clock: ClockView | null;
  /** Only for officials. */
  name: string | null;
  source: SourceView | null;
};

export type FormalViewDetail = Omit<FormalViewRow, 'name'> & {
  body: string;
  name: string;
  address: string;
  sha256: string;
  receivedOn: string;
  postedOn: string | null;
  period: Period;
  own: boolean;
  published: AnswerWithVersions[];
  trajectory: { slug: string; title: string };
  may: { withdraw: boolean; respond: boolean };
};

/**
 * How many views came in, for everybody; the views themselves for officials, and a reader's own for that reader.
 * @throws DomainError `not_found`
 */
export async function listFormalViews(
  { db, actor, now }: Viewer,
  { trajectory: slug, before, limit }: { trajectory: string; before: number | null; limit: number },
): Promise<{
  items: FormalViewRow[];
  nextCursor: number | null;
  counts: { total: number; early: number; late: number };
  period: (Period & { state: 'to_come' | 'open' | 'over' }) | null;
  official: boolean;
  trajectory: { slug: string; title: string };
  why: ErrorCode | null;
}> {
  const trajectory = await getReadableTrajectory(db, { slug, actor, now });
  const today = amsterdamDay(now);
  const period = periodOf(await findPeriods(db, trajectory.id), today);
  const official = can(actor, 'formal_view.read', { trajectoryId: trajectory.id }, { now });
  const rows =
    actor === null
      ? []
      : await db
          .selectFrom('formal_view')
          .where('trajectory_id', '=', trajectory.id)
          .$if(!official, (query) => query.where('author_id', '=', actor.id))
          .$if(before !== null, (query) => query.where('number', '<', before ?? 0))
          .select(['id', 'number', 'timing', 'received_at', 'withdrawn_at', 'name'])
          .orderBy('number', 'desc')
          .limit(limit + 1)
          .execute();
  const page = rows.slice(0, limit);
  const ids = page.map(({ id }) => id);
  const clocks = await listClocks(db, ids, now);
  const sources = await listSources(db, ids);
  const counts = await db
    .selectFrom('formal_view')
    .where('trajectory_id', '=', trajectory.id)
    .where('withdrawn_at', 'is', null)
    .select([
      sql<number>`count(*)::integer`.as('total'),
      sql<number>`(count(*) filter (where timing = 'early'))::integer`.as('early'),
      sql<number>`(count(*) filter (where timing = 'late'))::integer`.as('late'),
    ])
    .executeTakeFirstOrThrow();
  return {
    items: page.map((row) => ({
      id: row.id,
      number: row.number,
      timing: row.timing,
      receivedAt: row.received_at.toISOString(),
      withdrawn: row.withdrawn_at !== null,
      clock: clocks.get(row.id) ?? null,
      name: official ? row.name : null,
      source: sources.get(row.id) ?? null,
    })),
    nextCursor: rows.length > limit ? (page.at(-1)?.number ?? null) : null,
    counts,
    period: period && { ...period, state: today < period.from ? 'to_come' : today > period.until ? 'over' : 'open' },
    official,
    trajectory: { slug, title: trajectory.title },
    why: period ? whyNot(actor, 'formal_view.submit', { trajectoryId: trajectory.id }, { now }) : 'phase_closed',
  };
}

/** One view with its receipt, for who sent it in and for officials; for everybody else it is not there. @throws DomainError `not_found`, `sign_in_first` */
export async function getFormalView(
  { db, actor, now }: Viewer,
  { trajectory: slug, number }: { trajectory: string; number: number },
): Promise<FormalViewDetail> {
  const trajectory = await getReadableTrajectory(db, { slug, actor, now });
  if (!actor) throw new DomainError('sign_in_first');
  const row = await db
    .selectFrom('formal_view')
    .where('trajectory_id', '=', trajectory.id)
    .where('number', '=', number)
    .selectAll()
    .executeTakeFirst();
  const subject = { trajectoryId: trajectory.id, ownerId: row?.author_id ?? null };
  if (!row || !can(actor, 'formal_view.read', subject, { now })) throw new DomainError('not_found');
  const published = await listResponses(db, row.id);
  return {
    id: row.id,
    number: row.number,
    timing: row.timing,
    receivedAt: row.received_at.toISOString(),
    receivedOn: row.received_on,
    postedOn: row.posted_on,
    withdrawn: row.withdrawn_at !== null,
    clock: (await listClocks(db, [row.id], now)).get(row.id) ?? null,
    source: (await listSources(db, [row.id])).get(row.id) ?? null,
    body: row.body,
    name: row.name,
    address: row.address,
    sha256: row.sha256,
    period: { from: row.period_from, until: row.period_until },
    own: actor.id === row.author_id,
    published,
    trajectory: { slug, title: trajectory.title },
    may: {
      withdraw: row.withdrawn_at === null && published.length === 0 && can(actor, 'formal_view.withdraw', subject, { now }),
      respond: row.withdrawn_at === null && can(actor, 'response.draft', subject, { now }),
    },
  };
}
