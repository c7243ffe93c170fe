import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { Database } from '../../db/schema.ts';
import type { Tx } from '../context.ts';
import { lockChain } from './seal.ts';

/**
 * Takes the data and the salt of events away: that something happened, when and of which kind stays, and so does the chain.
 * @returns how many had data
 */
export async function eraseEventData(tx: Tx, which: (eb: ExpressionBuilder<Database, 'event'>) => Expression<SqlBool>): Promise<number> {
  await lockChain(tx);
  const erased = await tx
    .updateTable('event')
    .set({ data: '{}' })
    .where(which)
    .where(sql<boolean>`data <> '{}'::jsonb`)
    .returning('id')
    .execute();
  if (erased.length === 0) return 0;
  // What is not sealed yet is sealed without its data.
  await tx
    .updateTable('event_seal')
    .set({ salt: null })
    .where('seq', 'is not', null)
    .where(
      'event_id',
      'in',
      erased.map((event) => event.id),
    )
    .execute();
  return erased.length;
}
