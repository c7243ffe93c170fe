/** Mails to who sees to a commitment: a month before its day, a week before, and when the day is over. */
import { addDays, amsterdamDay } from '../calendar/amsterdam.ts';
import type { Db } from '../context.ts';
import { env } from '../env.ts';
import { recordEvent } from '../events/record-event.ts';
import type { Words } from '../i18n/words.ts';
import { personalLetter } from '../mail/letter.ts';
import type { MailText } from '../mail/outbox.ts';
import { writeMail } from '../mail/write-mail.ts';
import { type ReminderKind, reminderDue } from './rules.ts';

/**
 * Sends what is due. Twice, on several nodes at once, or after downtime is safe: one reminder of a kind per promised day.
 * @returns how many mails were queued
 */
export async function remindOwners({ db, now }: { db: Db; now: Date }): Promise<number> {
  const today = amsterdamDay(now);
  const rows = await db
    .selectFrom('commitment')
    .innerJoin('trajectory', 'trajectory.id', 'commitment.trajectory_id')
    .innerJoin('person', 'person.id', 'commitment.owner_id')
    .where('commitment.done_on', 'is', null)
    .where('commitment.stopped_on', 'is', null)
    .where('commitment.promised_on', '<=', addDays(today, 30))
    .where('trajectory.stopped_at', 'is', null)
    .select(['commitment.id', 'commitment.number', 'commitment.title', 'commitment.promised_on', 'commitment.created_at'])
    .select(['commitment.trajectory_id', 'trajectory.slug', 'person.email', 'person.display_name'])
    .execute();
  let sent = 0;
  for (const row of rows) {
    const kind = reminderDue({ promisedOn: row.promised_on, madeOn: amsterdamDay(row.created_at) }, today);
    if (kind && (await remind(db, { row, kind, now }))) sent++;
  }
  return sent;
}

type Row = {
  id: string;
  number: number;
  title: string;
  promised_on: string;
  trajectory_id: string;
  slug: string;
  email: string | null;
  display_name: string;
};

async function remind(db: Db, { row, kind, now }: { row: Row; kind: ReminderKind; now: Date }): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const reminder = await tx
      .insertInto('commitment_reminder')
      .values({ commitment_id: row.id, promised_on: row.promised_on, kind, sent_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .returning('kind')
      .executeTakeFirst();
    if (!reminder) return false;
    if (row.email) await writeMail(tx, { to: row.email, write: reminderMail(row, kind) }, now);
    const { id: subjectId, trajectory_id: trajectoryId, number } = row;
    await recordEvent(
      tx,
      { actor: null, now },
      { kind: 'commitment.reminded', trajectoryId, subjectKind: 'commitment', subjectId, data: { number, kind } },
    );
    return row.email !== null;
  });
}

type Reminded = Pick<Row, 'title' | 'promised_on' | 'slug' | 'number' | 'display_name'>;

export function reminderMail({ title, promised_on, slug, number, display_name }: Reminded, kind: ReminderKind) {
  return (words: Words): MailText => ({
    subject: words.t(`mails:commitment.subject.${kind}`, { title }),
    text: personalLetter(
      words,
      display_name,
      words.t(kind === 'over' ? 'mails:commitment.over' : 'mails:commitment.coming', { title, day: words.day(promised_on) }),
      `${env.publicUrl}/trajecten/${slug}/toezeggingen/${number}`,
    ),
  });
}
