import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { holdWhenInDoubt } from '../moderation/holds.ts';
import { requireActor } from '../permissions.ts';
import { startClock, stopClock } from '../responses/commands.ts';
import { nextNumber } from '../trajectories/next-number.ts';
import { loadActiveFeatures } from '../trajectories/queries.ts';
import { type ChallengeWords, readChallenge } from './rules.ts';

/** Sent again within this time it is the same: an impatient press. */
const SENT_TWICE_MS = 10 * 60 * 1000;

/**
 * Residents ask to take a task over. Everybody can read it; its clock starts, and the municipality's answer is the decision on it.
 * @throws DomainError `not_found`, `phase_closed`, `invalid` with a sentence per field
 */
export async function submitChallenge(
  context: Context,
  { trajectory: slug, ...raw }: ChallengeWords & { trajectory: string },
): Promise<{ id: string; number: number; dueOn: string | null }> {
  const words = readChallenge(raw);
  const { now } = context;
  return context.db.transaction().execute(async (tx) => {
    const trajectory = await tx
      .selectFrom('trajectory')
      .where('slug', '=', slug)
      .where('published_at', '<=', now)
      .select('id')
      .executeTakeFirst();
    if (!trajectory) throw new DomainError('not_found');
    const features = await loadActiveFeatures(tx, trajectory.id, now);
    const author = requireActor(context.actor, 'challenge.submit', { trajectoryId: trajectory.id, features }, context);
    const number = await nextNumber(tx, 'challenge', trajectory.id);
    const earlier = await tx
      .selectFrom('challenge')
      .leftJoin('clock', 'clock.contribution_id', 'challenge.id')
      .where('author_id', '=', author.id)
      .where('challenge.trajectory_id', '=', trajectory.id)
      .where('title', '=', words.title)
      .where('plan', '=', words.plan)
      .where('status', '=', 'visible')
      .where('created_at', '>', new Date(now.getTime() - SENT_TWICE_MS))
      .select(['challenge.id', 'number', 'clock.due_on as dueOn'])
      .executeTakeFirst();
    if (earlier) return earlier;
    const { id } = await tx
      .insertInto('contribution')
      .values({ trajectory_id: trajectory.id, kind: 'challenge', title: words.title, author_id: author.id, created_at: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    const { groupName, budgetText, ...columns } = words;
    await tx
      .insertInto('challenge')
      .values({
        id,
        trajectory_id: trajectory.id,
        number,
        ...columns,
        group_name: groupName,
        budget_text: budgetText,
        author_id: author.id,
        created_at: now,
      })
      .execute();
    const clock = await startClock(tx, context, { contributionId: id, trajectoryId: trajectory.id, kind: 'challenge' });
    await recordEvent(tx, context, {
      kind: 'challenge.submitted',
      trajectoryId: trajectory.id,
      subjectKind: 'challenge',
      subjectId: id,
      data: { number, dueOn: clock?.dueOn ?? null },
    });
    await holdWhenInDoubt(tx, context, { kind: 'challenge', id });
    return { id, number, dueOn: clock?.dueOn ?? null };
  });
}

/** The group takes it back before it is decided on; it stays readable as withdrawn. @throws DomainError `not_found`, `not_allowed`, `already_decided` */
export async function withdrawChallenge(context: Context, { challengeId }: { challengeId: string }): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const challenge = await tx
      .selectFrom('challenge')
      .where('id', '=', challengeId)
      .where('status', '<>', 'hidden')
      .select(['id', 'trajectory_id', 'author_id', 'status'])
      .forUpdate()
      .executeTakeFirst();
    if (!challenge) throw new DomainError('not_found');
    requireActor(context.actor, 'challenge.withdraw', { trajectoryId: challenge.trajectory_id, ownerId: challenge.author_id }, context);
    if (challenge.status === 'withdrawn') return;
    const answer = await tx
      .selectFrom('response')
      .where('contribution_id', '=', challenge.id)
      .where('status', '=', 'published')
      .select('id')
      .executeTakeFirst();
    if (answer) throw new DomainError('already_decided');
    await tx.updateTable('challenge').set({ status: 'withdrawn' }).where('id', '=', challenge.id).execute();
    await stopClock(tx, context, challenge.id, 'withdrawn');
    await recordEvent(tx, context, {
      kind: 'challenge.withdrawn',
      trajectoryId: challenge.trajectory_id,
      subjectKind: 'challenge',
      subjectId: challenge.id,
    });
  });
}
