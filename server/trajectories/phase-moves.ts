import { sql } from 'kysely';
import type { Db } from '../context.ts';
import { chosenName, teamOf } from '../people/shown-official.ts';

/** How the dates of a phase were moved, as everybody reads it. */
export type PhaseMove = {
  id: number;
  phase: { id: string; title: string };
  from: { startsOn: string; endsOn: string };
  to: { startsOn: string; endsOn: string };
  /** '' when another program moved it and gave none. */
  reason: string;
  /** Null for who did not choose to be named, and for who is in no team. `manager`: the one of the trajectory. */
  by: { name: string | null; team: string | null; manager: boolean };
  at: string;
};

const isManager = sql<boolean>`exists (select 1 from role_grant where role_grant.person_id = phase_move.moved_by_id
  and role_grant.role = 'trajectory_manager' and (role_grant.trajectory_id is null or role_grant.trajectory_id = phase.trajectory_id))`;

/** The newest first. */
export async function listPhaseMoves(db: Db, trajectoryId: string): Promise<PhaseMove[]> {
  const rows = await db
    .selectFrom('phase_move')
    .innerJoin('phase', 'phase.id', 'phase_move.phase_id')
    .leftJoin('person', 'person.id', 'phase_move.moved_by_id')
    .where('phase.trajectory_id', '=', trajectoryId)
    .selectAll('phase_move')
    .select(isManager.as('manager'))
    .select(['phase.title', chosenName('person').as('name'), teamOf('person', 'phase.trajectory_id').as('team')])
    .orderBy('phase_move.id', 'desc')
    .limit(50)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    phase: { id: row.phase_id, title: row.title },
    from: { startsOn: row.starts_on_before, endsOn: row.ends_on_before },
    to: { startsOn: row.starts_on, endsOn: row.ends_on },
    reason: row.reason,
    by: { name: row.name, team: row.team, manager: row.manager },
    at: row.moved_at.toISOString(),
  }));
}
