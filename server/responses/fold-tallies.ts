import { sql } from 'kysely';
import type { Db } from '../context.ts';

/** Loose rows that figures count without trouble. */
const FEW = 200;

/**
 * Moves what answers added to `clock_tally` into `clock_histogram`, so that figures stay quick with a million clocks. What the two say together does not change,
 * and readers see it at one moment.
 * @returns whether there was enough to fold
 */
export async function foldTallies({ db, few = FEW }: { db: Db; few?: number }): Promise<boolean> {
  const loose = await sql`select 1 from clock_tally limit ${few + 1}::integer`.execute(db);
  if (loose.rows.length <= few) return false;
  await db.transaction().execute(async (tx) => {
    // One node at a time; those who answer only add rows, and never wait for this.
    await sql`select pg_advisory_xact_lock(hashtextextended('oever fold tallies', 0))`.execute(tx);
    await sql`set local statement_timeout = 0`.execute(tx);
    await sql`
      with loose as (delete from clock_tally returning *),
      known as (delete from clock_histogram where month in (select month from clock_tally) returning *),
      cells as (
        select level, case when level <> 2 then trajectory_id end as trajectory_id, case when level < 3 then team_id end as team_id,
          case when level < 3 then kind end as kind, month, working_days, answers, case when on_time then answers else 0 end as on_time,
          first_on_time, paused, paused_days, extended
        from loose, generate_series(1, 3) as level
        union all
        select level, trajectory_id, team_id, kind, month, split_part(cell, ':', 1)::integer, split_part(cell, ':', 2)::integer,
          split_part(cell, ':', 3)::integer, 0, 0, 0, 0
        from known, string_to_table(days, ',') as cell
        union all
        select level, trajectory_id, team_id, kind, month, 0, 0, 0, first_on_time, paused, paused_days, extended from known
      ),
      days as (
        select level, trajectory_id, team_id, kind, month, working_days, sum(answers) as answers, sum(on_time) as on_time,
          sum(first_on_time) as first_on_time, sum(paused) as paused, sum(paused_days) as paused_days, sum(extended) as extended
        from cells group by 1, 2, 3, 4, 5, 6
      )
      insert into clock_histogram (level, trajectory_id, team_id, kind, month, days, first_on_time, paused, paused_days, extended)
      select level, trajectory_id, team_id, kind, month,
        string_agg(working_days || ':' || answers || ':' || on_time, ',' order by working_days) filter (where answers <> 0),
        sum(first_on_time), sum(paused), sum(paused_days), sum(extended)
      from days group by 1, 2, 3, 4, 5
      having sum(answers) <> 0`.execute(tx);
  });
  return true;
}
