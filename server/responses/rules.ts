/**
 * The response clock, without database or wall clock: days in, days out. What happened is kept as events; the dates in force are kept beside
 * them as a snapshot with its reasons. Where a clock stands is never stored: it follows from the dates and today.
 */
import { addDays, daysBetween, dutchDayWithYear, laterDay } from '../calendar/amsterdam.ts';
import { BUILT_IN, type Calendar } from '../calendar/calendar.ts';
import { computeDeadline, type Term } from '../calendar/deadline.ts';
import { addWorkingDays, countWorkingDays, isWorkingDay, nextWorkingDay, whyFree, workingDaysAfter } from '../calendar/working-days.ts';
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
  /** What the term counts from. */
  startEvent: StartEvent;
  /** Percent of the term after which who handles it is reminded, ascending. */
  remindAt: readonly number[];
};

export const START_EVENTS = ['submitted', 'support_reached', 'phase_closed', 'handed_over'] as const;
export type StartEvent = (typeof START_EVENTS)[number];

/** What promises said before they could say otherwise. */
export const POLICY_DEFAULTS = { startEvent: 'submitted', remindAt: [50, 75, 100] } as const satisfies Partial<Policy>;

/** The dates of one clock, and the stretches it has stood still since it started (paused, or its contribution hidden or withdrawn). */
export type Clock = {
  policy: Policy;
  startedOn: string;
  firstDueOn: string;
  dueOn: string;
  reasons: string[];
  /** The version of the equated days its date was computed with; its days are counted by the same. */
  calendar: Calendar;
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

/** A fresh clock for a contribution received on `on`, by the calendar in force. */
export function startedClock(policy: Policy, on: string, calendar: Calendar = BUILT_IN): Clock {
  const { end, reasons } = computeDeadline({
    start: on,
    term: policy.term,
    firstDay: policy.firstDay,
    termsAct: policy.termsAct,
    calendar,
  });
  return {
    policy,
    startedOn: on,
    firstDueOn: end,
    dueOn: end,
    reasons,
    calendar,
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
  return clock.dueOn <= dueSoonUntil(today, clock.policy.dueSoonDays) ? 'due_soon' : 'running';
}

/** The last due date that counts as "due soon" today for a policy, by the built-in calendar whatever the clock's: one line for `clockState` and for SQL. */
export function dueSoonUntil(today: string, dueSoonDays: number): string {
  return addDays(addWorkingDays(today, dueSoonDays + 1), -1);
}

/** Which working day of its term a clock is on; days it stood still are not counted. Day 0 is the day of receipt. */
export function clockDay(clock: Clock, on: string): number {
  const until = clock.answeredOn ?? on;
  return Math.max(0, countWorkingDays(dayBeforeFirst(clock), until, clock.calendar) - pausedDays(clock, until));
}

/** Working days a clock has stood still up to and including `on`. */
export function pausedDays(clock: Clock, on: string): number {
  return clock.stretches.reduce(
    (sum, stretch) => sum + countWorkingDays(stretch.from, stretch.to && stretch.to < on ? stretch.to : on, clock.calendar),
    0,
  );
}

/** Which of the working days since the start the clock stood still: 1 is the first working day of the term. */
export function pausedDayNumbers(clock: Clock, on: string): number[] {
  const until = clock.answeredOn ?? on;
  const numbers: number[] = [];
  for (const stretch of clock.stretches) {
    const before = countWorkingDays(dayBeforeFirst(clock), stretch.from, clock.calendar);
    const count = countWorkingDays(stretch.from, stretch.to && stretch.to < until ? stretch.to : until, clock.calendar);
    for (let index = 1; index <= count; index++) numbers.push(before + index);
  }
  return numbers;
}

/** Working days promised, as the due date in force has them: ten for a promise of ten, more once extended. */
export function termInWorkingDays(clock: Clock): number {
  const closed = clock.stretches.filter((stretch) => stretch.to !== null);
  const moved = closed.reduce((sum, { from, to }) => sum + countWorkingDays(from, to ?? from, clock.calendar), 0);
  return Math.max(0, countWorkingDays(dayBeforeFirst(clock), clock.dueOn, clock.calendar) - moved);
}

/** Working days left after today, up to and including the due date. A paused clock keeps what it had. */
export function daysLeft(clock: Clock, today: string): number {
  return countWorkingDays(clock.pausedOn ?? clock.answeredOn ?? today, clock.dueOn, clock.calendar);
}

/** Working days past the due date; at least 1 when late, also in the weekend that follows it. */
export function daysLate(clock: Clock, today: string): number {
  const until = clock.answeredOn ?? clock.pausedOn ?? today;
  return until > clock.dueOn ? Math.max(1, countWorkingDays(clock.dueOn, until, clock.calendar)) : 0;
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
    pausedOn: null,
    stoppedOn: null,
    stretches: clock.stretches.map((stretch) => (stretch === open ? { from: open.from, to } : stretch)),
  };
}

/**
 * A later date than promised, told before the promised date is over (Awb 4:14 asks the same of a decision). A date on a free day moves to the next working day.
 * @throws DomainError `clock_not_running`, `term_over`, `date_not_later`, `invalid`
 */
export function extendedClock(
  clock: Clock,
  { newDueOn, on, calendar = clock.calendar }: { newDueOn: string; on: string; calendar?: Calendar },
): Clock {
  assertRunning(clock);
  if (on > clock.dueOn) throw new DomainError('term_over');
  if (newDueOn <= clock.dueOn) throw new DomainError('date_not_later', { fields: { newDueOn: 'answers:error.date_not_later' } });
  if (daysBetween(clock.dueOn, newDueOn) > LONGEST_EXTENSION)
    throw new DomainError('invalid', { fields: { newDueOn: 'answers:error.date_too_far' } });
  const reasons = [`verlengd: eerst was het ${dutchDayWithYear(clock.dueOn)}`];
  let dueOn = newDueOn;
  for (; !isWorkingDay(dueOn, calendar); dueOn = addDays(dueOn, 1)) reasons.push(whyFree(dueOn, calendar) ?? '');
  return { ...clock, dueOn, reasons, calendar, extended: true };
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
export function reopenedClock(clock: Clock, on: string, calendar: Calendar = clock.calendar): Clock {
  if (!clock.answeredOn || clock.stoppedOn) throw new DomainError('clock_not_running');
  return startedClock(clock.policy, on, calendar);
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
  const { policy, calendar } = clock;
  const { term, termsAct } = policy;
  if (term.workingDays !== undefined) {
    const days = countWorkingDays(from, to, calendar);
    return {
      dueOn: addWorkingDays(clock.dueOn, days, calendar),
      reasons: [...clock.reasons, `de klok stond ${days} ${days === 1 ? 'werkdag' : 'werkdagen'} stil`],
    };
  }
  const days = daysBetween(from, to);
  if (!clock.extended) {
    const { end, reasons } = computeDeadline({ ...counted(clock), suspendedDays: calendarDaysPaused(clock) + days });
    return { dueOn: laterDay(clock.dueOn, end), reasons };
  }
  const raw = addDays(clock.dueOn, days);
  const stoodStill = `de termijn stond ${days} ${days === 1 ? 'dag' : 'dagen'} stil`;
  return { dueOn: termsAct ? nextWorkingDay(raw, calendar) : raw, reasons: [...clock.reasons, stoodStill] };
}

/** How the date of a clock that was not extended is counted. */
function counted({ startedOn: start, policy: { term, firstDay, termsAct }, calendar }: Clock) {
  return { start, term, firstDay, termsAct, calendar };
}

function calendarDaysPaused(clock: Clock): number {
  return clock.stretches.reduce((sum, { from, to }) => sum + (to ? daysBetween(from, to) : 0), 0);
}

/**
 * What becomes of a running clock when days are put on a par with a holiday after its date was promised: the same number of working days by the newer calendar,
 * or for a term in weeks the next day that is not free. A date somebody chose (an extension) only leaves a free day. Null when nothing changes: its date was over
 * already, or lies before the new days. Never an earlier date.
 * @param except days that were declined for the dates promised before
 */
export function lengthenedClock(
  clock: Clock,
  { on, calendar, except = [] }: { on: string; calendar: Calendar; except?: readonly string[] },
): Clock | null {
  if (clock.answeredOn || clock.stoppedOn || on > clock.dueOn) return null;
  const moved = lengthenedDue(clock, calendar, except);
  if (moved.dueOn <= clock.dueOn) return null;
  return { ...clock, ...moved, calendar };
}

function lengthenedDue(clock: Clock, calendar: Calendar, except: readonly string[]): { dueOn: string; reasons: string[] } {
  const { policy, extended } = clock;
  const isNewlyFree = (day: string) => !except.includes(day) && !isWorkingDay(day, calendar) && isWorkingDay(day, clock.calendar);
  if (policy.term.workingDays !== undefined && !extended) {
    const stoodStill = (day: string) => clock.stretches.some(({ from, to }) => day > from && (to === null || day <= to));
    const free = workingDaysAfter(dayBeforeFirst(clock), clock.dueOn, clock.calendar).filter((day) => isNewlyFree(day) && !stoodStill(day));
    return {
      dueOn: addWorkingDays(clock.dueOn, free.length, calendar),
      reasons: [...clock.reasons, ...free.flatMap((day) => whyFree(day, calendar) ?? [])],
    };
  }
  if (!isNewlyFree(clock.dueOn) || !(extended || policy.termsAct)) return { dueOn: clock.dueOn, reasons: clock.reasons };
  const why = whyFree(clock.dueOn, calendar);
  return { dueOn: nextWorkingDay(clock.dueOn, calendar), reasons: why ? [...clock.reasons, why] : clock.reasons };
}

/** Working days of its term after which a reminder of this percentage is due; 100 is the last day. */
export function reminderDay(term: number, percent: number): number {
  return Math.max(1, Math.ceil((term * percent) / 100));
}

/**
 * The next reminder of a running clock after the one of `sent` percent, and the day it is due; null while it stands still, when it is answered, and after the last.
 */
export function nextReminder(clock: Clock, sent: number): { percent: number; on: string } | null {
  if (clock.answeredOn || clock.stoppedOn || clock.pausedOn) return null;
  const percent = [...clock.policy.remindAt].sort((a, b) => a - b).find((one) => one > sent);
  if (percent === undefined) return null;
  // Counted back from the date in force, so that a pause or an extension moves the reminders too.
  const term = termInWorkingDays(clock);
  const left = term - reminderDay(term, percent);
  let on = clock.dueOn;
  for (let back = left; back > 0; ) {
    on = addDays(on, -1);
    if (isWorkingDay(on, clock.calendar)) back--;
  }
  return { percent, on: laterDay(on, clock.startedOn) };
}

/** The reminders whose day has come, however long nobody looked: the highest of them, null when there is none. */
export function dueReminder(clock: Clock, { sent, on }: { sent: number; on: string }): number | null {
  let highest: number | null = null;
  for (let next = nextReminder(clock, sent); next && next.on <= on; next = nextReminder(clock, next.percent)) highest = next.percent;
  return highest;
}
