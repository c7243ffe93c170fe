/** What who proposed a change gets in the mail box. */
import type { Context, Tx } from '../context.ts';
import type { Words } from '../i18n/words.ts';
import { letter } from '../mail/letter.ts';
import type { MailText } from '../mail/outbox.ts';
import { writeMail } from '../mail/write-mail.ts';
import { sectionHeading } from './rules.ts';

export type ProposalNotice =
  | { kind: 'accept' | 'partly' | 'decline'; reason: string; proposed: string; adopted: string | null }
  | { kind: 'rebased'; proposed: string };

type Told = {
  proposal: { number: number; authorId: string | null; trajectoryId: string };
  section: { number: string; title: string };
  notice: ProposalNotice;
  publicUrl: string;
};

/** Queues a mail to the author, in the transaction of what it tells. Only to an address its owner has confirmed. */
export async function mailProposalAuthor(
  tx: Tx,
  { now }: Pick<Context, 'now'>,
  { proposal, section, notice, publicUrl }: Told,
): Promise<void> {
  if (proposal.authorId === null) return;
  const author = await tx
    .selectFrom('person')
    .where('id', '=', proposal.authorId)
    .where('erased_at', 'is', null)
    .where('email_confirmed_at', 'is not', null)
    .select(['email', 'display_name'])
    .executeTakeFirst();
  if (!author?.email) return;
  const { slug } = await tx.selectFrom('trajectory').where('id', '=', proposal.trajectoryId).select('slug').executeTakeFirstOrThrow();
  const url = `${publicUrl}/trajecten/${slug}/plan/${encodeURIComponent(section.number)}/voorstel/${proposal.number}`;
  const write = proposalMail({ name: author.display_name, heading: sectionHeading(section), notice, url });
  await writeMail(tx, { to: author.email, write }, now);
}

const SHOWN = 600;

/** Subject and text of such a mail. */
export function proposalMail({ name, heading, notice, url }: { name: string; heading: string; notice: ProposalNotice; url: string }) {
  return (words: Words): MailText => ({
    subject: words.t(`mails:proposal.subject.${notice.kind}`, { heading }),
    text: letter(
      words.t('mails:dear', { name }),
      words.t(`mails:proposal.body.${notice.kind}`, { heading }),
      ...detailsOf(words, notice),
      words.t('mails:proposal.read', { url }),
      words.t('mails:closing.municipality'),
    ),
  });
}

function detailsOf({ t }: Words, notice: ProposalNotice): (string | null)[] {
  const proposed = clipped(notice.proposed);
  if (notice.kind === 'rebased') return [proposed === '' ? t('mails:proposal.now_less') : t('mails:proposal.now', { words: proposed })];
  return [
    proposed === '' ? t('mails:proposal.asked_less') : t('mails:proposal.asked', { words: proposed }),
    notice.kind === 'partly' ? t('mails:proposal.adopted', { words: clipped(notice.adopted ?? '') }) : null,
    notice.reason === '' ? null : t('mails:proposal.reason', { reason: notice.reason }),
  ];
}

/** A whole section would make a mail of pages; the page has it. */
function clipped(text: string): string {
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN).trimEnd()} …`;
}
