/** What was promised, how far it is, and how sure we are that it works. Pure. */
import { addDays, daysBetween, isDay } from '../calendar/amsterdam.ts';
import { DomainError, type FieldErrors } from '../errors.ts';
import { readUrl } from '../responses/response-rules.ts';
import { characterCount, cleanLine, cleanLines } from '../text/clean-text.ts';

/**
 * Nesta's Standards of Evidence (Puttick & Ludlow, 2013): 1 we can say why it should work, 2 we see a change, 3 we can show that we caused it, 4 others found the same,
 * 5 it works elsewhere again and again.
 */
export const EVIDENCE_LEVELS = [1, 2, 3, 4, 5] as const;

export type CommitmentState = 'on_course' | 'soon' | 'late' | 'done' | 'done_late' | 'stopped';

/** From this many days before its date a commitment is close. */
export const SOON_DAYS = 14;

/** Where a commitment stands on a day, from its dates alone. */
export function commitmentState(
  { promisedOn, doneOn, stoppedOn }: { promisedOn: string; doneOn: string | null; stoppedOn: string | null },
  today: string,
): CommitmentState {
  if (stoppedOn) return 'stopped';
  if (doneOn) return doneOn > promisedOn ? 'done_late' : 'done';
  const left = daysBetween(today, promisedOn);
  if (left < 0) return 'late';
  return left <= SOON_DAYS ? 'soon' : 'on_course';
}

export type ReminderKind = 'month' | 'week' | 'over';

/**
 * Which reminder is due on a day: a month ahead, a week ahead, and once when the day is over. After downtime only the last of them.
 * @param madeOn a reminder that would have come before the promise itself is not sent
 */
export function reminderDue({ promisedOn, madeOn }: { promisedOn: string; madeOn: string }, today: string): ReminderKind | null {
  if (today > promisedOn) return 'over';
  for (const [kind, days] of [
    ['week', 7],
    ['month', 30],
  ] as const) {
    const from = addDays(promisedOn, -days);
    if (today >= from) return from > madeOn ? kind : null;
  }
  return null;
}

export type CommitmentWords = { title: string; description: string; promisedOn: string; decisionTitle?: string; decisionUrl?: string };

const LIMITS = {
  title: { min: 5, max: 160 },
  description: 4000,
  decisionTitle: 200,
  account: { min: 20, max: 4000 },
  milestone: { min: 3, max: 160 },
} as const;
const LONGEST_PROMISE_DAYS = 3653;

/** @throws DomainError `invalid` with a sentence per field */
export function readCommitment(words: CommitmentWords, { today }: { today: string }): Required<CommitmentWords> {
  const fields: FieldErrors = {};
  const title = cleanLine(words.title) ?? '';
  const length = characterCount(title);
  if (length < LIMITS.title.min || length > LIMITS.title.max) fields.title = 'commitments:error.title';
  const description = cleanLines(words.description);
  if (description === null || characterCount(description) > LIMITS.description) fields.description = 'commitments:error.description';
  const decisionTitle = cleanLine(words.decisionTitle ?? '');
  if (decisionTitle === null || characterCount(decisionTitle) > LIMITS.decisionTitle) fields.decisionTitle = 'desk:error.long';
  const decisionUrl = readUrl(words.decisionUrl ?? '');
  if (decisionUrl === null) fields.decisionUrl = 'desk:error.url';
  else if (decisionUrl && !decisionTitle) fields.decisionTitle ??= 'desk:error.decision_title';
  const wrongDay = dayFault(words.promisedOn, today);
  if (wrongDay) fields.promisedOn = wrongDay;
  if (Object.keys(fields).length > 0) throw new DomainError('invalid', { fields });
  return {
    title,
    description: description ?? '',
    promisedOn: words.promisedOn,
    decisionTitle: decisionTitle ?? '',
    decisionUrl: decisionUrl ?? '',
  };
}

/** A day to promise: it exists, is not past and not more than ten years away. @returns the sentence, or null */
export function dayFault(day: string, today: string): string | null {
  if (!isDay(day)) return 'answers:error.date';
  return day < today || daysBetween(today, day) > LONGEST_PROMISE_DAYS ? 'commitments:error.day' : null;
}

/** @throws DomainError `invalid` */
export function readMilestone(
  { title: raw, plannedOn }: { title: string; plannedOn: string },
  today: string,
): { title: string; plannedOn: string } {
  const title = cleanLine(raw) ?? '';
  const length = characterCount(title);
  const wrongDay = dayFault(plannedOn, today);
  const fields: FieldErrors = {
    ...(length < LIMITS.milestone.min || length > LIMITS.milestone.max ? { milestone: 'commitments:error.milestone' } : {}),
    ...(wrongDay ? { plannedOn: wrongDay } : {}),
  };
  if (Object.keys(fields).length > 0) throw new DomainError('invalid', { fields });
  return { title, plannedOn };
}

/**
 * What is told about progress, about a moved day, or at the end. An end has an account residents can judge: it says what came of it.
 * @throws DomainError `invalid`
 */
export function readAccount(raw: string): string {
  const text = cleanLines(raw) ?? '';
  const length = characterCount(text);
  if (length < LIMITS.account.min) throw new DomainError('invalid', { fields: { body: 'commitments:error.account_short' } });
  if (length > LIMITS.account.max) throw new DomainError('invalid', { fields: { body: 'commitments:error.account_long' } });
  return text;
}
