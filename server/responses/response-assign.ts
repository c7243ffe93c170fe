/** Who sees to a contribution: a person and a team. */
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Context, Db, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { lockSubject, writeClockEvent } from './clock-store.ts';

export type Handler = { id: string; name: string; team: string | null };

/** Leaving a part out leaves it as it is; null gives it back to nobody. */
export type Assignment = { handlerId?: string | null; teamId?: string | null };

/** So that one act does not hold half of the desk. */
export const MOST_ASSIGNED = 100;

/**
 * Gives a contribution to a colleague, to a team, or back to nobody.
 * @throws DomainError `not_found`, `not_allowed`, `clock_not_running`, `invalid` when that person does not answer here, `own_case` when they sent it in
 */
export async function assignContribution(
  context: Context,
  { contributionId, ...to }: { contributionId: string } & Assignment,
): Promise<void> {
  await context.db.transaction().execute((tx) => assignOne(tx, context, { contributionId, ...to }));
}

/**
 * Gives several at once: all of them, or none when one is refused.
 * @throws DomainError as for one; `invalid` when nothing or too much is chosen, or nothing is to change
 */
export async function assignSelection(
  context: Context,
  { contributionIds, ...to }: { contributionIds: readonly string[] } & Assignment,
): Promise<{ assigned: number }> {
  // Held in one order everywhere, so that two selections that overlap do not wait for each other for ever.
  const ids = [...new Set(contributionIds)].sort();
  if (ids.length === 0 || ids.length > MOST_ASSIGNED)
    throw new DomainError('invalid', { fields: { contributionIds: 'desk:error.selection' } });
  if (to.handlerId === undefined && to.teamId === undefined)
    throw new DomainError('invalid', { fields: { handlerId: 'desk:error.to_whom' } });
  await context.db.transaction().execute(async (tx) => {
    for (const contributionId of ids) await assignOne(tx, context, { contributionId, ...to });
  });
  return { assigned: ids.length };
}

async function assignOne(
  tx: Tx,
  context: Context,
  { contributionId, handlerId, teamId }: { contributionId: string } & Assignment,
): Promise<void> {
  const subject = await lockSubject(tx, contributionId);
  const { trajectoryId, authorId: ownerId, clock } = subject;
  requireActor(context.actor, 'response.assign', { trajectoryId, ownerId }, context);
  if (!clock || clock.answeredOn || clock.stoppedOn) throw new DomainError('clock_not_running');
  if (handlerId && handlerId === ownerId) throw new DomainError('own_case');
  if (handlerId && !(await listHandlers(tx, { trajectoryId, now: context.now })).some(({ id }) => id === handlerId))
    throw new DomainError('invalid', { fields: { handlerId: 'desk:error.handler' } });
  if (teamId && !(await tx.selectFrom('team').where('id', '=', teamId).select('id').executeTakeFirst()))
    throw new DomainError('invalid', { fields: { teamId: 'desk:error.team' } });
  await tx
    .updateTable('clock')
    .set({ ...(handlerId === undefined ? {} : { handler_id: handlerId }), ...(teamId === undefined ? {} : { team_id: teamId }) })
    .where('contribution_id', '=', contributionId)
    .execute();
  if (handlerId)
    await tx.updateTable('idea').set({ status: 'in_treatment' }).where('id', '=', contributionId).where('status', '=', 'visible').execute();
  // The history is public and names the team; which person it is stands in the desk only.
  const team = teamId ? await tx.selectFrom('team').where('id', '=', teamId).select('name').executeTakeFirst() : undefined;
  await writeClockEvent(tx, context, { contributionId, kind: 'assigned', data: team ? { team: team.name } : {} });
  await recordEvent(tx, context, { kind: 'clock.assigned', trajectoryId, subjectKind: 'contribution', subjectId: contributionId });
}

/** Who may answer on a trajectory today, by name; null: on any. */
export async function listHandlers(db: Db, { trajectoryId, now }: { trajectoryId: string | null; now: Date }): Promise<Handler[]> {
  const rows = await db
    .selectFrom('role_grant')
    .innerJoin('person', 'person.id', 'role_grant.person_id')
    .leftJoin('team', 'team.id', 'role_grant.team_id')
    .where('role', 'in', ['official', 'trajectory_manager'])
    .where('person.erased_at', 'is', null)
    .$if(trajectoryId !== null, (query) =>
      query.where((eb) => eb.or([eb('role_grant.trajectory_id', 'is', null), eb('role_grant.trajectory_id', '=', trajectoryId)])),
    )
    .where((eb) => eb.or([eb('ends_on', 'is', null), eb('ends_on', '>=', amsterdamDay(now))]))
    .select((eb) => ['person.id', 'person.display_name as name', eb.fn.max('team.name').as('team')])
    .groupBy(['person.id', 'person.display_name'])
    .orderBy('person.display_name')
    .execute();
  return rows.map(({ id, name, team }) => ({ id, name, team }));
}

export async function listTeams(db: Db): Promise<{ id: string; name: string }[]> {
  return db.selectFrom('team').select(['id', 'name']).orderBy('name').execute();
}
