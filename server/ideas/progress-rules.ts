/** From an answer to an idea that is carried out. Pure. */
import { daysBetween, isDay } from '../calendar/amsterdam.ts';
import { DomainError, type FieldErrors } from '../errors.ts';
import type { Outcome } from '../responses/response-rules.ts';
import { characterCount, cleanLine } from '../text/clean-text.ts';
import type { IdeaStatus } from './rules.ts';

export const MILESTONE_LIMITS = { title: { min: 3, max: 160 } } as const;
/** Further ahead is a slip of the keyboard. */
const MOST_YEARS = 30;

/** Answers after which there is something to carry out. */
const CARRIED_OUT: readonly Outcome[] = ['adopted', 'partly', 'already_arranged'];

export const PROGRESS = ['answered', 'carrying_out', 'done'] as const;
export type Progress = (typeof PROGRESS)[number];

/** Steps an official may set; the ones back need a reason. */
const STEPS: Record<Progress, readonly Progress[]> = {
  answered: ['carrying_out'],
  carrying_out: ['done', 'answered'],
  done: ['carrying_out'],
};

/**
 * Whether the idea may go to `to`, and whether that is a step back.
 * @throws DomainError `not_adopted` when the answer promised nothing, `milestones_open`, `already_decided` when it is not a step from where it is
 */
export function readStep(
  { status, outcome, openMilestones }: { status: IdeaStatus; outcome: Outcome | null; openMilestones: number },
  to: Progress,
): { back: boolean } {
  const from = PROGRESS.find((step) => step === status);
  if (!from || !STEPS[from].includes(to)) throw new DomainError('already_decided');
  const back = PROGRESS.indexOf(to) < PROGRESS.indexOf(from);
  if (!back && (outcome === null || !CARRIED_OUT.includes(outcome))) throw new DomainError('not_adopted');
  if (to === 'done' && openMilestones > 0) throw new DomainError('milestones_open');
  return { back };
}

/** Where an idea can go from here. */
export function nextSteps(status: IdeaStatus, outcome: Outcome | null): Progress[] {
  const from = PROGRESS.find((step) => step === status);
  if (!from || outcome === null || !CARRIED_OUT.includes(outcome)) return [];
  return [...STEPS[from]];
}

/**
 * A milestone as it is kept.
 * @throws DomainError `invalid` with a sentence per field
 */
export function readMilestone(raw: { title: string; plannedOn: string }, today: string): { title: string; plannedOn: string } {
  const fields: FieldErrors = {};
  const title = cleanLine(raw.title);
  if (title === null) fields.title = 'ideas:error.characters';
  else if (characterCount(title) < MILESTONE_LIMITS.title.min) fields.title = 'following:error.milestone_missing';
  else if (characterCount(title) > MILESTONE_LIMITS.title.max) fields.title = 'following:error.milestone_long';
  const plannedOn = raw.plannedOn.trim();
  if (!isDay(plannedOn)) fields.plannedOn = 'following:error.day';
  else if (Math.abs(daysBetween(today, plannedOn)) > MOST_YEARS * 365) fields.plannedOn = 'following:error.day_far';
  if (Object.keys(fields).length > 0 || title === null) throw new DomainError('invalid', { fields });
  return { title, plannedOn };
}

/** The day something was done. @throws DomainError `invalid` when it is no day, or still to come */
export function readDoneOn(raw: string, today: string): string {
  const day = raw.trim();
  if (!isDay(day)) throw new DomainError('invalid', { fields: { doneOn: 'following:error.day' } });
  if (day > today) throw new DomainError('invalid', { fields: { doneOn: 'following:error.day_future' } });
  return day;
}
