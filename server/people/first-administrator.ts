import { removeUnprovenWays } from '../auth/claim-address.ts';
import { issueToken } from '../auth/tokens.ts';
import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { setStaffSecondFactor } from '../site/commands.ts';
import { appointFirstAdministrator, enrolPerson } from './commands.ts';
import { listAdministratorIds } from './queries.ts';

/** Until they choose a name. */
const NAME = 'Beheerder';

/**
 * For who stands at the machine: makes the first administrator, whose site asks staff for a second factor from then on, or gives one who is there a new way in. The link works once, for an hour, and shows that the mailbox is theirs
 * only as far as the operator vouches for it.
 * @returns the path of the link on the site
 * @throws DomainError `not_allowed` when others are administrator: they give roles on `/beheer`
 */
export async function inviteAdministrator(
  context: Context,
  { email }: { email: string },
): Promise<{ path: string; isNew: boolean; personId: string }> {
  const { db, now } = context;
  const administrators = await listAdministratorIds(db, now);
  const known = await db
    .selectFrom('person')
    .where((eb) => eb(eb.fn<string>('lower', ['email']), '=', email.toLowerCase()))
    .select('id')
    .executeTakeFirst();
  const isNew = administrators.length === 0;
  if (!isNew && !(known && administrators.includes(known.id))) throw new DomainError('not_allowed');
  // Anybody may have registered with this address: what they left behind must not become an administrator's.
  if (known) await db.transaction().execute((tx) => removeUnprovenWays(tx, context, known.id));
  const personId = known?.id ?? (await enrolPerson(context, { name: NAME, email, password: null, confirmed: false }));
  if (isNew) {
    await appointFirstAdministrator(context, { personId });
    await setStaffSecondFactor(context, { on: true });
  }
  const token = await db.transaction().execute(async (tx) => {
    const { email: mailbox } = await tx.selectFrom('person').where('id', '=', personId).select('email').executeTakeFirstOrThrow();
    return issueToken(tx, { personId, purpose: 'first_administrator', email: mailbox ?? email, now });
  });
  return { path: `/inloggen/link?code=${token}&naar=%2Fbeheer`, isNew, personId };
}
