import { sql } from 'kysely';
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import type { VerificationLevel } from '../people/levels.ts';
import { assertCan, type PhaseFeature } from '../permissions.ts';
import type { ClockKind, NewPolicy } from '../responses/policies.ts';
import { writePolicy } from '../responses/policies.ts';
import { type InfluenceLevel, PHASE_KINDS, type PhaseKind, phaseOrderFault } from './rules.ts';

export type NewTrajectory = {
  slug: string;
  title: string;
  question: string;
  lead: string;
  areaName: string;
  decisionMaker: string;
  /** What residents can change: "De tekst van het plan". */
  influenceSubject: string;
  fixedPoints: readonly string[];
  contactName: string;
  supportThreshold?: number;
  copiedFromSlug?: string;
  areas: readonly string[];
  themes: readonly { slug: string; name: string; team?: string }[];
  phases: readonly {
    kind: PhaseKind;
    title: string;
    summary: string;
    /** First and last day, plain dates. */
    startsOn: string;
    endsOn: string;
    influenceLevel: InfluenceLevel;
    promise: string;
    /** What people may do; left out: what the kind says. */
    features?: readonly PhaseFeature[];
    /** How sure we must be of who takes part; left out: an account will do. */
    minimumLevel?: VerificationLevel;
  }[];
  policies: readonly { kind: ClockKind; policy: NewPolicy }[];
};

/**
 * Makes a trajectory with everything a resident must know beforehand, as a concept: nobody sees it until it is published.
 * @throws DomainError `not_allowed`, `invalid` (slug taken, phases that overlap)
 */
export async function createTrajectory(context: Context, input: NewTrajectory): Promise<{ id: string }> {
  assertCan(context.actor, 'trajectory.create', {}, context);
  return context.db.transaction().execute((tx) => writeTrajectory(tx, context, input));
}

/** Address parts that are pages of the site. */
const RESERVED = ['nieuw'];

/** Writes a new trajectory, for commands that have checked the right. @throws DomainError `invalid` as `createTrajectory` */
export async function writeTrajectory(tx: Tx, context: Pick<Context, 'actor' | 'now'>, input: NewTrajectory): Promise<{ id: string }> {
  const fault = phaseOrderFault(input.phases);
  if (fault) throw new DomainError('invalid', { fields: { phases: `trajectories:error.${fault}` } });
  if (RESERVED.includes(input.slug)) throw new DomainError('invalid', { fields: { slug: 'trajectories:error.slug_taken' } });
  const origin = input.copiedFromSlug
    ? await tx.selectFrom('trajectory').select('id').where('slug', '=', input.copiedFromSlug).executeTakeFirstOrThrow()
    : null;
  const created = await tx
    .insertInto('trajectory')
    .values({
      slug: input.slug,
      title: input.title,
      question: input.question,
      lead: input.lead,
      area_name: input.areaName,
      decision_maker: input.decisionMaker,
      influence_subject: input.influenceSubject,
      fixed_points: [...input.fixedPoints],
      contact_name: input.contactName,
      support_threshold: input.supportThreshold ?? null,
      copied_from_id: origin?.id ?? null,
      created_at: context.now,
      // A phase that was over before it was written down here has no gate.
      gates_from: amsterdamDay(context.now),
    })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!created) throw new DomainError('invalid', { fields: { slug: 'trajectories:error.slug_taken' } });
  await tx
    .insertInto('phase')
    .values(
      input.phases.map((phase, index) => ({
        trajectory_id: created.id,
        position: index + 1,
        kind: phase.kind,
        title: phase.title,
        summary: phase.summary,
        starts_on: phase.startsOn,
        ends_on: phase.endsOn,
        influence_level: phase.influenceLevel,
        promise: phase.promise,
        features: [...(phase.features ?? PHASE_KINDS[phase.kind].features)],
        minimum_level: phase.minimumLevel ?? 'none',
      })),
    )
    .execute();
  for (const [position, name] of input.areas.entries())
    await tx.insertInto('area').values({ trajectory_id: created.id, name, position }).execute();
  for (const [index, { slug, name, team }] of input.themes.entries()) {
    const teamRow = team ? await tx.selectFrom('team').select('id').where('name', '=', team).executeTakeFirst() : undefined;
    if (team && !teamRow) throw new DomainError('invalid', { fields: { themes: 'trajectories:error.unknown_team' } });
    await tx
      .insertInto('theme')
      .values({ trajectory_id: created.id, slug, name, position: index + 1, team_id: teamRow?.id ?? null })
      .execute();
  }
  for (const { kind, policy } of input.policies) await writePolicy(tx, { trajectoryId: created.id, kind, policy });
  await recordEvent(tx, context, {
    kind: 'trajectory.created',
    trajectoryId: created.id,
    subjectKind: 'trajectory',
    subjectId: created.id,
    data: { slug: input.slug },
  });
  return created;
}

/** Shows a concept to everybody. @throws DomainError `not_found`, `not_allowed`, `already_published` */
export async function publishTrajectory(context: Context, { trajectoryId }: { trajectoryId: string }): Promise<void> {
  assertCan(context.actor, 'trajectory.publish', { trajectoryId }, context);
  await context.db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('trajectory')
      .set({ published_at: context.now })
      .where('id', '=', trajectoryId)
      .where('published_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new DomainError('already_published');
    await recordEvent(tx, context, { kind: 'trajectory.published', trajectoryId, subjectKind: 'trajectory', subjectId: trajectoryId });
  });
}

/** Ends a trajectory for good, with a public account of why. @throws DomainError `invalid`, `already_decided`, `not_allowed` */
export async function stopTrajectory(
  context: Context,
  { trajectoryId, account }: { trajectoryId: string; account: string },
): Promise<void> {
  assertCan(context.actor, 'trajectory.stop', { trajectoryId }, context);
  if (account.trim().length < 40) throw new DomainError('invalid', { fields: { account: 'trajectories:error.account_short' } });
  await context.db.transaction().execute((tx) => writeStop(tx, context, { trajectoryId, account: account.trim() }));
}

/** Writes the end of a trajectory, for commands that have checked the right and the account. @throws DomainError `already_decided` */
export async function writeStop(
  tx: Tx,
  context: Pick<Context, 'actor' | 'now'>,
  { trajectoryId, account }: { trajectoryId: string; account: string },
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('trajectory')
    .set({ stopped_at: context.now, stop_account: account })
    .where('id', '=', trajectoryId)
    .where('stopped_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new DomainError('already_decided');
  await recordEvent(tx, context, { kind: 'trajectory.stopped', trajectoryId, subjectKind: 'trajectory', subjectId: trajectoryId });
  await tellSockets(tx);
}

/**
 * Says how sure we must be of who takes part in a phase. It holds at once, for open sockets too; what was contributed before stays.
 * @throws DomainError `not_found`, `not_allowed`
 */
export async function setMinimumLevel(
  context: Context,
  { phaseId, minimumLevel }: { phaseId: string; minimumLevel: VerificationLevel },
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const phase = await tx.selectFrom('phase').selectAll().where('id', '=', phaseId).forUpdate().executeTakeFirst();
    if (!phase) throw new DomainError('not_found');
    assertCan(context.actor, 'phase.update', { trajectoryId: phase.trajectory_id }, context);
    if (phase.minimum_level === minimumLevel) return;
    await tx.updateTable('phase').set({ minimum_level: minimumLevel }).where('id', '=', phaseId).execute();
    await recordEvent(tx, context, {
      kind: 'phase.minimum_level_set',
      trajectoryId: phase.trajectory_id,
      subjectKind: 'phase',
      subjectId: phaseId,
      data: { from: phase.minimum_level, to: minimumLevel },
    });
    await tellSockets(tx);
  });
}

/** Open sockets look again at who may write (see `collab/`). */
export async function tellSockets(tx: Context['db']): Promise<void> {
  await sql`select pg_notify('oever_rights', '')`.execute(tx);
}
