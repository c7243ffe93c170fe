import { sql } from 'kysely';
import type { Db } from '../context.ts';
import { TOOK_PART } from '../trajectories/queries.ts';

/** Whether this person proposed, wrote, supported, commented, told or voted in the trajectory. */
export async function tookPart(db: Db, { trajectoryId, personId }: { trajectoryId: string; personId: string }): Promise<boolean> {
  const { rows } = await sql<{ here: boolean }>`
    select exists (select from ${TOOK_PART} as took_part where trajectory_id = ${trajectoryId}::uuid and person_id = ${personId}::uuid) as here`.execute(
    db,
  );
  return rows[0]?.here ?? false;
}

/** Phases whose last day has passed, in order. */
export async function listOverPhases(db: Db, { trajectoryId, today }: { trajectoryId: string; today: string }) {
  return db
    .selectFrom('phase')
    .where('trajectory_id', '=', trajectoryId)
    .where('ends_on', '<', today)
    .select(['id', 'title', 'ends_on as endsOn'])
    .orderBy('ends_on')
    .orderBy('position')
    .execute();
}
