/** Publishing an approved answer at a moment that was chosen before. */
import { loadActor } from '../auth/sessions.ts';
import type { Context, Db } from '../context.ts';
import { DomainError, isDomainError } from '../errors.ts';
import { publishResponse } from './response-commands.ts';
import { assertThere, onResponse, type ResponseRef, recordResponse } from './response-subjects.ts';

const FARTHEST_DAYS = 366;

/**
 * Chooses the moment at which an approved answer is published by itself; choosing again moves it.
 * @throws DomainError `not_approved`, `stale`, `invalid` when the moment is past or more than a year away
 */
export async function schedulePublication(context: Context, { publishAt, ...ref }: ResponseRef & { publishAt: Date }): Promise<void> {
  const ahead = publishAt.getTime() - context.now.getTime();
  if (!(ahead > 0) || ahead > FARTHEST_DAYS * 86_400_000) throw new DomainError('invalid', { fields: { day: 'desk:error.moment' } });
  await plan(context, ref, publishAt);
}

/** The answer waits for a hand again. @throws DomainError `not_approved` */
export async function cancelPublication(context: Context, ref: ResponseRef): Promise<void> {
  await plan(context, ref, null);
}

async function plan(context: Context, ref: ResponseRef, publishAt: Date | null): Promise<void> {
  await onResponse(context, ref, 'response.publish', async ({ tx, actor, main, members }) => {
    const approved = assertThere(main.response);
    if (ref.revision !== undefined && ref.revision !== approved.revision) throw new DomainError('stale');
    for (const { subject, response } of members) {
      const { id, status } = assertThere(response);
      if (status !== 'approved') throw new DomainError('not_approved');
      await tx
        .updateTable('response')
        .set({ publish_at: publishAt, scheduled_by_id: publishAt ? actor.id : null })
        .where('id', '=', id)
        .execute();
      const kind = publishAt ? 'response.scheduled' : 'response.unscheduled';
      await recordResponse(tx, context, {
        subject,
        kind,
        responseId: id,
        ...(publishAt ? { data: { publishAt: publishAt.toISOString() } } : {}),
      });
    }
  });
}

/**
 * Publishes every answer whose moment has come, in the name of who chose it. What can no longer be published (its contribution was hidden, that person may not any
 * more) waits for a hand, so that it is seen in the queue instead of tried for ever. Safe to run twice, and on several nodes: publishing itself happens once.
 * @returns how many answers were published
 */
export async function publishDue({ db, now }: { db: Db; now: Date }): Promise<number> {
  const due = await db
    .selectFrom('response')
    .where('status', '=', 'approved')
    .where('publish_at', '<=', now)
    .select(['id', 'contribution_id', 'revision', 'scheduled_by_id', 'publish_at'])
    .orderBy('publish_at')
    .orderBy('id')
    .limit(200)
    .execute();
  let published = 0;
  for (const { id, contribution_id, revision, scheduled_by_id, publish_at } of due) {
    const actor = scheduled_by_id ? await loadActor(db, scheduled_by_id, now) : null;
    try {
      await publishResponse(inTheNameOf(db, actor, now), { contributionId: contribution_id, responseId: id, revision });
      published++;
    } catch (error) {
      // Published a moment ago, together with another one or by hand; or changed, and then there is no moment any more.
      if (isDomainError(error) && (error.code === 'already_published' || error.code === 'stale')) continue;
      if (!isDomainError(error)) throw error;
      await unschedule(db, { id, publishAt: publish_at, reason: error.code, now });
    }
  }
  return published;
}

async function unschedule(
  db: Db,
  { id, publishAt, reason, now }: { id: string; publishAt: Date | null; reason: string; now: Date },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable('response')
      .set({ publish_at: null, scheduled_by_id: null })
      .where('id', '=', id)
      .where('status', '=', 'approved')
      .where('publish_at', '=', publishAt)
      .returning(['contribution_id', 'trajectory_id'])
      .executeTakeFirst();
    if (!row) return;
    const subject = { contributionId: row.contribution_id, trajectoryId: row.trajectory_id };
    await recordResponse(tx, { actor: null, now }, { subject, kind: 'response.not_published', responseId: id, data: { reason } });
  });
}

function inTheNameOf(db: Db, actor: Context['actor'], now: Date): Context {
  return { db, actor, now, requestId: 'publish-answers', address: '', sessionIdHash: null, cookie: { set: () => {}, clear: () => {} } };
}
