/** What is kept of a plan text outside its document and its versions: words that were quoted, proposals, comments at it. */
import type { JSONContent } from '@tiptap/core';
import { PASSAGE_LIMITS } from '../comments/anchor.ts';
import { questionTitle } from '../comments/rules.ts';
import type { Db, Tx } from '../context.ts';
import { LEAST_LETTERS, takeOutAcross, takeOutOf, takeOutOfContent } from './words.ts';

type Changed<Row> = { id: string; authorId: string | null; before: string[]; after: Row };

export type Elsewhere = {
  proposals: Changed<{
    quote: string;
    proposed: string;
    adopted: string | null;
    reason: string;
    decision_reason: string | null;
    base_content: string | null;
    proposed_content: string | null;
  }>[];
  revisions: { id: string; number: number; quote: string; proposed: string }[];
  comments: Changed<{ body: string; contributionId: string | null }>[];
  passages: { id: string; quote: string; text_before: string; text_after: string }[];
};

/** Where the words stand around a section. Changes nothing. */
export async function findElsewhere(db: Db, sectionId: string, words: readonly string[]): Promise<Elsewhere> {
  return {
    proposals: await findProposals(db, sectionId, words),
    revisions: await findRevisions(db, sectionId, words),
    comments: await findComments(db, sectionId, words),
    passages: await findPassages(db, sectionId, words),
  };
}

async function findProposals(db: Db, sectionId: string, words: readonly string[]): Promise<Elsewhere['proposals']> {
  const rows = await db
    .selectFrom('change_proposal')
    .where('section_id', '=', sectionId)
    .select(['id', 'author_id', 'quote', 'proposed', 'adopted', 'reason', 'decision_reason', 'base_content', 'proposed_content'])
    .execute();
  const content = (json: unknown) => json && JSON.stringify(takeOutOfContent(json as JSONContent, words));
  return rows.flatMap(({ id, author_id, base_content, proposed_content, ...texts }) => {
    const { quote, proposed, adopted, reason, decision_reason } = texts;
    const after = {
      quote: takeOutOf(quote, words),
      proposed: takeOutOf(proposed, words),
      adopted: adopted && takeOutOf(adopted, words),
      reason: takeOutOf(reason, words),
      decision_reason: decision_reason && takeOutOf(decision_reason, words),
    };
    // The plain text of formatted words stands beside them, so what changes in one changes in the other.
    const base = isSaid(base_content, words) ? (content(base_content) as string) : null;
    const fresh = isSaid(proposed_content, words) ? (content(proposed_content) as string) : null;
    if (!base && !fresh && JSON.stringify(texts) === JSON.stringify(after)) return [];
    return [
      {
        id,
        authorId: author_id,
        before: [quote, proposed, reason].filter((text) => takeOutOf(text, words) !== text),
        after: {
          ...after,
          base_content: base ?? (base_content && JSON.stringify(base_content)),
          proposed_content: fresh ?? (proposed_content && JSON.stringify(proposed_content)),
        },
      },
    ];
  });
}

function isSaid(content: unknown, words: readonly string[]): boolean {
  if (!content) return false;
  const json = content as JSONContent;
  return JSON.stringify(takeOutOfContent(json, words)) !== JSON.stringify(takeOutOfContent(json, []));
}

async function findRevisions(db: Db, sectionId: string, words: readonly string[]): Promise<Elsewhere['revisions']> {
  const rows = await db
    .selectFrom('change_proposal_revision as revision')
    .innerJoin('change_proposal', 'change_proposal.id', 'revision.change_proposal_id')
    .where('change_proposal.section_id', '=', sectionId)
    .select(['change_proposal.id', 'revision.number', 'revision.quote', 'revision.proposed'])
    .execute();
  return rows.flatMap((row) => {
    const [quote, proposed] = [takeOutOf(row.quote, words), takeOutOf(row.proposed, words)];
    return quote === row.quote && proposed === row.proposed ? [] : [{ ...row, quote, proposed }];
  });
}

/** At the section, and at proposals for it. */
async function findComments(db: Db, sectionId: string, words: readonly string[]): Promise<Elsewhere['comments']> {
  const rows = await db
    .selectFrom('comment')
    .leftJoin('change_proposal', 'change_proposal.id', 'comment.change_proposal_id')
    .where((eb) => eb.or([eb('comment.section_id', '=', sectionId), eb('change_proposal.section_id', '=', sectionId)]))
    .select(['comment.id', 'comment.author_id', 'comment.body', 'comment.contribution_id'])
    .execute();
  return rows.flatMap(({ id, author_id, body, contribution_id }) => {
    const after = takeOutOf(body, words);
    return after === body ? [] : [{ id, authorId: author_id, before: [body], after: { body: after, contributionId: contribution_id } }];
  });
}

async function findPassages(db: Db, sectionId: string, words: readonly string[]): Promise<Elsewhere['passages']> {
  const rows = await db
    .selectFrom('passage')
    .innerJoin('comment', 'comment.id', 'passage.comment_id')
    .where('comment.section_id', '=', sectionId)
    .select(['comment.id', 'quote', 'text_before', 'text_after'])
    .execute();
  return rows.flatMap((row) => {
    const [before = '', quote = '', after = ''] = takeOutAcross([row.text_before, row.quote, row.text_after], words);
    // A quote of which nothing is left would be a comment on nothing.
    const left = {
      id: row.id,
      quote: quote || '…',
      text_before: dropCut(before, words, 'start'),
      text_after: dropCut(after, words, 'end'),
    };
    return left.quote === row.quote && left.text_before === row.text_before && left.text_after === row.text_after ? [] : [left];
  });
}

/** What is kept around a quote is cut off somewhere, and that may be in the middle of the words. */
function dropCut(text: string, words: readonly string[], side: 'start' | 'end'): string {
  if (text.length < PASSAGE_LIMITS.around - 1) return text;
  const small = text.toLowerCase();
  for (const word of words) {
    for (let letters = word.length - 1; letters >= LEAST_LETTERS; letters--) {
      const part = (side === 'start' ? word.slice(-letters) : word.slice(0, letters)).toLowerCase();
      if (side === 'start' && small.startsWith(part)) return text.slice(letters);
      if (side === 'end' && small.endsWith(part)) return text.slice(0, -letters);
    }
  }
  return text;
}

/** Does what was found. Within the transaction in which it was. */
export async function takeOutElsewhere(tx: Tx, { proposals, revisions, comments, passages }: Elsewhere): Promise<void> {
  for (const { id, after } of proposals) await tx.updateTable('change_proposal').set(after).where('id', '=', id).execute();
  for (const { id, number, ...after } of revisions)
    await tx.updateTable('change_proposal_revision').set(after).where('change_proposal_id', '=', id).where('number', '=', number).execute();
  for (const { id, after } of comments) {
    await tx.updateTable('comment').set({ body: after.body }).where('id', '=', id).execute();
    if (after.contributionId)
      await tx
        .updateTable('contribution')
        .set({ title: questionTitle(after.body) })
        .where('id', '=', after.contributionId)
        .where('kind', '=', 'question')
        .execute();
  }
  for (const { id, ...after } of passages) await tx.updateTable('passage').set(after).where('comment_id', '=', id).execute();
}
