/** What may be reported and decided. Pure. */

import type { Calendar } from '../calendar/calendar.ts';
import { addWorkingDays } from '../calendar/working-days.ts';
import { DomainError } from '../errors.ts';

/** Written texts: they can be hidden, held, changed and rid of personal data. */
export const TEXT_KINDS = ['idea', 'comment', 'change_proposal', 'story', 'challenge'] as const;
export type TextKind = (typeof TEXT_KINDS)[number];
/** Besides: what is told about a meeting, the text of a section of the plan, the photo of an idea, the name of a person, an answer of the municipality. */
export const SUBJECT_KINDS = [...TEXT_KINDS, 'section', 'photo', 'name', 'meeting', 'response'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];
/** Kinds with words in fields of their own, that can be taken out one by one. */
export const WORDED_KINDS = [...TEXT_KINDS, 'meeting'] as const;
export type WordedKind = (typeof WORDED_KINDS)[number];

/** Of which part of a text a report is: the name of its author and the photo are decided on apart. */
export const REPORT_PARTS = ['text', 'name', 'photo'] as const;
export type ReportPart = (typeof REPORT_PARTS)[number];

/** The house rules a text can break; published on `/huisregels`. */
export const HOUSE_RULES = ['insult', 'discrimination', 'personal_data', 'spam', 'threat', 'off_topic'] as const;
export type HouseRule = (typeof HOUSE_RULES)[number];

/** What a moderator can do. `ask`: the author is asked to change it; `redact`: words are taken out; `put_back`: an older version of a section. */
export const MODERATION_ACTIONS = ['hide', 'restore', 'keep', 'ask', 'redact', 'put_back'] as const;
export type ModerationAction = (typeof MODERATION_ACTIONS)[number];
/** What is in the log; `hold` is done by a plain rule. */
export type DecisionAction = ModerationAction | 'hold';

/** Which action there is for what. */
export const ACTIONS_FOR: Record<SubjectKind, readonly ModerationAction[]> = {
  idea: ['hide', 'restore', 'keep', 'ask', 'redact'],
  comment: ['hide', 'restore', 'keep', 'ask', 'redact'],
  change_proposal: ['hide', 'restore', 'keep', 'ask', 'redact'],
  story: ['hide', 'restore', 'keep', 'ask', 'redact'],
  challenge: ['hide', 'restore', 'keep', 'ask', 'redact'],
  section: ['keep', 'put_back', 'redact'],
  photo: ['hide', 'restore', 'keep'],
  name: ['hide', 'restore', 'keep', 'ask'],
  // Who entered it changes it whenever they like.
  meeting: ['hide', 'restore', 'keep', 'redact'],
  // What the municipality answered stays on record; who wrote it corrects it with a new version.
  response: ['keep', 'redact'],
};

/** Whose author can object: an answer is the municipality's own, and is corrected by a new one. */
export function mayBeObjectedTo(kind: SubjectKind): boolean {
  return kind !== 'response';
}

/** Actions that take something away from an author: each names the rule, and each can be objected to. */
export const AGAINST: readonly DecisionAction[] = ['hide', 'redact', 'put_back'];

/** Working days within which an appeal is decided, and those within which somebody looks at what waits. Promises of the house, not legal terms. */
export const APPEAL_TERM = 10;
export const QUEUE_TERM = 2;

/** The last day on which a moderator looks at what began to wait on `day`. */
export function queueDueOn(day: string, calendar: Calendar): string {
  return addWorkingDays(day, QUEUE_TERM, calendar);
}

export type Standing = {
  hidden: boolean;
  openReports: number;
  /** Held, or changed by its author: somebody has to look. */
  waits: boolean;
  appealOpen: boolean;
};

/**
 * Whether this action fits what the text is now.
 * @throws DomainError `already_decided` when it is hidden (or shown) already, `invalid` when an act against the author names no rule or cannot be done to this
 * kind, `appeal_open` when an appeal must decide instead
 */
export function assertFits(
  { kind, action, rule }: { kind: SubjectKind; action: ModerationAction; rule: HouseRule | null },
  now: Standing,
): void {
  if (!ACTIONS_FOR[kind].includes(action)) throw new DomainError('invalid', { fields: { action: 'moderation:error.action_wrong' } });
  if ((AGAINST.includes(action) || action === 'ask') && !rule)
    throw new DomainError('invalid', { fields: { rule: 'moderation:error.rule_missing' } });
  // Somebody else is to look at it: whoever hid it does not overtake them.
  if (now.appealOpen && action !== 'keep') throw new DomainError('appeal_open');
  // A held text is hidden already; deciding that it stays so is a decision of its own.
  if (action === 'hide' && now.hidden && !now.waits) throw new DomainError('already_decided');
  if (action === 'restore' && !now.hidden) throw new DomainError('already_decided');
  if (action === 'ask' && now.hidden) throw new DomainError('already_decided');
  if (action === 'keep' && (now.hidden || now.openReports === 0)) throw new DomainError('already_decided');
}

/**
 * Who decided on a text does not judge the appeal against that, and neither does its author.
 * @throws DomainError `own_case`, `already_decided`
 */
export function assertMayDecideAppeal(
  personId: string,
  appeal: { decidedAt: Date | null; hiddenById: string | null; authorId: string },
): void {
  if (appeal.hiddenById === personId || appeal.authorId === personId) throw new DomainError('own_case');
  if (appeal.decidedAt) throw new DomainError('already_decided');
}

/** What stands where words were taken out. */
export const TAKEN_OUT = '[weggehaald]';

/** Without the words, wherever they stand as whole words, in any capitals. */
export function takeOut(text: string, words: readonly string[]): string {
  return [...words].sort((a, b) => b.length - a.length).reduce((left, word) => left.replace(wholeWords(word), TAKEN_OUT), text);
}

/** The words to take out as somebody typed them, one per line; longest first is `takeOut`'s business. @throws DomainError `invalid` when there are none */
export function readWordsToTakeOut(raw: string): string[] {
  const words = [...new Set(raw.split('\n').map((line) => line.replace(/\s+/gu, ' ').trim()))].filter((line) => line.length > 0);
  if (words.length === 0 || words.some((word) => word.length < 2) || words.length > 50)
    throw new DomainError('invalid', { fields: { words: 'moderation:error.words_missing' } });
  return words;
}

/** The words between other words: "An" is not part of "Anders". White space in them matches any white space. */
export function wholeWords(words: string): RegExp {
  const pattern = words
    .trim()
    .replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    .replace(/\s+/gu, '\\s+');
  return new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'giu');
}
