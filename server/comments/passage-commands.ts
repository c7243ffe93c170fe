/** The words a comment is about, when it is made; and comments on the text that have been dealt with. */
import type * as Y from 'yjs';
import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { loadDocument } from '../plan-texts/documents.ts';
import { cleanLines } from '../text/clean-text.ts';
import { type Anchor, anchorAt, PASSAGE_LIMITS, rangeBetween } from './anchor.ts';
import { type Letters, type Range, rangeIn, readLetters, squeeze } from './letters.ts';

export type NewPassage = {
  /** The words, as they stand in the text; white space does not count. */
  quote: string;
  /** Where the editor says they are: Yjs relative positions, base64. Believed only when the quote stands there. */
  start?: string | null;
  end?: string | null;
  /** The paragraph they were chosen in, counted from 1; which of several the same is meant. */
  block?: number | null;
  /** How many letters of that paragraph stand before them, white space left out; which of several the same in it is meant. */
  at?: number | null;
};

/**
 * Keeps the words with the comment.
 * @throws DomainError `invalid` with a sentence for `quote` when they are too many, or do not stand in the text as it is now
 */
export async function storePassage(
  tx: Tx,
  { commentId, documentId, passage }: { commentId: string; documentId: string; passage: NewPassage },
): Promise<void> {
  const { doc, seq } = await loadDocument(tx, documentId);
  const anchor = placePassage(doc, passage);
  await tx
    .insertInto('passage')
    .values({
      comment_id: commentId,
      quote: anchor.quote,
      text_before: storable(anchor.before),
      text_after: storable(anchor.after),
      block: anchor.block,
      start_position: Buffer.from(anchor.start),
      end_position: Buffer.from(anchor.end),
      seq,
    })
    .execute();
}

/** Half a letter at the edge of what is kept round the words. */
function storable(text: string): string {
  return text.replace(/\p{Surrogate}|\0/gu, '');
}

/** @throws DomainError `invalid` with a sentence for `quote` */
export function placePassage(doc: Y.Doc, passage: NewPassage): Anchor {
  const fault = quoteFault(passage.quote);
  if (fault) throw new DomainError('invalid', { fields: { quote: fault } });
  const letters = readLetters(doc);
  const range = findRange(doc, letters, passage);
  if (!range) throw new DomainError('invalid', { fields: { quote: 'passages:error.words_gone' } });
  const anchor = anchorAt(letters, range);
  if (anchor.quote.length > PASSAGE_LIMITS.quote) throw new DomainError('invalid', { fields: { quote: 'passages:error.words_long' } });
  return anchor;
}

/** What is wrong with quoted words, as the key of its sentence; null when they can be looked for. */
export function quoteFault(raw: string): string | null {
  const clean = cleanLines(raw);
  if (clean === null) return 'ideas:error.characters';
  if (clean === '') return 'passages:error.words_missing';
  return raw.trim().length > PASSAGE_LIMITS.quote ? 'passages:error.words_long' : null;
}

function findRange(doc: Y.Doc, letters: Letters, { quote, start, end, block, at }: NewPassage): Range | null {
  const words = squeeze(quote);
  const said = start && end ? rangeBetween(doc, letters, { start: Buffer.from(start, 'base64'), end: Buffer.from(end, 'base64') }) : null;
  if (said && letters.squeezed.slice(said.from, said.to) === words) return said;
  const near = block ? letters.blocks[block - 1] : undefined;
  const here = near && rangeIn(letters, { from: near.start, to: near.start + near.text.length });
  // First in the paragraph they were chosen in; then anywhere, for the text may have moved since.
  const from =
    (here && nearestStart(letters.squeezed, words, { within: here, at: here.from + (at ?? 0) })) ?? letters.squeezed.indexOf(words);
  return from < 0 ? null : { from, to: from + words.length };
}

/** Where the words begin within a range, nearest to `at`; they may go on after it. Null: nowhere. */
function nearestStart(squeezed: string, words: string, { within, at }: { within: Range; at: number }): number | null {
  let nearest: number | null = null;
  for (let from = squeezed.indexOf(words, within.from); from >= 0 && from < within.to; from = squeezed.indexOf(words, from + 1)) {
    if (nearest !== null && Math.abs(from - at) >= Math.abs(nearest - at)) break;
    nearest = from;
  }
  return nearest;
}

/**
 * Closes a comment on the text, with its replies, or opens it again. Doing it twice is doing it once.
 * @throws DomainError `not_found` for a reply, a hidden comment or one on an idea; `not_allowed`; `question_open` while the municipality owes an answer
 */
export async function resolveComment(
  context: Context,
  { commentId, resolved }: { commentId: string; resolved: boolean },
): Promise<{ resolved: boolean }> {
  return context.db.transaction().execute(async (tx) => {
    const comment = await tx
      .selectFrom('comment')
      .innerJoin('section', 'section.id', 'comment.section_id')
      .innerJoin('trajectory as t', 't.id', 'comment.trajectory_id')
      .where('comment.id', '=', commentId)
      .where('comment.parent_id', 'is', null)
      .where('comment.status', '=', 'visible')
      .where('section.removed_at', 'is', null)
      .where('t.published_at', '<=', context.now)
      .select(['comment.trajectory_id', 'comment.author_id', 'comment.contribution_id', 'comment.resolved_at', 'comment.section_id'])
      .forUpdate('comment')
      .executeTakeFirst();
    if (!comment) throw new DomainError('not_found');
    const subject = { trajectoryId: comment.trajectory_id, ownerId: comment.author_id };
    const actor = requireActor(context.actor, 'comment.resolve', subject, context);
    if ((comment.resolved_at !== null) === resolved) return { resolved };
    if (resolved && comment.contribution_id && (await isOwedAnswer(tx, comment.contribution_id))) throw new DomainError('question_open');
    await tx
      .updateTable('comment')
      .set({ resolved_at: resolved ? context.now : null, resolved_by_id: resolved ? actor.id : null })
      .where('id', '=', commentId)
      .execute();
    await recordEvent(tx, context, {
      kind: resolved ? 'comment.resolved' : 'comment.reopened',
      trajectoryId: comment.trajectory_id,
      subjectKind: 'comment',
      subjectId: commentId,
      data: { sectionId: comment.section_id },
    });
    return { resolved };
  });
}

/** Nobody puts away a question to which the municipality still owes an answer. */
async function isOwedAnswer(tx: Tx, contributionId: string): Promise<boolean> {
  const clock = await tx
    .selectFrom('clock')
    .where('contribution_id', '=', contributionId)
    .where('answered_on', 'is', null)
    .where('stopped_on', 'is', null)
    .select('contribution_id')
    .executeTakeFirst();
  return clock !== undefined;
}
