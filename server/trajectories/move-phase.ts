/** Moving the dates of a phase: in public, with who did it and why, and never to undo what people were promised. */
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { assertCan } from '../permissions.ts';
import { characterCount, cleanLines } from '../text/clean-text.ts';
import { tellSockets } from './commands.ts';
import { isPlanDay, mayLengthen, type PhaseDates, phaseOrderFault } from './rules.ts';
import { refuseShortening } from './votes-in.ts';

export const MOVE_REASON = { min: 10, max: 500 } as const;

export type PhaseChange = {
  phaseId: string;
  startsOn?: string;
  endsOn?: string;
  /** Why, for everybody to read. */
  reason?: string;
  /** The dates that were read: somebody else may have moved them since. */
  read?: PhaseDates;
};

/**
 * Moves the first or last day of a phase, and says why. The others stay where they are, and may not be overlapped. With votes in it does not get shorter; when its
 * last day is over it does not get longer. What everybody could already read stands on the page with the old date.
 * @throws DomainError as `updatePhase`; `invalid` for `reason` when the phase has begun and none is given; `stale` when it was moved since it was read
 */
export async function movePhase(context: Context, change: PhaseChange): Promise<void> {
  await move(context, { ...change, asksReason: true });
}

/**
 * The same for other programs, which are not asked for a reason: without one, that stands there.
 * @throws DomainError `not_found`, `not_allowed`, `stale`, `invalid` with the field at fault
 */
export async function updatePhase(context: Context, change: PhaseChange): Promise<void> {
  await move(context, { ...change, asksReason: false });
}

async function move(context: Context, { phaseId, asksReason, ...change }: PhaseChange & { asksReason: boolean }): Promise<void> {
  for (const field of ['startsOn', 'endsOn'] as const) {
    const day = change[field];
    if (day !== undefined && !isPlanDay(day)) throw new DomainError('invalid', { fields: { [field]: 'trajectories:error.day' } });
  }
  const reason = readReason(change.reason ?? '');
  const { now, actor } = context;
  const today = amsterdamDay(now);
  await context.db.transaction().execute(async (tx) => {
    const found = await tx
      .selectFrom('phase')
      .innerJoin('trajectory', 'trajectory.id', 'phase.trajectory_id')
      .where('phase.id', '=', phaseId)
      .select(['phase.trajectory_id', 'trajectory.published_at'])
      .executeTakeFirst();
    if (!found) throw new DomainError('not_found');
    const { trajectory_id: trajectoryId } = found;
    assertCan(actor, 'phase.update', { trajectoryId }, context);
    // One change of dates at a time in a trajectory: two that each fit could overlap together.
    const phases = await tx
      .selectFrom('phase')
      .selectAll()
      .where('trajectory_id', '=', trajectoryId)
      .orderBy('position')
      .forUpdate()
      .execute();
    const index = phases.findIndex(({ id }) => id === phaseId);
    const phase = phases[index];
    if (!phase) throw new DomainError('not_found');
    const from = { startsOn: phase.starts_on, endsOn: phase.ends_on };
    if (change.read && (change.read.startsOn !== from.startsOn || change.read.endsOn !== from.endsOn)) throw new DomainError('stale');
    const to = { startsOn: change.startsOn ?? from.startsOn, endsOn: change.endsOn ?? from.endsOn };
    const dates = phases.map((row) => (row.id === phaseId ? to : { startsOn: row.starts_on, endsOn: row.ends_on }));
    const fault = phaseOrderFault(dates);
    if (fault) throw new DomainError('invalid', { fields: { [change.endsOn ? 'endsOn' : 'startsOn']: `trajectories:error.${fault}` } });
    if (to.startsOn === from.startsOn && to.endsOn === from.endsOn) return;
    const isPublic = found.published_at !== null && found.published_at <= now;
    if (isPublic) {
      await refuseReopening(tx, { phaseId, from, to, today });
      if (asksReason && from.startsOn <= today && reason === '')
        throw new DomainError('invalid', { fields: { reason: 'trajectories:error.move_reason' } });
    }
    await refuseShortening(tx, context, { trajectoryId, from, to });
    await refuseLoosening(tx, context, { phase, first: index === 0, moved: to });
    await tx.updateTable('phase').set({ starts_on: to.startsOn, ends_on: to.endsOn }).where('id', '=', phaseId).execute();
    if (isPublic)
      await tx
        .insertInto('phase_move')
        .values({
          phase_id: phaseId,
          starts_on_before: from.startsOn,
          ends_on_before: from.endsOn,
          starts_on: to.startsOn,
          ends_on: to.endsOn,
          reason,
          moved_by_id: actor?.id ?? null,
          moved_at: now,
        })
        .execute();
    await recordEvent(tx, context, {
      kind: 'phase.moved',
      trajectoryId,
      subjectKind: 'phase',
      subjectId: phaseId,
      data: { from, to, ...(reason ? { reason } : {}) },
    });
    await tellSockets(tx);
  });
}

/** '' when none was given. @throws DomainError `invalid` */
function readReason(raw: string): string {
  const text = cleanLines(raw);
  const length = characterCount(text ?? '');
  if (text === null || length > MOVE_REASON.max)
    throw new DomainError('invalid', { fields: { reason: 'trajectories:error.move_reason_long' } });
  if (length > 0 && length < MOVE_REASON.min) throw new DomainError('invalid', { fields: { reason: 'trajectories:error.move_reason' } });
  return text;
}

/** @throws DomainError `invalid` when the last day is over and would come later */
async function refuseReopening(
  tx: Tx,
  { phaseId, from, to, today }: { phaseId: string; from: PhaseDates; to: PhaseDates; today: string },
): Promise<void> {
  if (to.endsOn <= from.endsOn || from.endsOn >= today) return;
  const last = await tx
    .selectFrom('phase_move')
    .where('phase_id', '=', phaseId)
    .where('ends_on', '=', from.endsOn)
    .select(['ends_on_before', 'moved_at'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const shortened = last ? { endsOnBefore: last.ends_on_before, on: amsterdamDay(last.moved_at) } : null;
  if (!mayLengthen({ endsOn: from.endsOn, to: to.endsOn, today, shortened }))
    throw new DomainError('invalid', { fields: { endsOn: 'trajectories:error.phase_over' } });
}

/** Dates do not undo what hangs on them: what was agreed stays locked once the first phase began, and a decided gate stays at the end of its phase. */
async function refuseLoosening(
  tx: Tx,
  { now }: Pick<Context, 'now'>,
  {
    phase,
    first,
    moved,
  }: { phase: { id: string; trajectory_id: string; starts_on: string; ends_on: string }; first: boolean; moved: PhaseDates },
): Promise<void> {
  const today = amsterdamDay(now);
  if (moved.endsOn !== phase.ends_on) {
    const decided = await tx.selectFrom('gate').where('phase_id', '=', phase.id).select('id').executeTakeFirst();
    if (decided) throw new DomainError('invalid', { fields: { endsOn: 'agreements:error.gate_decided' } });
  }
  if (first && phase.starts_on <= today && moved.startsOn > today) {
    const agreed = await tx.selectFrom('metric').where('trajectory_id', '=', phase.trajectory_id).select('id').limit(1).executeTakeFirst();
    if (agreed) throw new DomainError('invalid', { fields: { startsOn: 'agreements:error.first_phase_begun' } });
  }
}
