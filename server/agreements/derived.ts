/** Metrics the system counts itself: the figure as it is now, and keeping it on the day it is judged by. */
import { addDays, amsterdamDay } from '../calendar/amsterdam.ts';
import type { Db } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { computeResponseTimes } from '../responses/figures.ts';
import { countParticipants } from '../trajectories/queries.ts';
import type { Derived } from './rules.ts';

/** The figure now, participants at most ten seconds behind; null when there is nothing to count yet (no answers). */
export async function countDerived(
  db: Db,
  { derived, trajectoryId, now }: { derived: Derived; trajectoryId: string; now: Date },
): Promise<number | null> {
  switch (derived) {
    case 'participants':
      return (await countParticipants(db, { trajectoryIds: [trajectoryId], now })).get(trajectoryId) ?? 0;
    case 'contributions': {
      const row = await db
        .selectFrom('contribution')
        .where('trajectory_id', '=', trajectoryId)
        .where('kind', '<>', 'council_question')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      return Number(row.n);
    }
    case 'on_time_percent': {
      const { onTimeShare } = await computeResponseTimes(db, { trajectoryId, teamId: null, kind: null, now });
      return onTimeShare === null ? null : Math.round(onTimeShare * 1000) / 10;
    }
    case 'copies': {
      const row = await db
        .selectFrom('trajectory')
        .where('copied_from_id', '=', trajectoryId)
        .where('published_at', '<=', now)
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      const elsewhere = await db
        .selectFrom('copy_elsewhere')
        .where('trajectory_id', '=', trajectoryId)
        .where('noted_at', '<=', now)
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      return Number(row.n) + Number(elsewhere.n);
    }
  }
}

/**
 * Keeps the figure of each counted metric whose day is over, so that what happens later does not change the result. Twice, or on several nodes at once, is safe: one
 * counted value per metric and day.
 * @returns how many were kept
 */
export async function keepDerivedValues({ db, now }: { db: Db; now: Date }): Promise<number> {
  const today = amsterdamDay(now);
  const due = await db
    .selectFrom('metric')
    .where('derived', 'is not', null)
    .where('dropped_on', 'is', null)
    .where('measure_on', '<', today)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('metric_value')
            .whereRef('metric_value.metric_id', '=', 'metric.id')
            .where('entered_by_id', 'is', null)
            .whereRef('measured_on', '>=', 'metric.measure_on')
            .select('metric_value.id'),
        ),
      ),
    )
    .select(['id', 'number', 'trajectory_id', 'derived', 'measure_on'])
    .execute();
  let kept = 0;
  for (const metric of due) {
    if (!metric.derived) continue;
    const { trajectory_id: trajectoryId, derived } = metric;
    const value = await countDerived(db, { derived, trajectoryId, now });
    if (value === null) continue;
    // Right after the day it is the figure of that day; after downtime it is that of today.
    const measuredOn = addDays(metric.measure_on, 1) === today ? metric.measure_on : today;
    kept += await db.transaction().execute(async (tx) => {
      const row = await tx
        .insertInto('metric_value')
        .values({ metric_id: metric.id, measured_on: measuredOn, value, note: '', entered_by_id: null, entered_at: now })
        .onConflict((conflict) => conflict.columns(['metric_id', 'measured_on']).where('entered_by_id', 'is', null).doNothing())
        .returning('id')
        .executeTakeFirst();
      if (!row) return 0;
      await recordEvent(
        tx,
        { actor: null, now },
        {
          kind: 'metric.measured',
          trajectoryId,
          subjectKind: 'metric',
          subjectId: metric.id,
          data: { number: metric.number, value, measuredOn },
        },
      );
      return 1;
    });
  }
  return kept;
}
