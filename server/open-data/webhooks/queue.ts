import { sql } from 'kysely';
import type { Tx } from '../../context.ts';
import { PUBLIC_EVENTS } from '../public-events.ts';

/** Told when something is waiting to be sent. */
export const WEBHOOK_CHANNEL = 'oever_webhook';

/**
 * Puts a message in the outbox for every address that wants to hear of this event, in the transaction of the event: no message without the event, no event without
 * the message. The job `deliver-webhooks` sends it.
 */
export async function queueWebhooks(
  tx: Tx,
  { eventId, kind, trajectoryId, at }: { eventId: number; kind: string; trajectoryId: string | null; at: Date },
): Promise<void> {
  if (trajectoryId === null || !PUBLIC_EVENTS.has(kind)) return;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('webhook_delivery')
    .columns(['webhook_id', 'event_id', 'kind', 'created_at', 'next_attempt_at'])
    .expression((eb) =>
      eb
        .selectFrom('webhook')
        .where('disabled_at', 'is', null)
        .where('removed_at', 'is', null)
        .where((where) => where.or([where('trajectory_id', 'is', null), where('trajectory_id', '=', trajectoryId)]))
        .where((where) => where.or([sql<boolean>`kinds = '{}'`, sql<boolean>`${kind} = any(kinds)`]))
        .select([
          'id',
          sql<number>`${eventId}::bigint`.as('event_id'),
          sql<string>`${kind}::text`.as('kind'),
          sql<Date>`${at}::timestamptz`.as('created_at'),
          sql<Date>`${at}::timestamptz`.as('next_attempt_at'),
        ]),
    )
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows) await sql`select pg_notify(${WEBHOOK_CHANNEL}, '')`.execute(tx);
}
