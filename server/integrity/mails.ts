import type { Tx } from '../context.ts';
import { letter } from '../mail/letter.ts';
import { writeMail } from '../mail/write-mail.ts';
import type { Write } from '../moderation/mails.ts';

type At = { flagId: string; publicUrl: string; now: Date };
type Telling = At & { title: string; reason: string };

/** Who was taken out of the count reads why, and what to do when it is a mistake. */
export async function tellExcluded(tx: Tx, { flagId, title, reason, publicUrl, now }: Telling): Promise<void> {
  const people = await tx
    .selectFrom('excluded_support')
    .innerJoin('person', 'person.id', 'excluded_support.person_id')
    .where('flag_id', '=', flagId)
    .where('person.email', 'is not', null)
    .where('person.verification_level', '<>', 'none')
    .select(['person.email', 'excluded_support.subject_kind'])
    .orderBy('person.id')
    .execute();
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
            t('mails:integrity.excluded.object', { url: pageOf({ flagId, publicUrl }) }),
          ),
        }),
      },
      now,
    );
  }
}

/** That the objection arrived, and when it is answered. */
export async function tellObjectionReceived(
  tx: Tx,
  { flagId, personId, dueOn, publicUrl, now }: At & { personId: string; dueOn: string },
): Promise<void> {
  await tellOne(tx, {
    personId,
    now,
    write: ({ t, day }) => ({
      subject: t('mails:moderation.appeal.received.subject'),
      text: letter(
        t('mails:integrity.excluded.dear'),
        t('mails:integrity.objection.received'),
        t('mails:moderation.appeal.received.when', { day: day(dueOn) }),
        t('mails:integrity.objection.read', { url: pageOf({ flagId, publicUrl }) }),
      ),
    }),
  });
}

/** How it ended, and why. */
export async function tellObjectionDecided(
  tx: Tx,
  { flagId, personId, outcome, reason, publicUrl, now }: At & { personId: string; outcome: 'upheld' | 'overturned'; reason: string },
): Promise<void> {
  await tellOne(tx, {
    personId,
    now,
    write: ({ t }) => ({
      subject: t(`mails:moderation.appeal.${outcome}.subject`),
      text: letter(
        t('mails:integrity.excluded.dear'),
        t(`mails:integrity.objection.${outcome}`),
        t('mails:moderation.says', { reason }),
        t('mails:integrity.objection.read', { url: pageOf({ flagId, publicUrl }) }),
        outcome === 'upheld' ? t('mails:integrity.objection.complain') : null,
      ),
    }),
  });
}

function pageOf({ flagId, publicUrl }: Pick<At, 'flagId' | 'publicUrl'>): string {
  return `${publicUrl}/bezwaar/steun/${flagId}`;
}

async function tellOne(tx: Tx, { personId, write, now }: { personId: string; write: Write; now: Date }): Promise<void> {
  const person = await tx.selectFrom('person').where('id', '=', personId).select('email').executeTakeFirst();
  if (person?.email) await writeMail(tx, { to: person.email, write }, now);
}
