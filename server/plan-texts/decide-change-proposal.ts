import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { answerByDecision } from '../responses/answer-by-decision.ts';
import { lockProposal } from './change-proposal-commands.ts';
import { mailProposalAuthor } from './change-proposal-mail.ts';
import { applyAdopted, applyChange, type Change, type Decision, readAdopted, readDecisionReason } from './change-proposal-rules.ts';
import { lockSection } from './commands.ts';
import { editDocument } from './documents.ts';
import { applyContent } from './replace-text.ts';
import { documentJson } from './schema.ts';
import { keepVersion } from './versions.ts';

export type DecisionInput = {
  changeProposalId: string;
  decision: Decision;
  /** What is put in the text instead; only when it is adopted in part. */
  adopted?: string;
  /** Required unless it is adopted whole. */
  reason: string;
  /** The origin people see, for the link in the mail; null sends none. */
  publicUrl: string | null;
};

const STATUS = { accept: 'accepted', partly: 'partly', decline: 'declined' } as const;
const OUTCOME = { accept: 'adopted', partly: 'partly', decline: 'not_adopted' } as const;

/**
 * The municipality decides on a change proposal. Accepting puts the words into the text as those of who proposed them, for everybody who has it open too, and
 * keeps a version; accepting in part does the same, and then the official's own words over it. In all cases the clock is answered and the author gets a mail. Of
 * two officials who decide at once the row of the proposal lets one go first; the other hears that it is decided.
 * @throws DomainError `not_found`, `not_allowed`, `own_case`, `already_decided`, `invalid` without a reason or with an adopted text that is not one, `read_only` on
 * a fixed section, `stale` when the text it was made on has changed
 */
export async function decideChangeProposal(
  context: Context,
  { changeProposalId, decision, adopted: raw = '', reason, publicUrl }: DecisionInput,
): Promise<void> {
  const words = readDecisionReason(reason, decision);
  await context.db.transaction().execute(async (tx) => {
    const proposal = await lockProposal(tx, changeProposalId);
    const { trajectoryId, authorId } = proposal;
    const official = requireActor(context.actor, 'change_proposal.decide', { trajectoryId, ownerId: authorId }, context);
    if (proposal.status !== 'open') throw new DomainError('already_decided');
    const adopted = decision === 'partly' ? readAdopted(raw, proposal) : null;
    const section = await lockSection(tx, proposal.sectionId);
    if (decision !== 'decline') {
      if (section.policy === 'fixed') throw new DomainError('read_only');
      await writeInText(tx, context, { documentId: section.documentId, change: proposal, authorId, adopted, officialId: official.id });
      const note = `Voorstel ${proposal.number} ${adopted === null ? '' : 'deels '}overgenomen`;
      await keepVersion(tx, context, { sectionId: section.id, note });
    }
    const status = STATUS[decision];
    await tx
      .updateTable('change_proposal')
      .set({ status, adopted, decided_by_id: official.id, decided_at: context.now, decision_reason: words })
      .where('id', '=', changeProposalId)
      .execute();
    await answerByDecision(tx, context, { contributionId: changeProposalId, outcome: OUTCOME[decision] });
    await recordEvent(tx, context, {
      kind: decision === 'partly' ? 'change_proposal.partly_accepted' : `change_proposal.${status}`,
      trajectoryId,
      subjectKind: 'change_proposal',
      subjectId: changeProposalId,
      data: { number: proposal.number, section: section.number },
    });
    if (publicUrl === null) return;
    const notice = { kind: decision, reason: words, proposed: proposal.proposed, adopted };
    await mailProposalAuthor(tx, context, { proposal, section, notice, publicUrl });
  });
}

type Written = { documentId: string; change: Change; authorId: string | null; adopted: string | null; officialId: string };

/** Two edits when two people wrote it, so that each word stays whose it is. @throws DomainError `stale` */
async function writeInText(
  tx: Tx,
  { now }: Pick<Context, 'now'>,
  { documentId, change, authorId, adopted, officialId }: Written,
): Promise<void> {
  // Of the text as it was before the first edit.
  let afterwards: ReturnType<typeof applyAdopted> = null;
  await editDocument({ db: tx, now }, documentId, authorId, (doc) => {
    const before = documentJson(doc);
    const changed = applyChange(before, change);
    if (!changed) throw new DomainError('stale', { what: 'quote' });
    if (adopted !== null) afterwards = applyAdopted(before, change, adopted);
    applyContent(doc, changed);
  });
  if (adopted === null) return;
  await editDocument({ db: tx, now }, documentId, officialId, (doc) => {
    if (!afterwards) throw new DomainError('stale', { what: 'quote' });
    applyContent(doc, afterwards);
  });
}
