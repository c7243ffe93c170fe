import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { hashOfRange } from '../integrity/address-range.ts';
import { refuseExcluded } from '../integrity/excluded.ts';
import { authorFor, sourceData } from '../meetings/on-behalf.ts';
import type { OnBehalf } from '../meetings/rules.ts';
import { lockIdea } from './locked-idea.ts';
import { maySupportStatus } from './rules.ts';

export type SupportState = { ideaId: string; supported: boolean; supportCount: number };

/**
 * Supports an idea. Twice is once, however many presses arrive together: the row's key is idea and person, and a trigger counts rows.
 * @throws DomainError `not_found`, `phase_closed`, `support_closed` when the idea is withdrawn, merged or done, `support_excluded`
 */
export async function supportIdea(context: Context, { ideaId }: { ideaId: string }): Promise<SupportState> {
  return setSupport(context, { ideaId, supported: true });
}

/**
 * Takes support back. Who did not support gives the same answer.
 * @throws DomainError `not_found`, `phase_closed`, `support_closed`
 */
export async function withdrawSupport(context: Context, { ideaId }: { ideaId: string }): Promise<SupportState> {
  return setSupport(context, { ideaId, supported: false });
}

/**
 * An official writes down the support of somebody without internet. The same person does not count twice.
 * @throws DomainError `not_found`, `not_allowed`, `phase_closed`, `support_closed`, `already_supported`, `invalid`
 */
export async function supportIdeaFor(
  context: Context,
  { ideaId, onBehalf }: { ideaId: string; onBehalf: OnBehalf },
): Promise<SupportState> {
  return setSupport(context, { ideaId, supported: true, onBehalf });
}

type Support = { ideaId: string; supported: boolean; onBehalf?: OnBehalf };

async function setSupport(context: Context, { ideaId, supported, onBehalf }: Support): Promise<SupportState> {
  return context.db.transaction().execute(async (tx) => {
    // The lock also keeps an idea from being withdrawn or merged while its last supporter arrives.
    const idea = await lockIdea(tx, ideaId, context.now);
    if (idea.status === 'hidden') throw new DomainError('not_found');
    const person = await authorFor(tx, context, { action: 'idea.support', trajectoryId: idea.trajectory_id, onBehalf });
    const person_id = person.personId;
    if (!maySupportStatus(idea.status)) throw new DomainError('support_closed');
    if (supported) await refuseExcluded(tx, { subjectKind: 'idea', subjectId: idea.id, personId: person_id });
    // Typed in by an official: the range would be that of the town hall.
    const address_range = supported && !onBehalf ? await hashOfRange(tx, context) : null;
    const changed = supported
      ? await tx
          .insertInto('idea_support')
          .values({ idea_id: idea.id, person_id, created_at: context.now, address_range })
          .onConflict((conflict) => conflict.doNothing())
          .returning('idea_id')
          .execute()
      : await tx
          .deleteFrom('idea_support')
          .where('idea_id', '=', idea.id)
          .where('person_id', '=', person_id)
          .returning('idea_id')
          .execute();
    if (onBehalf && changed.length === 0) throw new DomainError('already_supported');
    const { support_count } = await tx.selectFrom('idea').where('id', '=', idea.id).select('support_count').executeTakeFirstOrThrow();
    if (changed.length > 0) {
      // Who supports what is nobody else's business: the public log has the number, not the person.
      await recordEvent(
        tx,
        { actor: null, now: context.now },
        {
          kind: supported ? 'idea.supported' : 'idea.support_withdrawn',
          trajectoryId: idea.trajectory_id,
          subjectKind: 'idea',
          subjectId: idea.id,
          data: { supportCount: support_count, ...sourceData(person) },
        },
      );
    }
    return { ideaId: idea.id, supported, supportCount: support_count };
  });
}
