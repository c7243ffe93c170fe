import type { Db } from '../context.ts';
import { OUTCOMES, type Outcome } from './response-rules.ts';

/** Published answers of a trajectory by outcome, in the order of `OUTCOMES`; each contribution counts once, by its newest answer. */
export async function countOutcomes(db: Db, trajectoryId: string): Promise<{ outcome: Outcome; count: number }[]> {
  const newest = await db
    .selectFrom('response')
    .where('trajectory_id', '=', trajectoryId)
    .where('status', '=', 'published')
    .distinctOn('contribution_id')
    .orderBy('contribution_id')
    .orderBy('published_at', 'desc')
    .select('outcome')
    .execute();
  return OUTCOMES.map((outcome) => ({ outcome, count: newest.filter((row) => row.outcome === outcome).length })).filter(
    ({ count }) => count > 0,
  );
}
