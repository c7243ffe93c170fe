import { sql } from 'kysely';
import type { Context, Tx } from '../../context.ts';
import { DomainError } from '../../errors.ts';
import { recordEvent } from '../../events/record-event.ts';
import { displayNameSchema } from '../../people/rules.ts';

/** Until they choose one. */
const NAMELESS = 'Nieuwe bewoner';

/**
 * An account for somebody who signs in elsewhere for the first time. An e-mail address alone opens no account that is there already: who has one signs in to it first,
 * and links from there.
 * @param email only one that the other place has confirmed
 * @throws DomainError `account_exists`
 */
export async function newPerson(tx: Tx, context: Context, { name, email }: { name: string | null; email: string | null }): Promise<string> {
  const { now } = context;
  const parsed = displayNameSchema.safeParse(name);
  const displayName = parsed.success ? parsed.data : NAMELESS;
  const row = await tx
    .insertInto('person')
    .values({
      display_name: displayName,
      own_name: displayName,
      email,
      password_hash: null,
      email_confirmed_at: email === null ? null : now,
      created_at: now,
    })
    .onConflict((conflict) => conflict.expression(sql`lower(email)`).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) throw new DomainError('account_exists');
  await recordEvent(tx, context, { kind: 'person.registered', trajectoryId: null, subjectKind: 'person', subjectId: row.id });
  return row.id;
}
