import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { DomainError, type FieldErrors } from '../../errors.ts';
import { recordEvent } from '../../events/record-event.ts';
import { requireActor } from '../../permissions.ts';
import { getTrajectoryBySlug } from '../../trajectories/queries.ts';
import { readName } from '../partners/rules.ts';
import { PUBLIC_EVENTS } from '../public-events.ts';
import { WEBHOOK_CHANNEL } from './queue.ts';
import { SECRET_PREFIX, urlFault } from './rules.ts';

export type NewWebhook = { name: string; url: string; kinds: readonly string[]; trajectory: string | null };

/**
 * Adds an address that is told what happens. The secret its messages are signed with is shown this once.
 * @throws DomainError `not_allowed`, `not_found`, `invalid` with a sentence per field
 */
export async function addWebhook(
  context: Context,
  { name: rawName, url, kinds, trajectory }: NewWebhook,
  { allowPrivate }: { allowPrivate: boolean },
): Promise<{ id: string; secret: string }> {
  const actor = requireActor(context.actor, 'webhook.manage', {}, context);
  const fields: FieldErrors = {};
  const name = readName(rawName, fields);
  const fault = urlFault(url.trim(), { allowPrivate });
  if (fault) fields.url = fault;
  if (kinds.some((kind) => !PUBLIC_EVENTS.has(kind))) fields.kinds = 'openData:error.kinds';
  if (Object.keys(fields).length > 0) throw new DomainError('invalid', { fields });
  const trajectoryId = trajectory === null ? null : (await getTrajectoryBySlug(context.db, trajectory)).id;
  const secret = `${SECRET_PREFIX}${randomBytes(32).toString('base64')}`;
  return context.db.transaction().execute(async (tx) => {
    const { id } = await tx
      .insertInto('webhook')
      .values({
        name,
        url: url.trim(),
        secret,
        kinds: [...new Set(kinds)],
        trajectory_id: trajectoryId,
        made_by_id: actor.id,
        made_at: context.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await recordEvent(tx, context, {
      kind: 'webhook.added',
      trajectoryId,
      subjectKind: 'webhook',
      subjectId: id,
      data: { name, host: new URL(url.trim()).host },
    });
    return { id, secret };
  });
}

/** `test` sends a trial message; `remove` keeps nothing but its list. */
export type WebhookAct = 'test' | 'disable' | 'enable' | 'remove';

/** @throws DomainError `not_allowed`, `not_found` */
export async function changeWebhook(context: Context, { webhookId, act }: { webhookId: string; act: WebhookAct }): Promise<void> {
  const { now } = context;
  requireActor(context.actor, 'webhook.manage', {}, context);
  await context.db.transaction().execute(async (tx) => {
    const webhook = await tx
      .selectFrom('webhook')
      .where('id', '=', webhookId)
      .where('removed_at', 'is', null)
      .select(['trajectory_id'])
      .forUpdate()
      .executeTakeFirst();
    if (!webhook) throw new DomainError('not_found');
    const change = tx.updateTable('webhook').where('id', '=', webhookId);
    if (act === 'disable') await change.set({ disabled_at: now, disabled_because: 'person' }).execute();
    if (act === 'enable') await change.set({ disabled_at: null, disabled_because: null, failures: 0 }).execute();
    if (act === 'remove') {
      await change.set({ removed_at: now, secret: '' }).execute();
      await tx.updateTable('webhook_delivery').set({ next_attempt_at: null }).where('webhook_id', '=', webhookId).execute();
    }
    if (act === 'test')
      await tx
        .insertInto('webhook_delivery')
        .values({ webhook_id: webhookId, event_id: null, kind: 'webhook.tested', created_at: now, next_attempt_at: now })
        .execute();
    await recordEvent(tx, context, {
      kind: `webhook.${PAST[act]}`,
      trajectoryId: webhook.trajectory_id,
      subjectKind: 'webhook',
      subjectId: webhookId,
    });
    await sql`select pg_notify(${WEBHOOK_CHANNEL}, '')`.execute(tx);
  });
}

const PAST = { test: 'tested', disable: 'disabled', enable: 'enabled', remove: 'removed' } as const;
