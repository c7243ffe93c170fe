/** What holds for change proposals, without a database. */
import type { JSONContent } from '@tiptap/core';
import { DomainError, type FieldErrors } from '../errors.ts';
import { characterCount, cleanLines } from '../text/clean-text.ts';
import { cleanContent, cleanText, paragraphs } from './content.ts';
import { contentToPlain, plainToContent } from './plain-content.ts';
import { countQuote, replaceBlock, replaceQuote } from './replace-text.ts';

/** Characters. `section` is for the text of a whole section, as it stands in a plain field. */
export const PROPOSAL_LIMITS = { quote: 5000, proposed: 5000, section: 60_000, reason: 2000, minReason: 10 } as const;

export const PROPOSAL_SCOPES = ['paragraph', 'section'] as const;
export type ProposalScope = (typeof PROPOSAL_SCOPES)[number];

export const DECISIONS = ['accept', 'partly', 'decline'] as const;
export type Decision = (typeof DECISIONS)[number];

/** What somebody proposes, as it is sent. */
export type ProposalInput = {
  scope?: ProposalScope;
  /** The words to be replaced; not for a whole section. */
  quote?: string;
  /** What should stand there; left out of account when `content` is given. */
  proposed: string;
  /** What should stand there with its formatting, from the editor. */
  content?: JSONContent | null;
  reason: string;
};

/** A change as it is kept. */
export type Change = {
  scope: ProposalScope;
  quote: string;
  proposed: string;
  baseContent: JSONContent | null;
  proposedContent: JSONContent | null;
};

/**
 * What is proposed, on the text as it is. An empty text asks to take the words out.
 * @param base the section's content now
 * @throws DomainError `invalid` with a sentence per field
 */
export function readChange(input: Omit<ProposalInput, 'reason'>, base: JSONContent): Change {
  return input.scope === 'section' ? readSectionChange(input, base) : readParagraphChange(input, base);
}

function readParagraphChange(input: Omit<ProposalInput, 'reason'>, base: JSONContent): Change {
  const quote = cleanText(input.quote ?? '').trim();
  const fields: FieldErrors = {};
  if (quote === '') fields.quote = 'plan:error.quote_required';
  else if (characterCount(quote) > PROPOSAL_LIMITS.quote) fields.quote = 'plan:error.quote_long';
  else {
    const found = countQuote(base, quote);
    if (found !== 1) fields.quote = found === 0 ? 'plan:error.quote_missing' : 'plan:error.quote_ambiguous';
  }
  // The editor changes whole paragraphs; of words in the midst of one only the words count.
  const whole = input.content && paragraphs(base).includes(quote) ? withoutEmpty(cleanContent(input.content)) : null;
  const proposed = whole ? paragraphs(whole).join('\n') : cleanLines(input.proposed);
  const proposedContent = whole && proposed !== '' ? whole : null;
  if (proposed === null) fields.proposed = 'plan:error.characters';
  else if (characterCount(proposed) > PROPOSAL_LIMITS.proposed) fields.proposed = 'plan:error.proposed_long';
  else if (!fields.quote && isSame(base, { quote, proposed, proposedContent })) fields.proposed = 'plan:error.proposed_same';
  if (Object.keys(fields).length > 0 || proposed === null) throw new DomainError('invalid', { fields });
  return { scope: 'paragraph', quote, proposed, baseContent: null, proposedContent };
}

function isSame(base: JSONContent, change: Pick<Change, 'quote' | 'proposed' | 'proposedContent'>): boolean {
  if (change.proposed !== change.quote) return false;
  const after = applyChange(base, { scope: 'paragraph', baseContent: null, ...change });
  return after === null || sameContent(after, base);
}

function readSectionChange(input: Omit<ProposalInput, 'reason'>, base: JSONContent): Change {
  const typed = input.content ? '' : cleanLines(input.proposed);
  if (typed === null) throw new DomainError('invalid', { fields: { proposed: 'plan:error.characters' } });
  const proposedContent = input.content ? withoutEmpty(cleanContent(input.content)) : plainToContent(typed, base);
  const [quote, proposed] = [contentToPlain(base), contentToPlain(proposedContent)];
  if (characterCount(proposed) > PROPOSAL_LIMITS.section)
    throw new DomainError('invalid', { fields: { proposed: 'proposals:error.section_long' } });
  if (proposed === '') throw new DomainError('invalid', { fields: { proposed: 'proposals:error.section_empty' } });
  if (sameContent(proposedContent, base)) throw new DomainError('invalid', { fields: { proposed: 'plan:error.proposed_same' } });
  return { scope: 'section', quote, proposed, baseContent: cleanContent(base), proposedContent };
}

/** Empty paragraphs at the end are what an editor leaves behind. */
function withoutEmpty(content: JSONContent): JSONContent {
  const blocks = (content.content ?? []).filter((node) => node.type !== 'paragraph' || (node.content ?? []).length > 0);
  return { type: 'doc', content: blocks };
}

/** Why something is proposed, as it is kept. @throws DomainError `invalid` */
export function readReason(raw: string): string {
  return keepReason(raw, { required: true });
}

/**
 * Why a proposal was accepted or declined, as it is kept. Whoever declines, or takes over only a part, owes a reason; whoever accepts may give one.
 * @throws DomainError `invalid`
 */
export function readDecisionReason(raw: string, decision: Decision): string {
  return keepReason(raw, { required: decision !== 'accept' });
}

function keepReason(raw: string, { required }: { required: boolean }): string {
  const reason = cleanLines(raw);
  const fault = reasonFaultOf(reason, { required });
  if (fault || reason === null) throw new DomainError('invalid', { fields: { reason: fault ?? 'plan:error.characters' } });
  return reason;
}

function reasonFaultOf(reason: string | null, { required }: { required: boolean }): string | null {
  if (reason === null) return 'plan:error.characters';
  const length = characterCount(reason);
  if (required && length === 0) return 'plan:error.reason_required';
  if (required && length < PROPOSAL_LIMITS.minReason) return 'plan:error.reason_short';
  return length > PROPOSAL_LIMITS.reason ? 'plan:error.reason_long' : null;
}

/**
 * What an official puts in the text instead of what was proposed.
 * @throws DomainError `invalid` when it is what was proposed, or what stands there already
 */
export function readAdopted(raw: string, { scope, quote, proposed }: Pick<Change, 'scope' | 'quote' | 'proposed'>): string {
  const adopted = cleanLines(raw);
  const limit = scope === 'section' ? PROPOSAL_LIMITS.section : PROPOSAL_LIMITS.proposed;
  const fault =
    adopted === null
      ? 'plan:error.characters'
      : adopted === ''
        ? 'proposals:error.adopted_missing'
        : characterCount(adopted) > limit
          ? 'proposals:error.adopted_long'
          : adopted === proposed
            ? 'proposals:error.adopted_whole'
            : adopted === quote
              ? 'proposals:error.adopted_nothing'
              : null;
  if (fault || adopted === null) throw new DomainError('invalid', { fields: { adopted: fault ?? 'plan:error.characters' } });
  return adopted;
}

/**
 * The text with a change carried out. Pure: who is to be named for it is the caller's.
 * @returns null when the text it was made on has changed: a person must look
 */
export function applyChange(content: JSONContent, change: Change): JSONContent | null {
  if (change.scope === 'section') return change.baseContent && sameContent(content, change.baseContent) ? change.proposedContent : null;
  if (change.proposedContent) return replaceBlock(content, { quote: change.quote, blocks: change.proposedContent.content ?? [] });
  return replaceQuote(content, change);
}

/** The text with what the official made of a change. @returns null as `applyChange` */
export function applyAdopted(content: JSONContent, change: Change, adopted: string): JSONContent | null {
  if (applyChange(content, change) === null) return null;
  if (change.scope === 'section') return plainToContent(adopted, change.proposedContent ?? content);
  return replaceQuote(content, { quote: change.quote, proposed: adopted });
}

/** Whether the text a change was made on is no longer there as it was. */
export function isInConflict(content: JSONContent, change: Change): boolean {
  return applyChange(content, change) === null;
}

/** Whether two texts say the same with the same formatting. */
export function sameContent(one: JSONContent, other: JSONContent): boolean {
  return JSON.stringify(cleanContent(one)) === JSON.stringify(cleanContent(other));
}
