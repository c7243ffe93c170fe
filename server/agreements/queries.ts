import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Context, Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { chosenName, teamOf } from '../people/shown-official.ts';
import { can } from '../permissions.ts';
import { getReadableTrajectory } from '../trajectories/queries.ts';
import { countDerived } from './derived.ts';
import { type Derived, type Direction, isLocked, judgedValue, type MetricChanges, type MetricState, metricState } from './rules.ts';

type Viewer = Pick<Context, 'db' | 'actor' | 'now'>;

export type MetricValue = {
  measuredOn: string;
  value: number;
  note: string;
  /** The system counted it. */
  counted: boolean;
  /** Null for who did not choose to be named, and for what was counted. */
  by: string | null;
  enteredAt: string;
};

export type Metric = {
  id: string;
  trajectoryId: string;
  number: number;
  name: string;
  unit: string;
  direction: Direction;
  source: string;
  baseline: number | null;
  target: number;
  measureOn: string;
  owner: string;
  /** What the system counts for it; null: values are entered. */
  derived: Derived | null;
  droppedOn: string | null;
  /** It does not stand any more as it was agreed beforehand, or was added later. */
  amended: boolean;
  revision: number;
  state: MetricState;
  /** What it is judged by now: the value of its day, or until then the newest (counted at this moment when the system counts it). */
  value: MetricValue | null;
  /** Everything measured, the newest first. */
  values: MetricValue[];
};

export type Amendment = {
  id: string;
  metricId: string;
  metric: { number: number; name: string } | null;
  kind: 'added' | 'changed' | 'dropped';
  changes: MetricChanges;
  reason: string;
  by: string | null;
  at: string;
};

export type Observation = {
  id: string;
  observedOn: string;
  body: string;
  by: string | null;
  withdrawn: boolean;
  at: string;
  mayWithdraw: boolean;
};

/** The metrics of these trajectories with their values and how they stand at `now`, by number; those that were dropped too. */
export async function listMetrics(db: Db, { trajectoryIds, now }: { trajectoryIds: readonly string[]; now: Date }): Promise<Metric[]> {
  if (trajectoryIds.length === 0) return [];
  const rows = await db
    .selectFrom('metric')
    .where('trajectory_id', 'in', [...trajectoryIds])
    .orderBy('trajectory_id')
    .orderBy('number')
    .selectAll()
    .execute();
  const values = await listValues(
    db,
    rows.map(({ id }) => id),
  );
  const today = amsterdamDay(now);
  const metrics: Metric[] = [];
  for (const row of rows) {
    const own = values.get(row.id) ?? [];
    const terms = { target: row.target, direction: row.direction, measureOn: row.measure_on, droppedOn: row.dropped_on };
    // Until its day what the system counts is counted anew; from then on the value of that day stands.
    const live =
      row.derived && today <= row.measure_on && row.dropped_on === null
        ? await countedNow(db, { derived: row.derived, trajectoryId: row.trajectory_id, now, today })
        : null;
    const value = live ?? judgedValue(own, { measureOn: row.measure_on });
    metrics.push({
      id: row.id,
      trajectoryId: row.trajectory_id,
      number: row.number,
      name: row.name,
      unit: row.unit,
      source: row.source,
      baseline: row.baseline,
      ...terms,
      owner: row.owner,
      derived: row.derived,
      amended: row.amendment_id !== null,
      revision: row.revision,
      state: metricState(terms, { value: value?.value ?? null, today }),
      value,
      values: own,
    });
  }
  return metrics;
}

async function countedNow(
  db: Db,
  { derived, trajectoryId, now, today }: { derived: Derived; trajectoryId: string; now: Date; today: string },
): Promise<MetricValue | null> {
  const value = await countDerived(db, { derived, trajectoryId, now });
  return value === null ? null : { measuredOn: today, value, note: '', counted: true, by: null, enteredAt: now.toISOString() };
}

async function listValues(db: Db, metricIds: readonly string[]): Promise<Map<string, MetricValue[]>> {
  const found = new Map<string, MetricValue[]>();
  if (metricIds.length === 0) return found;
  const rows = await db
    .selectFrom('metric_value')
    .leftJoin('person', 'person.id', 'metric_value.entered_by_id')
    .where('metric_id', 'in', [...metricIds])
    .select(['metric_id', 'measured_on', 'value', 'note', 'entered_by_id', 'entered_at', chosenName('person').as('by')])
    .orderBy('measured_on', 'desc')
    .orderBy('entered_at', 'desc')
    .execute();
  for (const row of rows) {
    const own = found.get(row.metric_id) ?? [];
    found.set(row.metric_id, own);
    own.push({
      measuredOn: row.measured_on,
      value: row.value,
      note: row.note,
      counted: row.entered_by_id === null,
      by: row.by,
      enteredAt: row.entered_at.toISOString(),
    });
  }
  return found;
}

/** Public changes of what was agreed, the newest first. */
export async function listAmendments(db: Db, trajectoryId: string): Promise<Amendment[]> {
  const rows = await db
    .selectFrom('metric_amendment')
    .innerJoin('person', 'person.id', 'metric_amendment.made_by_id')
    .leftJoin('metric', 'metric.id', 'metric_amendment.metric_id')
    .where('metric_amendment.trajectory_id', '=', trajectoryId)
    .selectAll('metric_amendment')
    .select(['metric.number', 'metric.name', chosenName('person').as('by'), teamOf('person', 'metric_amendment.trajectory_id').as('team')])
    .orderBy('made_at', 'desc')
    .orderBy('metric_amendment.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    metricId: row.metric_id,
    metric: row.number === null || row.name === null ? null : { number: row.number, name: row.name },
    kind: row.kind,
    changes: row.changes as MetricChanges,
    reason: row.reason,
    by: row.by ?? row.team,
    at: row.made_at.toISOString(),
  }));
}

/** What staff noticed, the newest first; of what was taken back only that it was there. */
export async function listObservations({ db, actor, now }: Viewer, trajectoryId: string): Promise<Observation[]> {
  const rows = await db
    .selectFrom('observation')
    .innerJoin('person', 'person.id', 'observation.author_id')
    .where('trajectory_id', '=', trajectoryId)
    .select(['observation.id', 'observed_on', 'body', 'author_id', 'withdrawn_at', 'observation.created_at'])
    .select([chosenName('person').as('by'), teamOf('person', 'observation.trajectory_id').as('team')])
    .orderBy('observed_on', 'desc')
    .orderBy('observation.created_at', 'desc')
    .limit(500)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    observedOn: row.observed_on,
    body: row.withdrawn_at ? '' : row.body,
    by: row.by ?? row.team,
    withdrawn: row.withdrawn_at !== null,
    at: row.created_at.toISOString(),
    mayWithdraw: row.withdrawn_at === null && can(actor, 'observation.withdraw', { trajectoryId, ownerId: row.author_id }, { now }),
  }));
}

/** Everything agreed beforehand on a trajectory and what came of it. @throws DomainError `not_found` */
export async function getAgreements(viewer: Viewer, { trajectory: slug }: { trajectory: string }) {
  const { db, actor, now } = viewer;
  const { id, title } = await getReadableTrajectory(db, { slug, actor, now });
  const phases = await db
    .selectFrom('phase')
    .where('trajectory_id', '=', id)
    .select('starts_on as startsOn')
    .orderBy('starts_on')
    .execute();
  const locked = isLocked(phases, amsterdamDay(now));
  return {
    trajectory: { id, slug, title },
    /** The day the first phase opens or opened; null without phases. */
    lockedFrom: phases[0]?.startsOn ?? null,
    locked,
    // What was dropped before the lock was never agreed.
    metrics: (await listMetrics(db, { trajectoryIds: [id], now })).filter(({ droppedOn, amended }) => droppedOn === null || amended),
    amendments: await listAmendments(db, id),
    observations: await listObservations(viewer, id),
    may: {
      agree: can(actor, locked ? 'metric.amend' : 'metric.agree', { trajectoryId: id }, { now }),
      measure: can(actor, 'metric.measure', { trajectoryId: id }, { now }),
      observe: can(actor, 'observation.write', { trajectoryId: id }, { now }),
    },
  };
}

/** One metric with all its values and amendments. @throws DomainError `not_found` */
export async function getMetric(viewer: Viewer, { trajectory, number }: { trajectory: string; number: number }) {
  const { metrics, amendments, observations: _, ...rest } = await getAgreements(viewer, { trajectory });
  const metric = metrics.find((own) => own.number === number);
  if (!metric) throw new DomainError('not_found');
  return { ...rest, metric, amendments: amendments.filter(({ metricId }) => metricId === metric.id) };
}
