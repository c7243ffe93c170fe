/** What came in and what was done with it: in all, per phase and per theme. */
import { sql } from 'kysely';
import type { Db } from '../context.ts';
import { listPhases } from '../trajectories/queries.ts';
import { heldBy } from '../trajectories/rules.ts';
import type { PhasePractice, Speed, Tally, ThemeTally } from './content.ts';
import { countedContributions, type TallyRow, tallyColumns, tallyOf } from './counted.ts';

type Asked = { trajectoryId: string; now: Date; today: string };

export async function readTotals(db: Db, { trajectoryId, now, today }: Asked): Promise<{ tally: Tally; speed: Speed; comments: number }> {
  const { rows } = await sql<TallyRow & { comments: number }>`
    select ${tallyColumns(today)},
      (select count(*)::integer from comment where trajectory_id = ${trajectoryId}::uuid and status = 'visible' and contribution_id is null and created_at <= ${now})
        as comments
    from ${countedContributions(trajectoryId, now)} as counted`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('a count without a row');
  return { ...tallyOf(row), comments: row.comments };
}

/** Promise and practice of each phase, by what came in on its days. What came in on a day of two phases counts in both. */
export async function readPhases(db: Db, { trajectoryId, now, today }: Asked): Promise<PhasePractice[]> {
  const phases = await listPhases(db, [trajectoryId]);
  const { rows } = await sql<TallyRow & { phase_id: string }>`
    select phase.id as phase_id, ${tallyColumns(today)}
    from phase join ${countedContributions(trajectoryId, now)} as counted on came_on between phase.starts_on and phase.ends_on
    where phase.trajectory_id = ${trajectoryId}::uuid group by phase.id`.execute(db);
  const comments = await sql<{ phase_id: string; n: number }>`
    select phase.id as phase_id, count(*)::integer as n from phase
    join comment on comment.trajectory_id = phase.trajectory_id and (comment.created_at at time zone 'Europe/Amsterdam')::date between phase.starts_on and phase.ends_on
    where phase.trajectory_id = ${trajectoryId}::uuid and comment.status = 'visible' and comment.contribution_id is null and comment.created_at <= ${now}
    group by phase.id`.execute(db);
  return phases.map((phase) => {
    const row = rows.find(({ phase_id }) => phase_id === phase.id);
    const shut = heldBy(phase, phases) !== null;
    return {
      position: phase.position,
      kind: phase.kind,
      title: phase.title,
      level: phase.influenceLevel,
      promise: phase.promise,
      startsOn: phase.startsOn,
      endsOn: phase.endsOn,
      state: today > phase.endsOn ? 'over' : today < phase.startsOn || shut ? 'to_come' : 'active',
      ...(row ? tallyOf(row) : NOTHING),
      comments: comments.rows.find(({ phase_id }) => phase_id === phase.id)?.n ?? 0,
    };
  });
}

const NOTHING: { tally: Tally; speed: Speed } = {
  tally: { received: 0, answered: 0, waiting: 0, gone: 0, outcomes: [] },
  speed: { n: 0, onTime: 0, late: 0, median: null, p90: null, overdue: 0 },
};

/** Ideas by theme, in the order of the themes; ideas without one come last. Support is that of ideas that still stand. */
export async function readThemes(db: Db, { trajectoryId, now, today }: Asked): Promise<ThemeTally[]> {
  const { rows } = await sql<TallyRow & { slug: string | null; name: string | null; supports: number }>`
    select theme.slug, theme.name, coalesce(sum(counted.support_count) filter (where not gone), 0)::integer as supports, ${tallyColumns(today)}
    from ${countedContributions(trajectoryId, now)} as counted left join theme on theme.id = counted.theme_id
    where counted.kind = 'idea' group by theme.id order by theme.position nulls last`.execute(db);
  return rows.map(({ slug, name, supports, ...row }) => {
    const { tally } = tallyOf(row);
    return { slug, name, ideas: tally.received, supports, tally };
  });
}
