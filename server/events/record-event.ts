import { sql } from 'kysely';
import type { Context, Tx } from '../context.ts';
import { keepNews } from '../following/keep-news.ts';
import { queueWebhooks } from '../open-data/webhooks/queue.ts';

/** One thing that happened, written in the same transaction as the change itself. `data` holds no e-mail addresses and no ballots. */
export type NewEvent = {
  /** Noun and past tense: `idea.proposed`. */
  kind: string;
  trajectoryId: string | null;
  subjectKind: string;
  subjectId: string;
  data?: Record<string, unknown>;
};

/** Appends to the event log (the table refuses updates and deletes). What followers hear of is kept as news beside it. */
export async function recordEvent(tx: Tx, { actor, now }: Pick<Context, 'actor' | 'now'>, event: NewEvent): Promise<void> {
  const { id } = await tx
    .insertInto('event')
    .values({
      at: now,
      kind: event.kind,
      actor_id: actor?.id ?? null,
      trajectory_id: event.trajectoryId,
      subject_kind: event.subjectKind,
      subject_id: event.subjectId,
      data: JSON.stringify(event.data ?? {}),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await keepNews(tx, { eventId: id, event, at: now });
  await queueWebhooks(tx, { eventId: id, kind: event.kind, trajectoryId: event.trajectoryId, at: now });
  // Delivered at commit: every node empties its shared pages.
  await sql`select pg_notify('oever_event', ${event.kind})`.execute(tx);
}
