/** Asks authors once more about merging, who said nothing for a week: as long as they are silent, nobody answers their idea. */
import type { Db, Tx } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { askAuthor, type MailedIdea } from './merge-mails.ts';
import { mayStillMerge } from './merge-rules.ts';

const DAYS = 7;
const BATCH = 50;

/**
 * Sends what is due. Twice, on several nodes at once, or after downtime is safe: each question is held until its mails are queued, and asked again once.
 * @returns how many questions were asked once more
 */
export async function remindOfMerges({ db, now }: { db: Db; now: Date }): Promise<number> {
  const before = new Date(now.getTime() - DAYS * 86_400_000);
  let asked = 0;
  for (;;) {
    const count = await db.transaction().execute((tx) => remindBatch(tx, { before, now }));
    asked += count.asked;
    if (count.seen < BATCH) return asked;
  }
}

async function remindBatch(tx: Tx, { before, now }: { before: Date; now: Date }): Promise<{ seen: number; asked: number }> {
  const merges = await tx
    .selectFrom('idea_merge')
    .where('status', '=', 'asked')
    .where('reminded_at', 'is', null)
    .where('proposed_at', '<=', before)
    .orderBy('proposed_at')
    .limit(BATCH)
    .selectAll()
    .forUpdate()
    .skipLocked()
    .execute();
  let asked = 0;
  for (const merge of merges) {
    await tx.updateTable('idea_merge').set({ reminded_at: now }).where('id', '=', merge.id).execute();
    const [from, into] = [await findMailed(tx, merge.from_id), await findMailed(tx, merge.into_id)];
    // Answered, withdrawn or merged while we waited: there is nothing to ask any more.
    if (!mayStillMerge([from.status, into.status])) continue;
    const ask = { reason: merge.reason, now, again: true };
    if (merge.from_answer === 'waiting') await askAuthor(tx, { own: from, other: into, ...ask });
    if (merge.into_answer === 'waiting' && into.authorId !== from.authorId) await askAuthor(tx, { own: into, other: from, ...ask });
    await recordEvent(
      tx,
      { actor: null, now },
      {
        kind: 'idea.merge_asked_again',
        trajectoryId: merge.trajectory_id,
        subjectKind: 'idea',
        subjectId: merge.from_id,
        data: { intoId: merge.into_id },
      },
    );
    asked++;
  }
  return { seen: merges.length, asked };
}

async function findMailed(tx: Tx, ideaId: string) {
  const { author_id, ...idea } = await tx
    .selectFrom('idea')
    .innerJoin('trajectory', 'trajectory.id', 'idea.trajectory_id')
    .where('idea.id', '=', ideaId)
    .select(['idea.id', 'idea.number', 'idea.title', 'idea.status', 'idea.author_id', 'trajectory.slug'])
    .executeTakeFirstOrThrow();
  return { ...idea, authorId: author_id } satisfies MailedIdea;
}
