import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Db } from '../context.ts';
import { dueSoonUntil } from '../responses/rules.ts';
import { openStates } from '../responses/state-sql.ts';
import { ANSWERED_STATUSES, type AnswerState } from './rules.ts';

/** How many open clocks of one state are counted one by one. */
export const MOST_CLOCKS_COUNTED = 10_000;

const OPEN = sql`clock.answered_on is null and clock.stopped_on is null`;

/** `dueSoonDays`: of the trajectory's promise for ideas; null looks at the promise each clock started with, which no index can help with. */
export type AnswersAt = { now: Date; dueSoonDays: number | null };

/** Whether the answer to an idea (table `idea`) is in this state now. */
export function answerIs(state: AnswerState, at: AnswersAt): RawBuilder<SqlBool> {
  if (state === 'answered') return sql<SqlBool>`idea.status in (${sql.join([...ANSWERED_STATUSES])})`;
  return sql<SqlBool>`exists (select 1 from clock where clock.contribution_id = idea.id and ${OPEN} and ${conditions(at)[state]})`;
}

/** How many answers to ideas of this trajectory are in each open state; `MOST_CLOCKS_COUNTED` + 1 means: more than that. */
export async function countOpenAnswers(
  db: Db,
  { trajectoryId, ...at }: AnswersAt & { trajectoryId: string },
): Promise<Record<Exclude<AnswerState, 'answered'>, number>> {
  const counts = Object.entries(conditions(at)).map(
    ([state, condition]) => sql`
      select ${state} as state, count(*)::integer as clocks from (
        select 1 from clock where clock.trajectory_id = ${trajectoryId} and clock.kind = 'idea' and ${OPEN} and ${condition}
        limit ${MOST_CLOCKS_COUNTED + 1}::integer) as counted`,
  );
  const { rows } = await sql<{ state: string; clocks: number }>`${sql.join(counts, sql` union all `)}`.execute(db);
  const of = (state: AnswerState) => rows.find((row) => row.state === state)?.clocks ?? 0;
  return { running: of('running'), due_soon: of('due_soon'), overdue: of('overdue'), paused: of('paused') };
}

function conditions({ now, dueSoonDays }: AnswersAt): Record<Exclude<AnswerState, 'answered'>, RawBuilder<boolean>> {
  const today = amsterdamDay(now);
  const { running, dueSoon, overdue, paused } = openStates(today);
  if (dueSoonDays === null) return { running, due_soon: dueSoon, overdue, paused };
  const soon = dueSoonUntil(today, dueSoonDays);
  return {
    running: sql<boolean>`clock.paused_on is null and clock.due_on > ${soon}::date`,
    due_soon: sql<boolean>`clock.paused_on is null and clock.due_on between ${today}::date and ${soon}::date`,
    overdue,
    paused,
  };
}
