import type { Tx } from '../context.ts';

/**
 * The next number in the address of something of a trajectory, from 1 without holes. Holds the trajectory until the transaction ends, so that two people who send
 * at once do not get the same.
 */
export async function nextNumber(
  tx: Tx,
  table: 'story' | 'challenge' | 'formal_view' | 'council_question' | 'council_dossier' | 'dossier_version',
  trajectoryId: string,
): Promise<number> {
  await tx.selectFrom('trajectory').where('id', '=', trajectoryId).select('id').forNoKeyUpdate().executeTakeFirstOrThrow();
  const last = await tx
    .selectFrom(table)
    .where('trajectory_id', '=', trajectoryId)
    .select((eb) => eb.fn.max<number | null>('number').as('number'))
    .executeTakeFirstOrThrow();
  return (last.number ?? 0) + 1;
}
