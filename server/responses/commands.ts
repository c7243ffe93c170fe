/** What people do to a clock. */
import { amsterdamDay, isDay } from '../calendar/amsterdam.ts';
import { loadConfirmedDays } from '../calendar/queries.ts';
import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { characterCount, cleanLines } from '../text/clean-text.ts';
import { calendarInForce, findLockedClock, type LockedSubject, lockSubject, writeClock, writeClockEvent } from './clock-store.ts';
import { noticeToAuthor } from './notices.ts';
import { turnIntoAnswer } from './open-correction.ts';
import {
  type Clock,
  clockDay,
  extendedClock,
  lengthenedClock,
  pausedClock,
  pausedDays,
  REASON_LENGTH,
  reopenedClock,
  restartedClock,
  resumedClock,
  stoppedClock,
} from './rules.ts';

type Acting = Pick<Context, 'actor' | 'now'>;

export { startClock } from './clock-start.ts';

/** Stops the clock of a contribution that is hidden, withdrawn or merged, in that transaction. Without a clock, or with a stopped one, nothing happens. */
export async function stopClock(
  tx: Tx,
  { actor, now }: Acting,
  contributionId: string,
  reason: 'hidden' | 'withdrawn' | 'merged',
): Promise<void> {
  await tx.updateTable('clock_waiting').set({ held: true }).where('contribution_id', '=', contributionId).execute();
  const found = await findLockedClock(tx, contributionId);
  if (!found || found.clock.stoppedOn) return;
  await writeClock(tx, contributionId, stoppedClock(found.clock, amsterdamDay(now)));
  await writeClockEvent(tx, { actor, now }, { contributionId, kind: 'stopped', data: { reason } });
}

/** Lets a stopped clock run again, when what was hidden is shown again. The days in between do not count. */
export async function restartClock(tx: Tx, { actor, now }: Acting, contributionId: string): Promise<void> {
  await tx.updateTable('clock_waiting').set({ held: false }).where('contribution_id', '=', contributionId).execute();
  const found = await findLockedClock(tx, contributionId);
  if (!found?.clock.stoppedOn) return;
  const clock = restartedClock(found.clock, amsterdamDay(now));
  await writeClock(tx, contributionId, clock);
  await writeClockEvent(
    tx,
    { actor, now },
    { contributionId, kind: 'resumed', data: { ...movement(found.clock, clock, now), reason: null } },
  );
}

/** An official takes a contribution on; also over from a colleague. */
export async function claim(context: Context, { contributionId }: { contributionId: string }): Promise<void> {
  await changeClock(context, contributionId, async ({ tx, subject }) => {
    await assign(tx, context, subject);
    return 'clock.assigned';
  });
}

/** Makes the actor the handler, unless they are already. An idea somebody handles is in treatment. */
export async function assign(tx: Tx, context: Acting, subject: LockedSubject): Promise<void> {
  const { contributionId } = subject;
  if (!context.actor || subject.handlerId === context.actor.id || !subject.clock) return;
  if (subject.clock.answeredOn || subject.clock.stoppedOn) throw new DomainError('clock_not_running');
  await tx.updateTable('clock').set({ handler_id: context.actor.id }).where('contribution_id', '=', contributionId).execute();
  await tx.updateTable('idea').set({ status: 'in_treatment' }).where('id', '=', contributionId).where('status', '=', 'visible').execute();
  await writeClockEvent(tx, context, { contributionId, kind: 'assigned' });
}

/**
 * The clock stands still, for a reason everybody can read. From today: who names another day is refused, because days that are over were promised already.
 * @throws DomainError `invalid` without a reason or from another day, `clock_not_running`, `term_over`
 */
export async function pauseClock(
  context: Context,
  { contributionId, reason, from }: { contributionId: string; reason: string; from?: string | undefined },
): Promise<void> {
  const why = readReason(reason);
  if (from !== undefined && from !== amsterdamDay(context.now))
    throw new DomainError('invalid', { fields: { from: 'answers:error.pause_from_today' } });
  await changeClock(context, contributionId, async ({ tx, subject, clock, today }) => {
    await writeClock(tx, contributionId, pausedClock(clock, today));
    await writeClockEvent(tx, context, { contributionId, kind: 'paused', data: { reason: why, dueOn: clock.dueOn } });
    await noticeToAuthor(tx, subject, { notice: { kind: 'paused', reason: why }, now: context.now });
    return 'clock.paused';
  });
}

/** The clock runs again; the due date moves by what it stood still. @throws DomainError `clock_not_paused` */
export async function resumeClock(context: Context, { contributionId }: { contributionId: string }): Promise<{ dueOn: string }> {
  let dueOn = '';
  await changeClock(context, contributionId, async ({ tx, subject, clock, today }) => {
    // The days that were confirmed while it stood still count from here.
    const moved = resumedClock(clock, today);
    const resumed = lengthenedClock(moved, { on: today, ...(await loadConfirmedDays(tx)) }) ?? moved;
    dueOn = resumed.dueOn;
    await writeClock(tx, contributionId, resumed);
    await writeClockEvent(tx, context, { contributionId, kind: 'resumed', data: movement(clock, resumed, context.now) });
    await noticeToAuthor(tx, subject, { notice: { kind: 'resumed', dueOn }, now: context.now });
    return 'clock.resumed';
  });
  return { dueOn };
}

/**
 * A later date, for a reason everybody can read, and told to the author before the old date is over.
 * @throws DomainError `invalid`, `date_not_later`, `term_over`, `clock_not_running`
 */
export async function extendClock(
  context: Context,
  { contributionId, reason, newDueOn }: { contributionId: string; reason: string; newDueOn: string },
): Promise<{ dueOn: string; reasons: string[] }> {
  if (!isDay(newDueOn)) throw new DomainError('invalid', { fields: { newDueOn: 'answers:error.date' } });
  const why = readReason(reason);
  let result = { dueOn: '', reasons: [] as string[] };
  await changeClock(context, contributionId, async ({ tx, subject, clock, today }) => {
    const extended = extendedClock(clock, { newDueOn, on: today, calendar: await calendarInForce(tx) });
    result = { dueOn: extended.dueOn, reasons: extended.reasons };
    await writeClock(tx, contributionId, extended);
    await writeClockEvent(tx, context, {
      contributionId,
      kind: 'extended',
      data: { reason: why, dueOnBefore: clock.dueOn, dueOn: extended.dueOn },
    });
    await noticeToAuthor(tx, subject, { notice: { kind: 'extended', reason: why, dueOn: extended.dueOn }, now: context.now });
    return 'clock.extended';
  });
  return result;
}

/**
 * Who sent the contribution in asks once for another answer, and the promise starts afresh. The reason is read by officials only.
 * @throws DomainError `not_allowed`, `invalid`, `clock_not_running` without an answer, `already_decided` a second time
 */
export async function reopen(
  context: Context,
  { contributionId, reason }: { contributionId: string; reason: string },
): Promise<{ dueOn: string }> {
  const why = readReason(reason);
  return context.db.transaction().execute(async (tx) => {
    const subject = await lockSubject(tx, contributionId);
    requireActor(context.actor, 'response.reopen', { trajectoryId: subject.trajectoryId, ownerId: subject.authorId }, context);
    if (!subject.clock) throw new DomainError('clock_not_running');
    const clock = reopenedClock(subject.clock, amsterdamDay(context.now), await calendarInForce(tx));
    const before = await tx
      .selectFrom('clock_event')
      .select('id')
      .where('contribution_id', '=', contributionId)
      .where('kind', '=', 'reopened')
      .executeTakeFirst();
    if (before) throw new DomainError('already_decided');
    await writeClock(tx, contributionId, clock);
    await turnIntoAnswer(tx, contributionId);
    await tx
      .updateTable('idea')
      .set({ status: 'in_treatment' })
      .where('id', '=', contributionId)
      .where('status', '=', 'answered')
      .execute();
    await writeClockEvent(tx, context, { contributionId, kind: 'reopened', data: { reason: why, dueOn: clock.dueOn } });
    await recordEvent(tx, context, {
      kind: 'response.reopened',
      trajectoryId: subject.trajectoryId,
      subjectKind: 'contribution',
      subjectId: contributionId,
    });
    return { dueOn: clock.dueOn };
  });
}

/** Who sent the contribution in says what they think of the answer, from 1 (bad) to 5 (good). The last word counts. @throws DomainError `clock_not_running` */
export async function rate(context: Context, { contributionId, rating }: { contributionId: string; rating: number }): Promise<void> {
  if (!Number.isInteger(rating) || rating < 1 || rating > 5)
    throw new DomainError('invalid', { fields: { rating: 'answers:error.rating' } });
  await context.db.transaction().execute(async (tx) => {
    const subject = await lockSubject(tx, contributionId);
    requireActor(context.actor, 'response.rate', { trajectoryId: subject.trajectoryId, ownerId: subject.authorId }, context);
    if (!subject.clock?.answeredOn || subject.clock.stoppedOn) throw new DomainError('clock_not_running');
    await writeClockEvent(tx, context, { contributionId, kind: 'rated', data: { rating } });
    await recordEvent(tx, context, {
      kind: 'response.rated',
      trajectoryId: subject.trajectoryId,
      subjectKind: 'contribution',
      subjectId: contributionId,
      data: { rating },
    });
  });
}

/** A reason as it will be kept. @throws DomainError `invalid` */
export function readReason(reason: string, field = 'reason'): string {
  const text = cleanLines(reason);
  const length = characterCount(text ?? '');
  if (text === null) throw new DomainError('invalid', { fields: { [field]: 'answers:error.characters' } });
  if (length < REASON_LENGTH.min) throw new DomainError('invalid', { fields: { [field]: `answers:error.${field}_short` } });
  if (length > REASON_LENGTH.max) throw new DomainError('invalid', { fields: { [field]: `answers:error.${field}_long` } });
  return text;
}

/** One change by an official to a clock there is: locked, allowed, made and recorded. `act` gives the kind of event to record. */
async function changeClock(
  context: Context,
  contributionId: string,
  act: (given: { tx: Tx; subject: LockedSubject; clock: Clock; today: string }) => Promise<string>,
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const subject = await lockSubject(tx, contributionId);
    requireActor(context.actor, 'clock.change', { trajectoryId: subject.trajectoryId, ownerId: subject.authorId }, context);
    if (!subject.clock) throw new DomainError('clock_not_running');
    const kind = await act({ tx, subject, clock: subject.clock, today: amsterdamDay(context.now) });
    await recordEvent(tx, context, { kind, trajectoryId: subject.trajectoryId, subjectKind: 'contribution', subjectId: contributionId });
  });
}

/** How far a clock moved, for its history: working days it stood still, and the dates before and after. */
export function movement(before: Clock, after: Clock, now: Date): Record<string, unknown> {
  const today = amsterdamDay(now);
  const open = before.stretches.find((stretch) => stretch.to === null);
  const workingDays = open ? pausedDays({ ...before, stretches: [open] }, today) : 0;
  return { workingDays, day: clockDay(after, today), dueOnBefore: before.dueOn, dueOn: after.dueOn };
}
