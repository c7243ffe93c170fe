/** How sure we are of who somebody is: always what follows from what was shown, never a level set by hand. */
import type { Actor, Db, Tx } from '../context.ts';

export type VerificationLevel = Actor['verificationLevel'];

/** From least to most sure. */
export const LEVELS = ['none', 'email', 'address', 'oidc'] as const satisfies readonly VerificationLevel[];

/** The highest of what was shown. */
export function levelFrom({
  emailConfirmed,
  addressConfirmed,
  links,
}: {
  emailConfirmed: boolean;
  addressConfirmed: boolean;
  /** Of the places they sign in at otherwise. */
  links: readonly VerificationLevel[];
}): VerificationLevel {
  const shown: VerificationLevel[] = [
    ...links,
    ...(addressConfirmed ? ['address' as const] : []),
    ...(emailConfirmed ? ['email' as const] : []),
  ];
  return shown.reduce<VerificationLevel>((highest, level) => (LEVELS.indexOf(level) > LEVELS.indexOf(highest) ? level : highest), 'none');
}

/** Writes the level that follows from what is known now. Call it in the transaction in which that changed, and `notifyRights` after. */
export async function setLevel(tx: Tx, personId: string): Promise<void> {
  const level = await readLevel(tx, personId);
  await tx.updateTable('person').set({ verification_level: level }).where('id', '=', personId).execute();
}

async function readLevel(db: Db, personId: string): Promise<VerificationLevel> {
  const person = await db
    .selectFrom('person')
    .where('id', '=', personId)
    .select(['email_confirmed_at', 'address_confirmed_at'])
    .executeTakeFirstOrThrow();
  const links = await db.selectFrom('identity_link').where('person_id', '=', personId).select('level').execute();
  return levelFrom({
    emailConfirmed: person.email_confirmed_at !== null,
    addressConfirmed: person.address_confirmed_at !== null,
    links: links.map(({ level }) => level),
  });
}
