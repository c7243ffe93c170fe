import type { Words } from '../i18n/words.ts';
import { personalLetter } from '../mail/letter.ts';
import type { MailText } from '../mail/outbox.ts';

/** The mail with the button for who takes part once. */
export function onceMail({ name, title, publicUrl, token }: { name: string; title: string; publicUrl: string; token: string }) {
  return (words: Words): MailText => ({
    subject: words.t('mails:once.subject'),
    text: personalLetter(words, name, words.t('mails:once.text', { title, url: `${publicUrl}/meedoen?code=${token}` })),
  });
}
