/** Published answers that were given in one act: when one is wrong, the others are wrong in the same words. */
import { sql } from 'kysely';
import type { Actor, Db, Tx } from '../context.ts';
import type { Together } from './response-desk.ts';

type Words = { summary: string; motivation: string; next_step: string };
type Published = Words & { id: string; first_id: string | null };

/**
 * The others whose answer stands in the same words and can be corrected now. Not what has words of its own since, what somebody corrects already, what was asked for
 * again, what is no longer public, and what the actor sent in.
 */
export async function listGivenTogether(db: Db, { contributionId, actor }: { contributionId: string; actor: Actor }): Promise<Together[]> {
  const { rows } = await sql<Together>`
    select other.contribution_id as "contributionId", contribution.title, contribution.kind, idea.number as "ideaNumber", other.outcome
    from response as own
    join response as first on first.id = coalesce(own.first_id, own.id)
    join response as others_first on others_first.bundle_id = first.bundle_id and others_first.first_id is null
      and others_first.status = 'published' and others_first.contribution_id <> own.contribution_id
    join response as other on coalesce(other.first_id, other.id) = others_first.id and other.status = 'published'
    join contribution on contribution.id = other.contribution_id
    left join idea on idea.id = contribution.id
    left join clock on clock.contribution_id = contribution.id
    where own.contribution_id = ${contributionId} and own.status = 'published' and ${OWN_IS_LAST} and ${OTHER_IS_LAST}
      and (other.summary, other.motivation, other.next_step) = (own.summary, own.motivation, own.next_step)
      and not exists (select 1 from response as open where open.contribution_id = other.contribution_id and open.status <> 'published')
      and (clock.contribution_id is null or (clock.answered_on is not null and clock.stopped_on is null))
      and (idea.status is null or idea.status not in ('hidden', 'withdrawn', 'merged'))
      and contribution.author_id is distinct from ${actor.id}
    order by contribution.created_at, contribution.id`.execute(db);
  return rows;
}

/** Of `own` and of `other`: nothing was published on the same contribution after it. */
const OWN_IS_LAST = sql`not exists (select 1 from response as later where later.contribution_id = own.contribution_id
  and later.status = 'published' and later.published_at > own.published_at)`;
const OTHER_IS_LAST = sql`not exists (select 1 from response as later where later.contribution_id = other.contribution_id
  and later.status = 'published' and later.published_at > other.published_at)`;

/** Whether these were given in one act and still say the same. */
export async function wereGivenTogether(tx: Tx, one: Published, other: Published): Promise<boolean> {
  const firsts = await tx
    .selectFrom('response')
    .where('id', 'in', [one.first_id ?? one.id, other.first_id ?? other.id])
    .select('bundle_id')
    .execute();
  const [bundleId, ...rest] = new Set(firsts.map(({ bundle_id }) => bundle_id));
  const sameWords = (['summary', 'motivation', 'next_step'] as const).every((field) => one[field] === other[field]);
  return sameWords && bundleId != null && rest.length === 0;
}
