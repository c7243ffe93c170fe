import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Db } from '../context.ts';

/** Support that a moderator took out of the count of an idea and that is out still (so not what came back after an objection), by the day of it. Not of whom. */
export async function listTakenOut(db: Db, ideaId: string): Promise<{ count: number; on: string }[]> {
  const rows = await db
    .selectFrom('integrity_flag')
    .where('subject_kind', '=', 'idea')
    .where('subject_id', '=', ideaId)
    .where('outcome', '=', 'excluded')
    .where('put_back_at', 'is', null)
    .select((eb) => [
      'decided_at',
      'tally_before',
      'tally_after',
      eb
        .selectFrom('support_objection')
        .whereRef('support_objection.flag_id', '=', 'integrity_flag.id')
        .where('support_objection.outcome', '=', 'overturned')
        .select((inner) => inner.fn.countAll<number>().as('back'))
        .as('back'),
    ])
    .orderBy('decided_at')
    .execute();
  return rows.flatMap(({ decided_at, tally_before, tally_after, back }) => {
    if (!decided_at || tally_before === null || tally_after === null) return [];
    const count = tally_before - tally_after - Number(back);
    return count > 0 ? [{ count, on: amsterdamDay(decided_at) }] : [];
  });
}
