import { type Expression, expressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Database } from '../../db/schema.ts';
import type { Db } from '../context.ts';
import { type AnswersAt, answerIs } from './answer-states.ts';
import { type IdeaCursor, writeCursor } from './cursor.ts';
import { IDEA_COLUMNS, type IdeaRow } from './idea-columns.ts';
import { type AnswerState, FINDABLE_STATUSES, type IdeaSort, type IdeaStatus, LISTED_STATUSES } from './rules.ts';
import { matchesWords } from './search.ts';

export type IdeaFilter = {
  /** Null: those of all published trajectories. */
  trajectoryId: string | null;
  /** Null: of any theme, or of none. */
  themeIds: string[] | null;
  /** Empty: everything that is listed. */
  statuses: IdeaStatus[];
  answers: AnswerState[];
  query: string | null;
  at: AnswersAt;
};

export type IdeaListing = { filter: IdeaFilter; sort: IdeaSort; cursor: IdeaCursor | null; seed: number; limit: number };

/** Ideas the filter finds: how many, and when few enough which. `MOST_COUNTED` + 1 means: more than that. */
export type Found = { count: number; ids: string[] | null };

/** How many ideas found by a search are counted one by one before the list says "more than". */
export const MOST_COUNTED = 10_000;
/** So many are put in order themselves; of more, the order's index is followed. */
const MOST_ORDERED = 1000;

/**
 * One page of ideas, in time that does not grow with their number: every order has its index, and a page begins where the cursor says instead of counting up to it.
 * The random order is one fixed shuffle that starts at `seed` and goes round once.
 * @param found the same filter's `findMatches`: a handful of ideas are put in order themselves, for many the order's index is followed
 */
export async function listIdeaRows(db: Db, listing: IdeaListing, found: Found): Promise<{ rows: IdeaRow[]; nextCursor: string | null }> {
  const { sort, cursor, limit } = listing;
  const seed = cursor?.sort === 'random' ? cursor.seed : listing.seed;
  const wrapped = cursor?.sort === 'random' && cursor.wrapped;
  if (found.ids?.length === 0) return { rows: [], nextCursor: null };
  const page = await pageOf(db, { ...listing, found, seed, wrapped, limit: limit + 1 });
  const beforeEnd = wrapped ? 0 : page.length;
  if (sort === 'random' && !wrapped && page.length <= limit) {
    page.push(...(await pageOf(db, { ...listing, found, seed, wrapped: true, cursor: null, limit: limit + 1 - page.length })));
  }
  const rows = page.slice(0, limit);
  const last = rows.at(-1);
  if (page.length <= limit || !last) return { rows, nextCursor: null };
  return { rows, nextCursor: writeCursor(cursorAfter(last, { sort, seed, wrapped: rows.length > beforeEnd })) };
}

/** How many ideas the filter finds: exact, whatever their number, unless it searches or asks for a state of the answer. */
export async function findMatches(db: Db, filter: IdeaFilter): Promise<Found> {
  const { trajectoryId, themeIds } = filter;
  if (filter.query === null && filter.answers.length === 0) {
    const { ideas } = await db
      .selectFrom('idea_tally')
      .innerJoin('trajectory as t', 't.id', 'idea_tally.trajectory_id')
      .where('t.published_at', '<=', filter.at.now)
      .where('idea_tally.status', 'in', statusesOf(filter))
      .$if(trajectoryId !== null, (query) => query.where('t.id', '=', trajectoryId))
      .$if(themeIds !== null, (query) => query.where('idea_tally.theme_id', '=', anyOf(themeIds ?? [])))
      .select((eb) => eb.fn.sum<number | null>('idea_tally.ideas').as('ideas'))
      .executeTakeFirstOrThrow();
    return { count: Number(ideas ?? 0), ids: null };
  }
  // "Materialized" makes the planner go by the search index. Left to itself it hopes to come across a first page soon, and reads every idea when there is none.
  const { count, ids } = await db
    .with(
      (cte) => cte('found').materialized(),
      (query) =>
        query
          .selectFrom('trajectory as t')
          .innerJoin('idea', 'idea.trajectory_id', 't.id')
          .where('t.published_at', '<=', filter.at.now)
          .$if(trajectoryId !== null, (inner) => inner.where('t.id', '=', trajectoryId))
          .where(matches(filter))
          .select('idea.id')
          .limit(MOST_COUNTED + 1),
    )
    .selectNoFrom((eb) => [
      eb
        .selectFrom('found')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .as('count'),
      sql<string[]>`array(select id from found limit ${MOST_ORDERED + 1}::integer)::text[]`.as('ids'),
    ])
    .executeTakeFirstOrThrow();
  return { count: Number(count ?? 0), ids: ids.length > MOST_ORDERED ? null : ids };
}

/** Per trajectory the first `limit`, and of those the first `limit`: so the indexes, which are per trajectory, serve the list of all trajectories too. */
async function pageOf(
  db: Db,
  { filter, sort, cursor, seed, limit, wrapped, found }: IdeaListing & { wrapped: boolean; found: Found },
): Promise<IdeaRow[]> {
  const { trajectoryId } = filter;
  return db
    .selectFrom('trajectory as t')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('idea')
          .selectAll('idea')
          .whereRef('idea.trajectory_id', '=', 't.id')
          .where(found.ids === null ? matches(filter) : sql<SqlBool>`idea.id = ${anyOf(found.ids)}`)
          .$if(sort === 'random', (query) => query.where('idea.random_key', wrapped ? '<' : '>=', seed))
          .$if(cursor !== null, (query) => query.where(after(cursor as IdeaCursor)))
          .orderBy(ORDER[sort].inside)
          .limit(limit)
          .as('i'),
      (join) => join.onTrue(),
    )
    .leftJoin('theme', 'theme.id', 'i.theme_id')
    .leftJoin('area', 'area.id', 'i.area_id')
    .leftJoin('person as author', 'author.id', 'i.author_id')
    .leftJoin('photo', (join) => join.onRef('photo.idea_id', '=', 'i.id').on('photo.status', '=', 'visible'))
    .where('t.published_at', '<=', filter.at.now)
    .$if(trajectoryId !== null, (query) => query.where('t.id', '=', trajectoryId))
    .select(IDEA_COLUMNS)
    .orderBy(ORDER[sort].outside)
    .limit(limit)
    .execute();
}

/** Written out: what comes from an address chooses one of these and never becomes a piece of SQL. */
const ORDER: Record<IdeaSort, { inside: RawBuilder<unknown>; outside: RawBuilder<unknown> }> = {
  newest: { inside: sql`idea.created_at desc, idea.id desc`, outside: sql`i.created_at desc, i.id desc` },
  supported: { inside: sql`idea.support_count desc, idea.id desc`, outside: sql`i.support_count desc, i.id desc` },
  random: { inside: sql`idea.random_key, idea.id`, outside: sql`i.random_key, i.id` },
};

function after(cursor: IdeaCursor): RawBuilder<SqlBool> {
  switch (cursor.sort) {
    case 'supported':
      return sql<SqlBool>`(idea.support_count, idea.id) < (${cursor.count}::integer, ${cursor.id}::uuid)`;
    case 'random':
      return sql<SqlBool>`(idea.random_key, idea.id) > (${cursor.key}::double precision, ${cursor.id}::uuid)`;
    case 'newest':
      return sql<SqlBool>`(idea.created_at, idea.id) < (timestamptz 'epoch' + ${cursor.at}::double precision * interval '1 microsecond', ${cursor.id}::uuid)`;
  }
}

function cursorAfter(row: IdeaRow, { sort, seed, wrapped }: { sort: IdeaSort; seed: number; wrapped: boolean }): IdeaCursor {
  if (sort === 'supported') return { sort, count: row.support_count, id: row.id };
  if (sort === 'random') return { sort, seed, key: row.random_key, id: row.id, wrapped };
  return { sort, at: row.created_at_micros, id: row.id };
}

function statusesOf({ statuses }: IdeaFilter): IdeaStatus[] {
  const findable = statuses.filter((status) => (FINDABLE_STATUSES as readonly IdeaStatus[]).includes(status));
  return findable.length > 0 ? findable : [...LISTED_STATUSES];
}

function anyOf(ids: string[]): RawBuilder<string> {
  return sql<string>`any(${ids}::uuid[])`;
}

/** Expects the table `idea`. */
function matches(filter: IdeaFilter): Expression<SqlBool> {
  const eb = expressionBuilder<Database, 'idea'>();
  const conditions: Expression<SqlBool>[] = [eb('idea.status', 'in', statusesOf(filter))];
  if (filter.themeIds?.length === 1) conditions.push(eb('idea.theme_id', '=', filter.themeIds[0] ?? ''));
  else if (filter.themeIds !== null) conditions.push(eb('idea.theme_id', '=', anyOf(filter.themeIds)));
  if (filter.answers.length > 0) conditions.push(eb.or(filter.answers.map((state) => answerIs(state, filter.at))));
  if (filter.query !== null) conditions.push(matchesWords(filter.query));
  return eb.and(conditions);
}
