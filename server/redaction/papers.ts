/** Papers that were frozen with the words in them: they lose the words, keep their code, and get a second one of what they say now. */
import type { Db, Tx } from '../context.ts';
import { canonicalJson, sha256Of } from '../dossiers/canonical.ts';
import { noteSha256 } from '../reply-notes/hash.ts';
import { takeOutOf, takeOutOfJson } from './words.ts';

type Table = 'dossier_version' | 'process_paper' | 'reply_note';
export type Paper = { table: Table; id: string; content: string; sha256: string };
/** Of a process paper or reply note that is still being made. */
export type Draft = { table: 'process_paper' | 'reply_note_item'; id: string; number: number; text: string };

/** What stands on the version, or the paper, that changed. */
export type Mark = {
  redaction_id: string;
  redacted_at: Date;
  redacted_rule: 'insult' | 'discrimination' | 'personal_data' | 'spam' | 'threat' | 'off_topic';
};

/** In what was frozen of a trajectory: the parts that quote its plan text. Changes nothing. */
export async function findPapers(db: Db, trajectoryId: string, words: readonly string[]): Promise<{ papers: Paper[]; drafts: Draft[] }> {
  const papers: Paper[] = [];
  const note = (table: Table, { id, before, after, sha256 }: { id: string; before: string; after: string; sha256: string }) => {
    if (before !== after) papers.push({ table, id, content: after, sha256 });
  };
  const dossiers = await db.selectFrom('dossier_version').where('trajectory_id', '=', trajectoryId).select(['id', 'content']).execute();
  for (const { id, content: before } of dossiers) {
    const after = canonicalJson(without(JSON.parse(before), ['sections'], words));
    note('dossier_version', { id, before, after, sha256: sha256Of(after) });
  }
  const made = await db
    .selectFrom('process_paper')
    .where('trajectory_id', '=', trajectoryId)
    .select(['id', 'number', 'content', 'texts'])
    .execute();
  const drafts: Draft[] = [];
  for (const { id, number, content: before, texts } of made) {
    if (before === null) {
      const text = JSON.stringify(takeOutOfJson(texts, words));
      if (text !== JSON.stringify(texts)) drafts.push({ table: 'process_paper', id, number, text });
      continue;
    }
    const content = JSON.parse(before) as { dossier: object };
    const after = canonicalJson({ ...without(content, ['chapters'], words), dossier: without(content.dossier, ['sections'], words) });
    note('process_paper', { id, before, after, sha256: sha256Of(after) });
  }
  const notes = await db.selectFrom('reply_note').where('trajectory_id', '=', trajectoryId).select(['id', 'content']).execute();
  for (const { id, content } of notes) {
    if (content === null) continue;
    const after = takeOutOfJson(content, words);
    note('reply_note', { id, before: JSON.stringify(content), after: JSON.stringify(after), sha256: noteSha256(after as never) });
  }
  const items = await db
    .selectFrom('reply_note_item')
    .innerJoin('reply_note', 'reply_note.id', 'reply_note_item.note_id')
    .where('reply_note.trajectory_id', '=', trajectoryId)
    .select(['reply_note.id', 'reply_note_item.number', 'summary'])
    .execute();
  for (const { id, number, summary } of items) {
    const text = takeOutOf(summary, words);
    if (text !== summary) drafts.push({ table: 'reply_note_item', id, number, text });
  }
  return { papers, drafts };
}

function without(content: object, keys: readonly string[], words: readonly string[]): object {
  return Object.fromEntries(Object.entries(content).map(([key, held]) => [key, keys.includes(key) ? takeOutOfJson(held, words) : held]));
}

/** In what was frozen of a trajectory: the places that quote one of these texts, whole or from its beginning. Changes nothing. */
export async function findPapersThatQuote(
  db: Db,
  { trajectoryId, quoted, words }: { trajectoryId: string; quoted: readonly string[]; words: readonly string[] },
): Promise<Paper[]> {
  const texts = quoted.map(onOneLine).filter((text) => text !== '');
  const isQuote = (said: string) => {
    const line = onOneLine(said).replace(/\s?…$/u, '');
    return line.length >= LEAST_QUOTE && texts.some((text) => line.includes(text) || text.includes(line));
  };
  const rid = (value: unknown): unknown => {
    if (typeof value === 'string') return isQuote(value) ? takeOutOf(value, words) : value;
    if (Array.isArray(value)) return value.map(rid);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, rid(held)]));
  };
  const papers: Paper[] = [];
  for (const table of ['dossier_version', 'process_paper'] as const) {
    const rows = await db.selectFrom(table).where('trajectory_id', '=', trajectoryId).select(['id', 'content']).execute();
    for (const { id, content: before } of rows) {
      if (before === null) continue;
      const content = canonicalJson(rid(JSON.parse(before)) as object);
      if (content !== before) papers.push({ table, id, content, sha256: sha256Of(content) });
    }
  }
  const notes = await db.selectFrom('reply_note').where('trajectory_id', '=', trajectoryId).select(['id', 'content']).execute();
  for (const { id, content: before } of notes) {
    if (before === null) continue;
    const after = rid(before);
    if (JSON.stringify(after) !== JSON.stringify(before))
      papers.push({ table: 'reply_note', id, content: JSON.stringify(after), sha256: noteSha256(after as never) });
  }
  return papers;
}

/** Less than this is no quote of a text, but a word that it shares. */
const LEAST_QUOTE = 12;

function onOneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** Does what was found. Within the transaction in which it was. */
export async function takeOutOfPapers(tx: Tx, { papers, drafts }: { papers: Paper[]; drafts: Draft[] }, mark: Mark): Promise<void> {
  for (const { table, id, content, sha256 } of papers) {
    await tx
      .updateTable(table)
      .set({ content, ...mark, redacted_sha256: sha256 } as never)
      .where('id', '=', id)
      .execute();
  }
  for (const { table, id, number, text } of drafts) {
    if (table === 'process_paper') await tx.updateTable('process_paper').set({ texts: text }).where('id', '=', id).execute();
    else await tx.updateTable('reply_note_item').set({ summary: text }).where('note_id', '=', id).where('number', '=', number).execute();
  }
}
