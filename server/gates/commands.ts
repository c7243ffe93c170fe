import { listMetrics } from '../agreements/queries.ts';
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { tellSockets, writeStop } from '../trajectories/commands.ts';
import { listPhases } from '../trajectories/queries.ts';
import { daysLate, type GateWords, gateState, readGate } from './rules.ts';

/** How a metric stood when a gate was decided. */
export type GateMetric = {
  number: number;
  name: string;
  unit: string;
  target: number;
  direction: 'at_least' | 'at_most';
  value: number | null;
  state: string;
};

/**
 * Decides what happens after a phase, in public and for good: go on, finish, or stop. With "stop" the trajectory ends in the same moment, and the reason is its account.
 * Possible from two weeks before the end of the phase; every gate before it comes first.
 * @throws DomainError `not_found`, `not_allowed`, `already_decided`, `gate_not_open`, `invalid` with a sentence per field
 */
export async function decideGate(context: Context, { phaseId, ...words }: GateWords & { phaseId: string }): Promise<{ id: string }> {
  const { now } = context;
  const today = amsterdamDay(now);
  return context.db.transaction().execute(async (tx) => {
    const found = await tx.selectFrom('phase').where('id', '=', phaseId).select('trajectory_id as trajectoryId').executeTakeFirst();
    if (!found) throw new DomainError('not_found');
    const { trajectoryId } = found;
    const actor = requireActor(context.actor, 'gate.decide', { trajectoryId }, context);
    const { verdict, reason, owner, nextOn } = readGate(words, { today });
    // Dates and gates change one at a time in a trajectory.
    await tx.selectFrom('phase').where('trajectory_id', '=', trajectoryId).select('id').orderBy('position').forUpdate().execute();
    const phases = await listPhases(tx, [trajectoryId]);
    const phase = phases.find(({ id }) => id === phaseId);
    if (!phase) throw new DomainError('not_found');
    if (phase.verdict !== null) throw new DomainError('already_decided');
    const stopped = await tx.selectFrom('trajectory').where('id', '=', trajectoryId).select('stopped_at').executeTakeFirstOrThrow();
    const state = gateState(phase, {
      phases,
      today,
      decidedOn: null,
      stoppedOn: stopped.stopped_at ? amsterdamDay(stopped.stopped_at) : null,
    });
    if (state !== 'open' && state !== 'late') throw new DomainError('gate_not_open');
    const metrics: GateMetric[] = (await listMetrics(tx, { trajectoryIds: [trajectoryId], now }))
      .filter(({ droppedOn }) => droppedOn === null)
      .map(({ number, name, unit, target, direction, value, state: stands }) => ({
        number,
        name,
        unit,
        target,
        direction,
        value: value?.value ?? null,
        state: stands,
      }));
    const { id } = await tx
      .insertInto('gate')
      .values({
        trajectory_id: trajectoryId,
        phase_id: phaseId,
        phase_ends_on: phase.endsOn,
        verdict,
        metrics: JSON.stringify(metrics),
        reason,
        owner,
        next_on: nextOn,
        decided_by_id: actor.id,
        decided_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await recordEvent(tx, context, {
      kind: 'gate.decided',
      trajectoryId,
      subjectKind: 'gate',
      subjectId: id,
      data: { phaseId, phase: phase.title, verdict, nextOn, daysLate: daysLate(phase, today) },
    });
    if (verdict === 'stop') await writeStop(tx, context, { trajectoryId, account: reason });
    else await tellSockets(tx);
    return { id };
  });
}
