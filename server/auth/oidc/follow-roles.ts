import type { Context, Role, Tx } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { lockAdministrators } from '../../people/commands.ts';
import { listAdministratorIds } from '../../people/queries.ts';
import { leavesNoAdministrator } from '../../people/rules.ts';
import { endSessionsOf } from '../sessions.ts';

/**
 * Makes the roles that come from the municipality's own sign-in equal to what it says now. Roles given by hand stay as they are; the last administrator stays one.
 */
export async function followRoles(
  tx: Tx,
  context: Pick<Context, 'now'>,
  { personId, roles }: { personId: string; roles: Role[] },
): Promise<void> {
  const grants = await tx
    .selectFrom('role_grant')
    .where('person_id', '=', personId)
    .where('trajectory_id', 'is', null)
    .selectAll()
    .execute();
  for (const grant of grants) {
    if (!grant.from_provider || roles.includes(grant.role)) continue;
    if (grant.role === 'administrator') {
      await lockAdministrators(tx);
      if (leavesNoAdministrator(await listAdministratorIds(tx, context.now), personId)) continue;
    }
    await tx.deleteFrom('role_grant').where('id', '=', grant.id).execute();
    await endSessionsOf(tx, personId);
    await record(tx, context, { kind: 'person.role_revoked', personId, role: grant.role });
  }
  for (const role of roles) {
    if (grants.some((grant) => grant.role === role)) continue;
    await tx
      .insertInto('role_grant')
      .values({ person_id: personId, role, trajectory_id: null, team_id: null, granted_at: context.now, from_provider: true })
      .execute();
    await record(tx, context, { kind: 'person.role_granted', personId, role });
  }
}

/** Nobody's act: it follows from what the municipality's sign-in says. */
function record(
  tx: Tx,
  { now }: Pick<Context, 'now'>,
  { kind, personId, role }: { kind: string; personId: string; role: Role },
): Promise<void> {
  return recordEvent(
    tx,
    { actor: null, now },
    { kind, trajectoryId: null, subjectKind: 'person', subjectId: personId, data: { role, by: 'provider' } },
  );
}
