import type { Words } from '../i18n/words.ts';
import { letter } from '../mail/letter.ts';
import type { MailText } from '../mail/outbox.ts';

/** The last mail there is: it is removed once it was sent. */
export function erasedMail({ name }: { name: string }) {
  return ({ t }: Words): MailText => ({
    subject: t('mails:erased.subject'),
    text: letter(t('mails:dear', { name }), t('mails:erased.text')),
  });
}
