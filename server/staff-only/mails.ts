import type { Words } from '../i18n/words.ts';
import { letter } from '../mail/letter.ts';
import type { MailText } from '../mail/outbox.ts';

/** To who told the municipality something alone: that it arrived, who reads it, and when the answer comes. */
export function sentMail({ title, url, dueOn, municipality }: { title: string; url: string; dueOn: string | null; municipality: string }) {
  return ({ t, day }: Words): MailText => ({
    subject: t('mails:staff_only.subject', { title }),
    text: letter(
      t('mails:staff_only.thanks'),
      t('mails:quoted', { words: title }),
      t('mails:staff_only.who'),
      dueOn === null ? null : t('mails:staff_only.due', { day: day(dueOn) }),
      t('mails:staff_only.read', { url }),
      t('mails:closing.name', { municipality }),
    ),
  });
}
