import type { Db } from '../context.ts';

/** What was sent in that is no idea and no change proposal: its words, where it stands, and whether it is out of sight. */
export type OtherWords = { words: string; number: number; concealed: boolean };

/** Null for other kinds of contribution. */
export async function findOtherWords(db: Db, { id, kind }: { id: string; kind: string }): Promise<OtherWords | null> {
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
