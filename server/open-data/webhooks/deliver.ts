import { sql } from 'kysely';
import type { Db } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import type { Log } from '../../log.ts';
import { findPublicEvent } from '../reading/events.ts';
import { type Posted, PrivateAddressError, post } from './post.ts';
import { CLAIM_MS, MOST_ATTEMPTS, MOST_FAILURES, nextAttemptAt, signedHeaders } from './rules.ts';

const BATCH = 20;
/** How long the list of messages, and the answers kept for partners, go back. */
const KEEP_DAYS = 30;

export type Delivery = {
  db: Db;
  now: () => Date;
  publicUrl: string;
  /** Also addresses on the own network, and without https. */
  allowPrivate: boolean;
  log: Log;
};

/**
 * Sends what is waiting, on any number of nodes at once: each message is claimed by one of them. A message may arrive twice (its `webhook-id` is then the same),
 * never not at all, unless the receiver keeps failing for days.
 * @returns how many arrived
 */
export async function deliverWebhooks(delivery: Delivery): Promise<number> {
  let arrived = 0;
  for (;;) {
    const claimed = await claim(delivery.db, delivery.now());
    const done = await Promise.all(claimed.map((message) => deliver(delivery, message)));
    arrived += done.filter(Boolean).length;
    if (claimed.length < BATCH) return arrived;
  }
}

/** Removes what was sent, or answered to partners, long ago. */
export async function forgetOldDeliveries({ db, now }: { db: Db; now: Date }): Promise<void> {
  const before = new Date(now.getTime() - KEEP_DAYS * 86_400_000);
  await db.deleteFrom('webhook_delivery').where('created_at', '<', before).where('next_attempt_at', 'is', null).execute();
  await db.deleteFrom('partner_request').where('created_at', '<', before).execute();
}

type Message = { id: string; webhook_id: string; event_id: number | null; kind: string; attempts: number; created_at: Date };

async function claim(db: Db, now: Date): Promise<Message[]> {
  return await db
    .updateTable('webhook_delivery')
    .set({ attempts: sql`attempts + 1`, next_attempt_at: new Date(now.getTime() + CLAIM_MS) })
    .where('id', 'in', (waiting) =>
      waiting
        .selectFrom('webhook_delivery')
        .innerJoin('webhook', 'webhook.id', 'webhook_delivery.webhook_id')
        .select('webhook_delivery.id')
        .where('webhook_delivery.next_attempt_at', '<=', now)
        .where('webhook.disabled_at', 'is', null)
        .where('webhook.removed_at', 'is', null)
        .orderBy('webhook_delivery.next_attempt_at')
        .limit(BATCH)
        .forUpdate('webhook_delivery')
        .skipLocked(),
    )
    .returning(['id', 'webhook_id', 'event_id', 'kind', 'attempts', 'created_at'])
    .execute();
}

async function deliver(delivery: Delivery, message: Message): Promise<boolean> {
  const { db, log, allowPrivate } = delivery;
  const { url, secret } = await db
    .selectFrom('webhook')
    .where('id', '=', message.webhook_id)
    .select(['url', 'secret'])
    .executeTakeFirstOrThrow();
  const body = await bodyOf(delivery, message);
  if (body === null) {
    // Hidden since: nobody is told of it any more.
    await db.deleteFrom('webhook_delivery').where('id', '=', message.id).execute();
    return false;
  }
  let answer: Posted | { error: string };
  try {
    answer = await post(url, { body, allowPrivate, headers: signedHeaders(body, { id: message.id, secret, now: delivery.now() }) });
  } catch (error) {
    log.warn({ err: error, webhookId: message.webhook_id, attempts: message.attempts }, 'a webhook was not reached');
    answer = { error: error instanceof PrivateAddressError ? 'private_address' : 'unreachable' };
  }
  const arrived = 'status' in answer && answer.status >= 200 && answer.status < 300;
  await (arrived ? keepArrival : keepFailure)(delivery, message, answer);
  return arrived;
}

async function bodyOf({ db, publicUrl, now }: Delivery, { event_id, kind, created_at }: Message): Promise<string | null> {
  if (event_id === null) return JSON.stringify({ type: kind, timestamp: created_at.toISOString(), data: {} });
  const event = await findPublicEvent({ db, publicUrl, now: now() }, event_id);
  return event && JSON.stringify({ type: event.kind, timestamp: event.at, data: event });
}

type Outcome = Posted | { error: string };

async function keepArrival({ db, now }: Delivery, { id, webhook_id }: Message, answer: Outcome): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('webhook_delivery')
      .set({ delivered_at: now(), next_attempt_at: null, last_status: 'status' in answer ? answer.status : null, last_error: null })
      .where('id', '=', id)
      .execute();
    await tx.updateTable('webhook').set({ failures: 0 }).where('id', '=', webhook_id).where('failures', '>', 0).execute();
  });
}

async function keepFailure({ db, now }: Delivery, { id, webhook_id, attempts }: Message, answer: Outcome): Promise<void> {
  const status = 'status' in answer ? answer.status : null;
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('webhook_delivery')
      .set({
        next_attempt_at: attempts >= MOST_ATTEMPTS ? null : nextAttemptAt(attempts, now()),
        last_status: status,
        last_error: 'error' in answer ? answer.error : 'refused',
      })
      .where('id', '=', id)
      .execute();
    const { failures, disabled_at, trajectory_id } = await tx
      .updateTable('webhook')
      .set({ failures: sql`failures + 1` })
      .where('id', '=', webhook_id)
      .returning(['failures', 'disabled_at', 'trajectory_id'])
      .executeTakeFirstOrThrow();
    // 410: the receiver says it is gone for good.
    const because = status === 410 ? 'gone' : failures >= MOST_FAILURES ? 'failures' : null;
    if (because === null || disabled_at) return;
    await tx.updateTable('webhook').set({ disabled_at: now(), disabled_because: because }).where('id', '=', webhook_id).execute();
    await recordEvent(
      tx,
      { actor: null, now: now() },
      { kind: 'webhook.disabled', trajectoryId: trajectory_id, subjectKind: 'webhook', subjectId: webhook_id, data: { because } },
    );
  });
}
