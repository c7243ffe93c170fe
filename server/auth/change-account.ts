/** A new e-mail address or password, by somebody who is signed in and has shown who they are (`proof.ts`). */
import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { readLocale } from '../i18n/words.ts';
import { writeMail } from '../mail/write-mail.ts';
import { setLevel } from '../people/levels.ts';
import { accountChangedMail, knownAddressMail, newAddressMail, passwordChangedMail } from './mails.ts';
import { notifyRights } from './notify-rights.ts';
import { passwordFault } from './password-rules.ts';
import { hashPassword } from './passwords.ts';
import { findMailbox } from './queries.ts';
import { countOrRefuse } from './rate-limits.ts';
import { inSameTime } from './same-time.ts';
import { endSessionsOf } from './sessions.ts';
import { checkToken, consumeToken, discardTokens, issueToken } from './tokens.ts';

type Site = { publicUrl: string };

/**
 * Mails a link to the new address; nothing changes before it is used. When somebody else has that address only that mailbox hears of it.
 * @throws DomainError `sign_in_first`, `too_many_requests`
 */
export async function askNewAddress(context: Context, { email, publicUrl }: { email: string } & Site): Promise<void> {
  const { db, actor, now, address } = context;
  if (!actor) throw new DomainError('sign_in_first');
  await countOrRefuse(db, ['mail_address', address], ['mail_account', email]);
  await inSameTime(() =>
    db.transaction().execute(async (tx) => {
      const known = await findMailbox(tx, email);
      if (known && known.personId !== actor.id) {
        await writeMail(tx, { to: known.email, write: knownAddressMail({ name: known.name, publicUrl }) }, now);
        return;
      }
      const token = await issueToken(tx, { personId: actor.id, purpose: 'change_email', email, now });
      const { locale } = await tx.selectFrom('person').where('id', '=', actor.id).select('locale').executeTakeFirstOrThrow();
      await writeMail(tx, { to: email, locale: readLocale(locale), write: newAddressMail({ name: actor.name, publicUrl, token }) }, now);
    }),
  );
}

/**
 * The new address from now on, with the link from the mail to it. Other sessions end, other links no longer work, and the old address hears of it.
 * @throws DomainError `token_expired`, also when somebody else has taken the address meanwhile
 */
export async function changeAddress(context: Context, { token, publicUrl }: { token: string } & Site): Promise<void> {
  const { db, actor, now, sessionIdHash } = context;
  await checkToken(db, { token, purpose: 'change_email', now });
  await db.transaction().execute(async (tx) => {
    const { personId, email } = await consumeToken(tx, { token, purpose: 'change_email', now });
    const taken = await findMailbox(tx, email);
    if (taken && taken.personId !== personId) throw new DomainError('token_expired');
    const before = await tx
      .selectFrom('person')
      .where('id', '=', personId)
      .select(['email', 'display_name', 'locale'])
      .forUpdate()
      .executeTakeFirstOrThrow();
    await tx.updateTable('person').set({ email, email_confirmed_at: now }).where('id', '=', personId).execute();
    await setLevel(tx, personId);
    await discardTokens(tx, { personId, now });
    await endSessionsOf(tx, personId, { exceptIdHash: actor?.id === personId ? sessionIdHash : null });
    await notifyRights(tx, personId);
    await recordEvent(tx, context, { kind: 'person.email_changed', trajectoryId: null, subjectKind: 'person', subjectId: personId });
    const write = accountChangedMail({ name: before.display_name, change: 'email', publicUrl });
    if (before.email && before.email.toLowerCase() !== email.toLowerCase())
      await writeMail(tx, { to: before.email, locale: readLocale(before.locale), write }, now);
  });
}

/**
 * A new password, or a first one. All other sessions end.
 * @throws DomainError `sign_in_first`, `invalid` for a password that is not good enough, `busy`
 */
export async function changePassword(context: Context, { password, publicUrl }: { password: string } & Site): Promise<void> {
  const { db, actor, now, sessionIdHash } = context;
  if (!actor) throw new DomainError('sign_in_first');
  const fault = passwordFault(password, actor.email);
  if (fault) throw new DomainError('invalid', { fields: { password: `accounts:error.${fault}` } });
  const passwordHash = await hashPassword(password);
  await db.transaction().execute(async (tx) => {
    await tx.updateTable('person').set({ password_hash: passwordHash }).where('id', '=', actor.id).execute();
    await discardTokens(tx, { personId: actor.id, now });
    await endSessionsOf(tx, actor.id, { exceptIdHash: sessionIdHash });
    await notifyRights(tx, actor.id);
    await recordEvent(tx, context, { kind: 'person.password_changed', trajectoryId: null, subjectKind: 'person', subjectId: actor.id });
    if (actor.email) await writeMail(tx, { to: actor.email, write: passwordChangedMail({ name: actor.name, publicUrl, now }) }, now);
  });
}
