import type { Words } from '../i18n/words.ts';
import { personalLetter } from '../mail/letter.ts';
import type { MailText } from '../mail/outbox.ts';
import { LINK_LIKE } from '../people/rules.ts';

const LINKS = new RegExp(LINK_LIKE, 'giu');

/** The mail with the button for who takes part once. Anybody can have it sent to anybody: no link of theirs is in it. */
export function onceMail({ name, title, publicUrl, token }: { name: string; title: string; publicUrl: string; token: string }) {
  return (words: Words): MailText => ({
    subject: words.t('mails:once.subject'),
    text: personalLetter(
      words,
      name,
      words.t('mails:once.text', { title: title.replace(LINKS, '…'), url: `${publicUrl}/meedoen?code=${token}` }),
    ),
  });
}
