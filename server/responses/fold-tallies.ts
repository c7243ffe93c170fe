import { sql } from 'kysely';
import type { Db } from '../context.ts';

/** Loose rows that figures sum without trouble. */
const FEW = 200;

const COLUMNS = sql.raw(
  'level, trajectory_id, team_id, kind, month, working_days, on_time, answers, first_on_time, paused, paused_days, extended',
);
const SUMS = sql.raw('sum(answers), sum(first_on_time), sum(paused), sum(paused_days), sum(extended)');

/**
 * Folds what answers added to `clock_tally` into three sets of sums (see `ClockTallyTable.level`), so that figures stay quick with a million clocks. What the table
 * says does not change: readers see the loose rows or the sums, never both.
 * @returns whether there was anything to fold
 */
export async function foldTallies({ db }: { db: Db }): Promise<boolean> {
  const loose = await sql`select 1 from clock_tally where level = 0 limit ${FEW + 1}::integer`.execute(db);
  if (loose.rows.length <= FEW) return false;
  await db.transaction().execute(async (tx) => {
    // One node at a time; those who answer only add rows, and never wait for this.
    await sql`select pg_advisory_xact_lock(hashtextextended('oever fold tallies', 0))`.execute(tx);
    await sql`
      with loose as (delete from clock_tally where level = 0 returning *),
      known as (delete from clock_tally where level > 0 and month in (select month from clock_tally where level = 0) returning *),
      rows as (
        select ${COLUMNS} from known
        union all select 1, trajectory_id, team_id, kind, month, working_days, on_time, answers, first_on_time, paused, paused_days, extended from loose
        union all select 2, null, team_id, kind, month, working_days, on_time, answers, first_on_time, paused, paused_days, extended from loose
        union all select 3, trajectory_id, null, null, month, working_days, on_time, answers, first_on_time, paused, paused_days, extended from loose
      )
      insert into clock_tally (${COLUMNS})
      select level, trajectory_id, team_id, kind, month, working_days, on_time, ${SUMS} from rows
      group by 1, 2, 3, 4, 5, 6, 7
      having sum(answers) <> 0 or sum(first_on_time) <> 0 or sum(paused) <> 0 or sum(paused_days) <> 0 or sum(extended) <> 0`.execute(tx);
  });
  return true;
}
