import type { Tx } from '../context.ts';
import { letter } from '../mail/letter.ts';
import { writeMail } from '../mail/write-mail.ts';

type Telling = { flagId: string; title: string; reason: string; now: Date };

/** Who was taken out of the count reads why, and what to do when it is a mistake. */
export async function tellExcluded(tx: Tx, { flagId, title, reason, now }: Telling): Promise<void> {
  const people = await tx
    .selectFrom('excluded_support')
    .innerJoin('person', 'person.id', 'excluded_support.person_id')
    .where('flag_id', '=', flagId)
    .where('person.email', 'is not', null)
    .where('person.verification_level', '<>', 'none')
    .select(['person.email', 'excluded_support.subject_kind'])
    .orderBy('person.id')
    .execute();
  const site = await tx.selectFrom('site').select('contact_email').executeTakeFirst();
  for (const { email, subject_kind } of people) {
    if (!email) continue;
    await writeMail(
      tx,
      {
        to: email,
        write: ({ t }) => ({
          subject: t('mails:integrity.excluded.subject'),
          text: letter(
            t('mails:integrity.excluded.dear'),
            t(`mails:integrity.excluded.lead_${subject_kind}`, { title }),
            t('mails:moderation.says', { reason }),
            t('mails:integrity.excluded.object', { contact: site?.contact_email ?? '' }),
          ),
        }),
      },
      now,
    );
  }
}
