/** The other places where somebody signs in, for themselves. */
import type { Context, Db } from '../../context.ts';
import { DomainError } from '../../errors.ts';
import { recordEvent } from '../../events/record-event.ts';
import { setLevel } from '../../people/levels.ts';
import { notifyRights } from '../notify-rights.ts';
import { assertWayIn } from '../passkeys.ts';
import { followRoles } from './follow-roles.ts';

export type OwnLink = { provider: 'staff' | 'resident'; linkedAt: Date; lastUsedAt: Date };

export async function listOwnLinks(db: Db, personId: string): Promise<OwnLink[]> {
  return db
    .selectFrom('identity_link')
    .where('person_id', '=', personId)
    .select(['provider', 'linked_at as linkedAt', 'last_used_at as lastUsedAt'])
    .orderBy('provider')
    .execute();
}

/**
 * From now on that place no longer signs in to this account; what it showed of them no longer counts, and roles that came from it go.
 * @throws DomainError `sign_in_first`, `not_found`, `last_way_in`
 */
export async function unlink(context: Context, { provider }: { provider: 'staff' | 'resident' }): Promise<void> {
  const { db, actor } = context;
  if (!actor) throw new DomainError('sign_in_first');
  await db.transaction().execute(async (tx) => {
    await tx.selectFrom('person').where('id', '=', actor.id).select('id').forUpdate().execute();
    const gone = await tx.deleteFrom('identity_link').where('person_id', '=', actor.id).where('provider', '=', provider).executeTakeFirst();
    if (gone.numDeletedRows === 0n) throw new DomainError('not_found');
    await assertWayIn(tx, actor.id);
    await setLevel(tx, actor.id);
    if (provider === 'staff') await followRoles(tx, context, { personId: actor.id, roles: [] });
    await notifyRights(tx, actor.id);
    await recordEvent(tx, context, {
      kind: 'person.unlinked',
      trajectoryId: null,
      subjectKind: 'person',
      subjectId: actor.id,
      data: { provider },
    });
  });
}
