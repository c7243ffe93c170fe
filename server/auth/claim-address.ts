/**
 * Whose account is it when somebody else made it with their address? Anybody can type any address while registering; only its mailbox shows whose it is. So who shows
 * that first gets the account, without what was laid down in it before: else whoever made it would go in and out of the account of a person who knows of nothing.
 */
import type { Context, Tx } from '../context.ts';
import { writeMail } from '../mail/write-mail.ts';
import { confirmAddress } from '../people/commands.ts';
import { setLevel } from '../people/levels.ts';
import { passwordGoneMail } from './mails.ts';
import { notifyRights } from './notify-rights.ts';
import { followRoles } from './oidc/follow-roles.ts';
import { endSessionsOf } from './sessions.ts';
import { discardTokens } from './tokens.ts';

/** The person has shown that this mailbox is theirs, by a link that was no answer to registering (`confirmAddress` is for that one). */
export async function claimAddress(tx: Tx, context: Pick<Context, 'actor' | 'now'>, personId: string): Promise<void> {
  // Who is signed in to it already made it, on this device.
  if (context.actor?.id !== personId) await removeUnprovenWays(tx, context, personId);
  await confirmAddress(tx, context, personId);
}

/** As `claimAddress`. Was it their own password that went, then they must know why it no longer works. */
export async function claimAddressAndTell(tx: Tx, context: Pick<Context, 'actor' | 'now'>, personId: string): Promise<void> {
  const before = await passwordOf(tx, personId);
  await claimAddress(tx, context, personId);
  if (before.email === null || before.password_hash === null || (await passwordOf(tx, personId)).password_hash !== null) return;
  await writeMail(tx, { to: before.email, write: passwordGoneMail({ name: before.display_name }) }, context.now);
}

function passwordOf(tx: Tx, personId: string) {
  return tx
    .selectFrom('person')
    .where('id', '=', personId)
    .select(['email', 'display_name', 'password_hash'])
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** Of an account whose address nobody has confirmed: password, keys, links to other places, sessions and open links go. Of any other nothing. */
export async function removeUnprovenWays(tx: Tx, context: Pick<Context, 'now'>, personId: string): Promise<void> {
  const unproven = await tx
    .updateTable('person')
    .set({ password_hash: null })
    .where('id', '=', personId)
    .where('email_confirmed_at', 'is', null)
    .executeTakeFirst();
  if (unproven.numUpdatedRows === 0n) return;
  for (const table of ['passkey', 'identity_link', 'code_key', 'recovery_code'] as const)
    await tx.deleteFrom(table).where('person_id', '=', personId).execute();
  await followRoles(tx, context, { personId, roles: [] });
  await discardTokens(tx, { personId, now: context.now });
  await endSessionsOf(tx, personId);
  await setLevel(tx, personId);
  await notifyRights(tx, personId);
}
