import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Db } from '../context.ts';

/** Support that a moderator took out of the count of an idea and that is out still, by the day of it. Not of whom. */
export async function listTakenOut(db: Db, ideaId: string): Promise<{ count: number; on: string }[]> {
  const rows = await db
    .selectFrom('integrity_flag')
    .where('subject_kind', '=', 'idea')
    .where('subject_id', '=', ideaId)
    .where('outcome', '=', 'excluded')
    .where('put_back_at', 'is', null)
    .select(['decided_at', 'tally_before', 'tally_after'])
    .orderBy('decided_at')
    .execute();
  return rows.flatMap(({ decided_at, tally_before, tally_after }) =>
    decided_at && tally_before !== null && tally_after !== null && tally_before > tally_after
      ? [{ count: tally_before - tally_after, on: amsterdamDay(decided_at) }]
      : [],
  );
}
