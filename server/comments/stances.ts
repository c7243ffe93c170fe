import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';

/** People who said in a comment that they are for or against. */
export type Stances = { for: number; against: number };

/**
 * How many people are for and against an idea by their comments: each person counts once, by what they said last. Who neither is, is in neither.
 * @throws DomainError `not_found` when the idea is hidden or not there
 */
export async function countStances({ db, now }: Pick<Context, 'db' | 'now'>, { ideaId }: { ideaId: string }): Promise<Stances> {
  const idea = await db
    .selectFrom('idea')
    .innerJoin('trajectory as t', 't.id', 'idea.trajectory_id')
    .where('idea.id', '=', ideaId)
    .where('idea.status', '<>', 'hidden')
    .where('t.published_at', '<=', now)
    .select('idea.id')
    .executeTakeFirst();
  if (!idea) throw new DomainError('not_found');
  const last = db
    .selectFrom('comment')
    .where('idea_id', '=', ideaId)
    .where('status', '=', 'visible')
    .where('stance', '<>', 'neutral')
    .distinctOn(sql`coalesce(author_id, id)`)
    .orderBy(sql`coalesce(author_id, id)`)
    .orderBy('created_at', 'desc')
    .select('stance');
  return db
    .selectFrom(last.as('last'))
    .select([
      sql<number>`(count(*) filter (where stance = 'for'))::integer`.as('for'),
      sql<number>`(count(*) filter (where stance = 'against'))::integer`.as('against'),
    ])
    .executeTakeFirstOrThrow();
}
