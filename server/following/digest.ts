import type { Db, Tx } from '../context.ts';
import { env } from '../env.ts';
import { writeMail } from '../mail/write-mail.ts';
import { digestMail, MOST_ITEMS } from './digest-mail.ts';
import { listNewsItems } from './news-items.ts';

const BATCH = 100;

/**
 * Puts the mails that are due in the outbox: one per person, however much there is to tell. Any number of nodes may do this at once: a person is held by one of them
 * until the mail is queued and its notices are marked, in one transaction. So each notice is mailed once.
 * @returns how many mails were queued
 */
export async function mailDigests({ db, now }: { db: Db; now: Date }): Promise<number> {
  let queued = 0;
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const due = await db
      .selectFrom('notice')
      .where('mailed_at', 'is', null)
      .where('due_at', '<=', now)
      .where('person_id', '>', after)
      .select('person_id')
      .distinct()
      .orderBy('person_id')
      .limit(BATCH)
      .execute();
    for (const { person_id } of due) queued += await db.transaction().execute((tx) => mailPerson(tx, { personId: person_id, now }));
    after = due.at(-1)?.person_id ?? after;
    if (due.length < BATCH) return queued;
  }
}

async function mailPerson(tx: Tx, { personId, now }: { personId: string; now: Date }): Promise<number> {
  const choice = await tx
    .selectFrom('mail_choice')
    .where('person_id', '=', personId)
    .select(['token', 'rhythm'])
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  // Another node has this person now.
  if (!choice) return 0;
  const notices = await tx
    .updateTable('notice')
    .set({ mailed_at: now })
    .where('person_id', '=', personId)
    .where('mailed_at', 'is', null)
    .where('due_at', '<=', now)
    .returning('event_id')
    .execute();
  if (notices.length === 0) return 0;
  const person = await tx
    .selectFrom('person')
    .where('id', '=', personId)
    .where('erased_at', 'is', null)
    .where('email_confirmed_at', 'is not', null)
    .select(['email', 'display_name'])
    .executeTakeFirst();
  // What was hidden since is told to nobody; then there may be nothing left to say.
  const items = await listNewsItems(tx, { eventIds: notices.map(({ event_id }) => event_id) }, MOST_ITEMS + 1);
  if (!person?.email || items.length === 0) return 0;
  const { municipality } = await tx.selectFrom('site').select('municipality').executeTakeFirstOrThrow();
  const unsubscribeUrl = `${env.publicUrl}/afmelden/${choice.token}`;
  const write = digestMail({
    name: person.display_name,
    items,
    total: notices.length,
    rhythm: choice.rhythm,
    publicUrl: env.publicUrl,
    unsubscribeUrl,
    municipality,
  });
  await writeMail(tx, { to: person.email, write, unsubscribeUrl }, now);
  return 1;
}
