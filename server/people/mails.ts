/** Mails about a person's place on the site. */
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Words } from '../i18n/words.ts';
import { letter } from '../mail/letter.ts';
import type { MailText } from '../mail/outbox.ts';

export function blockedMail({ name, until, reason }: { name: string; until: Date; reason: string }) {
  const lastDay = amsterdamDay(new Date(until.getTime() - 1));
  return ({ t, day }: Words): MailText => ({
    subject: t('mails:blocked.subject'),
    text: letter(t('mails:dear', { name }), t('mails:blocked.text', { day: day(lastDay), reason })),
  });
}
