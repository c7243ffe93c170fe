import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { lockIdea } from './locked-idea.ts';
import { maySupportStatus } from './rules.ts';

/** Merges after merges: longer chains than this nobody makes. */
const LONGEST_CHAIN = 20;

/**
 * Somebody who supports a merged idea supports the idea it goes on in as well. Their own act, once; the support of the old idea stays where it is.
 * @returns the number of the idea that is supported now
 * @throws DomainError `not_found`, `not_allowed` for who did not support the merged idea, `stale` when it is not merged (any more), `support_closed`
 */
export async function carrySupport(context: Context, { ideaId }: { ideaId: string }): Promise<{ number: number; supportCount: number }> {
  const { now } = context;
  return context.db.transaction().execute(async (tx) => {
    const { intoId } = await findEnd(tx, ideaId);
    const into = await lockIdea(tx, intoId, now);
    const person = requireActor(context.actor, 'idea.carry_support', { trajectoryId: into.trajectory_id }, context);
    // Read again under the lock: an official may have parted the two meanwhile.
    const end = await findEnd(tx, ideaId);
    if (end.intoId !== into.id) throw new DomainError('stale');
    const supports = await tx
      .selectFrom('idea_support')
      .where('idea_id', '=', ideaId)
      .where('person_id', '=', person.id)
      .select('person_id')
      .executeTakeFirst();
    if (!supports) throw new DomainError('not_allowed');
    if (into.status === 'hidden') throw new DomainError('not_found');
    if (!maySupportStatus(into.status)) throw new DomainError('support_closed');
    await tx
      .insertInto('carried_support')
      .values({ merge_id: end.mergeId, person_id: person.id, created_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const added = await tx
      .insertInto('idea_support')
      .values({ idea_id: into.id, person_id: person.id, created_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .returning('idea_id')
      .executeTakeFirst();
    const { number, support_count } = await tx
      .selectFrom('idea')
      .where('id', '=', into.id)
      .select(['number', 'support_count'])
      .executeTakeFirstOrThrow();
    // Who supports what is nobody else's business: the public log has the number, not the person.
    if (added)
      await recordEvent(
        tx,
        { actor: null, now },
        {
          kind: 'idea.supported',
          trajectoryId: into.trajectory_id,
          subjectKind: 'idea',
          subjectId: into.id,
          data: { supportCount: support_count, carriedFrom: ideaId },
        },
      );
    return { number, supportCount: support_count };
  });
}

/** The idea that a merged one goes on in, through merges of merges, and the merge that `ideaId` itself was part of. */
async function findEnd(tx: Tx, ideaId: string): Promise<{ mergeId: string; intoId: string }> {
  const merge = await findMerge(tx, ideaId);
  if (!merge) throw new DomainError('stale');
  let end = merge;
  for (let step = 0; step < LONGEST_CHAIN; step++) {
    const next = await findMerge(tx, end.into_id);
    if (!next) return { mergeId: merge.id, intoId: end.into_id };
    end = next;
  }
  throw new DomainError('stale');
}

function findMerge(tx: Tx, fromId: string) {
  return tx
    .selectFrom('idea_merge')
    .innerJoin('idea', 'idea.id', 'idea_merge.from_id')
    .where('idea_merge.from_id', '=', fromId)
    .where('idea_merge.status', '=', 'merged')
    .where('idea.status', '=', 'merged')
    .select(['idea_merge.id', 'idea_merge.into_id'])
    .executeTakeFirst();
}
