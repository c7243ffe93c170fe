/** What who proposed a change gets in the mail box. Dutch, like the rest of the municipality's post. */
import type { Context, Tx } from '../context.ts';
import { queueMail } from '../mail/outbox.ts';
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
  const mail = proposalMail({ name: author.display_name, heading: sectionHeading(section), notice, url });
  await queueMail(tx, { to: author.email, ...mail }, now);
}

const SHOWN = 600;

/** Subject and text of such a mail. */
export function proposalMail({ name, heading, notice, url }: { name: string; heading: string; notice: ProposalNotice; url: string }): {
  subject: string;
  text: string;
} {
  return {
    subject: subjectOf(notice, heading),
    text: [
      `Beste ${name},`,
      ...bodyOf(notice, heading),
      `Lees de tekst en het voorstel: ${url}`,
      'Met vriendelijke groet,\nde gemeente',
    ].join('\n\n'),
  };
}

function subjectOf({ kind }: ProposalNotice, heading: string): string {
  switch (kind) {
    case 'accept':
      return `Uw voorstel staat nu in het plan: ${heading}`;
    case 'partly':
      return `Een deel van uw voorstel staat nu in het plan: ${heading}`;
    case 'decline':
      return `Antwoord op uw voorstel: ${heading}`;
    case 'rebased':
      return `Uw voorstel is aangepast aan de nieuwe tekst: ${heading}`;
  }
}

function bodyOf(notice: ProposalNotice, heading: string): string[] {
  const asked = notice.proposed === '' ? 'U stelde voor om woorden weg te laten.' : `U stelde voor:\n„${clipped(notice.proposed)}”`;
  if (notice.kind === 'rebased') {
    return [
      `De tekst van ${heading} is veranderd sinds u uw voorstel deed. De gemeente heeft uw voorstel aangepast aan de nieuwe tekst. Klopt het niet? Reageer dan bij het voorstel, of trek het in.`,
      notice.proposed === '' ? 'Het voorstel is nu om woorden weg te laten.' : `Dit is nu het voorstel:\n„${clipped(notice.proposed)}”`,
    ];
  }
  const reason = notice.reason === '' ? [] : [`Dit is de reden:\n${notice.reason}`];
  switch (notice.kind) {
    case 'accept':
      return [`De gemeente heeft uw voorstel overgenomen. Het staat nu in de tekst van ${heading}.`, asked, ...reason];
    case 'partly':
      return [
        `De gemeente heeft een deel van uw voorstel overgenomen in de tekst van ${heading}.`,
        asked,
        `Dit staat er nu:\n„${clipped(notice.adopted ?? '')}”`,
        ...reason,
      ];
    case 'decline':
      return [`De gemeente neemt uw voorstel bij ${heading} niet over.`, asked, ...reason];
  }
}

/** A whole section would make a mail of pages; the page has it. */
function clipped(text: string): string {
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN).trimEnd()} …`;
}
