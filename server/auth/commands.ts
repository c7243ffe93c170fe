/** Signing in and out. */
import type { Actor, Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { enter } from './enter.ts';
import { notifyRights } from './notify-rights.ts';
import { hashPassword, inTurn, needsRehash, verifyPassword } from './passwords.ts';
import { noteProof } from './proof.ts';
import { findCredentials } from './queries.ts';
import { count, countUp, forgive, isCounted, type LimitKey, refuseIfSpent, spend } from './rate-limits.ts';
import { delayAfter } from './rules.ts';
import { endSession } from './sessions.ts';

/**
 * Checks the password and sets the cookie of a new session; a session that was in use on this device ends. Somebody who is blocked can
 * sign in: to read, to see why, and to object.
 * @throws DomainError `wrong_credentials` for a wrong password and an unknown address alike, `too_many_requests`, `busy`
 */
export async function signIn(context: Context, { email, password }: { email: string; password: string }): Promise<Actor> {
  const { db } = context;
  const proof = await proveIdentity(context, { account: email.trim().toLowerCase(), password });
  const newHash = needsRehash(proof.passwordHash) ? await hashPassword(password) : null;
  const session = await db.transaction().execute(async (tx) => {
    // The password may have been changed since it was checked: then what was checked is no longer worth anything.
    const same = await tx
      .selectFrom('person')
      .where('id', '=', proof.personId)
      .where('password_hash', '=', proof.passwordHash)
      .select('id')
      .forUpdate()
      .executeTakeFirst();
    if (!same) throw new DomainError('wrong_credentials');
    if (newHash) await tx.updateTable('person').set({ password_hash: newHash }).where('id', '=', proof.personId).execute();
    return enter(tx, context, { personId: proof.personId, method: 'password' });
  });
  context.cookie.set(session.token, session.expiresAt);
  return session.actor;
}

/** Ends the session in use and forgets its cookie. Signing out twice is fine. */
export async function signOut(context: Context): Promise<void> {
  const { db, actor, sessionIdHash } = context;
  context.cookie.clear();
  if (!sessionIdHash) return;
  await db.transaction().execute(async (tx) => {
    await endSession(tx, sessionIdHash);
    if (actor) await notifyRights(tx, actor.id);
  });
}

/**
 * Before a dangerous act: the password once more. It is noted on the session in use and holds a quarter of an hour (`isProofFresh`).
 * @throws DomainError `sign_in_first`, `wrong_credentials`, `too_many_requests`, `busy`
 */
export async function proveAgain(context: Context, { password }: { password: string }): Promise<void> {
  const { db, actor, now, sessionIdHash } = context;
  if (!actor?.email || !sessionIdHash) throw new DomainError('sign_in_first');
  const { personId } = await proveIdentity(context, { account: actor.email.toLowerCase(), password });
  if (personId !== actor.id) throw new DomainError('wrong_credentials');
  await noteProof(db, { sessionIdHash, now });
}

/**
 * Waits its turn, and looks at the limits within it: so many guesses at once still count one by one. Wrong guesses count for the account
 * on this device, for the account with a delay that grows, and for the address. Who signed in from this address before, or is still
 * signed in on this device, is not kept out by the guesses of others; and a link by mail or a passkey passes all of this.
 */
async function proveIdentity(
  context: Context,
  { account, password }: { account: string; password: string },
): Promise<{ personId: string; passwordHash: string }> {
  const { db, address } = context;
  const signedIn = context.actor?.email?.toLowerCase() === account;
  const device = signedIn && context.sessionIdHash ? context.sessionIdHash : address;
  return inTurn(async () => {
    const known = signedIn || (await isCounted(db, ['sign_in_known', account, address]));
    const others: LimitKey[] = [
      ['sign_in_wait', account],
      ['sign_in_address', address],
    ];
    await refuseIfSpent(db, ['sign_in_pair', account, device], ...(known ? [] : others));
    const found = await findCredentials(db, account);
    const right = await verifyPassword(found?.passwordHash ?? null, password);
    if (!right || !found?.passwordHash) {
      await count(db, ['sign_in_pair', account, device]);
      if (!known) await slowDown(db, { account, address });
      throw new DomainError('wrong_credentials');
    }
    await forgive(db, ['sign_in_pair', account, device]);
    await count(db, ['sign_in_known', account, address]);
    return { personId: found.personId, passwordHash: found.passwordHash };
  });
}

/** Counts a wrong password from where the account never signed in, and puts off the next one. The same for accounts that do not exist. */
async function slowDown(db: Context['db'], { account, address }: { account: string; address: string }): Promise<void> {
  await count(db, ['sign_in_address', address]);
  const wait = delayAfter(await countUp(db, ['sign_in_account', account]));
  if (wait > 0) await spend(db, ['sign_in_wait', account], wait);
}
