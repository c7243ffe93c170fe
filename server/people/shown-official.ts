/**
 * Whether an official is named to residents. The municipality answers, so a team stands under an answer and beside a clock, and a person only when they chose so
 * themselves. At the desk colleagues know each other by name.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';

/** The name in a query, of the person joined under this alias; null for who did not choose to be named. */
export function chosenName(alias: string): RawBuilder<string | null> {
  const person = sql.ref(`${alias}.display_name`);
  return sql<string | null>`case when ${sql.ref(`${alias}.named_in_answers`)} then ${person} end`;
}

/** The team an official answers for, of the person joined under this alias: of the trajectory, or of the whole site. Null for who is in none. */
export function teamOf(alias: string, trajectory: string): RawBuilder<string | null> {
  return sql<string | null>`(select max(of_person.name) from role_grant join team of_person on of_person.id = role_grant.team_id
    where role_grant.person_id = ${sql.ref(`${alias}.id`)}
      and (role_grant.trajectory_id is null or role_grant.trajectory_id = ${sql.ref(trajectory)}))`;
}

/** @throws DomainError `not_allowed` for who answers nothing */
export async function isNamedInAnswers({ db, actor, now }: Context): Promise<boolean> {
  const { id } = requireActor(actor, 'official_name.choose', {}, { now });
  const row = await db.selectFrom('person').where('id', '=', id).select('named_in_answers').executeTakeFirst();
  if (!row) throw new DomainError('not_found');
  return row.named_in_answers;
}

/** Names oneself to residents, or not any more; what was published before follows. @throws DomainError `not_allowed` */
export async function chooseNameInAnswers(context: Context, { shown }: { shown: boolean }): Promise<void> {
  const { id } = requireActor(context.actor, 'official_name.choose', {}, context);
  await context.db.transaction().execute(async (tx) => {
    await tx.updateTable('person').set({ named_in_answers: shown }).where('id', '=', id).execute();
    await recordEvent(tx, context, {
      kind: 'person.official_name_chosen',
      trajectoryId: null,
      subjectKind: 'person',
      subjectId: id,
      data: { shown },
    });
  });
}
