import { sql } from 'kysely';
import { createTransport } from 'nodemailer';
import type { Db } from '../context.ts';
import type { Log } from '../log.ts';
import { CLAIM_MS, isRefusedForGood, MOST_ATTEMPTS, nextAttemptAt } from './rules.ts';

const BATCH = 20;

/** Hands one mail to the mail server. @throws when it is not accepted */
export type SendMail = (mail: {
  messageId: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  headers?: Record<string, string>;
}) => Promise<unknown>;

export type Postman = { send: SendMail; close(): void };

/** A postman for the mail server at `smtpUrl`. */
export function smtpPostman(smtpUrl: string): Postman {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 2,
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: 60_000,
  });
  return {
    // A mail holds only text of ours and of residents: nothing may be read from files or addresses named in it.
    send: (mail) => transport.sendMail({ ...mail, disableFileAccess: true, disableUrlAccess: true }),
    close: () => transport.close(),
  };
}

type Delivery = { db: Db; postman: Postman; from: string; now: () => Date; log: Log };

/**
 * Sends what is waiting in the outbox. Any number of nodes may do this at once: a mail is claimed before it is sent and each claim goes to one of them.
 * Only a node that dies between sending and writing that down lets a mail go twice; both then carry the same Message-ID.
 * @returns how many were sent
 */
export async function deliverMails({ db, postman, from, now, log }: Delivery): Promise<number> {
  let sent = 0;
  for (;;) {
    const claimed = await claim(db, now());
    for (const mail of claimed) {
      const messageId = `<${mail.id}@${hostOf(from)}>`;
      try {
        const headers = mail.unsubscribe_url === null ? {} : { headers: unsubscribeHeaders(mail.unsubscribe_url) };
        await postman.send({ messageId, from, to: mail.to_email, subject: mail.subject, text: mail.text, ...headers });
      } catch (error) {
        await postpone({ db, mail, error, now: now() });
        log.warn({ err: error, mailId: mail.id, attempts: mail.attempts }, 'a mail was not accepted');
        continue;
      }
      if (mail.forget) await db.deleteFrom('mail').where('id', '=', mail.id).execute();
      else await db.updateTable('mail').set({ sent_at: now(), last_error: null }).where('id', '=', mail.id).execute();
      sent++;
    }
    if (claimed.length < BATCH) return sent;
  }
}

/** One press in the mail program, without opening a page (RFC 2369 and RFC 8058). */
function unsubscribeHeaders(url: string): Record<string, string> {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

type Claimed = {
  id: string;
  to_email: string;
  subject: string;
  text: string;
  unsubscribe_url: string | null;
  attempts: number;
  forget: boolean;
};

async function claim(db: Db, now: Date): Promise<Claimed[]> {
  return await db
    .updateTable('mail')
    .set({ attempts: sql`attempts + 1`, next_attempt_at: new Date(now.getTime() + CLAIM_MS) })
    .where('id', 'in', (waiting) =>
      waiting
        .selectFrom('mail')
        .select('id')
        .where('sent_at', 'is', null)
        .where('next_attempt_at', '<=', now)
        .where('attempts', '<', MOST_ATTEMPTS)
        .orderBy('next_attempt_at')
        .limit(BATCH)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'to_email', 'subject', 'text', 'unsubscribe_url', 'attempts', 'forget'])
    .execute();
}

async function postpone({ db, mail, error, now }: { db: Db; mail: Claimed; error: unknown; now: Date }): Promise<void> {
  const next = isRefusedForGood(error) ? null : nextAttemptAt(mail.attempts, now);
  const last_error = (error instanceof Error ? error.message : String(error)).slice(0, 500);
  const change = next === null ? { last_error, attempts: MOST_ATTEMPTS } : { last_error, next_attempt_at: next };
  await db.updateTable('mail').set(change).where('id', '=', mail.id).execute();
}

function hostOf(from: string): string {
  return /@([\w.-]+)/.exec(from)?.[1] ?? 'localhost';
}
