import { sql } from 'kysely';
import { notifyRights } from '../auth/notify-rights.ts';
import { hashPassword } from '../auth/passwords.ts';
import { sessionExpiry, sessionKind } from '../auth/rules.ts';
import { endSessionsOf, loadActor } from '../auth/sessions.ts';
import type { Actor, Context, Db, Role, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { writeMail } from '../mail/write-mail.ts';
import { hasRole, requireActor } from '../permissions.ts';
import { getTrajectoryBySlug } from '../trajectories/queries.ts';
import { blockedMail } from './mails.ts';
import { listAdministratorIds } from './queries.ts';
import { leavesNoAdministrator } from './rules.ts';

type Acting = Pick<Context, 'db' | 'actor' | 'now'>;

/** A new person to be: the password is already checked and hashed, since hashing may not happen inside a transaction. */
export type NewPerson = { name: string; email: string; passwordHash: string | null; neighbourhood?: string | null };

/**
 * The new person's id, or null when somebody with this e-mail address is already there. The address is not confirmed yet. They are written to in the language of the
 * page this was done on.
 */
export async function registerPerson(
  tx: Tx,
  { actor, now, locale }: Pick<Context, 'actor' | 'now' | 'locale'>,
  person: NewPerson,
): Promise<string | null> {
  const row = await tx
    .insertInto('person')
    .values({
      display_name: person.name,
      own_name: person.name,
      email: person.email,
      password_hash: person.passwordHash,
      neighbourhood: person.neighbourhood ?? null,
      created_at: now,
      locale: locale ?? null,
    })
    .onConflict((conflict) => conflict.expression(sql`lower(email)`).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) return null;
  await recordEvent(tx, { actor, now }, { kind: 'person.registered', trajectoryId: null, subjectKind: 'person', subjectId: row.id });
  return row.id;
}

/** The person has shown that this mailbox is theirs. Doing it twice changes nothing. */
export async function confirmAddress(tx: Tx, { actor, now }: Pick<Context, 'actor' | 'now'>, personId: string): Promise<void> {
  const done = await tx
    .updateTable('person')
    .set({
      email_confirmed_at: now,
      verification_level: sql`case when verification_level = 'none' then 'email' else verification_level end`,
    })
    .where('id', '=', personId)
    .where('email_confirmed_at', 'is', null)
    .executeTakeFirst();
  if (done.numUpdatedRows === 0n) return;
  await recordEvent(tx, { actor, now }, { kind: 'person.email_confirmed', trajectoryId: null, subjectKind: 'person', subjectId: personId });
  await notifyRights(tx, personId);
}

/**
 * Somebody put on the list by the municipality, with a confirmed address: for a first administrator and for demo accounts.
 * @returns the id, also when the person was there already
 */
export async function enrolPerson(
  context: Acting,
  { password, ...person }: Omit<NewPerson, 'passwordHash'> & { password: string | null; confirmed?: boolean },
): Promise<string> {
  const passwordHash = password === null ? null : await hashPassword(password);
  return context.db.transaction().execute(async (tx) => {
    const id = await registerPerson(tx, context, { ...person, passwordHash });
    if (!id) {
      const known = await tx
        .selectFrom('person')
        .where(sql`lower(email)`, '=', person.email.toLowerCase())
        .select('id')
        .executeTakeFirstOrThrow();
      return known.id;
    }
    if (person.confirmed ?? true) await confirmAddress(tx, context, id);
    return id;
  });
}

/**
 * The first administrator of a new site; afterwards only administrators make administrators.
 * @throws DomainError `not_allowed` when there is one already
 */
export async function appointFirstAdministrator(context: Acting, { personId }: { personId: string }): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    await lockAdministrators(tx);
    if ((await listAdministratorIds(tx, context.now)).length > 0) throw new DomainError('not_allowed');
    await addGrant(tx, context, { personId, role: 'administrator', trajectoryId: null, teamId: null, endsOn: null });
  });
}

/**
 * Keeps a person from taking part until an instant. Ends their sessions; they can sign in, read and object, and nothing else.
 * Only administrators block staff.
 * @throws DomainError `date_not_later`, `own_case`, `not_allowed`
 */
export async function blockPerson(
  context: Acting,
  { personId, until, reason }: { personId: string; until: Date; reason: string },
): Promise<void> {
  const { actor, now } = context;
  requireActor(actor, 'person.block', { ownerId: personId }, { now });
  if (until <= now) throw new DomainError('date_not_later', { fields: { until: 'accounts:error.until_past' } });
  await context.db.transaction().execute(async (tx) => {
    const person = await getPerson(tx, personId, now);
    await assertMayBlock(tx, context, person);
    const before = person.blockedUntil;
    await tx.updateTable('person').set({ blocked_until: until, blocked_reason: reason }).where('id', '=', personId).execute();
    await endSessionsOf(tx, personId);
    await notifyRights(tx, personId);
    await recordEvent(tx, context, {
      kind: 'person.blocked',
      trajectoryId: null,
      subjectKind: 'person',
      subjectId: personId,
      data: { before: before?.toISOString() ?? null, until: until.toISOString(), reason },
    });
    if (person.email) await writeMail(tx, { to: person.email, write: blockedMail({ name: person.name, until, reason }) }, now);
  });
}

/** Lets a person take part again. Not being blocked is fine. */
export async function unblockPerson(context: Acting, { personId }: { personId: string }): Promise<void> {
  const { actor, now } = context;
  requireActor(actor, 'person.block', { ownerId: personId }, { now });
  await context.db.transaction().execute(async (tx) => {
    const person = await getPerson(tx, personId, now);
    if (!person.blockedUntil) return;
    await assertMayBlock(tx, context, person);
    await tx.updateTable('person').set({ blocked_until: null, blocked_reason: null }).where('id', '=', personId).execute();
    await notifyRights(tx, personId);
    await recordEvent(tx, context, {
      kind: 'person.unblocked',
      trajectoryId: null,
      subjectKind: 'person',
      subjectId: personId,
      data: { before: person.blockedUntil.toISOString() },
    });
  });
}

export type GrantInput = { personId: string; role: Role; trajectory?: string; teamId?: string; endsOn?: string };

/**
 * Gives a role on one trajectory, or on the whole site. Nobody gives themselves rights. Granting twice changes nothing but team and end.
 * @throws DomainError `own_case`, `not_found`
 */
export async function grantRole(context: Acting, { personId, role, trajectory, teamId, endsOn }: GrantInput): Promise<void> {
  const { actor, now } = context;
  requireActor(actor, 'person.grant_role', { ownerId: personId }, { now });
  const trajectoryId = trajectory ? (await getTrajectoryBySlug(context.db, trajectory)).id : null;
  await context.db.transaction().execute(async (tx) => {
    const before = await getPerson(tx, personId, now);
    if (teamId && !(await tx.selectFrom('team').select('id').where('id', '=', teamId).executeTakeFirst()))
      throw new DomainError('invalid', { fields: { teamId: 'policies:error.team' } });
    await addGrant(tx, context, { personId, role, trajectoryId, teamId: teamId ?? null, endsOn: endsOn ?? null });
    const kind = sessionKind([...before.roles, { role }]);
    // Sessions made with the long limits of a resident get the short ones of staff from this moment.
    if (kind !== sessionKind(before.roles)) {
      const latest = sessionExpiry(kind, now, now);
      await tx
        .updateTable('session')
        .set({ expires_at: latest })
        .where('person_id', '=', personId)
        .where('expires_at', '>', latest)
        .execute();
    }
  });
}

/**
 * Takes a role away and ends the person's sessions, but for the one in use when they take it from themselves.
 * @throws DomainError `last_administrator`, `not_found` when the role is not theirs
 */
export async function revokeRole(
  context: Acting & Pick<Context, 'sessionIdHash'>,
  { personId, role, trajectory }: { personId: string; role: Role; trajectory?: string },
): Promise<void> {
  const { now } = context;
  const actor = requireActor(context.actor, 'person.revoke_role', {}, { now });
  const trajectoryId = trajectory ? (await getTrajectoryBySlug(context.db, trajectory)).id : null;
  await context.db.transaction().execute(async (tx) => {
    await getPerson(tx, personId, now);
    if (role === 'administrator' && trajectoryId === null) {
      // Two administrators taking each other's rights at the same time must not both succeed.
      await lockAdministrators(tx);
      const administrators = await listAdministratorIds(tx, now);
      // The one who asks may have lost the role while waiting.
      if (!administrators.includes(actor.id)) throw new DomainError('not_allowed');
      if (leavesNoAdministrator(administrators, personId)) throw new DomainError('last_administrator');
    }
    const gone = await tx
      .deleteFrom('role_grant')
      .where('person_id', '=', personId)
      .where('role', '=', role)
      .where('trajectory_id', 'is not distinct from', trajectoryId)
      .executeTakeFirst();
    if (gone.numDeletedRows === 0n) throw new DomainError('not_found');
    await endSessionsOf(tx, personId, { exceptIdHash: personId === actor.id ? context.sessionIdHash : null });
    await notifyRights(tx, personId);
    await recordEvent(tx, context, {
      kind: 'person.role_revoked',
      trajectoryId,
      subjectKind: 'person',
      subjectId: personId,
      data: { role },
    });
  });
}

type NewGrant = { personId: string; role: Role; trajectoryId: string | null; teamId: string | null; endsOn: string | null };

async function addGrant(tx: Tx, context: Pick<Context, 'actor' | 'now'>, grant: NewGrant): Promise<void> {
  await tx
    .insertInto('role_grant')
    .values({
      person_id: grant.personId,
      role: grant.role,
      trajectory_id: grant.trajectoryId,
      team_id: grant.teamId,
      granted_by_id: context.actor?.id ?? null,
      granted_at: context.now,
      ends_on: grant.endsOn,
    })
    .onConflict((conflict) =>
      conflict
        .expression(sql`person_id, role, coalesce(trajectory_id, '00000000-0000-0000-0000-000000000000')`)
        // Given by a person, it no longer goes with what the municipality's sign-in says.
        .doUpdateSet({ team_id: grant.teamId, ends_on: grant.endsOn, from_provider: false }),
    )
    .execute();
  await notifyRights(tx, grant.personId);
  const data = { role: grant.role, endsOn: grant.endsOn };
  await recordEvent(tx, context, {
    kind: 'person.role_granted',
    trajectoryId: grant.trajectoryId,
    subjectKind: 'person',
    subjectId: grant.personId,
    data,
  });
}

async function assertMayBlock(tx: Tx, { actor, now }: Pick<Context, 'actor' | 'now'>, person: Actor): Promise<void> {
  if (person.roles.length === 0) return;
  if (!actor || !hasRole(actor, ['administrator'])) throw new DomainError('not_allowed');
  await lockAdministrators(tx);
  // Two administrators blocking each other at the same time must not both succeed.
  if (!(await listAdministratorIds(tx, now)).includes(actor.id)) throw new DomainError('not_allowed');
}

/** @throws DomainError `not_found` */
async function getPerson(db: Db, personId: string, now: Date): Promise<Actor> {
  const person = await loadActor(db, personId, now);
  if (!person) throw new DomainError('not_found');
  return person;
}

/** One change of administrators at a time. */
export async function lockAdministrators(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('oever administrators'))`.execute(tx);
}
