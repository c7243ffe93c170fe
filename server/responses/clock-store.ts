/** Reading and writing one clock inside a transaction. Rows are locked in one order everywhere: idea, clock, response. */
import { type Calendar, newestOf } from '../calendar/calendar.ts';
import { loadCalendars } from '../calendar/queries.ts';
import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { type ClockEventKind, type ClockRow, readClock } from './clock-view.ts';
import { CLOCK_COLUMNS, listClockEvents } from './queries.ts';
import { type Clock, nextReminder, pausedDays } from './rules.ts';

/** A contribution somebody acts on, with its idea and clock held until the transaction ends. */
export type LockedSubject = {
  contributionId: string;
  trajectoryId: string;
  kind: string;
  title: string;
  authorId: string | null;
  idea: { number: number; status: string } | null;
  /** Null when nothing was promised for its kind. */
  clock: Clock | null;
  handlerId: string | null;
};

/** @throws DomainError `not_found` */
export async function lockSubject(tx: Tx, contributionId: string): Promise<LockedSubject> {
  const contribution = await tx
    .selectFrom('contribution')
    .where('id', '=', contributionId)
    .select(['id', 'trajectory_id', 'kind', 'title', 'author_id'])
    .executeTakeFirst();
  if (!contribution) throw new DomainError('not_found');
  const idea = await tx
    .selectFrom('idea')
    .where('id', '=', contributionId)
    .select(['number', 'status'])
    .forNoKeyUpdate()
    .executeTakeFirst();
  const locked = await findLockedClock(tx, contributionId);
  return {
    contributionId,
    trajectoryId: contribution.trajectory_id,
    kind: contribution.kind,
    title: contribution.title,
    authorId: contribution.author_id,
    idea: idea ?? null,
    clock: locked?.clock ?? null,
    handlerId: locked?.handlerId ?? null,
  };
}

/** The clock, held until the transaction ends; null when there is none. */
export async function findLockedClock(
  tx: Tx,
  contributionId: string,
): Promise<{ clock: Clock; handlerId: string | null; trajectoryId: string } | null> {
  const row = await tx
    .selectFrom('clock')
    .where('contribution_id', '=', contributionId)
    .select([...CLOCK_COLUMNS, 'handler_id', 'trajectory_id'])
    .forUpdate()
    .executeTakeFirst();
  if (!row) return null;
  const events = await listClockEvents(tx, [contributionId]);
  return {
    clock: readClock(row as ClockRow, events.get(contributionId) ?? [], await loadCalendars(tx)),
    handlerId: row.handler_id,
    trajectoryId: row.trajectory_id,
  };
}

/**
 * Writes the dates in force; the events say how they came about. A date that moved, or a promise that started afresh, is reminded of again.
 */
export async function writeClock(tx: Tx, contributionId: string, clock: Clock): Promise<void> {
  const before = await tx
    .selectFrom('clock')
    .where('contribution_id', '=', contributionId)
    .select(['due_on', 'started_on', 'reminded_percent'])
    .executeTakeFirstOrThrow();
  const moved = before.due_on !== clock.dueOn || before.started_on !== clock.startedOn;
  const sent = moved ? alreadyReminded(clock, before) : before.reminded_percent;
  await tx
    .updateTable('clock')
    .set({ ...clockColumns(clock), reminded_percent: sent, remind_on: nextReminder(clock, sent)?.on ?? null })
    .where('contribution_id', '=', contributionId)
    .execute();
}

/** After a later date only the last day is new: nobody is told twice that half of the time is over. */
function alreadyReminded(clock: Clock, before: { started_on: string; reminded_percent: number }): number {
  if (before.started_on !== clock.startedOn) return 0;
  const earlier = clock.policy.remindAt.filter((percent) => percent < 100);
  return Math.min(before.reminded_percent, Math.max(0, ...earlier));
}

/** What dates are computed with now, as this transaction sees it. */
export async function calendarInForce(tx: Tx): Promise<Calendar> {
  return newestOf(await loadCalendars(tx));
}

export function clockColumns(clock: Clock) {
  return {
    policy: JSON.stringify(clock.policy),
    started_on: clock.startedOn,
    first_due_on: clock.firstDueOn,
    due_on: clock.dueOn,
    reasons: clock.reasons,
    calendar_version: clock.calendar.version,
    paused_on: clock.pausedOn,
    extended: clock.extended,
    answered_on: clock.answeredOn,
    working_days_taken: clock.workingDaysTaken,
    stopped_on: clock.stoppedOn,
    paused_days: clock.answeredOn ? pausedDays(clock, clock.answeredOn) : 0,
  };
}

/** Adds to the history of a clock. `data` is public: no names of residents, no addresses. */
export async function writeClockEvent(
  tx: Tx,
  { actor, now }: Pick<Context, 'actor' | 'now'>,
  event: { contributionId: string; kind: ClockEventKind; data?: Record<string, unknown> },
): Promise<void> {
  await tx
    .insertInto('clock_event')
    .values({
      contribution_id: event.contributionId,
      kind: event.kind,
      at: now,
      actor_id: actor?.id ?? null,
      data: JSON.stringify(event.data ?? {}),
    })
    .execute();
}
