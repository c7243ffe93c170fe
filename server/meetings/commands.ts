import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { assertCan } from '../permissions.ts';
import { finishStep } from '../trajectories/planned-steps.ts';
import { type MeetingValues, type MeetingWords, readMeeting } from './rules.ts';

/**
 * Adds a meeting to a trajectory, to come or past.
 * @returns its number in the address
 * @throws DomainError `not_allowed`, `not_found`, `invalid` with a sentence per field
 */
export async function addMeeting(
  context: Context,
  { trajectoryId, plannedStepId = null, ...words }: MeetingWords & { trajectoryId: string; plannedStepId?: string | null },
): Promise<{ id: string; number: number }> {
  assertCan(context.actor, 'meeting.add', { trajectoryId }, context);
  const values = readMeeting(words, context.now);
  return context.db.transaction().execute(async (tx) => {
    // The row of the trajectory is the turn, so the numbers follow each other.
    const trajectory = await tx.selectFrom('trajectory').where('id', '=', trajectoryId).select('id').forNoKeyUpdate().executeTakeFirst();
    if (!trajectory) throw new DomainError('not_found');
    const { last } = await tx
      .selectFrom('meeting')
      .where('trajectory_id', '=', trajectoryId)
      .select((eb) => eb.fn.max('number').as('last'))
      .executeTakeFirstOrThrow();
    const number = (last ?? 0) + 1;
    const { id } = await tx
      .insertInto('meeting')
      .values({ trajectory_id: trajectoryId, number, ...columns(values) })
      .returning('id')
      .executeTakeFirstOrThrow();
    if (plannedStepId) await finishStep(tx, context, { id: plannedStepId, trajectoryId });
    await recordEvent(tx, context, { kind: 'meeting.added', trajectoryId, subjectKind: 'meeting', subjectId: id, data: { number } });
    return { id, number };
  });
}

/**
 * Changes a meeting: a new hour, or afterwards who came and what was said.
 * @param revision as the form showed it
 * @throws DomainError `not_found`, `not_allowed`, `stale` when somebody else changed it meanwhile, `invalid` with a sentence per field
 */
export async function updateMeeting(
  context: Context,
  { meetingId, revision, ...words }: MeetingWords & { meetingId: string; revision: number },
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const meeting = await tx.selectFrom('meeting').where('id', '=', meetingId).selectAll().forUpdate().executeTakeFirst();
    if (!meeting) throw new DomainError('not_found');
    assertCan(context.actor, 'meeting.update', { trajectoryId: meeting.trajectory_id }, context);
    const values = readMeeting(words, context.now);
    if (meeting.revision !== revision) throw new DomainError('stale');
    await tx
      .updateTable('meeting')
      .set({ ...columns(values), revision: revision + 1 })
      .where('id', '=', meetingId)
      .execute();
    await recordEvent(tx, context, {
      kind: 'meeting.changed',
      trajectoryId: meeting.trajectory_id,
      subjectKind: 'meeting',
      subjectId: meetingId,
      data: { number: meeting.number, moved: values.startsAt.getTime() !== meeting.starts_at.getTime() },
    });
  });
}

function columns({ startsAt, endsAt, ...values }: MeetingValues) {
  return { ...values, starts_at: startsAt, ends_at: endsAt };
}
