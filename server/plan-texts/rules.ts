/** What holds for sections, without a database. */
import { DomainError } from '../errors.ts';
import type { PhaseFeature, SectionPolicy } from '../permissions.ts';
import { characterCount, cleanLine } from '../text/clean-text.ts';

export const SECTION_POLICIES = ['fixed', 'open', 'suggest', 'closed'] as const satisfies readonly SectionPolicy[];

/** Characters. */
export const SECTION_LIMITS = { number: 80, title: 500, note: 300, policyReason: 500 } as const;

/**
 * What people may do with a section now: its own policy, as far as the phase goes along. An open section stands for suggestions while only suggesting is
 * open, and is closed when neither is. A fixed frame is fixed in every phase.
 */
export function policyNow(policy: SectionPolicy, features: Pick<ReadonlySet<PhaseFeature>, 'has'>): SectionPolicy {
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
