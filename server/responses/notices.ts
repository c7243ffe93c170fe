/** Mails to who sent a contribution in, about its answer and its clock. Dutch, like the rest of the municipality's post. */
import { dutchDayWithYear } from '../calendar/amsterdam.ts';
import type { Tx } from '../context.ts';
import { env } from '../env.ts';
import { queueMail } from '../mail/outbox.ts';
import type { LockedSubject } from './clock-store.ts';

type Notice =
  | { kind: 'answered'; summary: string }
  | { kind: 'paused'; reason: string }
  | { kind: 'resumed'; dueOn: string }
  | { kind: 'extended'; reason: string; dueOn: string }
  | { kind: 'recalculated'; days: string[]; dueOn: string };

const SUBJECT = {
  answered: 'De gemeente heeft geantwoord',
  paused: 'De klok staat stil',
  resumed: 'De klok loopt weer',
  extended: 'Ons antwoord komt later',
  recalculated: 'Ons antwoord komt later door een vrije dag',
} as const;

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
  const path = asked
    ? `/raad/${slug}/vragen/${asked.number}`
    : `/trajecten/${slug}/${subject.idea ? `ideeen/${subject.idea.number}` : 'reacties'}`;
  const text = `Beste ${author.display_name},\n\n${body(notice, subject.title)}\n\nLees alles op ${env.publicUrl}${path}\n\nMet vriendelijke groet,\nde gemeente\n`;
  await queueMail(tx, { to: author.email, subject: `${SUBJECT[notice.kind]}: ${subject.title}`, text }, now);
}

function body(notice: Notice, title: string): string {
  switch (notice.kind) {
    case 'answered':
      return `De gemeente heeft geantwoord op uw bijdrage "${title}":\n\n${notice.summary}\n\nOp de site leest u waarom. Vindt u het antwoord niet duidelijk? Dan kunt u daar één keer om een nieuw antwoord vragen.`;
    case 'paused':
      return `De klok van uw bijdrage "${title}" staat stil. Dit is de reden:\n\n${notice.reason}`;
    case 'resumed':
      return `De klok van uw bijdrage "${title}" loopt weer. U krijgt uiterlijk ${dutchDayWithYear(notice.dueOn)} antwoord.`;
    case 'recalculated': {
      const free = notice.days.map(dutchDayWithYear).join(' en ');
      return `Het Rijk heeft ${free} aangewezen als vrije dag. Die telt niet mee in onze termijn. U krijgt uiterlijk ${dutchDayWithYear(notice.dueOn)} antwoord op uw bijdrage "${title}".`;
    }
    case 'extended':
      return `Wij hebben meer tijd nodig voor ons antwoord op uw bijdrage "${title}". U krijgt uiterlijk ${dutchDayWithYear(notice.dueOn)} antwoord. Dit is de reden:\n\n${notice.reason}`;
  }
}
