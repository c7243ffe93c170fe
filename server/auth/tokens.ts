/** One-time tokens in mails: for confirming an address, choosing a new password, signing in. Only their hash is stored. */
import { randomBytes } from 'node:crypto';
import type { OneTimeTokenTable } from '../../db/schema/people.ts';
import type { Db, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { hashToken } from './lucia.ts';

export type TokenPurpose = OneTimeTokenTable['purpose'];

const MINUTE = 60_000;

/** How long a link works, in milliseconds. */
export const TOKEN_LIFETIME: Record<TokenPurpose, number> = {
  confirm_email: 24 * 60 * MINUTE,
  reset_password: 30 * MINUTE,
  sign_in: 15 * MINUTE,
  first_administrator: 60 * MINUTE,
  prove: 15 * MINUTE,
  change_email: 24 * 60 * MINUTE,
};

/** `token`: one of a caller's own making, such as a short code that only counts together with a session. */
type NewToken = { personId: string; purpose: TokenPurpose; email: string; now: Date; token?: string };

/** The token for the mail (256 bits). A new one puts earlier ones for the same purpose out of use. */
export async function issueToken(
  tx: Db,
  { personId, purpose, email, now, token = randomBytes(32).toString('base64url') }: NewToken,
): Promise<string> {
  await discardTokens(tx, { personId, purpose, now });
  await tx
    .insertInto('one_time_token')
    .values({
      token_hash: hashToken(token),
      person_id: personId,
      purpose,
      email,
      created_at: now,
      expires_at: new Date(now.getTime() + TOKEN_LIFETIME[purpose]),
    })
    .execute();
  return token;
}

/**
 * Whose token this is, without using it up: to say early that a link is too old.
 * @throws DomainError `token_expired` for unknown, used and expired alike
 */
export async function checkToken(
  db: Db,
  { token, purpose, now }: { token: string; purpose: TokenPurpose; now: Date },
): Promise<{ personId: string; email: string }> {
  const row = await db
    .selectFrom('one_time_token')
    .innerJoin('person', 'person.id', 'one_time_token.person_id')
    .where('token_hash', '=', hashToken(token))
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    // Bound to the address it was sent to; a new address is not theirs before the link is used.
    .where((eb) => eb.or([eb('purpose', '=', 'change_email'), eb('person.email', '=', eb.ref('one_time_token.email'))]))
    .where('person.erased_at', 'is', null)
    .select(['person_id', 'one_time_token.email'])
    .executeTakeFirst();
  if (!row) throw new DomainError('token_expired');
  return { personId: row.person_id, email: row.email };
}

/**
 * Uses the token up. Of many at once exactly one succeeds: the update itself is the check.
 * @throws DomainError `token_expired`
 */
export async function consumeToken(
  tx: Tx,
  { token, purpose, now }: { token: string; purpose: TokenPurpose; now: Date },
): Promise<{ personId: string; email: string }> {
  const owner = await checkToken(tx, { token, purpose, now });
  const used = await tx
    .updateTable('one_time_token')
    .set({ used_at: now })
    .where('token_hash', '=', hashToken(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (used.numUpdatedRows !== 1n) throw new DomainError('token_expired');
  return owner;
}

/** Puts a person's open tokens out of use; without a purpose all of them. */
export async function discardTokens(
  tx: Db,
  { personId, purpose, now }: { personId: string; purpose?: TokenPurpose; now: Date },
): Promise<void> {
  let tokens = tx.updateTable('one_time_token').set({ used_at: now }).where('person_id', '=', personId).where('used_at', 'is', null);
  if (purpose) tokens = tokens.where('purpose', '=', purpose);
  await tokens.execute();
}
