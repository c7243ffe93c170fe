import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { assertCan } from '../permissions.ts';
import { findPolicy, writePolicy } from '../responses/policies.ts';

export type NewSite = { municipality: string; contactName: string; contactEmail: string; contactPhone: string; demo: boolean };

/** What councils agree in their rules of procedure, until this one says otherwise: questions to the executive are answered within thirty days. */
const COUNCIL_QUESTIONS = { term: { days: 30 }, basisText: 'Reglement van orde van de raad: vragen aan het college' };

/** Names whose installation this is; by the operator, once, when it is set up. @throws DomainError `already_decided` */
export async function setUpSite(context: Pick<Context, 'db' | 'actor' | 'now'>, site: NewSite): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const row = {
      municipality: site.municipality,
      contact_name: site.contactName,
      contact_email: site.contactEmail,
      contact_phone: site.contactPhone,
      demo: site.demo,
    };
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('site')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n) throw new DomainError('already_decided');
    await writePolicy(tx, { trajectoryId: null, kind: 'council_question', policy: COUNCIL_QUESTIONS });
    await recordEvent(tx, context, { kind: 'site.set_up', trajectoryId: null, subjectKind: 'site', subjectId: 'site' });
  });
}

export type SiteNames = Pick<NewSite, 'municipality' | 'contactName' | 'contactEmail' | 'contactPhone'>;

/**
 * Says whose installation this is, and whom residents write or call. The first time it also gives questions of the council their term.
 * @throws DomainError `not_allowed`, `second_factor_first`
 */
export async function nameSite(context: Pick<Context, 'db' | 'actor' | 'now'>, names: SiteNames): Promise<void> {
  assertCan(context.actor, 'site.change', {}, context);
  const row = {
    municipality: names.municipality,
    contact_name: names.contactName,
    contact_email: names.contactEmail,
    contact_phone: names.contactPhone,
  };
  await context.db.transaction().execute(async (tx) => {
    await tx
      .insertInto('site')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
    if (!(await findPolicy(tx, null, 'council_question')))
      await writePolicy(tx, { trajectoryId: null, kind: 'council_question', policy: COUNCIL_QUESTIONS });
    await recordEvent(tx, context, { kind: 'site.named', trajectoryId: null, subjectKind: 'site', subjectId: 'site', data: names });
  });
}

/**
 * A new team of officials, or another name for one that is there; what it answered stays its own.
 * @throws DomainError `not_allowed`, `second_factor_first`, `not_found`, `invalid` when another team has the name
 */
export async function nameTeam(
  context: Pick<Context, 'db' | 'actor' | 'now'>,
  { teamId, name }: { teamId?: string | undefined; name: string },
): Promise<{ id: string }> {
  assertCan(context.actor, 'site.change', {}, context);
  return context.db.transaction().execute(async (tx) => {
    const taken = await tx.selectFrom('team').where(sql`lower(name)`, '=', name.toLowerCase()).select('id').executeTakeFirst();
    if (taken && taken.id !== teamId) throw new DomainError('invalid', { fields: { name: 'site:error.team_there' } });
    const team = teamId
      ? await tx.updateTable('team').set({ name }).where('id', '=', teamId).returning('id').executeTakeFirst()
      : await tx.insertInto('team').values({ name }).returning('id').executeTakeFirstOrThrow();
    if (!team) throw new DomainError('not_found');
    const kind = teamId ? 'team.renamed' : 'team.added';
    await recordEvent(tx, context, { kind, trajectoryId: null, subjectKind: 'team', subjectId: team.id, data: { name } });
    return team;
  });
}

/** A team of officials that themes and clocks belong to; by the operator. @returns its id, also when it was there already */
export async function createTeam(context: Pick<Context, 'db'>, { name }: { name: string }): Promise<string> {
  const { id } = await context.db
    .insertInto('team')
    .values({ name })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ name }))
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** What a site is called before anybody gave it a name. */
export const UNNAMED_SITE = { municipality: 'Voorbeeldgemeente', contactName: '', contactEmail: '', contactPhone: '' };

/**
 * Whether staff show a second factor before the grave acts of `permissions.ts`. An administrator turns it on or off; the operator turns it on with the first administrator
 * of a new site (no actor).
 * @throws DomainError `not_allowed`, `second_factor_first`
 */
export async function setStaffSecondFactor(context: Pick<Context, 'db' | 'actor' | 'now'>, { on }: { on: boolean }): Promise<void> {
  if (context.actor) assertCan(context.actor, 'site.change', {}, context);
  await context.db.transaction().execute(async (tx) => {
    const before = await tx.selectFrom('site').select('staff_second_factor').forUpdate().executeTakeFirst();
    if (before?.staff_second_factor === on) return;
    const { municipality, contactName, contactEmail, contactPhone } = UNNAMED_SITE;
    await tx
      .insertInto('site')
      .values({
        municipality,
        contact_name: contactName,
        contact_email: contactEmail,
        contact_phone: contactPhone,
        staff_second_factor: on,
      })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ staff_second_factor: on }))
      .execute();
    await recordEvent(tx, context, {
      kind: 'site.second_factor_set',
      trajectoryId: null,
      subjectKind: 'site',
      subjectId: 'site',
      data: { on },
    });
  });
}
