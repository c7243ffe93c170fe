import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { queueMail } from '../mail/outbox.ts';
import { requireActor } from '../permissions.ts';
import { answerByDecision } from '../responses/answer-by-decision.ts';
import { lockProposal } from './change-proposal-commands.ts';
import { decisionMail } from './change-proposal-mail.ts';
import { lockSection } from './commands.ts';
import { editDocument } from './documents.ts';
import { applyContent, replaceQuote } from './replace-text.ts';
import { readDecisionReason, sectionHeading } from './rules.ts';
import { documentJson } from './schema.ts';
import { keepVersion } from './versions.ts';

export type Decision = {
  changeProposalId: string;
  decision: 'accept' | 'decline';
  /** Required when declining. */
  reason: string;
  /** The origin people see, for the link in the mail; null sends none. */
  publicUrl: string | null;
};

/**
 * The municipality decides on a change proposal. Accepting puts the words into the text as those of who proposed them, for everybody who has it open too, and
 * keeps a version. Either way the clock is answered and the author gets a mail.
 * @throws DomainError `not_found`, `not_allowed`, `own_case`, `already_decided`, `invalid` without a reason to decline, `read_only` on a fixed section, `stale`
 * when the quoted words no longer stand in the text exactly once
 */
export async function decideChangeProposal(context: Context, { changeProposalId, decision, reason, publicUrl }: Decision): Promise<void> {
  const words = readDecisionReason(reason, decision);
  await context.db.transaction().execute(async (tx) => {
    const proposal = await lockProposal(tx, changeProposalId);
    const { trajectoryId, authorId } = proposal;
    const official = requireActor(context.actor, 'change_proposal.decide', { trajectoryId, ownerId: authorId }, context);
    if (proposal.status !== 'open') throw new DomainError('already_decided');
    const section = await lockSection(tx, proposal.sectionId);
    if (decision === 'accept') {
      if (section.policy === 'fixed') throw new DomainError('read_only');
      await editDocument({ db: tx, now: context.now }, section.documentId, authorId, (doc) => {
        const changed = replaceQuote(documentJson(doc), proposal);
        if (!changed) throw new DomainError('stale', { what: 'quote' });
        applyContent(doc, changed);
      });
      await keepVersion(tx, context, { sectionId: section.id, note: `Voorstel ${proposal.number} overgenomen` });
    }
    const status = decision === 'accept' ? 'accepted' : 'declined';
    await tx
      .updateTable('change_proposal')
      .set({ status, decided_by_id: official.id, decided_at: context.now, decision_reason: words })
      .where('id', '=', changeProposalId)
      .execute();
    await answerByDecision(tx, context, { contributionId: changeProposalId, outcome: decision === 'accept' ? 'adopted' : 'not_adopted' });
    const data = { number: proposal.number, section: section.number };
    await recordEvent(tx, context, {
      kind: `change_proposal.${status}`,
      trajectoryId,
      subjectKind: 'change_proposal',
      subjectId: changeProposalId,
      data,
    });
    if (publicUrl !== null) await mailAuthor(tx, context, { proposal, section, decision, reason: words, publicUrl });
  });
}

type Told = Pick<Decision, 'decision' | 'reason'> & {
  proposal: Awaited<ReturnType<typeof lockProposal>>;
  section: Awaited<ReturnType<typeof lockSection>>;
  publicUrl: string;
};

/** Only to an address its owner has confirmed. */
async function mailAuthor(tx: Tx, { now }: Context, { proposal, section, decision, reason, publicUrl }: Told): Promise<void> {
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
  const url = `${publicUrl}/trajecten/${slug}/plan/${encodeURIComponent(section.number)}`;
  const mail = decisionMail({
    name: author.display_name,
    heading: sectionHeading(section),
    decision,
    reason,
    proposed: proposal.proposed,
    url,
  });
  await queueMail(tx, { to: author.email, ...mail }, now);
}
