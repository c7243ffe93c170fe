/** Telling people what was decided. */
import type { Tx } from '../context.ts';
import { writeMail } from '../mail/write-mail.ts';
import type { Write } from './mails.ts';
import type { ModeratedSubject } from './subjects.ts';

/** The author of a text, or everybody who wrote what was undone in a section: whoever still has an address. */
export async function tellAuthors(
  tx: Tx,
  { subject, decisionId, mail, now }: { subject: ModeratedSubject; decisionId: string; mail: Write | null; now: Date },
): Promise<void> {
  if (!mail) return;
  const told = await tx.selectFrom('moderation_told').where('decision_id', '=', decisionId).select('person_id').execute();
  await sendTo(tx, { personIds: subject.authorId ? [subject.authorId] : told.map((one) => one.person_id), mail, now });
}

/** Who reported it reads what became of it, not who else did. */
export async function tellReporters(tx: Tx, { reporters, mail, now }: { reporters: string[]; mail: Write; now: Date }): Promise<void> {
  await sendTo(tx, { personIds: reporters, mail, now });
}

async function sendTo(tx: Tx, { personIds, mail, now }: { personIds: string[]; mail: Write; now: Date }): Promise<void> {
  if (personIds.length === 0) return;
  const people = await tx
    .selectFrom('person')
    .where('id', 'in', personIds)
    .where('email', 'is not', null)
    .where('verification_level', '<>', 'none')
    .select('email')
    .orderBy('id')
    .execute();
  for (const { email } of people) if (email) await writeMail(tx, { to: email, write: mail }, now);
}
