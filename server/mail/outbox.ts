import { sql } from 'kysely';
import type { Db } from '../context.ts';

/** Told when a mail was queued, so that it need not wait for the next round. */
export const MAIL_CHANNEL = 'oever_mail';

/** Plain text, with short lines. */
export type MailText = { subject: string; text: string };

export type NewMail = MailText & {
  to: string;
  /** Of mails somebody asked for and can do without: where one press stops them. */
  unsubscribeUrl?: string;
  /** Not kept: removed as soon as it has been sent. */
  forget?: boolean;
};

/**
 * Puts a mail in the outbox, in the transaction of the change it tells about: no mail without the change, no change without the mail.
 * The job `deliver-mail` sends it. Mails to people go through `write-mail.ts`, which finds their language.
 */
export async function queueMail(tx: Db, { to, subject, text, unsubscribeUrl, forget = false }: NewMail, now: Date): Promise<void> {
  await tx
    .insertInto('mail')
    // A line break in a subject would start a header of its own.
    .values({
      to_email: to,
      subject: subject.replaceAll(/\s+/g, ' ').trim(),
      text,
      unsubscribe_url: unsubscribeUrl ?? null,
      forget,
      created_at: now,
      next_attempt_at: now,
    })
    .execute();
  await sql`select pg_notify(${MAIL_CHANNEL}, '')`.execute(tx);
}

export type ListedMail = { id: string; to: string; subject: string; text: string; createdAt: Date; sentAt: Date | null };

/** The newest hundred mails, newest first; for the demo's mailbox at `/dev/mail`. */
export async function listMails(db: Db): Promise<ListedMail[]> {
  return await db
    .selectFrom('mail')
    .select(['id', 'to_email as to', 'subject', 'text', 'created_at as createdAt', 'sent_at as sentAt'])
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(100)
    .execute();
}
