import type { Words } from '../i18n/words.ts';
import { letter } from '../mail/letter.ts';
import type { MailText } from '../mail/outbox.ts';

type Received = { title: string; url: string; dueOn: string | null; municipality: string };

/** What who proposed an idea gets in the mail box: that it arrived, where it stands, and when the answer comes. */
export function receiptMail({ title, url, dueOn, municipality }: Received) {
  return ({ t, day }: Words): MailText => {
    const promise = dueOn === null ? t('mails:idea.receipt.no_date') : t('mails:idea.receipt.due', { day: day(dueOn) });
    return {
      subject: t('mails:idea.receipt.subject', { title }),
      text: letter(
        t('mails:idea.receipt.thanks'),
        t('mails:quoted', { words: title }),
        `${promise} ${t('mails:idea.receipt.clock')}`,
        t('mails:idea.receipt.read', { url }),
        t('mails:closing.name', { municipality }),
      ),
    };
  };
}

/** To the author, when somebody else took the photo away. */
export function photoRemovedMail(removed: { title: string; reason: string; contact: string }) {
  return ({ t }: Words): MailText => ({ subject: t('mails:idea.photo.subject', removed), text: t('mails:idea.photo.text', removed) });
}
