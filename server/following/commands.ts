import { randomBytes } from 'node:crypto';
import type { Context, Db, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { newsKind, noticeDueAt, type Rhythm, SUPPORTER_NEWS } from './news-rules.ts';

/** What somebody follows: an idea, or a trajectory as a whole. */
export type Followed = { ideaId: string } | { trajectory: string };

/**
 * Follows an idea or a trajectory; twice is once. What happened before is not mailed.
 * @throws DomainError `sign_in_first`, `not_found`
 */
export async function follow(context: Context, followed: Followed): Promise<{ following: true }> {
  await context.db.transaction().execute(async (tx) => {
    const { trajectoryId, ideaId } = await findFollowed(tx, followed, context.now);
    const person = requireActor(context.actor, 'follow.change', { trajectoryId }, context);
    await keepChoice(tx, person.id);
    const added = await tx
      .insertInto('follow')
      .values({ person_id: person.id, trajectory_id: trajectoryId, idea_id: ideaId, created_at: context.now })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    // Who follows what is nobody else's business, as with support.
    if (added) await record(tx, context.now, { kind: 'follow.started', trajectoryId, ideaId });
  });
  return { following: true };
}

/** Stops following; what was waiting to be mailed about it is not. @throws DomainError `sign_in_first`, `not_found` */
export async function unfollow(context: Context, followed: Followed): Promise<{ following: false }> {
  await context.db.transaction().execute(async (tx) => {
    const { trajectoryId, ideaId } = await findFollowed(tx, followed, context.now);
    const person = requireActor(context.actor, 'follow.change', { trajectoryId }, context);
    const removed = await tx
      .deleteFrom('follow')
      .where('person_id', '=', person.id)
      .where('trajectory_id', '=', trajectoryId)
      .where('idea_id', ideaId === null ? 'is' : '=', ideaId)
      .returning('id')
      .executeTakeFirst();
    if (!removed) return;
    await dropUnfollowedNotices(tx, person.id);
    await record(tx, context.now, { kind: 'follow.stopped', trajectoryId, ideaId });
  });
  return { following: false };
}

/** How often the actor wants mail about everything they follow. What waits already follows the new choice. @throws DomainError `sign_in_first` */
export async function chooseRhythm(context: Context, { rhythm }: { rhythm: Rhythm }): Promise<void> {
  const person = requireActor(context.actor, 'follow.change', {}, context);
  await context.db.transaction().execute(async (tx) => {
    await keepChoice(tx, person.id);
    await setRhythm(tx, { personId: person.id, rhythm, now: context.now });
  });
}

/**
 * Stops all mails about what somebody follows, by the link in such a mail, without signing in.
 * @throws DomainError `token_expired` when the link is not one of ours
 */
export async function stopMails(context: Pick<Context, 'db' | 'now'>, { token }: { token: string }): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const choice = await tx.selectFrom('mail_choice').where('token', '=', token).select('person_id').executeTakeFirst();
    if (!choice) throw new DomainError('token_expired');
    await setRhythm(tx, { personId: choice.person_id, rhythm: 'never', now: context.now });
  });
}

async function setRhythm(tx: Tx, { personId, rhythm, now }: { personId: string; rhythm: Rhythm; now: Date }): Promise<void> {
  const before = await tx
    .selectFrom('mail_choice')
    .where('person_id', '=', personId)
    .select('rhythm')
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (before.rhythm === rhythm) return;
  await tx.updateTable('mail_choice').set({ rhythm }).where('person_id', '=', personId).execute();
  if (rhythm === 'never') {
    await tx.deleteFrom('notice').where('person_id', '=', personId).where('mailed_at', 'is', null).execute();
  } else {
    const waiting = await tx
      .selectFrom('notice')
      .innerJoin('news', 'news.event_id', 'notice.event_id')
      .where('notice.person_id', '=', personId)
      .where('notice.mailed_at', 'is', null)
      .select('news.kind')
      .distinct()
      .execute();
    for (const { kind } of waiting) {
      const due = noticeDueAt(rhythm, newsKind(kind)?.weight ?? 'step', now);
      if (due === null) continue;
      await tx
        .updateTable('notice')
        .set({ due_at: due })
        .where('person_id', '=', personId)
        .where('mailed_at', 'is', null)
        .where('event_id', 'in', (eb) => eb.selectFrom('news').where('kind', '=', kind).select('event_id'))
        .execute();
    }
  }
  await recordEvent(
    tx,
    { actor: null, now },
    { kind: 'follow.rhythm_chosen', trajectoryId: null, subjectKind: 'mail_choice', subjectId: 'one', data: { rhythm } },
  );
}

/** The choice, with the code of the link that stops the mails, made when it is first needed. */
async function keepChoice(tx: Tx, personId: string): Promise<void> {
  await tx
    .insertInto('mail_choice')
    .values({ person_id: personId, token: randomBytes(32).toString('base64url') })
    .onConflict((conflict) => conflict.column('person_id').doNothing())
    .execute();
}

/** Notices of which nothing is followed any more, nor supported. */
async function dropUnfollowedNotices(tx: Tx, personId: string): Promise<void> {
  await tx
    .deleteFrom('notice')
    .where('person_id', '=', personId)
    .where('mailed_at', 'is', null)
    .where('event_id', 'not in', (eb) =>
      eb
        .selectFrom('news')
        .innerJoin('follow', (join) =>
          join
            .on('follow.person_id', '=', personId)
            .on((on) =>
              on.or([
                on('follow.idea_id', '=', on.ref('news.idea_id')),
                on.and([on('follow.idea_id', 'is', null), on('follow.trajectory_id', '=', on.ref('news.trajectory_id'))]),
              ]),
            ),
        )
        .select('news.event_id'),
    )
    .where('event_id', 'not in', (eb) =>
      eb
        .selectFrom('news')
        .innerJoin('idea_support', 'idea_support.idea_id', 'news.idea_id')
        .where('idea_support.person_id', '=', personId)
        .where('news.kind', 'in', SUPPORTER_NEWS)
        .select('news.event_id'),
    )
    .execute();
}

/** @throws DomainError `not_found` */
export async function findFollowed(db: Db, followed: Followed, now: Date): Promise<{ trajectoryId: string; ideaId: string | null }> {
  if ('trajectory' in followed) {
    const trajectory = await db
      .selectFrom('trajectory')
      .where('slug', '=', followed.trajectory)
      .where('published_at', '<=', now)
      .select('id')
      .executeTakeFirst();
    if (!trajectory) throw new DomainError('not_found');
    return { trajectoryId: trajectory.id, ideaId: null };
  }
  const idea = await db
    .selectFrom('idea')
    .innerJoin('trajectory', 'trajectory.id', 'idea.trajectory_id')
    .where('idea.id', '=', followed.ideaId)
    .where('idea.status', '<>', 'hidden')
    .where('trajectory.published_at', '<=', now)
    .select(['idea.id', 'idea.trajectory_id'])
    .executeTakeFirst();
  if (!idea) throw new DomainError('not_found');
  return { trajectoryId: idea.trajectory_id, ideaId: idea.id };
}

async function record(
  tx: Tx,
  now: Date,
  { kind, trajectoryId, ideaId }: { kind: string; trajectoryId: string; ideaId: string | null },
): Promise<void> {
  await recordEvent(
    tx,
    { actor: null, now },
    { kind, trajectoryId, subjectKind: ideaId ? 'idea' : 'trajectory', subjectId: ideaId ?? trajectoryId },
  );
}
