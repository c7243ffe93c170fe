/** Who leads a team: the person reminders and lists go to beside the handler. */
import type { Context, Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { assertCan } from '../permissions.ts';

export type Team = { id: string; name: string; lead: { id: string; name: string } | null };

export async function listTeams(db: Db): Promise<Team[]> {
  const rows = await db
    .selectFrom('team')
    .leftJoin('person', 'person.id', 'team.lead_id')
    .select(['team.id', 'team.name', 'team.lead_id', 'person.display_name as lead'])
    .orderBy('team.name')
    .execute();
  return rows.map(({ id, name, lead_id, lead }) => ({ id, name, lead: lead_id ? { id: lead_id, name: lead ?? '' } : null }));
}

/** People who can lead a team: everybody with a role. */
export async function listStaff(db: Db): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom('person')
    .where('erased_at', 'is', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('role_grant')
          .whereRef('role_grant.person_id', '=', 'person.id')
          .where('role', 'in', ['official', 'trajectory_manager', 'administrator'])
          .select('role_grant.person_id'),
      ),
    )
    .select(['id', 'display_name as name'])
    .orderBy('display_name')
    .execute();
}

/**
 * Makes somebody the lead of a team; null: nobody, and managers of the trajectory are told instead.
 * @throws DomainError `not_allowed`, `not_found`, `invalid` for somebody without a role
 */
export async function setTeamLead(context: Context, { teamId, personId }: { teamId: string; personId: string | null }): Promise<void> {
  assertCan(context.actor, 'team.set_lead', {}, context);
  await context.db.transaction().execute(async (tx) => {
    if (personId && !(await listStaff(tx)).some(({ id }) => id === personId))
      throw new DomainError('invalid', { fields: { personId: 'policies:error.lead' } });
    const team = await tx.updateTable('team').set({ lead_id: personId }).where('id', '=', teamId).returning('name').executeTakeFirst();
    if (!team) throw new DomainError('not_found');
    await recordEvent(tx, context, {
      kind: 'team.lead_set',
      trajectoryId: null,
      subjectKind: 'team',
      subjectId: teamId,
      data: { leadId: personId },
    });
  });
}
