import { createHash, randomBytes } from 'node:crypto';
import { amsterdamDay } from '../../calendar/amsterdam.ts';
import type { Context } from '../../context.ts';
import { DomainError } from '../../errors.ts';
import { recordEvent } from '../../events/record-event.ts';
import { requireActor } from '../../permissions.ts';
import { getTrajectoryBySlug } from '../../trajectories/queries.ts';
import { type PartnerWords, readPartner } from './rules.ts';

/** What a key begins with, so that people and scanners know what they found. */
const PREFIX = 'oever_';

export function hashPartnerToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/**
 * Makes a key for a partner. It is shown this once; only its hash is kept.
 * @throws DomainError `not_allowed`, `not_found`, `invalid` with a sentence per field
 */
export async function makePartner(
  context: Context,
  { trajectory, ...words }: PartnerWords & { trajectory: string | null },
): Promise<{ id: string; token: string }> {
  const { db, now } = context;
  const actor = requireActor(context.actor, 'partner.manage', {}, context);
  const values = readPartner(words, amsterdamDay(now));
  const token = `${PREFIX}${randomBytes(32).toString('base64url')}`;
  const trajectoryId = trajectory === null ? null : (await getTrajectoryBySlug(db, trajectory)).id;
  return db.transaction().execute(async (tx) => {
    const person = await tx
      .insertInto('person')
      .values({ display_name: values.name, email: null, created_at: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    const { id } = await tx
      .insertInto('partner')
      .values({
        person_id: person.id,
        name: values.name,
        url: values.url,
        scopes: values.scopes,
        trajectory_id: trajectoryId,
        token_hash: hashPartnerToken(token),
        token_end: token.slice(-4),
        expires_on: values.expiresOn,
        made_by_id: actor.id,
        made_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await recordEvent(tx, context, {
      kind: 'partner.made',
      trajectoryId,
      subjectKind: 'partner',
      subjectId: id,
      data: { name: values.name, scopes: values.scopes, expiresOn: values.expiresOn },
    });
    return { id, token };
  });
}

/** The key works no longer, from this moment. What came in with it stays. @throws DomainError `not_allowed`, `not_found` */
export async function revokePartner(context: Context, { partnerId }: { partnerId: string }): Promise<void> {
  const actor = requireActor(context.actor, 'partner.manage', {}, context);
  await context.db.transaction().execute(async (tx) => {
    const partner = await tx
      .selectFrom('partner')
      .where('id', '=', partnerId)
      .select(['trajectory_id', 'revoked_at'])
      .forUpdate()
      .executeTakeFirst();
    if (!partner) throw new DomainError('not_found');
    if (partner.revoked_at) return;
    await tx.updateTable('partner').set({ revoked_at: context.now, revoked_by_id: actor.id }).where('id', '=', partnerId).execute();
    await recordEvent(tx, context, {
      kind: 'partner.revoked',
      trajectoryId: partner.trajectory_id,
      subjectKind: 'partner',
      subjectId: partnerId,
    });
  });
}
