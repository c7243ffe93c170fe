/** Votings and meetings that a template says there will be, until somebody makes them. */
import type { Context, Db, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';

export type PlannedStep = {
  id: string;
  kind: 'voting' | 'meeting';
  title: string;
  startsOn: string;
  endsOn: string;
  words: Record<string, unknown>;
};

/** What is not made yet, by day. */
export async function listPlannedSteps(db: Db, trajectoryId: string): Promise<PlannedStep[]> {
  const rows = await db
    .selectFrom('planned_step')
    .where('trajectory_id', '=', trajectoryId)
    .where('made_at', 'is', null)
    .orderBy('starts_on')
    .orderBy('kind')
    .orderBy('position')
    .selectAll()
    .execute();
  return rows.map(({ id, kind, starts_on, ends_on, words }) => {
    const told = words as Record<string, unknown>;
    return { id, kind, title: String(told.title ?? ''), startsOn: starts_on, endsOn: ends_on, words: told };
  });
}

/** One that is not made yet; null when it is, or is of another trajectory. */
export async function findPlannedStep(db: Db, { id, trajectoryId, kind }: { id: string; trajectoryId: string; kind: PlannedStep['kind'] }) {
  return (await listPlannedSteps(db, trajectoryId)).find((step) => step.id === id && step.kind === kind) ?? null;
}

/** It is made now, in the same transaction. @throws DomainError `already_decided` when somebody else made it meanwhile */
export async function finishStep(
  tx: Tx,
  { now }: Pick<Context, 'now'>,
  { id, trajectoryId }: { id: string; trajectoryId: string },
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('planned_step')
    .set({ made_at: now })
    .where('id', '=', id)
    .where('trajectory_id', '=', trajectoryId)
    .where('made_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new DomainError('already_decided');
}
