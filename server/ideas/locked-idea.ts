import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import type { IdeaStatus } from './rules.ts';

export type LockedIdea = { id: string; trajectory_id: string; author_id: string | null; status: IdeaStatus };

/**
 * The idea, locked until the transaction ends; support and comments of others wait so long.
 * @throws DomainError `not_found` when there is none, or its trajectory is not published
 */
export async function lockIdea(tx: Tx, ideaId: string, now: Date): Promise<LockedIdea> {
  const idea = await tx
    .selectFrom('idea')
    .innerJoin('trajectory as t', 't.id', 'idea.trajectory_id')
    .where('idea.id', '=', ideaId)
    .where('t.published_at', '<=', now)
    .select(['idea.id', 'idea.trajectory_id', 'idea.author_id', 'idea.status'])
    .forNoKeyUpdate('idea')
    .executeTakeFirst();
  if (!idea) throw new DomainError('not_found');
  return idea;
}

type StatusChange = { idea: LockedIdea; status: IdeaStatus; event: string; mergedIntoId?: string; data?: Record<string, unknown> };

/** Moves an idea to another status, and says so in the event log with where it came from. */
export async function setStatus(
  tx: Tx,
  context: Pick<Context, 'actor' | 'now'>,
  { idea, status, event, mergedIntoId, data }: StatusChange,
): Promise<void> {
  await tx
    .updateTable('idea')
    .set({ status, merged_into_id: mergedIntoId ?? null })
    .where('id', '=', idea.id)
    .execute();
  await recordEvent(tx, context, {
    kind: event,
    trajectoryId: idea.trajectory_id,
    subjectKind: 'idea',
    subjectId: idea.id,
    data: { from: idea.status, ...(mergedIntoId ? { mergedIntoId } : {}), ...data },
  });
}
