/** The list of the day: each working morning a mail with what is late, due today or due soon, to who handles it and to who leads the team. */
import { sql } from 'kysely';
import { amsterdamDay, amsterdamMidnight } from '../calendar/amsterdam.ts';
import { newestOf } from '../calendar/calendar.ts';
import { loadCalendars } from '../calendar/queries.ts';
import { isWorkingDay } from '../calendar/working-days.ts';
import type { Db, Tx } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { writeMail } from '../mail/write-mail.ts';
import { type DailyItem, dailyMail } from './staff-mails.ts';
import { openStates } from './state-sql.ts';

/** Seven o'clock in Amsterdam: before people start. */
const FROM_HOUR = 7;
const MOST_ITEMS = 100;

/**
 * Sends the lists of today that have not been sent, from seven o'clock on working days. Once per person and day, whoever runs it and how often; a morning
 * that was missed is made up for later the same day, never the day after.
 * @returns how many mails
 */
export async function sendDailyLists({ db, now }: { db: Db; now: Date }): Promise<number> {
  const today = amsterdamDay(now);
  if (now.getTime() < amsterdamMidnight(today).getTime() + FROM_HOUR * 3_600_000) return 0;
  if (!isWorkingDay(today, newestOf(await loadCalendars(db)))) return 0;
  let sent = 0;
  for (const reader of await listReaders(db, today)) {
    const isSent = await db.transaction().execute((tx) => sendList(tx, { reader, today, now }));
    if (isSent) sent++;
  }
  return sent;
}

type Reader = { id: string; name: string; email: string; teamId: string | null; team: string | null };

/** Handlers of something open that needs attention, and leads of teams; those who had today's list left out. */
async function listReaders(db: Db, today: string): Promise<Reader[]> {
  const attention = sql`clock.answered_on is null and clock.stopped_on is null and (${openStates(today).overdue} or ${openStates(today).dueSoon})`;
  const { rows } = await sql<Reader>`
    select distinct on (person.id) person.id, person.display_name as name, person.email, team.id as "teamId", team.name as team
    from person
    left join team on team.lead_id = person.id
    where person.erased_at is null and person.email is not null
      and (team.id is not null or exists (select 1 from clock where clock.handler_id = person.id and ${attention}))
      and (team.id is null or exists (select 1 from clock where (clock.team_id = team.id or clock.handler_id = person.id) and ${attention}))
      and not exists (select 1 from daily_list where daily_list.person_id = person.id and daily_list.on_day = ${today}::date)
    order by person.id, team.name`.execute(db);
  return rows;
}

async function sendList(tx: Tx, { reader, today, now }: { reader: Reader; today: string; now: Date }): Promise<boolean> {
  const mine = await tx
    .insertInto('daily_list')
    .values({ person_id: reader.id, on_day: today })
    .onConflict((conflict) => conflict.doNothing())
    .returning('person_id')
    .executeTakeFirst();
  if (!mine) return false;
  const is = openStates(today);
  const rows = await tx
    .selectFrom('clock')
    .innerJoin('contribution', 'contribution.id', 'clock.contribution_id')
    .leftJoin('person as handler', 'handler.id', 'clock.handler_id')
    .leftJoin('team', 'team.id', 'clock.team_id')
    .where('clock.answered_on', 'is', null)
    .where('clock.stopped_on', 'is', null)
    .where((eb) => eb.or([eb('clock.handler_id', '=', reader.id), eb('team.lead_id', '=', reader.id)]))
    .where((eb) => eb.or([is.overdue, is.dueSoon]))
    .select([
      'clock.contribution_id as contributionId',
      'contribution.title',
      'clock.due_on as dueOn',
      'handler.display_name as handler',
      'clock.paused_on',
    ])
    .orderBy('clock.due_on')
    .orderBy('clock.contribution_id')
    .limit(MOST_ITEMS)
    .execute();
  const items: DailyItem[] = rows.map(({ paused_on, ...item }) => ({ ...item, paused: paused_on !== null }));
  if (items.length === 0) return false;
  await writeMail(tx, { to: reader.email, write: dailyMail({ to: reader, items, today, team: reader.team }) }, now);
  await recordEvent(
    tx,
    { actor: null, now },
    {
      kind: 'clock.daily_list_sent',
      trajectoryId: null,
      subjectKind: 'person',
      subjectId: reader.id,
      data: { items: items.length },
    },
  );
  return true;
}
