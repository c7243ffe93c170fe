import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { writePolicy } from '../responses/policies.ts';

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
