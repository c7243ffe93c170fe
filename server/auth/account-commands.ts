/** Registering, confirming an address, and choosing a new password. What a page says never tells whether an address is known. */
import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { writeMail } from '../mail/write-mail.ts';
import { confirmAddress, registerPerson } from '../people/commands.ts';
import { refuseOfficialName } from '../people/name-commands.ts';
import { claimAddress } from './claim-address.ts';
import { confirmMail, knownAddressMail, passwordChangedMail, resetMail } from './mails.ts';
import { notifyRights } from './notify-rights.ts';
import { passwordFault } from './password-rules.ts';
import { hashPassword } from './passwords.ts';
import { findMailbox } from './queries.ts';
import { countOrRefuse, type LimitKey } from './rate-limits.ts';
import { inSameTime } from './same-time.ts';
import { endSessionsOf } from './sessions.ts';
import { checkToken, consumeToken, discardTokens, issueToken } from './tokens.ts';

/**
 * Makes an account and mails a link to confirm the address. For an address that is known it changes nothing and mails that instead: to
 * who asks, both look the same.
 * @throws DomainError `invalid` for a password that is not good enough, `too_many_requests`, `busy`
 */
export async function register(
  context: Context,
  { name, email, password, publicUrl }: { name: string; email: string; password: string; publicUrl: string },
): Promise<void> {
  const { db, now, address, locale } = context;
  assertGoodPassword(password, email);
  await refuseOfficialName(db, name);
  await countOrRefuse(db, ['register_address', address], ['mail_account', email]);
  const passwordHash = await hashPassword(password);
  await inSameTime(() =>
    db.transaction().execute(async (tx) => {
      const personId = await registerPerson(tx, context, { name, email, passwordHash });
      if (personId) {
        const token = await issueToken(tx, { personId, purpose: 'confirm_email', email, now });
        await writeMail(tx, { to: email, write: confirmMail({ name, publicUrl, token }) }, now);
        return;
      }
      const known = await findMailbox(tx, email);
      if (known) await writeMail(tx, { to: known.email, locale, write: knownAddressMail({ name: known.name, publicUrl }) }, now);
    }),
  );
}

/**
 * Mails the link to confirm the address once more.
 * @throws DomainError `sign_in_first`, `already_decided` when it is confirmed, `too_many_requests`
 */
export async function resendConfirmation(context: Context, { publicUrl }: { publicUrl: string }): Promise<void> {
  const { db, actor, now, address } = context;
  if (!actor) throw new DomainError('sign_in_first');
  const { email, name } = actor;
  if (!email || actor.verificationLevel !== 'none') throw new DomainError('already_decided');
  await countOrRefuse(db, ['mail_address', address], ['mail_account', email]);
  await db.transaction().execute(async (tx) => {
    const token = await issueToken(tx, { personId: actor.id, purpose: 'confirm_email', email, now });
    await writeMail(tx, { to: email, write: confirmMail({ name, publicUrl, token }) }, now);
  });
}

/** @throws DomainError `token_expired` */
export async function confirmEmail(context: Context, { token }: { token: string }): Promise<void> {
  const { db, now } = context;
  await db.transaction().execute(async (tx) => {
    const { personId } = await consumeToken(tx, { token, purpose: 'confirm_email', now });
    await confirmAddress(tx, context, personId);
  });
}

/** Mails a link, if there is an account. @throws DomainError `too_many_requests`, for known and unknown addresses alike */
export async function requestPasswordReset(context: Context, { email, publicUrl }: { email: string; publicUrl: string }): Promise<void> {
  const { db, now, address, locale } = context;
  const limits: LimitKey[] = [
    ['mail_address', address],
    ['mail_account', email],
  ];
  await countOrRefuse(db, ...limits);
  await inSameTime(() =>
    db.transaction().execute(async (tx) => {
      const known = await findMailbox(tx, email);
      if (!known) return;
      const token = await issueToken(tx, { personId: known.personId, purpose: 'reset_password', email: known.email, now });
      await writeMail(tx, { to: known.email, locale, write: resetMail({ name: known.name, publicUrl, token }) }, now);
    }),
  );
}

/**
 * Sets a new password with the link from the mail, and ends all sessions but the one of who does it. The link also shows that the
 * mailbox is theirs, so the address counts as confirmed.
 * @throws DomainError `token_expired`, `invalid` for a password that is not good enough (the link then still works), `busy`
 */
export async function resetPassword(
  context: Context,
  { token, password, publicUrl }: { token: string; password: string; publicUrl: string },
): Promise<void> {
  const { db, actor, now, sessionIdHash, locale } = context;
  const { email } = await checkToken(db, { token, purpose: 'reset_password', now });
  assertGoodPassword(password, email);
  const passwordHash = await hashPassword(password);
  await db.transaction().execute(async (tx) => {
    const { personId } = await consumeToken(tx, { token, purpose: 'reset_password', now });
    await claimAddress(tx, context, personId);
    const { display_name: name } = await tx
      .updateTable('person')
      .set({ password_hash: passwordHash })
      .where('id', '=', personId)
      .returning('display_name')
      .executeTakeFirstOrThrow();
    await discardTokens(tx, { personId, now });
    await endSessionsOf(tx, personId, { exceptIdHash: actor?.id === personId ? sessionIdHash : null });
    await notifyRights(tx, personId);
    await recordEvent(tx, context, { kind: 'person.password_changed', trajectoryId: null, subjectKind: 'person', subjectId: personId });
    await writeMail(tx, { to: email, locale, write: passwordChangedMail({ name, publicUrl, now }) }, now);
  });
}

function assertGoodPassword(password: string, email: string): void {
  const fault = passwordFault(password, email);
  if (fault) throw new DomainError('invalid', { fields: { password: `accounts:error.${fault}` } });
}
