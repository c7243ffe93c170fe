import type { Db } from '../context.ts';
import { type About, findStaffOnly } from '../staff-only/queries.ts';

/** What was sent in that is no idea and no change proposal: its words, where it stands, and whether it is out of sight. */
export type OtherWords = {
  words: string;
  /** In its address; null when it has none of its own. */
  number: number | null;
  concealed: boolean;
  /** Told the municipality alone. */
  staffOnly?: { about: About | null };
};

/** Null for other kinds of contribution. */
export async function findOtherWords(db: Db, { id, kind }: { id: string; kind: string }): Promise<OtherWords | null> {
  const alone = await findStaffOnly(db, id);
  if (alone) return { words: alone.body, number: null, concealed: alone.withdrawn, staffOnly: { about: alone.about } };
  if (kind === 'question') {
    const row = await db.selectFrom('comment').where('contribution_id', '=', id).select(['body', 'status']).executeTakeFirst();
    return row ? { words: row.body, number: null, concealed: row.status !== 'visible' } : null;
  }
  if (kind === 'challenge') {
    const row = await db
      .selectFrom('challenge')
      .where('id', '=', id)
      .select(['number', 'group_name', 'task', 'plan', 'budget_text', 'status'])
      .executeTakeFirst();
    if (!row) return null;
    return {
      words: [row.group_name, row.task, row.plan, row.budget_text].join('\n\n'),
      number: row.number,
      concealed: row.status !== 'visible',
    };
  }
  if (kind === 'formal_view') {
    const row = await db.selectFrom('formal_view').where('id', '=', id).select(['number', 'body', 'withdrawn_at']).executeTakeFirst();
    return row ? { words: row.body, number: row.number, concealed: row.withdrawn_at !== null } : null;
  }
  if (kind === 'council_question') {
    const row = await db.selectFrom('council_question').where('id', '=', id).select(['number', 'body']).executeTakeFirst();
    return row ? { words: row.body, number: row.number, concealed: false } : null;
  }
  return null;
}
