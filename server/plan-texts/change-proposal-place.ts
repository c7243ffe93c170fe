/** Where in the text, as a page shows it, a change proposal wants something else. */
import type { JSONContent } from '@tiptap/core';
import type { Change } from './change-proposal-rules.ts';
import { paragraphs } from './content.ts';
import { mostAlike } from './merge-texts.ts';
import { diffTexts } from './text-diff.ts';
import { tidyDiff } from './tidy-diff.ts';

/**
 * `block` counts paragraphs, headings and list items that hold text, from 0. `from` and `to`: the words that would change, in UTF-16 units of its text; null when those
 * were changed meanwhile and only the paragraph can still be told.
 */
export type ProposalPlace = { block: number; words: { from: number; to: number } | null };

/** @returns null for a proposal on the whole section, or when no paragraph is like the one it was made on */
export function placeOfProposal(
  content: JSONContent,
  { scope, quote, proposed }: Pick<Change, 'scope' | 'quote' | 'proposed'>,
): ProposalPlace | null {
  if (scope === 'section') return null;
  const texts = paragraphs(content).filter((text) => text !== '');
  const holding = texts.flatMap((text, index) => (text.includes(quote) ? [index] : []));
  const [block] = holding;
  const text = block === undefined ? undefined : texts[block];
  // Nothing tells which of them was meant.
  if (holding.length > 1) return null;
  if (block === undefined || text === undefined) {
    const like = mostAlike(quote, texts);
    return like === null ? null : { block: like, words: null };
  }
  const start = text.indexOf(quote);
  const changed = changedWords(quote, proposed);
  return { block, words: visible(text, { from: start + changed.from, to: start + changed.to }) };
}

/** From the first letter that goes, or after which something comes, to the last. The whole quote when only its formatting changes. */
function changedWords(quote: string, proposed: string): { from: number; to: number } {
  let position = 0;
  let from = -1;
  let to = quote.length;
  for (const { kind, text } of tidyDiff(diffTexts(quote, proposed))) {
    const end = kind === 'added' ? position : position + text.length;
    if (kind !== 'same') {
      if (from < 0) from = position;
      to = end;
    }
    position = end;
  }
  return { from: Math.max(0, from), to };
}

/** Without white space at its edges; where words would only be added, the word beside them. */
function visible(text: string, { from, to }: { from: number; to: number }): { from: number; to: number } {
  const words = text.slice(from, to);
  if (words.trim() !== '') return { from: from + words.length - words.trimStart().length, to: from + words.trimEnd().length };
  const before = text.slice(0, from).trimEnd();
  // By hand: a pattern that looks for the last word begins again at every character.
  let start = before.length;
  while (start > 0 && /\S/u.test(before.charAt(start - 1))) start--;
  if (before !== '') return { from: start, to: before.length };
  const after = /\S+/u.exec(text.slice(from));
  return after ? { from: from + after.index, to: from + after.index + after[0].length } : { from: 0, to: text.length };
}
