/**
 * Taking words out of a published answer for good: out of every version of it, of the answers given together with it, of what somebody writes to correct them, and of
 * the frozen papers that quote them. The database lets a published answer change only here (a trigger), and only when the decision of a moderator is written with it.
 * Within the transaction of who has asked the permission table.
 */
import { type SqlBool, sql } from 'kysely';
import type { Actor, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { type HouseRule, takeOut } from '../moderation/rules.ts';
import { RESPONSE_LIMITS } from '../responses/response-rules.ts';
import { findPapersThatQuote, takeOutOfPapers } from './papers.ts';
import { addressSays } from './words.ts';

const TEXTS = ['summary', 'motivation', 'next_step', 'correction_reason', 'decision_title', 'authority_name'] as const;
const ADDRESSES = ['decision_url', 'authority_url'] as const;
const MOST: Partial<Record<(typeof TEXTS)[number], number>> = {
  decision_title: RESPONSE_LIMITS.decisionTitle,
  authority_name: RESPONSE_LIMITS.authorityName,
};

type Texts = Record<(typeof TEXTS)[number] | (typeof ADDRESSES)[number], string>;

export type TakenOutOfAnswer = {
  redactionId: string;
  /** How many versions there were with the words in them, and how many papers. Never the words. */
  counts: { versions: number; papers: number };
  /** What is kept for staff: the texts that changed, as they were, oldest first. */
  original: Record<string, string>;
};

/** Holds every version of an answer, and of those given together with it, in one order. Null when there is no such answer. */
export async function lockAnswer(tx: Tx, firstId: string) {
  const rows = await tx
    .selectFrom('response')
    .where(
      sql<SqlBool>`contribution_id in (
        select given.contribution_id from response as given join response as asked on asked.id = ${firstId}::uuid and asked.status = 'published' and asked.first_id is null
        where given.id = asked.id or (given.bundle_id = asked.bundle_id and given.status = 'published'))`,
    )
    .selectAll()
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.length > 0 ? rows : null;
}

/** @throws DomainError `not_found`, `invalid` when none of the words stands in it */
export async function takeWordsOutOfAnswer(
  tx: Tx,
  { actor, now }: { actor: Actor; now: Date },
  { firstId, words, rule }: { firstId: string; words: readonly string[]; rule: HouseRule },
): Promise<TakenOutOfAnswer> {
  const rows = await lockAnswer(tx, firstId);
  const asked = rows?.find(({ id }) => id === firstId);
  if (!rows || !asked) throw new DomainError('not_found');
  // Another answer to the same contribution, given after its author asked once more, is decided on apart.
  const firstIds = new Set(
    rows.filter(({ id, bundle_id }) => id === firstId || (bundle_id !== null && bundle_id === asked.bundle_id)).map(({ id }) => id),
  );
  const mine = rows.filter(({ id, first_id, status }) => status !== 'published' || firstIds.has(first_id ?? id));
  const changed = mine.flatMap((row) => {
    const after = without(row, words);
    return Object.keys(after).length > 0 ? [{ row, after }] : [];
  });
  const drafts = mine.filter(({ status }) => status !== 'published').map(({ id }) => id);
  const kept = await takeOutOfKept(tx, drafts, words);
  if (changed.length === 0 && !kept) throw new DomainError('invalid', { fields: { words: 'moderation:error.words_not_there' } });

  const { id: redactionId } = await tx
    .insertInto('document_redaction')
    .values({ document_id: null, response_id: firstId, made_by_id: actor.id, rule, at: now, seq: 0, letters: '[]', signs: '{}' })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const { row, after } of changed) {
    const published = row.status === 'published';
    await tx
      .updateTable('response')
      // Who has the draft open would put the words back.
      .set({ ...after, ...(published ? { redaction_id: redactionId, redacted_at: now } : { revision: row.revision + 1 }) })
      .where('id', '=', row.id)
      .execute();
  }
  const quoted = changed.flatMap(({ row, after }) => Object.keys(after).map((field) => row[field as keyof Texts]));
  const papers = await findPapersThatQuote(tx, { trajectoryId: asked.trajectory_id, quoted, words });
  await takeOutOfPapers(tx, { papers, drafts: [] }, { redaction_id: redactionId, redacted_at: now, redacted_rule: rule });
  return {
    redactionId,
    counts: { versions: changed.filter(({ row }) => row.status === 'published').length, papers: papers.length },
    original: originalOf(changed),
  };
}

/** What it becomes: only the fields that change. */
function without(row: Texts, words: readonly string[]): Partial<Texts> {
  const after: Partial<Texts> = {};
  for (const field of TEXTS) {
    const text = takeOut(row[field], words);
    if (text !== row[field]) after[field] = cut(text, MOST[field]);
  }
  for (const field of ADDRESSES) if (row[field] !== '' && addressSays(row[field], words)) after[field] = '';
  return after;
}

/** The sign is longer than a short name. */
function cut(text: string, most = Number.POSITIVE_INFINITY): string {
  return text.length > most ? text.slice(0, most) : text;
}

function originalOf(changed: { row: Texts & { created_at: Date }; after: Partial<Texts> }[]): Record<string, string> {
  const original: Record<string, string> = {};
  const oldest = [...changed].sort((a, b) => a.row.created_at.getTime() - b.row.created_at.getTime());
  for (const field of [...TEXTS, ...ADDRESSES]) {
    const texts = new Set(oldest.flatMap(({ row, after }) => (field in after ? [row[field]] : [])));
    if (texts.size > 0) original[field] = [...texts].join('\n\n');
  }
  return original;
}

/** What a colleague wrote before in a draft that is still open. */
async function takeOutOfKept(tx: Tx, drafts: readonly string[], words: readonly string[]): Promise<boolean> {
  if (drafts.length === 0) return false;
  const rows = await tx.selectFrom('kept_draft').where('response_id', 'in', drafts).selectAll().execute();
  let found = false;
  for (const row of rows) {
    const after = {
      summary: takeOut(row.summary, words),
      motivation: takeOut(row.motivation, words),
      next_step: takeOut(row.next_step, words),
    };
    if (after.summary === row.summary && after.motivation === row.motivation && after.next_step === row.next_step) continue;
    found = true;
    await tx.updateTable('kept_draft').set(after).where('response_id', '=', row.response_id).where('revision', '=', row.revision).execute();
  }
  return found;
}
