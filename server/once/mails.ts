import type { Words } from '../i18n/words.ts';
import { personalLetter } from '../mail/letter.ts';
import type { MailText } from '../mail/outbox.ts';
import { LINK_LIKE } from '../people/rules.ts';

/** The mail with the button for who takes part once. Anybody can have it sent to anybody: no link of theirs is in it. */
export function onceMail({ name, title, publicUrl, token }: { name: string; title: string; publicUrl: string; token: string }) {
  return (words: Words): MailText => ({
    subject: words.t('mails:once.subject'),
    text: personalLetter(
      words,
      name,
      words.t('mails:once.text', { title: withoutLinks(title), url: `${publicUrl}/meedoen?code=${token}` }),
    ),
  });
}

function withoutLinks(title: string): string {
  return title
    .split(' ')
    .map((word) => (LINK_LIKE.test(word) ? '…' : word))
    .join(' ');
}
