/**
 * Whose account is it when somebody else made it with their address? Anybody can type any address while registering; only its mailbox shows whose it is. So who shows
 * that first gets the account, without what was laid down in it before: else whoever made it would go in and out of the account of a person who knows of nothing.
 */
import type { Context, Tx } from '../context.ts';
import { confirmAddress } from '../people/commands.ts';
import { setLevel } from '../people/levels.ts';
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
