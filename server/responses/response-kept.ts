/** What stood in a draft before somebody else wrote over it. Officials only: it was never said. */
import type { Db, Tx } from '../context.ts';
import type { Outcome } from './response-rules.ts';
import type { OpenResponse } from './response-subjects.ts';

export type KeptDraft = {
  revision: number;
  author: { name: string };
  outcome: Outcome | null;
  summary: string;
  motivation: string;
  nextStep: string;
  writtenAt: string;
};

/** Keeps the words of a draft that is about to be written over by somebody else. */
export async function keepDraft(tx: Tx, response: OpenResponse): Promise<void> {
  await tx
    .insertInto('kept_draft')
    .values({
      response_id: response.id,
      revision: response.revision,
      author_id: response.authorId,
      outcome: response.outcome,
      summary: response.summary,
      motivation: response.motivation,
      next_step: response.nextStep,
      written_at: response.updatedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Earlier words of an open answer, newest first. */
export async function listKeptDrafts(db: Db, responseId: string): Promise<KeptDraft[]> {
  const rows = await db
    .selectFrom('kept_draft')
    .innerJoin('person', 'person.id', 'kept_draft.author_id')
    .where('response_id', '=', responseId)
    .selectAll('kept_draft')
    .select('person.display_name')
    .orderBy('revision', 'desc')
    .limit(20)
    .execute();
  return rows.map((row) => ({
    revision: row.revision,
    author: { name: row.display_name },
    outcome: row.outcome as Outcome | null,
    summary: row.summary,
    motivation: row.motivation,
    nextStep: row.next_step,
    writtenAt: row.written_at.toISOString(),
  }));
}
