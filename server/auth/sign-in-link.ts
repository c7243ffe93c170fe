/** Signing in with a link by mail. Opening it changes nothing, because mail programs open links too; the button on its page does. */
import type { Actor, Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { writeMail } from '../mail/write-mail.ts';
import { claimAddressAndTell } from './claim-address.ts';
import { enter } from './enter.ts';
import { signInLinkMail } from './mails.ts';
import { findMailbox } from './queries.ts';
import { count, countOrRefuse, refuseIfSpent } from './rate-limits.ts';
import { inSameTime } from './same-time.ts';
import { checkToken, consumeToken, issueToken } from './tokens.ts';

/** Both kinds of link that sign in: the second is printed at the command line (`npm run admin`). */
const PURPOSES = ['sign_in', 'first_administrator'] as const;

/** Mails a link when there is an account; to who asks it is the same, in words and in time. @throws DomainError `too_many_requests` */
export async function requestSignInLink(
  { db, now, address, locale }: Context,
  { email, redirectTo, publicUrl }: { email: string; redirectTo?: string; publicUrl: string },
): Promise<void> {
  await countOrRefuse(db, ['mail_address', address], ['mail_account', email]);
  await inSameTime(() =>
    db.transaction().execute(async (tx) => {
      const known = await findMailbox(tx, email);
      if (!known) return;
      const token = await issueToken(tx, { personId: known.personId, purpose: 'sign_in', email: known.email, now });
      await writeMail(tx, { to: known.email, locale, write: signInLinkMail({ name: known.name, publicUrl, token, redirectTo }) }, now);
    }),
  );
}

/** Whose link this is, to show before the button is pressed. @throws DomainError `token_expired`, `too_many_requests` */
export async function peekSignInLink(context: Context, { token }: { token: string }): Promise<{ email: string }> {
  const { email } = await findLink(context, token);
  return { email };
}

/**
 * Signs in with the link, which then no longer works. It shows that the mailbox is theirs too.
 * @throws DomainError `token_expired` for unknown, used and expired alike, `too_many_requests`
 */
export async function signInWithLink(context: Context, { token }: { token: string }): Promise<Actor> {
  const { purpose } = await findLink(context, token);
  const session = await context.db.transaction().execute(async (tx) => {
    const { personId } = await consumeToken(tx, { token, purpose, now: context.now });
    await claimAddressAndTell(tx, context, personId);
    return enter(tx, context, { personId, method: 'link' });
  });
  context.cookie.set(session.token, session.expiresAt);
  return session.actor;
}

async function findLink({ db, now, address }: Context, token: string) {
  await refuseIfSpent(db, ['token_address', address]);
  for (const purpose of PURPOSES) {
    const found = await checkToken(db, { token, purpose, now }).catch((error: unknown) => {
      if (error instanceof DomainError && error.code === 'token_expired') return null;
      throw error;
    });
    if (found) return { ...found, purpose };
  }
  await count(db, ['token_address', address]);
  throw new DomainError('token_expired');
}
