/** Agreeing metrics before the first phase, changing them in public after it, and telling what was measured. */
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Actor, Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { type Action, requireActor } from '../permissions.ts';
import {
  changesBetween,
  isLocked,
  type MetricChanges,
  type MetricTerms,
  type MetricWords,
  readMetric,
  readReason,
  readValue,
} from './rules.ts';

/** Which metric, and the revision its page showed. */
export type MetricRef = { metricId: string; revision: number };

/**
 * Adds a metric. Before the first phase it is simply agreed; from its first day on it is a public amendment with a reason.
 * @returns its number in the address
 * @throws DomainError `not_found`, `not_allowed`, `invalid` with a sentence per field
 */
export async function agreeMetric(context: Context, input: NewMetric): Promise<{ id: string; number: number }> {
  return context.db.transaction().execute((tx) => agreeMetricWithin(tx, context, input));
}

export type NewMetric = MetricWords & { trajectoryId: string; reason?: string };

/** As `agreeMetric`, in a transaction that does more. */
export async function agreeMetricWithin(
  tx: Tx,
  context: Context,
  { trajectoryId, reason, ...words }: NewMetric,
): Promise<{ id: string; number: number }> {
  const today = amsterdamDay(context.now);
  const locked = await lockAgreements(tx, { trajectoryId, today });
  const actor = requireActor(context.actor, locked ? 'metric.amend' : 'metric.agree', { trajectoryId }, context);
  const terms = readMetric(words, { today });
  const { last } = await tx
    .selectFrom('metric')
    .where('trajectory_id', '=', trajectoryId)
    .select((eb) => eb.fn.max<number | null>('number').as('last'))
    .executeTakeFirstOrThrow();
  const number = (last ?? 0) + 1;
  const id = crypto.randomUUID();
  const amendmentId = locked
    ? await writeAmendment(tx, {
        context,
        actor,
        trajectoryId,
        metricId: id,
        kind: 'added',
        changes: {},
        reason: readReason(reason ?? ''),
      })
    : null;
  await tx
    .insertInto('metric')
    .values({
      id,
      trajectory_id: trajectoryId,
      number,
      ...columnsOf(terms),
      amendment_id: amendmentId,
      changed_on: today,
      created_at: context.now,
    })
    .execute();
  await record(tx, context, {
    kind: locked ? 'metric.amended' : 'metric.agreed',
    trajectoryId,
    id,
    number,
    data: locked ? { how: 'added' } : {},
  });
  return { id, number };
}

/**
 * Changes what was agreed. Once locked, everybody reads who did it, when, why, and what stood there.
 * @throws DomainError `not_found`, `not_allowed`, `stale`, `already_decided` once dropped, `invalid` also when nothing differs
 */
export async function changeMetric(
  context: Context,
  { metricId, revision, reason, ...words }: MetricWords & MetricRef & { reason?: string },
): Promise<void> {
  const today = amsterdamDay(context.now);
  await onMetric(context, { metricId, revision }, { today }, async ({ metric, amend }) => {
    const now = termsOf(metric);
    // The day it was agreed for may have come; who leaves it as it is changes nothing.
    const terms = readMetric(words, { today: words.measureOn === now.measureOn && words.measureOn < today ? words.measureOn : today });
    const changes = changesBetween(now, terms);
    if (Object.keys(changes).length === 0) throw new DomainError('invalid', { fields: { name: 'agreements:error.same' } });
    return { columns: columnsOf(terms), amendmentId: await amend('changed', { changes, reason }) };
  });
}

/** Takes a metric away: before the lock without more, after it as a public amendment. @throws DomainError as `changeMetric` */
export async function dropMetric(context: Context, { metricId, revision, reason }: MetricRef & { reason?: string }): Promise<void> {
  const today = amsterdamDay(context.now);
  await onMetric(context, { metricId, revision }, { today }, async ({ amend }) => ({
    columns: { dropped_on: today },
    amendmentId: await amend('dropped', { changes: {}, reason }),
  }));
}

/** Tells a measured value. @throws DomainError `not_found`, `not_allowed`, `already_decided` once dropped, `invalid` */
export async function measureMetric(
  context: Context,
  { metricId, ...words }: { metricId: string; value: string; measuredOn: string; note: string },
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const metric = await tx.selectFrom('metric').where('id', '=', metricId).selectAll().forUpdate().executeTakeFirst();
    if (!metric) throw new DomainError('not_found');
    const { trajectory_id: trajectoryId, number } = metric;
    const actor = requireActor(context.actor, 'metric.measure', { trajectoryId }, context);
    if (metric.dropped_on) throw new DomainError('already_decided');
    const { value, measuredOn, note } = readValue(words, { today: amsterdamDay(context.now), since: amsterdamDay(metric.created_at) });
    await tx
      .insertInto('metric_value')
      .values({ metric_id: metricId, measured_on: measuredOn, value, note, entered_by_id: actor.id, entered_at: context.now })
      .execute();
    await record(tx, context, { kind: 'metric.measured', trajectoryId, id: metricId, number, data: { value, measuredOn } });
  });
}

type Metric = Awaited<ReturnType<typeof findMetric>>;
type Amend = (kind: 'changed' | 'dropped', given: { changes: MetricChanges; reason: string | undefined }) => Promise<string | null>;

/** One change to a metric, held with the agreements of its trajectory; with an amendment when they are locked. */
async function onMetric(
  context: Context,
  { metricId, revision }: MetricRef,
  { today }: { today: string },
  act: (given: { metric: Metric; amend: Amend }) => Promise<{ columns: object; amendmentId: string | null }>,
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const metric = await findMetric(tx, metricId);
    const { trajectory_id: trajectoryId, number } = metric;
    const locked = await lockAgreements(tx, { trajectoryId, today });
    const actor = requireActor(context.actor, (locked ? 'metric.amend' : 'metric.agree') satisfies Action, { trajectoryId }, context);
    const current = await findMetric(tx, metricId);
    if (current.dropped_on) throw new DomainError('already_decided');
    if (current.revision !== revision) throw new DomainError('stale');
    let how: string | null = null;
    const { columns, amendmentId } = await act({
      metric: current,
      amend: async (kind, { changes, reason }) => {
        how = kind;
        if (!locked) return null;
        return writeAmendment(tx, { context, actor, trajectoryId, metricId, kind, changes, reason: readReason(reason ?? '') });
      },
    });
    await tx
      .updateTable('metric')
      .set({ ...columns, ...(amendmentId ? { amendment_id: amendmentId } : {}), changed_on: today, revision: revision + 1 })
      .where('id', '=', metricId)
      .execute();
    await record(tx, context, { kind: locked ? 'metric.amended' : 'metric.changed', trajectoryId, id: metricId, number, data: { how } });
  });
}

async function findMetric(tx: Tx, id: string) {
  const metric = await tx.selectFrom('metric').where('id', '=', id).selectAll().executeTakeFirst();
  if (!metric) throw new DomainError('not_found');
  return metric;
}

/** One change of the agreements at a time, and none while a phase moves. @returns whether they are locked @throws DomainError `not_found` */
async function lockAgreements(tx: Tx, { trajectoryId, today }: { trajectoryId: string; today: string }): Promise<boolean> {
  const trajectory = await tx.selectFrom('trajectory').where('id', '=', trajectoryId).select('id').forNoKeyUpdate().executeTakeFirst();
  if (!trajectory) throw new DomainError('not_found');
  const phases = await tx
    .selectFrom('phase')
    .where('trajectory_id', '=', trajectoryId)
    .select('starts_on as startsOn')
    .forShare()
    .execute();
  return isLocked(phases, today);
}

type Amendment = {
  context: Context;
  actor: Actor;
  trajectoryId: string;
  metricId: string;
  kind: 'added' | 'changed' | 'dropped';
  changes: MetricChanges;
  reason: string;
};

async function writeAmendment(tx: Tx, { context, actor, trajectoryId, metricId, kind, changes, reason }: Amendment): Promise<string> {
  const { id } = await tx
    .insertInto('metric_amendment')
    .values({
      trajectory_id: trajectoryId,
      metric_id: metricId,
      kind,
      changes: JSON.stringify(changes),
      reason,
      made_by_id: actor.id,
      made_at: context.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

function columnsOf({ measureOn, ...terms }: MetricTerms) {
  return { ...terms, measure_on: measureOn };
}

function termsOf(row: Metric): MetricTerms {
  const { name, unit, direction, source, baseline, target, owner, derived, measure_on: measureOn } = row;
  return { name, unit, direction, source, baseline, target, measureOn, owner, derived };
}

type Recorded = { kind: string; trajectoryId: string; id: string; number: number; data: Record<string, unknown> };

async function record(tx: Tx, context: Context, { kind, trajectoryId, id, number, data }: Recorded): Promise<void> {
  await recordEvent(tx, context, { kind, trajectoryId, subjectKind: 'metric', subjectId: id, data: { number, ...data } });
}
