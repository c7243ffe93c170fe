/** What may be reported and decided. Pure. */
import { DomainError } from '../errors.ts';

export const SUBJECT_KINDS = ['idea', 'comment', 'change_proposal', 'story', 'challenge'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** The house rules a text can break. */
export const HOUSE_RULES = ['insult', 'discrimination', 'personal_data', 'spam', 'threat', 'off_topic'] as const;
export type HouseRule = (typeof HOUSE_RULES)[number];

export const MODERATION_ACTIONS = ['hide', 'restore', 'keep'] as const;
export type ModerationAction = (typeof MODERATION_ACTIONS)[number];

/** Working days within which an appeal is decided. A promise of the house, not a legal term. */
export const APPEAL_TERM = 10;

/**
 * Whether this action fits what the text is now.
 * @throws DomainError `already_decided` when it is hidden (or shown) already, `invalid` when hiding names no rule, `appeal_open` when an
 * appeal must decide instead
 */
export function assertFits(
  { action, rule }: { action: ModerationAction; rule: HouseRule | null },
  subject: { hidden: boolean; openReports: number; appealOpen: boolean },
): void {
  if (action === 'hide' && !rule) throw new DomainError('invalid', { fields: { rule: 'moderation:error.rule_missing' } });
  if (action === 'hide' && subject.hidden) throw new DomainError('already_decided');
  if (action === 'restore' && !subject.hidden) throw new DomainError('already_decided');
  // Somebody else is to look at it: whoever hid it does not overtake them.
  if (action === 'restore' && subject.appealOpen) throw new DomainError('appeal_open');
  if (action === 'keep' && (subject.hidden || subject.openReports === 0)) throw new DomainError('already_decided');
}

/**
 * Who hid a text does not judge the appeal against that, and neither does its author.
 * @throws DomainError `own_case`, `already_decided`
 */
export function assertMayDecideAppeal(personId: string, appeal: { decidedAt: Date | null; hiddenById: string; authorId: string }): void {
  if (appeal.hiddenById === personId || appeal.authorId === personId) throw new DomainError('own_case');
  if (appeal.decidedAt) throw new DomainError('already_decided');
}
