/**
 * Before dangerous acts: showing once more who you are, when that was more than a quarter of an hour ago. Signing in counts. With a password, a code by mail, a
 * passkey (`passkeys.ts`) or the place where one signs in otherwise (`oidc/`).
 */
import { randomInt } from 'node:crypto';
import type { Context, Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { writeMail } from '../mail/write-mail.ts';
import { isProofFresh } from '../privacy/rules.ts';
import { proofCodeMail } from './mails.ts';
import { countOrRefuse, forgive } from './rate-limits.ts';
import { consumeToken, issueToken } from './tokens.ts';

type Asking = Pick<Context, 'db' | 'actor' | 'now' | 'sessionIdHash'>;

/** @throws DomainError `sign_in_first`, `prove_first` */
export async function assertProved(context: Asking): Promise<void> {
  if (!context.actor) throw new DomainError('sign_in_first');
  if (!(await isProved(context))) throw new DomainError('prove_first');
}

export async function isProved({ db, sessionIdHash, now }: Asking): Promise<boolean> {
  if (!sessionIdHash) return false;
  const session = await db
    .selectFrom('session')
    .where('id_hash', '=', sessionIdHash)
    .select(['created_at', 'proved_at'])
    .executeTakeFirst();
  return session !== undefined && (isProofFresh(session.created_at, now) || isProofFresh(session.proved_at, now));
}

/** From now on the session counts as proved. */
export async function noteProof(db: Db, { sessionIdHash, now }: { sessionIdHash: string; now: Date }): Promise<void> {
  await db.updateTable('session').set({ proved_at: now }).where('id_hash', '=', sessionIdHash).execute();
}

/** In which ways this person can show who they are. */
export async function listProofs(
  db: Db,
  personId: string,
): Promise<{ password: boolean; code: boolean; passkey: boolean; providers: ('staff' | 'resident')[] }> {
  const person = await db.selectFrom('person').where('id', '=', personId).select(['email', 'password_hash']).executeTakeFirstOrThrow();
  const passkey = await db.selectFrom('passkey').where('person_id', '=', personId).select('id').limit(1).executeTakeFirst();
  const links = await db.selectFrom('identity_link').where('person_id', '=', personId).select('provider').execute();
  return {
    password: person.password_hash !== null,
    code: person.email !== null,
    passkey: passkey !== undefined,
    providers: links.map((link) => link.provider),
  };
}

/**
 * Mails six digits, that only count together with the session that asked.
 * @throws DomainError `sign_in_first`, `not_found` without an e-mail address, `too_many_requests`
 */
export async function sendProofCode({ db, actor, now, sessionIdHash, address }: Context): Promise<void> {
  if (!actor || !sessionIdHash) throw new DomainError('sign_in_first');
  const { email, name } = actor;
  if (!email) throw new DomainError('not_found');
  await countOrRefuse(db, ['mail_address', address], ['mail_account', email]);
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  await db.transaction().execute(async (tx) => {
    await issueToken(tx, { personId: actor.id, purpose: 'prove', email, now, token: ofSession(code, sessionIdHash) });
    await writeMail(tx, { to: email, write: proofCodeMail({ name, code }) }, now);
  });
}

/** @throws DomainError `sign_in_first`, `token_expired` for a wrong code too, `too_many_requests` after five */
export async function proveWithCode({ db, actor, now, sessionIdHash }: Context, { code }: { code: string }): Promise<void> {
  if (!actor || !sessionIdHash) throw new DomainError('sign_in_first');
  await countOrRefuse(db, ['prove_code', actor.id]);
  await db.transaction().execute(async (tx) => {
    const { personId } = await consumeToken(tx, { token: ofSession(code.replace(/\s/g, ''), sessionIdHash), purpose: 'prove', now });
    if (personId !== actor.id) throw new DomainError('token_expired');
    await noteProof(tx, { sessionIdHash, now });
  });
  await forgive(db, ['prove_code', actor.id]);
}

function ofSession(code: string, sessionIdHash: string): string {
  return `${sessionIdHash}\n${code}`;
}
