/** What officials tell each other about a contribution. Nobody else reads it, and it is in no export or public answer. */
import type { Context, Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { characterCount, cleanLines } from '../text/clean-text.ts';

export type InternalNote = { id: string; author: { id: string; name: string }; body: string; createdAt: string };

const LONGEST = 4000;

/** @throws DomainError `not_found`, `not_allowed`, `invalid` when it is empty or too long */
export async function addInternalNote(context: Context, { contributionId, body }: { contributionId: string; body: string }): Promise<void> {
  const text = cleanLines(body);
  if (!text || characterCount(text) > LONGEST)
    throw new DomainError('invalid', { fields: { body: text === '' ? 'desk:error.note_empty' : 'desk:error.note_long' } });
  await context.db.transaction().execute(async (tx) => {
    const contribution = await tx
      .selectFrom('contribution')
      .where('id', '=', contributionId)
      .select(['trajectory_id', 'author_id'])
      .executeTakeFirst();
    if (!contribution) throw new DomainError('not_found');
    const { trajectory_id: trajectoryId, author_id: ownerId } = contribution;
    const actor = requireActor(context.actor, 'internal_note.write', { trajectoryId, ownerId }, context);
    const { id } = await tx
      .insertInto('internal_note')
      .values({ trajectory_id: trajectoryId, contribution_id: contributionId, body: text, author_id: actor.id, created_at: context.now })
      .returning('id')
      .executeTakeFirstOrThrow();
    // That there is a note is told to the log; what it says is not.
    await recordEvent(tx, context, { kind: 'internal_note.added', trajectoryId, subjectKind: 'internal_note', subjectId: id });
  });
}

/** Oldest first. Whoever calls this has made sure that an official asks. */
export async function listInternalNotes(db: Db, contributionId: string): Promise<InternalNote[]> {
  const rows = await db
    .selectFrom('internal_note')
    .innerJoin('person', 'person.id', 'internal_note.author_id')
    .where('contribution_id', '=', contributionId)
    .select(['internal_note.id', 'internal_note.author_id', 'person.display_name', 'internal_note.body', 'internal_note.created_at'])
    .orderBy('internal_note.created_at')
    .orderBy('internal_note.id')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    author: { id: row.author_id, name: row.display_name },
    body: row.body,
    createdAt: row.created_at.toISOString(),
  }));
}
