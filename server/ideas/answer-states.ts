import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { amsterdamDay } from '../calendar/amsterdam.ts';
import { addWorkingDays } from '../calendar/working-days.ts';
import type { Db } from '../context.ts';
import { ANSWERED_STATUSES, type AnswerState } from './rules.ts';

/** From how many working days before its last day an answer is due soon, where the trajectory's answer policy does not say. */
export const DUE_SOON_DAYS = 5;
/** How many open clocks of one state are counted one by one. */
export const MOST_CLOCKS_COUNTED = 1000;

/** The days that divide open clocks: overdue before `today`, due soon before `later`, running from there. */
export function borders(now: Date, dueSoonDays: number = DUE_SOON_DAYS): { today: string; later: string } {
  const today = amsterdamDay(now);
  return { today, later: addWorkingDays(today, dueSoonDays + 1) };
}

/** Whether the answer to an idea (table `idea`) is in this state. */
export function answerIs(state: AnswerState, { today, later }: { today: string; later: string }): RawBuilder<SqlBool> {
  if (state === 'answered') return sql<SqlBool>`idea.status in (${sql.join([...ANSWERED_STATUSES])})`;
  return sql<SqlBool>`exists (
    select 1 from clock
    where clock.contribution_id = idea.id and clock.answered_on is null and clock.stopped_on is null and ${clockIs(state, { today, later })})`;
}

/** How many answers to ideas of this trajectory are in each open state; `MOST_CLOCKS_COUNTED` + 1 means: more than that. */
export async function countOpenAnswers(
  db: Db,
  { trajectoryId, now, dueSoonDays }: { trajectoryId: string; now: Date; dueSoonDays: number },
): Promise<Record<Exclude<AnswerState, 'answered'>, number>> {
  const between = borders(now, dueSoonDays);
  const states = ['running', 'due_soon', 'overdue', 'paused'] as const;
  const counts = states.map(
    (state) => sql`(select count(*) from (
      select 1 from clock
      where clock.trajectory_id = ${trajectoryId} and clock.kind = 'idea' and clock.answered_on is null and clock.stopped_on is null and ${clockIs(state, between)}
      limit ${sql.lit(MOST_CLOCKS_COUNTED + 1)}) as some) as ${sql.id(state)}`,
  );
  const { rows } = await sql<Record<(typeof states)[number], number>>`select ${sql.join(counts)}`.execute(db);
  const row = rows[0];
  return { running: Number(row?.running), due_soon: Number(row?.due_soon), overdue: Number(row?.overdue), paused: Number(row?.paused) };
}

function clockIs(state: Exclude<AnswerState, 'answered'>, { today, later }: { today: string; later: string }): RawBuilder<SqlBool> {
  switch (state) {
    case 'paused':
      return sql<SqlBool>`clock.paused_on is not null`;
    case 'overdue':
      return sql<SqlBool>`clock.paused_on is null and clock.due_on < ${today}::date`;
    case 'due_soon':
      return sql<SqlBool>`clock.paused_on is null and clock.due_on >= ${today}::date and clock.due_on < ${later}::date`;
    case 'running':
      return sql<SqlBool>`clock.paused_on is null and clock.due_on >= ${later}::date`;
  }
}
