/** The words of a text as its fields hold them: read, changed by the author on request, and rid of personal data wherever an earlier form of them is kept. */
import type { JSONContent } from '@tiptap/core';
import { readChallenge } from '../challenges/rules.ts';
import { questionTitle, readComment } from '../comments/rules.ts';
import type { Db, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { readIdea } from '../ideas/rules.ts';
import { readStory } from '../stories/rules.ts';
import { type TextKind, takeOut, type WordedKind } from './rules.ts';

export type Words = Record<string, string>;

/** Fields of which a text of each kind consists, as they are stored. A proposal's quote is of the plan, not of its author. */
export const WORD_FIELDS = {
  idea: ['title', 'body', 'place'],
  comment: ['body'],
  change_proposal: ['proposed', 'reason'],
  story: ['title', 'body'],
  challenge: ['title', 'group_name', 'task', 'plan', 'budget_text'],
  meeting: ['title', 'place', 'description', 'invited', 'report'],
} as const satisfies Record<WordedKind, readonly string[]>;

/** Fields that the author can change on request. */
export const REVISABLE = {
  idea: ['title', 'body'],
  comment: ['body'],
  change_proposal: ['reason'],
  story: ['title', 'body'],
  challenge: ['title', 'group_name', 'task', 'plan', 'budget_text'],
} as const satisfies Record<TextKind, readonly string[]>;

export async function readWords(db: Db, kind: WordedKind, id: string): Promise<Words> {
  const fields: readonly string[] = WORD_FIELDS[kind];
  const row = await db.selectFrom(kind).where('id', '=', id).selectAll().executeTakeFirst();
  if (!row) throw new DomainError('not_found');
  const values = row as unknown as Record<string, unknown>;
  return Object.fromEntries(fields.flatMap((field) => (typeof values[field] === 'string' ? [[field, values[field]]] : [])));
}

/** Writes these fields, and what is derived from them. */
export async function writeWords(tx: Tx, { kind, id }: { kind: WordedKind; id: string }, words: Words): Promise<void> {
  if (Object.keys(words).length === 0) return;
  await tx
    .updateTable(kind)
    .set(words as never)
    .where('id', '=', id)
    .execute();
  // Who has the form open would put the words back.
  if (kind === 'meeting')
    await tx
      .updateTable('meeting')
      .set((eb) => ({ revision: eb('revision', '+', 1) }))
      .where('id', '=', id)
      .execute();
  if (words.title !== undefined && kind !== 'story' && kind !== 'meeting')
    await tx.updateTable('contribution').set({ title: words.title }).where('id', '=', id).execute();
  if (kind === 'comment' && words.body !== undefined) {
    // A question is called by its first words in the queue of officials.
    await tx
      .updateTable('contribution')
      .set({ title: questionTitle(words.body) })
      .where('id', '=', (eb) => eb.selectFrom('comment').where('comment.id', '=', id).select('contribution_id'))
      .execute();
  }
}

/** The new words of the author, as strict as when a text is sent in. @throws DomainError `invalid` with a sentence per field */
export function readRevision(kind: TextKind, given: Words, before: Words): Words {
  const all = { ...before, ...given };
  const of = (field: string) => all[field] ?? '';
  switch (kind) {
    case 'idea': {
      const { title, body } = readIdea({ title: of('title'), body: of('body') });
      return { title, body };
    }
    case 'story':
      return readStory({ title: of('title'), body: of('body') });
    case 'comment':
      return { body: readComment(of('body')) };
    case 'change_proposal':
      return { reason: readComment(of('reason')) };
    case 'challenge': {
      const { title, groupName, task, plan, budgetText } = readChallenge({
        title: of('title'),
        groupName: of('group_name'),
        task: of('task'),
        plan: of('plan'),
        budget: '0',
        budgetText: of('budget_text'),
      });
      return { title, group_name: groupName, task, plan, budget_text: budgetText };
    }
  }
}

/**
 * Takes words out of a text and out of every earlier form of it that is kept.
 * @returns the words there were, of the fields that changed
 * @throws DomainError `invalid` when none of the words stands in it
 */
export async function redactWords(tx: Tx, { kind, id }: { kind: WordedKind; id: string }, out: readonly string[]): Promise<Words> {
  const before = await readWords(tx, kind, id);
  const after = mapWords(before, (text) => takeOut(text, out));
  const changed = Object.keys(before).filter((field) => before[field] !== after[field]);
  const earlier = await redactEarlier(tx, { kind, id }, out);
  if (changed.length === 0 && !earlier) throw new DomainError('invalid', { fields: { words: 'moderation:error.words_not_there' } });
  await writeWords(tx, { kind, id }, Object.fromEntries(changed.map((field) => [field, cutToLength(kind, field, after[field] ?? '')])));
  return Object.fromEntries(changed.map((field) => [field, before[field] ?? '']));
}

/** A title of which nothing is left keeps the sign; one that grew too long is cut: the sign is longer than a short name. */
function cutToLength(kind: WordedKind, field: string, text: string): string {
  const most = field === 'title' || field === 'group_name' ? 120 : kind === 'comment' ? 3000 : Number.POSITIVE_INFINITY;
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

async function redactEarlier(tx: Tx, { kind, id }: { kind: WordedKind; id: string }, out: readonly string[]): Promise<boolean> {
  if (kind === 'idea') return redactIdeaRevisions(tx, id, out);
  if (kind === 'change_proposal') return redactProposal(tx, id, out);
  return false;
}

async function redactIdeaRevisions(tx: Tx, ideaId: string, out: readonly string[]): Promise<boolean> {
  const revisions = await tx
    .selectFrom('idea_revision')
    .where('idea_id', '=', ideaId)
    .select(['number', 'title', 'body', 'place'])
    .execute();
  let found = false;
  for (const { number, ...words } of revisions) {
    const after = { title: takeOut(words.title, out), body: takeOut(words.body, out), place: words.place && takeOut(words.place, out) };
    if (after.title === words.title && after.body === words.body && after.place === words.place) continue;
    found = true;
    await tx.updateTable('idea_revision').set(after).where('idea_id', '=', ideaId).where('number', '=', number).execute();
  }
  return found;
}

async function redactProposal(tx: Tx, id: string, out: readonly string[]): Promise<boolean> {
  let found = false;
  const { proposed_content } = await tx
    .selectFrom('change_proposal')
    .where('id', '=', id)
    .select('proposed_content')
    .executeTakeFirstOrThrow();
  if (proposed_content) {
    const after = redactContent(proposed_content as JSONContent, out);
    if (JSON.stringify(after) !== JSON.stringify(proposed_content)) {
      found = true;
      await tx
        .updateTable('change_proposal')
        .set({ proposed_content: JSON.stringify(after) })
        .where('id', '=', id)
        .execute();
    }
  }
  const revisions = await tx
    .selectFrom('change_proposal_revision')
    .where('change_proposal_id', '=', id)
    .select(['number', 'proposed'])
    .execute();
  for (const { number, proposed } of revisions) {
    const after = takeOut(proposed, out);
    if (after === proposed) continue;
    found = true;
    await tx
      .updateTable('change_proposal_revision')
      .set({ proposed: after })
      .where('change_proposal_id', '=', id)
      .where('number', '=', number)
      .execute();
  }
  return found;
}

function redactContent(node: JSONContent, out: readonly string[]): JSONContent {
  return {
    ...node,
    ...(typeof node.text === 'string' ? { text: takeOut(node.text, out) } : {}),
    ...(node.content ? { content: node.content.map((child) => redactContent(child, out)) } : {}),
  };
}

function mapWords(words: Words, change: (text: string) => string): Words {
  return Object.fromEntries(Object.entries(words).map(([field, text]) => [field, change(text)]));
}
