/** What holds for sections and proposals, without a database. */
import { DomainError, type FieldErrors } from '../errors.ts';
import type { PhaseFeature, SectionPolicy } from '../permissions.ts';
import { characterCount, cleanLine, cleanLines } from '../text/clean-text.ts';
import { cleanText } from './content.ts';

export const SECTION_POLICIES = ['fixed', 'open', 'suggest', 'closed'] as const satisfies readonly SectionPolicy[];

/** Characters. */
export const PROPOSAL_LIMITS = { quote: 5000, proposed: 5000, reason: 2000, minReason: 10 } as const;
export const SECTION_LIMITS = { number: 80, title: 500, note: 300, policyReason: 500 } as const;

/**
 * What people may do with a section now: its own policy, as far as the phase goes along. An open section stands for suggestions while only suggesting is
 * open, and is closed when neither is. A fixed frame is fixed in every phase.
 */
export function policyNow(policy: SectionPolicy, features: ReadonlySet<PhaseFeature>): SectionPolicy {
  if (policy === 'open' && features.has('write')) return 'open';
  if (policy === 'open' || policy === 'suggest') return features.has('suggest') ? 'suggest' : 'closed';
  return policy;
}

/** What a chapter as a whole shows in the table of contents: the most that is possible in any of its sections. */
export function chapterPolicy(policies: readonly SectionPolicy[]): SectionPolicy {
  const order: readonly SectionPolicy[] = ['open', 'suggest', 'closed', 'fixed'];
  return order.find((policy) => policies.includes(policy)) ?? 'closed';
}

/** The number as readers see it: `4.2`. Empty when the title says it itself (`Artikel 3.1`) or the section has none. */
export function shownNumber({ number, title }: { number: string; title: string }): string {
  return /^\d/.test(number) && !title.toLowerCase().includes(number) ? number : '';
}

/** The heading of a section: `4.2 Het pad langs de westoever`. */
export function sectionHeading(section: { number: string; title: string }): string {
  const number = shownNumber(section);
  return number ? `${number} ${section.title}` : section.title;
}

/** Characters per person as shares of one, largest first. */
export function sharesOf<T extends { characters: number }>(authors: readonly T[]): (T & { share: number })[] {
  const total = authors.reduce((sum, author) => sum + author.characters, 0);
  return authors
    .map((author) => ({ ...author, share: total === 0 ? 0 : Math.round((author.characters / total) * 1000) / 1000 }))
    .sort((one, other) => other.characters - one.characters);
}

export type ProposalWords = { quote: string; proposed: string; reason: string };

/**
 * The words of a change proposal as they are kept. An empty `proposed` asks to take the quote out.
 * @throws DomainError `invalid` with a sentence per field
 */
export function readProposal(raw: ProposalWords): ProposalWords {
  const quote = cleanText(raw.quote).trim();
  const proposed = cleanLines(raw.proposed);
  const reason = cleanLines(raw.reason);
  const fields: FieldErrors = {};
  if (quote === '') fields.quote = 'plan:error.quote_required';
  else if (characterCount(quote) > PROPOSAL_LIMITS.quote) fields.quote = 'plan:error.quote_long';
  if (proposed === null) fields.proposed = 'plan:error.characters';
  else if (characterCount(proposed) > PROPOSAL_LIMITS.proposed) fields.proposed = 'plan:error.proposed_long';
  else if (proposed === quote) fields.proposed = 'plan:error.proposed_same';
  const reasonFault = reasonFaultOf(reason, { required: true });
  if (reasonFault) fields.reason = reasonFault;
  if (Object.keys(fields).length > 0 || proposed === null || reason === null) throw new DomainError('invalid', { fields });
  return { quote, proposed, reason };
}

/**
 * Why a proposal was accepted or declined, as it is kept. Whoever declines owes a reason; whoever accepts may give one.
 * @throws DomainError `invalid`
 */
export function readDecisionReason(raw: string, decision: 'accept' | 'decline'): string {
  const reason = cleanLines(raw);
  const fault = reasonFaultOf(reason, { required: decision === 'decline' });
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
 * A line such as a title or a note, as it is kept.
 * @throws DomainError `invalid`
 */
export function readLine(raw: string, { field, max, required = true }: { field: string; max: number; required?: boolean }): string {
  const line = cleanLine(raw);
  if (line === null) throw new DomainError('invalid', { fields: { [field]: 'plan:error.characters' } });
  if (required && line === '') throw new DomainError('invalid', { fields: { [field]: 'plan:error.required' } });
  if (characterCount(line) > max) throw new DomainError('invalid', { fields: { [field]: 'plan:error.too_long' } });
  return line;
}
