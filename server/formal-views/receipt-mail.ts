import type { Words } from '../i18n/words.ts';
import { letter } from '../mail/letter.ts';
import type { MailText } from '../mail/outbox.ts';
import type { Timing } from './rules.ts';

type Received = {
  number: number;
  trajectory: string;
  body: string;
  name: string;
  day: string;
  time: string;
  timing: Timing;
  sha256: string;
  dueOn: string | null;
  url: string;
  municipality: string;
};

/** The receipt, with a copy and the time (art. 2:10 Awb). */
export function viewReceiptMail({ number, trajectory, body, name, timing, sha256, dueOn, url, municipality, ...received }: Received) {
  return ({ t, day }: Words): MailText => ({
    subject: t('mails:view.subject', { number }),
    text: letter(
      t('mails:dear', { name }),
      t('mails:view.received', { trajectory, number, day: day(received.day), time: received.time }),
      t(`mails:view.${timing}`),
      dueOn === null ? t('mails:view.no_date') : t('mails:view.due', { day: day(dueOn) }),
      t('mails:view.copy', { body }),
      t('mails:view.proof', { sha256, url }),
      t('mails:closing.name', { municipality }),
    ),
  });
}
