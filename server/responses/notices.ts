/** Mails to who sent a contribution in, about its answer and its clock. */
import type { Tx } from '../context.ts';
import { env } from '../env.ts';
import type { Words } from '../i18n/words.ts';
import { letter } from '../mail/letter.ts';
import type { MailText } from '../mail/outbox.ts';
import { writeMail } from '../mail/write-mail.ts';
import type { LockedSubject } from './clock-store.ts';

export type Notice =
  | { kind: 'answered'; summary: string }
  | { kind: 'corrected'; summary: string; reason: string }
  | { kind: 'paused'; reason: string }
  | { kind: 'resumed'; dueOn: string }
  | { kind: 'extended'; reason: string; dueOn: string }
  | { kind: 'recalculated'; days: string[]; dueOn: string };

/** Queues a mail to the author, in the transaction of what it tells. Only to an address they have confirmed. */
export async function noticeToAuthor(tx: Tx, subject: LockedSubject, { notice, now }: { notice: Notice; now: Date }): Promise<void> {
  if (!subject.authorId) return;
  const author = await tx
    .selectFrom('person')
    .where('id', '=', subject.authorId)
    .where('erased_at', 'is', null)
    .where('email_confirmed_at', 'is not', null)
    .select(['email', 'display_name'])
    .executeTakeFirst();
  if (!author?.email) return;
  const { slug } = await tx.selectFrom('trajectory').where('id', '=', subject.trajectoryId).select('slug').executeTakeFirstOrThrow();
  const asked = await tx.selectFrom('council_question').where('id', '=', subject.contributionId).select('number').executeTakeFirst();
  const alone = await tx.selectFrom('staff_only').where('contribution_id', '=', subject.contributionId).select('form').executeTakeFirst();
  const path = alone
    ? `/mijn/inbreng/${subject.contributionId}`
    : asked
      ? `/raad/${slug}/vragen/${asked.number}`
      : `/trajecten/${slug}/${subject.idea ? `ideeen/${subject.idea.number}` : 'reacties'}`;
  const write = noticeMail({ name: author.display_name, title: subject.title, url: `${env.publicUrl}${path}`, notice });
  await writeMail(tx, { to: author.email, write }, now);
}

/** Subject and text of such a mail. */
export function noticeMail({ name, title, url, notice }: { name: string; title: string; url: string; notice: Notice }) {
  return (words: Words): MailText => ({
    subject: words.t(`mails:answer.subject.${notice.kind}`, { title }),
    text: letter(
      words.t('mails:dear', { name }),
      body(words, notice, title),
      words.t('mails:answer.read', { url }),
      words.t('mails:closing.municipality'),
    ),
  });
}

function body({ t, day }: Words, notice: Notice, title: string): string {
  switch (notice.kind) {
    case 'answered':
      return t('mails:answer.answered', { title, summary: notice.summary });
    case 'corrected':
      return t('mails:answer.corrected', { title, summary: notice.summary, reason: notice.reason });
    case 'paused':
      return t('mails:answer.paused', { title, reason: notice.reason });
    case 'resumed':
      return t('mails:answer.resumed', { title, day: day(notice.dueOn) });
    case 'recalculated':
      return t('mails:answer.recalculated', { title, day: day(notice.dueOn), free: notice.days.map(day).join(t('mails:answer.and')) });
    case 'extended':
      return t('mails:answer.extended', { title, day: day(notice.dueOn), reason: notice.reason });
  }
}
