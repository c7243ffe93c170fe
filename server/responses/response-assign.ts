/** Who sees to a contribution: a person and a team. */
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Context, Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { lockSubject, writeClockEvent } from './clock-store.ts';

export type Handler = { id: string; name: string; team: string | null };

/**
 * Gives a contribution to a colleague, to a team, or back to nobody. Leaving a part out leaves it as it is.
 * @throws DomainError `not_found`, `not_allowed`, `clock_not_running`, `invalid` when that person does not answer here, `own_case` when they sent it in
 */
export async function assignContribution(
  context: Context,
  { contributionId, handlerId, teamId }: { contributionId: string; handlerId?: string | null; teamId?: string | null },
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
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
      await tx
        .updateTable('idea')
        .set({ status: 'in_treatment' })
        .where('id', '=', contributionId)
        .where('status', '=', 'visible')
        .execute();
    // The history is public and names the team; which person it is stands in the desk only.
    const team = teamId ? await tx.selectFrom('team').where('id', '=', teamId).select('name').executeTakeFirst() : undefined;
    await writeClockEvent(tx, context, { contributionId, kind: 'assigned', data: team ? { team: team.name } : {} });
    await recordEvent(tx, context, { kind: 'clock.assigned', trajectoryId, subjectKind: 'contribution', subjectId: contributionId });
  });
}

/** Who may answer on a trajectory today, by name. */
export async function listHandlers(db: Db, { trajectoryId, now }: { trajectoryId: string; now: Date }): Promise<Handler[]> {
  const rows = await db
    .selectFrom('role_grant')
    .innerJoin('person', 'person.id', 'role_grant.person_id')
    .leftJoin('team', 'team.id', 'role_grant.team_id')
    .where('role', 'in', ['official', 'trajectory_manager'])
    .where('person.erased_at', 'is', null)
    .where((eb) => eb.or([eb('role_grant.trajectory_id', 'is', null), eb('role_grant.trajectory_id', '=', trajectoryId)]))
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
