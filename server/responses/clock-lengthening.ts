/**
 * A day that the government puts on a par with a holiday after dates were promised. Adding it changes nothing that was promised: it makes a proposal, with a list of
 * the clocks that would get a later date, and a person confirms or declines that. Dates promised from then on are computed with the day.
 */
import { amsterdamDay, isDay } from '../calendar/amsterdam.ts';
import { type Calendar, calendarsWith, newestOf } from '../calendar/calendar.ts';
import { loadCalendars } from '../calendar/queries.ts';
import { whyFree } from '../calendar/working-days.ts';
import type { Context, Db, Tx } from '../context.ts';
import { DomainError, type FieldErrors } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { cleanLine } from '../text/clean-text.ts';
import { lockSubject, writeClock, writeClockEvent } from './clock-store.ts';
import { type ClockRow, readClock } from './clock-view.ts';
import { readReason } from './commands.ts';
import { noticeToAuthor } from './notices.ts';
import { CLOCK_COLUMNS, listClockEvents } from './queries.ts';
import { lengthenedClock } from './rules.ts';

/** Further ahead no decree looks. */
const MOST_DAYS_AHEAD = 366 * 6;

/**
 * Adds a day of a royal decree to the calendar, for good.
 * @throws DomainError `not_allowed`, `invalid` for a day that is past, is free already, or has no source
 */
export async function addEquatedDay(
  context: Context,
  { day, decree }: { day: string; decree: string },
): Promise<{ number: number; clocks: number }> {
  const actor = requireActor(context.actor, 'calendar.change', {}, context);
  const today = amsterdamDay(context.now);
  const source = cleanLine(decree);
  return context.db.transaction().execute(async (tx) => {
    const before = await tx.selectFrom('equated_day').select('on_day').orderBy('number').forUpdate().execute();
    const days = before.map((row) => row.on_day);
    const fields = dayFaults({ day, source, today, calendar: newestOf(calendarsWith(days)) });
    if (Object.keys(fields).length > 0) throw new DomainError('invalid', { fields });
    const number = days.length + 1;
    const added = await tx
      .insertInto('equated_day')
      .values({ number, on_day: day, decree: source ?? '', added_by: actor.id, added_at: context.now, status: 'open' })
      .onConflict((conflict) => conflict.doNothing())
      .returning('number')
      .executeTakeFirst();
    // Somebody else added one in the same moment.
    if (!added) throw new DomainError('stale');
    const clocks = (await listLengthenings(tx, context.now)).length;
    if (clocks === 0) await decide(tx, { number, status: 'confirmed', by: actor.id, reason: null, at: context.now });
    await recordEvent(tx, context, {
      kind: 'calendar.day_added',
      trajectoryId: null,
      subjectKind: 'equated_day',
      subjectId: day,
      data: { decree: source, clocks },
    });
    return { number, clocks };
  });
}

function dayFaults({
  day,
  source,
  today,
  calendar,
}: {
  day: string;
  source: string | null;
  today: string;
  calendar: Calendar;
}): FieldErrors {
  const fields: FieldErrors = {};
  if (!isDay(day)) fields.day = 'policies:error.day';
  else if (day < today) fields.day = 'policies:error.day_past';
  else if (Date.parse(day) - Date.parse(today) > MOST_DAYS_AHEAD * 86_400_000) fields.day = 'policies:error.day_far';
  else if (whyFree(day, calendar)) fields.day = 'policies:error.day_free';
  if (!source || source.length < 10) fields.decree = 'policies:error.decree';
  else if (source.length > 300) fields.decree = 'policies:error.decree_long';
  return fields;
}

export type EquatedDay = {
  number: number;
  day: string;
  decree: string;
  addedBy: string | null;
  addedAt: Date;
  status: 'open' | 'confirmed' | 'declined';
  reason: string | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  /** Clocks that got a later date. */
  lengthened: number;
};

/** The days that were added, the last first. */
export async function listEquatedDays(db: Db): Promise<EquatedDay[]> {
  return db
    .selectFrom('equated_day')
    .leftJoin('person as adder', 'adder.id', 'equated_day.added_by')
    .leftJoin('person as decider', 'decider.id', 'equated_day.decided_by')
    .select((eb) => [
      'number',
      'on_day as day',
      'decree',
      'adder.display_name as addedBy',
      'added_at as addedAt',
      'status',
      'reason',
      'decider.display_name as decidedBy',
      'decided_at as decidedAt',
      eb
        .selectFrom('lengthening')
        .whereRef('lengthening.equated_day_number', '=', 'equated_day.number')
        .where('lengthening.applied', '=', true)
        .select((inner) => inner.cast<number>(inner.fn.countAll(), 'integer').as('count'))
        .as('lengthened'),
    ])
    .orderBy('number', 'desc')
    .execute()
    .then((rows) => rows.map((row) => ({ ...row, lengthened: row.lengthened ?? 0 })));
}

export type Lengthening = {
  contributionId: string;
  kind: string;
  title: string;
  trajectory: { slug: string; title: string };
  ideaNumber: number | null;
  dueOnBefore: string;
  dueOn: string;
};

/** The running clocks that would get a later date by the newest calendar, as things stand now; the first to end first. */
export async function listLengthenings(db: Db, now: Date): Promise<Lengthening[]> {
  const except = await listDeclined(db);
  const calendars = await loadCalendars(db);
  const calendar = newestOf(calendars);
  const today = amsterdamDay(now);
  const rows = await db
    .selectFrom('clock')
    .innerJoin('contribution', 'contribution.id', 'clock.contribution_id')
    .innerJoin('trajectory', 'trajectory.id', 'clock.trajectory_id')
    .leftJoin('idea', 'idea.id', 'clock.contribution_id')
    .where('clock.answered_on', 'is', null)
    .where('clock.stopped_on', 'is', null)
    .where('clock.calendar_version', '<>', calendar.version)
    .where('clock.due_on', '>=', today)
    .select(CLOCK_COLUMNS.map((column) => `clock.${column}` as const))
    .select([
      'clock.contribution_id',
      'contribution.kind',
      'contribution.title',
      'trajectory.slug',
      'trajectory.title as trajectory_title',
      'idea.number',
    ])
    .orderBy('clock.due_on')
    .orderBy('clock.contribution_id')
    .execute();
  const events = await listClockEvents(
    db,
    rows.map((row) => row.contribution_id),
  );
  return rows.flatMap((row): Lengthening[] => {
    const clock = readClock(row as ClockRow, events.get(row.contribution_id) ?? [], calendars);
    const lengthened = lengthenedClock(clock, { on: today, calendar, except });
    if (!lengthened) return [];
    return [
      {
        contributionId: row.contribution_id,
        kind: row.kind,
        title: row.title,
        trajectory: { slug: row.slug, title: row.trajectory_title },
        ideaNumber: row.number,
        dueOnBefore: clock.dueOn,
        dueOn: lengthened.dueOn,
      },
    ];
  });
}

async function listDeclined(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('equated_day').where('status', '=', 'declined').select('on_day').execute();
  return rows.map((row) => row.on_day);
}

/**
 * Gives the clocks of the list their later date. Each has an event with the day and a mail to who sent it in. What was answered meanwhile keeps its date.
 * @param expected how many the person saw; when it is not so any more they look again first
 * @throws DomainError `not_allowed`, `not_found`, `already_decided`, `stale`
 */
export async function confirmLengthening(context: Context, { expected }: { expected: number }): Promise<{ lengthened: number }> {
  const actor = requireActor(context.actor, 'calendar.change', {}, context);
  return context.db.transaction().execute(async (tx) => {
    const open = await lockOpen(tx);
    const list = await listLengthenings(tx, context.now);
    if (list.length !== expected) throw new DomainError('stale');
    const calendar = newestOf(await loadCalendars(tx));
    const except = await listDeclined(tx);
    const days = open.map((row) => row.on_day);
    const today = amsterdamDay(context.now);
    let lengthened = 0;
    // In the order of their ids, as everything that locks more than one clock.
    for (const { contributionId } of [...list].sort((a, b) => a.contributionId.localeCompare(b.contributionId))) {
      const subject = await lockSubject(tx, contributionId);
      const clock = subject.clock && lengthenedClock(subject.clock, { on: today, calendar, except });
      if (!subject.clock || !clock) continue;
      await writeClock(tx, contributionId, clock);
      const data = {
        dueOnBefore: subject.clock.dueOn,
        dueOn: clock.dueOn,
        days,
        reasons: clock.reasons,
        calendarVersion: calendar.version,
      };
      await writeClockEvent(tx, context, { contributionId, kind: 'recalculated', data });
      await tx
        .insertInto('lengthening')
        .values({
          equated_day_number: open.at(-1)?.number ?? 0,
          contribution_id: contributionId,
          due_on_before: subject.clock.dueOn,
          due_on: clock.dueOn,
          applied: true,
        })
        .execute();
      await noticeToAuthor(tx, subject, { notice: { kind: 'recalculated', days, dueOn: clock.dueOn }, now: context.now });
      await recordEvent(tx, context, {
        kind: 'clock.recalculated',
        trajectoryId: subject.trajectoryId,
        subjectKind: 'contribution',
        subjectId: contributionId,
      });
      lengthened++;
    }
    for (const { number } of open) await decide(tx, { number, status: 'confirmed', by: actor.id, reason: null, at: context.now });
    await recordDecision(tx, context, { days, decision: 'confirmed', lengthened });
    return { lengthened };
  });
}

/**
 * Leaves the promised dates as they are. New ones do count with the day.
 * @throws DomainError `not_allowed`, `not_found`, `invalid` without a reason
 */
export async function declineLengthening(context: Context, { reason }: { reason: string }): Promise<void> {
  const actor = requireActor(context.actor, 'calendar.change', {}, context);
  const why = readReason(reason);
  await context.db.transaction().execute(async (tx) => {
    const open = await lockOpen(tx);
    for (const { number } of open) await decide(tx, { number, status: 'declined', by: actor.id, reason: why, at: context.now });
    await recordDecision(tx, context, { days: open.map((row) => row.on_day), decision: 'declined', lengthened: 0 });
  });
}

async function lockOpen(tx: Tx): Promise<{ number: number; on_day: string }[]> {
  const open = await tx
    .selectFrom('equated_day')
    .where('status', '=', 'open')
    .select(['number', 'on_day'])
    .orderBy('number')
    .forUpdate()
    .execute();
  if (open.length === 0) throw new DomainError('already_decided');
  return open;
}

async function decide(
  tx: Tx,
  { number, status, by, reason, at }: { number: number; status: 'confirmed' | 'declined'; by: string; reason: string | null; at: Date },
): Promise<void> {
  await tx.updateTable('equated_day').set({ status, reason, decided_by: by, decided_at: at }).where('number', '=', number).execute();
}

async function recordDecision(tx: Tx, context: Context, data: { days: string[]; decision: string; lengthened: number }): Promise<void> {
  await recordEvent(tx, context, {
    kind: 'calendar.lengthening_decided',
    trajectoryId: null,
    subjectKind: 'equated_day',
    subjectId: data.days.at(-1) ?? '',
    data,
  });
}
