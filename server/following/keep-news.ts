import type { Tx } from '../context.ts';
import type { NewEvent } from '../events/record-event.ts';
import { newsKind } from './news-rules.ts';

/** Keeps an event as news, in the transaction of the event, when somebody may be following what it is about. */
export async function keepNews(tx: Tx, { eventId, event, at }: { eventId: number; event: NewEvent; at: Date }): Promise<void> {
  const kind = newsKind(event.kind);
  if (!kind || event.trajectoryId === null) return;
  // What nobody supported yet may change without anybody noticing.
  if (event.kind === 'idea.updated' && event.data?.kept !== true) return;
  // The end of the trajectory is news of its own.
  if (event.kind === 'gate.decided' && event.data?.verdict === 'stop') return;
  if (await isAloneWithStaff(tx, event)) return;
  const ideaId = await findIdea(tx, event);
  // A comment on the plan text, or the clock of something else: nobody follows that.
  if (!kind.trajectory && ideaId === null) return;
  await tx
    .insertInto('news')
    .values({ event_id: eventId, trajectory_id: event.trajectoryId, idea_id: ideaId, kind: event.kind, at })
    .execute();
}

/** What was told the municipality alone is news to nobody, and neither is its clock or its answer. A promise made in that answer is public, and stands by itself. */
async function isAloneWithStaff(tx: Tx, { kind, subjectKind, subjectId, data }: NewEvent): Promise<boolean> {
  const contributionId = subjectKind === 'contribution' ? subjectId : data?.contributionId;
  if (typeof contributionId !== 'string' || kind.startsWith('commitment.')) return false;
  const row = await tx.selectFrom('staff_only').where('contribution_id', '=', contributionId).select('form').executeTakeFirst();
  return row !== undefined;
}

async function findIdea(tx: Tx, { subjectKind, subjectId, data }: NewEvent): Promise<string | null> {
  if (subjectKind === 'idea') return subjectId;
  if (typeof data?.ideaId === 'string') return data.ideaId;
  const contributionId = subjectKind === 'contribution' ? subjectId : data?.contributionId;
  if (typeof contributionId !== 'string') return null;
  const found = await tx
    .selectFrom('contribution')
    .leftJoin('idea', 'idea.id', 'contribution.id')
    .leftJoin('comment', 'comment.contribution_id', 'contribution.id')
    .where('contribution.id', '=', contributionId)
    .select((eb) => eb.fn.coalesce('idea.id', 'comment.idea_id').as('idea_id'))
    .executeTakeFirst();
  return found?.idea_id ?? null;
}
