import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { holdWhenInDoubt } from '../moderation/holds.ts';
import { requireActor } from '../permissions.ts';
import { nextNumber } from '../trajectories/next-number.ts';
import { loadActiveFeatures } from '../trajectories/queries.ts';
import { readStory, type ToldAs } from './rules.ts';

export type NewStory = { trajectory: string; title: string; body: string; toldAs: ToldAs; showName?: boolean };

/** Sent again within this time it is the same story: an impatient press. */
const SENT_TWICE_MS = 10 * 60 * 1000;

/**
 * Tells what somebody lived through. It asks for no answer, so it has no clock.
 * @throws DomainError `not_found`, `phase_closed`, `invalid` with a sentence per field
 */
export async function tellStory(context: Context, input: NewStory): Promise<{ id: string; number: number }> {
  const words = readStory(input);
  const { now } = context;
  return context.db.transaction().execute(async (tx) => {
    const trajectory = await tx
      .selectFrom('trajectory')
      .where('slug', '=', input.trajectory)
      .where('published_at', '<=', now)
      .select('id')
      .executeTakeFirst();
    if (!trajectory) throw new DomainError('not_found');
    const features = await loadActiveFeatures(tx, trajectory.id, now);
    const author = requireActor(context.actor, 'story.tell', { trajectoryId: trajectory.id, features }, context);
    const number = await nextNumber(tx, 'story', trajectory.id);
    const earlier = await tx
      .selectFrom('story')
      .where('author_id', '=', author.id)
      .where('trajectory_id', '=', trajectory.id)
      .where('title', '=', words.title)
      .where('body', '=', words.body)
      .where('status', '=', 'visible')
      .where('created_at', '>', new Date(now.getTime() - SENT_TWICE_MS))
      .select(['id', 'number'])
      .executeTakeFirst();
    if (earlier) return earlier;
    const { id } = await tx
      .insertInto('story')
      .values({
        trajectory_id: trajectory.id,
        number,
        ...words,
        told_as: input.toldAs,
        author_id: author.id,
        show_name: input.showName ?? true,
        created_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await recordEvent(tx, context, {
      kind: 'story.told',
      trajectoryId: trajectory.id,
      subjectKind: 'story',
      subjectId: id,
      data: { number },
    });
    await holdWhenInDoubt(tx, context, { kind: 'story', id });
    return { id, number };
  });
}

/** The author takes a story back: its words go from the site. @throws DomainError `not_found`, `not_allowed` */
export async function withdrawStory(context: Context, { storyId }: { storyId: string }): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const story = await tx
      .selectFrom('story')
      .where('id', '=', storyId)
      .where('status', '<>', 'hidden')
      .select(['id', 'trajectory_id', 'author_id', 'status'])
      .forUpdate()
      .executeTakeFirst();
    if (!story) throw new DomainError('not_found');
    requireActor(context.actor, 'story.withdraw', { trajectoryId: story.trajectory_id, ownerId: story.author_id }, context);
    if (story.status === 'withdrawn') return;
    await tx.updateTable('story').set({ status: 'withdrawn' }).where('id', '=', story.id).execute();
    await recordEvent(tx, context, {
      kind: 'story.withdrawn',
      trajectoryId: story.trajectory_id,
      subjectKind: 'story',
      subjectId: story.id,
    });
  });
}
