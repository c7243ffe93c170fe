import { env } from '../env.ts';
import type { Words } from '../i18n/words.ts';
import { letter } from '../mail/letter.ts';
import type { MailText } from '../mail/outbox.ts';

type Note = { number: number; title: string; slug: string; trajectory_title: string; period_from: string; period_until: string };

/** To who sent something in: the note, before everybody else reads it, and which numbers in it are theirs. */
export function submitterMail(note: Note, { name, own }: { name: string; own: readonly { number: number; title: string }[] }) {
  return ({ t, day }: Words): MailText => ({
    subject: t('mails:note.subject', { title: note.title }),
    text: letter(
      t('mails:dear', { name }),
      `${t('mails:note.intro', { trajectory: note.trajectory_title, from: day(note.period_from), until: day(note.period_until) })} ${t('mails:note.numbers', { count: own.length })}`,
      own.map(({ number, title }) => t('mails:note.number', { number, title })).join('\n'),
      t('mails:note.read', { url: `${env.publicUrl}/trajecten/${note.slug}/nota/${note.number}` }),
      t('mails:closing.municipality'),
    ),
  });
}
