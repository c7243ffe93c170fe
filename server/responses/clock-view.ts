/** A clock as pages and other programs see it: where it stands today, with the days counted. */
import { amsterdamDay, laterDay } from '../calendar/amsterdam.ts';
import { BUILT_IN, type Calendar, calendarOf } from '../calendar/calendar.ts';
import {
  type Clock,
  type ClockState,
  clockDay,
  clockState,
  daysLate,
  daysLeft,
  POLICY_DEFAULTS,
  type Policy,
  pausedDayNumbers,
  type Stretch,
  termInWorkingDays,
} from './rules.ts';

export type ClockEventKind =
  | 'started'
  | 'acknowledged'
  | 'assigned'
  | 'paused'
  | 'resumed'
  | 'extended'
  | 'answered'
  | 'reopened'
  | 'rated'
  | 'stopped'
  | 'overdue'
  | 'reminded'
  | 'recalculated';

/** One thing that happened to the clock. `actor` is the name of an official who chose to be named; who sent the contribution in is not told here. */
export type ClockViewEvent = { kind: ClockEventKind; at: string; actor: string | null; data: Record<string, unknown> };

export type ClockView = {
  state: ClockState;
  extended: boolean;
  /** Instant (ISO 8601, UTC). */
  startedAt: string;
  startedOn: string;
  dueOn: string;
  /** The date that was promised first. */
  firstDueOn: string;
  /** Why the due date is this one: Dutch sentences without a full stop, such as `27 april is Koningsdag`. */
  reasons: string[];
  /** Working day of the term now, or at the answer. Days the clock stood still are not counted. */
  day: number;
  /** Working days promised. */
  term: number;
  /** Which working days since the start the clock stood still; 1 is the first. The gauge has `day + pausedDays.length` ticks behind it. */
  pausedDays: number[];
  /** Working days after today, up to and including the due date. */
  daysLeft: number;
  /** Working days past the due date, now or at the answer. */
  daysLate: number;
  answeredOn: string | null;
  /** Who sees to it: the team, and the official only when they chose to be named. */
  handledBy: { team: string | null; person: string | null };
  events: ClockViewEvent[];
};

/** The columns of `clock` a view is made of. */
export type ClockRow = {
  policy: Policy;
  started_on: string;
  first_due_on: string;
  due_on: string;
  reasons: string[];
  calendar_version: string;
  paused_on: string | null;
  extended: boolean;
  answered_on: string | null;
  working_days_taken: number | null;
  stopped_on: string | null;
};

/** Whom a view names beside the dates. */
export type HandledBy = { team: string | null; handler: string | null };

export type ClockEventRow = { kind: ClockEventKind; at: Date; actor: string | null; data: Record<string, unknown> };

/** Events that officials bring about, and may be named for. The others come from the author of the contribution. */
const BY_OFFICIALS: ReadonlySet<ClockEventKind> = new Set([
  'acknowledged',
  'assigned',
  'paused',
  'resumed',
  'extended',
  'answered',
  'recalculated',
]);

/** The clock of a row and its events, in order of time. `calendars`: at least up to the version of the row. */
export function readClock(
  row: ClockRow,
  events: readonly Pick<ClockEventRow, 'kind' | 'at'>[],
  calendars: readonly Calendar[] = [BUILT_IN],
): Clock {
  return {
    policy: { ...POLICY_DEFAULTS, ...row.policy },
    startedOn: row.started_on,
    firstDueOn: row.first_due_on,
    dueOn: row.due_on,
    reasons: row.reasons,
    calendar: calendarOf(row.calendar_version, calendars),
    pausedOn: row.paused_on,
    extended: row.extended,
    answeredOn: row.answered_on,
    workingDaysTaken: row.working_days_taken,
    stoppedOn: row.stopped_on,
    stretches: stretchesOf(events),
  };
}

/** What a clock looks like at `now`. */
export function clockView(
  row: ClockRow & HandledBy,
  events: readonly ClockEventRow[],
  { now, calendars }: { now: Date; calendars: readonly Calendar[] },
): ClockView {
  const clock = readClock(row, events, calendars);
  const today = amsterdamDay(now);
  const start = events.findLast(({ kind }) => kind === 'started' || kind === 'reopened');
  return {
    state: clockState(clock, today),
    extended: clock.extended,
    startedAt: (start?.at ?? new Date(`${clock.startedOn}T00:00:00Z`)).toISOString(),
    startedOn: clock.startedOn,
    dueOn: clock.dueOn,
    firstDueOn: clock.firstDueOn,
    reasons: clock.reasons,
    day: clockDay(clock, today),
    term: termInWorkingDays(clock),
    pausedDays: pausedDayNumbers(clock, today),
    daysLeft: daysLeft(clock, today),
    daysLate: daysLate(clock, today),
    answeredOn: clock.answeredOn,
    handledBy: { team: row.team, person: row.handler },
    // Reminders are between colleagues.
    events: events.filter(({ kind }) => kind !== 'reminded').map(toViewEvent),
  };
}

function toViewEvent({ kind, at, actor, data }: ClockEventRow): ClockViewEvent {
  // The words of a resident who asks for another answer are no announcement, and nobody could moderate them here.
  const { reason: _, ...rest } = data;
  return { kind, at: at.toISOString(), actor: BY_OFFICIALS.has(kind) ? actor : null, data: kind === 'reopened' ? rest : data };
}

/** The stretches of standing still since the last start. */
function stretchesOf(events: readonly Pick<ClockEventRow, 'kind' | 'at'>[]): Stretch[] {
  let stretches: Stretch[] = [];
  let answered = false;
  for (const { kind, at } of events) {
    const on = amsterdamDay(at);
    const open = stretches.at(-1)?.to === null ? stretches.at(-1) : undefined;
    if (kind === 'started' || kind === 'reopened') {
      stretches = [];
      answered = false;
    } else if ((kind === 'paused' || kind === 'stopped') && !open && !answered) stretches.push({ from: on, to: null });
    else if (kind === 'resumed' && open) open.to = laterDay(open.from, on);
    else if (kind === 'answered') answered = true;
  }
  return stretches;
}
