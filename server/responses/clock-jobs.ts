/**
 * What clocks bring about by themselves: that a date passed is written down, and officials are reminded. Every round may run twice, on several nodes at once, and
 * after a night without us: rows are held while they are dealt with, and each keeps what was done.
 */
import { sql } from 'kysely';
import { amsterdamDay, endOfAmsterdamDay } from '../calendar/amsterdam.ts';
import { loadCalendars } from '../calendar/queries.ts';
import type { Db, Tx } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { writeMail } from '../mail/write-mail.ts';
import { writeClockEvent } from './clock-store.ts';
import { type ClockRow, readClock } from './clock-view.ts';
import { CLOCK_COLUMNS, listClockEvents } from './queries.ts';
import { dueReminder, nextReminder } from './rules.ts';
import { type Recipient, type ReminderItem, reminderMail, teamLeads } from './staff-mails.ts';

type Round = { db: Db; now: Date };

const AT_ONCE = 200;

/** Repeats a batch, each in its own transaction, until one was not full. */
async function inBatches({ db, now }: Round, batch: (tx: Tx, now: Date) => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await db.transaction().execute((tx) => batch(tx, now));
    total += count;
    if (count < AT_ONCE) return total;
  }
}

/**
 * Writes down that promised dates passed, once for each date, at the first instant after it: also when nobody was there at the time, and for what was answered
 * late before anybody noted it.
 * @returns how many
 */
export function noteOverdueClocks(round: Round): Promise<number> {
  return inBatches(round, async (tx, now) => {
    const { rows } = await sql<{ contribution_id: string; trajectory_id: string; due_on: string }>`
      update clock set overdue_noted_on = clock.due_on
      from (
        select contribution_id from clock
        where stopped_on is null and paused_on is null and (answered_on is null or answered_on > due_on) and overdue_noted_on is distinct from due_on
          and due_on < ${amsterdamDay(now)}::date
        order by due_on, contribution_id limit ${AT_ONCE}::integer
        for update skip locked
      ) as late
      where clock.contribution_id = late.contribution_id
      returning clock.contribution_id, clock.trajectory_id, clock.due_on`.execute(tx);
    for (const { contribution_id: contributionId, trajectory_id: trajectoryId, due_on: dueOn } of rows) {
      const at = endOfAmsterdamDay(dueOn);
      await writeClockEvent(tx, { actor: null, now: at }, { contributionId, kind: 'overdue', data: { dueOn } });
      await recordEvent(
        tx,
        { actor: null, now },
        {
          kind: 'clock.overdue',
          trajectoryId,
          subjectKind: 'contribution',
          subjectId: contributionId,
          data: { dueOn, passedAt: at.toISOString() },
        },
      );
    }
    return rows.length;
  });
}

/**
 * Reminds who handles a contribution at the percentages its promise names; from the last day on, and when nobody handles it, the lead of the team (or who manages
 * the trajectory) too. One mail per person and round, with all of it. After a night without us only the last of several reminders goes out.
 * @returns how many clocks were reminded of
 */
export function sendReminders(round: Round): Promise<number> {
  return inBatches(round, async (tx, now) => {
    const today = amsterdamDay(now);
    const rows = await tx
      .selectFrom('clock')
      .innerJoin('contribution', 'contribution.id', 'clock.contribution_id')
      .where('clock.remind_on', '<=', today)
      .select(CLOCK_COLUMNS.map((column) => `clock.${column}` as const))
      .select([
        'clock.contribution_id',
        'clock.trajectory_id',
        'clock.team_id',
        'clock.handler_id',
        'clock.reminded_percent',
        'contribution.kind',
        'contribution.title',
      ])
      .orderBy('clock.remind_on')
      .orderBy('clock.contribution_id')
      .limit(AT_ONCE)
      .forUpdate('clock')
      .skipLocked()
      .execute();
    const events = await listClockEvents(
      tx,
      rows.map((row) => row.contribution_id),
    );
    const calendars = await loadCalendars(tx);
    const mails = new Map<string, { to: Recipient; items: ReminderItem[] }>();
    for (const row of rows) {
      const { contribution_id: contributionId, trajectory_id: trajectoryId } = row;
      const clock = readClock(row as ClockRow, events.get(contributionId) ?? [], calendars);
      const percent = dueReminder(clock, { sent: row.reminded_percent, on: today });
      const sent = percent ?? row.reminded_percent;
      await tx
        .updateTable('clock')
        .set({ reminded_percent: sent, remind_on: nextReminder(clock, sent)?.on ?? null })
        .where('contribution_id', '=', contributionId)
        .execute();
      if (percent === null) continue;
      const item = { contributionId, title: row.title, kind: row.kind, dueOn: clock.dueOn, percent };
      for (const to of await whomToRemind(tx, row, { percent, today })) {
        const mail = mails.get(to.id) ?? { to, items: [] };
        mails.set(to.id, { to, items: [...mail.items, item] });
      }
      await writeClockEvent(tx, { actor: null, now }, { contributionId, kind: 'reminded', data: { percent } });
      await recordEvent(
        tx,
        { actor: null, now },
        {
          kind: 'clock.reminded',
          trajectoryId,
          subjectKind: 'contribution',
          subjectId: contributionId,
          data: { percent },
        },
      );
    }
    for (const { to, items } of mails.values()) await writeMail(tx, { to: to.email, write: reminderMail({ to, items, today }) }, now);
    return rows.length;
  });
}

async function whomToRemind(
  tx: Tx,
  row: { handler_id: string | null; team_id: string | null; trajectory_id: string },
  { percent, today }: { percent: number; today: string },
): Promise<Recipient[]> {
  const handler = row.handler_id
    ? await tx
        .selectFrom('person')
        .where('id', '=', row.handler_id)
        .where('erased_at', 'is', null)
        .where('email', 'is not', null)
        .select(['id', 'display_name as name', 'email'])
        .executeTakeFirst()
    : undefined;
  const known = handler?.email ? [{ ...handler, email: handler.email }] : [];
  if (known.length > 0 && percent < 100) return known;
  const leads = await teamLeads(tx, { teamId: row.team_id, trajectoryId: row.trajectory_id, today });
  return [...known, ...leads.filter(({ id }) => id !== handler?.id)];
}
