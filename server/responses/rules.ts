/**
 * The response clock, without database or wall clock: days in, days out. What happened is kept as events; the dates in force are kept beside
 * them as a snapshot with its reasons. Where a clock stands is never stored: it follows from the dates and today.
 */
import { addDays, daysBetween, dutchDayWithYear, laterDay } from '../calendar/amsterdam.ts';
import { computeDeadline, type Term } from '../calendar/deadline.ts';
import { CALENDAR_VERSION } from '../calendar/equated-days.ts';
import { addWorkingDays, countWorkingDays, isWorkingDay, nextWorkingDay, whyFree } from '../calendar/working-days.ts';
import { DomainError } from '../errors.ts';

/** What a trajectory (or the site) promises for one kind of contribution. Copied into each clock when it starts. */
export type Policy = {
  term: Term;
  firstDay: 'same' | 'next';
  termsAct: boolean;
  basis: 'promise' | 'statutory';
  basisText: string;
  /** A clock is due soon with this many working days left, or fewer. */
  dueSoonDays: number;
  /** The share of contributions promised an answer on time, in percent. */
  targetPercent: number;
};

/** The dates of one clock, and the stretches it has stood still since it started (paused, or its contribution hidden or withdrawn). */
export type Clock = {
  policy: Policy;
  startedOn: string;
  firstDueOn: string;
  dueOn: string;
  reasons: string[];
  calendarVersion: string;
  pausedOn: string | null;
  extended: boolean;
  answeredOn: string | null;
  workingDaysTaken: number | null;
  stoppedOn: string | null;
  /** In order; only the last can be open. */
  stretches: Stretch[];
};

/** Standing still from the end of day `from` to the end of day `to`; null while it lasts. */
export type Stretch = { from: string; to: string | null };

export type ClockState = 'running' | 'due_soon' | 'overdue' | 'paused' | 'answered_on_time' | 'answered_late';

/** A reason somebody outside can follow; also the bounds of a remark to a colleague. */
export const REASON_LENGTH = { min: 10, max: 1000 } as const;

/** A clock cannot be extended further than this many days beyond its date. */
const LONGEST_EXTENSION = 366;

/** A fresh clock for a contribution received on `on`. */
export function startedClock(policy: Policy, on: string): Clock {
  const { end, reasons } = computeDeadline({ start: on, term: policy.term, firstDay: policy.firstDay, termsAct: policy.termsAct });
  return {
    policy,
    startedOn: on,
    firstDueOn: end,
    dueOn: end,
    reasons,
    calendarVersion: CALENDAR_VERSION,
    pausedOn: null,
    extended: false,
    answeredOn: null,
    workingDaysTaken: null,
    stoppedOn: null,
    stretches: [],
  };
}

/**
 * Where the clock stands on `today`. The day of the promise itself is on time, to its last minute in Amsterdam.
 * A stopped clock keeps the state it would have; who lists clocks leaves it out.
 */
export function clockState(clock: Clock, today: string): ClockState {
  if (clock.answeredOn) return clock.answeredOn <= clock.dueOn ? 'answered_on_time' : 'answered_late';
  if (clock.pausedOn) return 'paused';
  if (today > clock.dueOn) return 'overdue';
  return daysLeft(clock, today) <= clock.policy.dueSoonDays ? 'due_soon' : 'running';
}

/** The last due date that counts as "due soon" today for a policy: the same line as `clockState`, for a comparison in SQL. */
export function dueSoonUntil(today: string, dueSoonDays: number): string {
  return addDays(addWorkingDays(today, dueSoonDays + 1), -1);
}

/** Which working day of its term a clock is on; days it stood still are not counted. Day 0 is the day of receipt. */
export function clockDay(clock: Clock, on: string): number {
  const until = clock.answeredOn ?? on;
  return Math.max(0, countWorkingDays(dayBeforeFirst(clock), until) - pausedDays(clock, until));
}

/** Working days a clock has stood still up to and including `on`. */
export function pausedDays(clock: Clock, on: string): number {
  return clock.stretches.reduce((sum, stretch) => sum + countWorkingDays(stretch.from, stretch.to && stretch.to < on ? stretch.to : on), 0);
}

/** Which of the working days since the start the clock stood still: 1 is the first working day of the term. */
export function pausedDayNumbers(clock: Clock, on: string): number[] {
  const until = clock.answeredOn ?? on;
  const numbers: number[] = [];
  for (const stretch of clock.stretches) {
    const before = countWorkingDays(dayBeforeFirst(clock), stretch.from);
    const count = countWorkingDays(stretch.from, stretch.to && stretch.to < until ? stretch.to : until);
    for (let index = 1; index <= count; index++) numbers.push(before + index);
  }
  return numbers;
}

/** Working days promised, as the due date in force has them: ten for a promise of ten, more once extended. */
export function termInWorkingDays(clock: Clock): number {
  const closed = clock.stretches.filter((stretch) => stretch.to !== null);
  const moved = closed.reduce((sum, { from, to }) => sum + countWorkingDays(from, to ?? from), 0);
  return Math.max(0, countWorkingDays(dayBeforeFirst(clock), clock.dueOn) - moved);
}

/** Working days left after today, up to and including the due date. A paused clock keeps what it had. */
export function daysLeft(clock: Clock, today: string): number {
  return countWorkingDays(clock.pausedOn ?? clock.answeredOn ?? today, clock.dueOn);
}

/** Working days past the due date; at least 1 when late, also in the weekend that follows it. */
export function daysLate(clock: Clock, today: string): number {
  const until = clock.answeredOn ?? clock.pausedOn ?? today;
  return until > clock.dueOn ? Math.max(1, countWorkingDays(clock.dueOn, until)) : 0;
}

/**
 * The clock stands still from tomorrow. Only while there is still time: a pause must not hide that we are late.
 * @throws DomainError `clock_not_running`, `term_over`
 */
export function pausedClock(clock: Clock, on: string): Clock {
  assertRunning(clock);
  if (on > clock.dueOn) throw new DomainError('term_over');
  return { ...clock, pausedOn: on, stretches: [...clock.stretches, { from: on, to: null }] };
}

/**
 * The clock runs again, and its due date moves by what it stood still: by working days for a promise in working days, by calendar days and then
 * over free days for a statutory term. Never to an earlier date.
 * @throws DomainError `clock_not_paused`
 */
export function resumedClock(clock: Clock, on: string): Clock {
  const open = clock.stretches.find((stretch) => stretch.to === null);
  if (!open || clock.answeredOn || (!clock.pausedOn && !clock.stoppedOn)) throw new DomainError('clock_not_paused');
  const to = laterDay(open.from, on);
  const moved = movedDue(clock, { from: open.from, to });
  return {
    ...clock,
    dueOn: moved.dueOn,
    reasons: moved.dueOn === clock.dueOn ? clock.reasons : moved.reasons,
    calendarVersion: CALENDAR_VERSION,
    pausedOn: null,
    stoppedOn: null,
    stretches: clock.stretches.map((stretch) => (stretch === open ? { from: open.from, to } : stretch)),
  };
}

/**
 * A later date than promised, told before the promised date is over (Awb 4:14 asks the same of a decision). A date on a free day moves to the next working day.
 * @throws DomainError `clock_not_running`, `term_over`, `date_not_later`, `invalid`
 */
export function extendedClock(clock: Clock, { newDueOn, on }: { newDueOn: string; on: string }): Clock {
  assertRunning(clock);
  if (on > clock.dueOn) throw new DomainError('term_over');
  if (newDueOn <= clock.dueOn) throw new DomainError('date_not_later', { fields: { newDueOn: 'answers:error.date_not_later' } });
  if (daysBetween(clock.dueOn, newDueOn) > LONGEST_EXTENSION)
    throw new DomainError('invalid', { fields: { newDueOn: 'answers:error.date_too_far' } });
  const reasons = [`verlengd: eerst was het ${dutchDayWithYear(clock.dueOn)}`];
  let dueOn = newDueOn;
  for (; !isWorkingDay(dueOn); dueOn = addDays(dueOn, 1)) reasons.push(whyFree(dueOn) ?? '');
  return { ...clock, dueOn, reasons, calendarVersion: CALENDAR_VERSION, extended: true };
}

/**
 * The answer is published on `on`. A pause ends with it, and its days count.
 * @throws DomainError `clock_not_running` when stopped, `already_published` when answered before
 */
export function answeredClock(clock: Clock, on: string): Clock {
  if (clock.stoppedOn) throw new DomainError('clock_not_running');
  if (clock.answeredOn) throw new DomainError('already_published');
  const running = clock.pausedOn ? resumedClock(clock, on) : clock;
  // A wall clock that was set back must not make an answer that came before its question.
  const answeredOn = laterDay(running.startedOn, on);
  return { ...running, answeredOn, workingDaysTaken: clockDay(running, answeredOn) };
}

/**
 * The author asks for a second look: the same promise starts afresh on `on`. What was answered before stays in the events and in the answer itself.
 * @throws DomainError `clock_not_running` when there is no answer yet
 */
export function reopenedClock(clock: Clock, on: string): Clock {
  if (!clock.answeredOn || clock.stoppedOn) throw new DomainError('clock_not_running');
  return startedClock(clock.policy, on);
}

/** The contribution leaves the public eye. Nothing changes for a clock that is stopped already. */
export function stoppedClock(clock: Clock, on: string): Clock {
  if (clock.stoppedOn) return clock;
  const stretches = clock.pausedOn || clock.answeredOn ? clock.stretches : [...clock.stretches, { from: on, to: null }];
  return { ...clock, stoppedOn: on, stretches };
}

/** The contribution is back. A clock that was not answered runs again, moved by the days it stood still; a pause from before ends too. */
export function restartedClock(clock: Clock, on: string): Clock {
  if (!clock.stoppedOn) return clock;
  return clock.answeredOn ? { ...clock, stoppedOn: null } : resumedClock(clock, on);
}

function assertRunning(clock: Clock): void {
  if (clock.answeredOn || clock.stoppedOn || clock.pausedOn) throw new DomainError('clock_not_running');
}

/** Counting starts after this day: the day of receipt does not count, unless the rule says that it does. */
function dayBeforeFirst(clock: Clock): string {
  return clock.policy.firstDay === 'same' ? addDays(clock.startedOn, -1) : clock.startedOn;
}

function movedDue(clock: Clock, { from, to }: { from: string; to: string }): { dueOn: string; reasons: string[] } {
  const { term, termsAct } = clock.policy;
  if (term.workingDays !== undefined) {
    const days = countWorkingDays(from, to);
    return {
      dueOn: addWorkingDays(clock.dueOn, days),
      reasons: [...clock.reasons, `de klok stond ${days} ${days === 1 ? 'werkdag' : 'werkdagen'} stil`],
    };
  }
  const days = daysBetween(from, to);
  const stoodStill = `de termijn stond ${days} ${days === 1 ? 'dag' : 'dagen'} stil`;
  const before = clock.stretches.reduce((sum, stretch) => sum + (stretch.to ? daysBetween(stretch.from, stretch.to) : 0), 0);
  if (!clock.extended) {
    const { startedOn: start, policy } = clock;
    const { end, reasons } = computeDeadline({ start, term, firstDay: policy.firstDay, termsAct, suspendedDays: before + days });
    return { dueOn: laterDay(clock.dueOn, end), reasons };
  }
  const raw = addDays(clock.dueOn, days);
  return { dueOn: termsAct ? nextWorkingDay(raw) : raw, reasons: [...clock.reasons, stoodStill] };
}
