import { sql } from 'kysely';
import type { Tx } from '../context.ts';
import { hashOfRange } from './address-range.ts';
import { slotOf } from './rules.ts';

/** Counts one who began to vote from a range of addresses. Neither who nor what: a sum per ten minutes. */
export async function countRange(tx: Tx, { votingId, address, now }: { votingId: string; address: string; now: Date }): Promise<void> {
  const address_range = await hashOfRange(tx, { address, now });
  if (!address_range) return;
  await tx
    .insertInto('voting_range')
    .values({ voting_id: votingId, slot: slotOf(now), address_range, participants: 1 })
    .onConflict((conflict) =>
      conflict.columns(['voting_id', 'slot', 'address_range']).doUpdateSet({ participants: sql`voting_range.participants + 1` }),
    )
    .execute();
}
