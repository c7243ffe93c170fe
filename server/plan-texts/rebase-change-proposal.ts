import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { assertUnchanged, changeColumns, lockProposal, readNow } from './change-proposal-commands.ts';
import { mailProposalAuthor } from './change-proposal-mail.ts';
import { isInConflict, type ProposalInput, readChange } from './change-proposal-rules.ts';
import { lockSection } from './commands.ts';

export type Rebase = Pick<ProposalInput, 'quote' | 'proposed' | 'content'> & {
  changeProposalId: string;
  /** The update of the document that the person looked at. */
  baseSeq?: number | null;
  /** The origin people see, for the link in the mail; null sends none. */
  publicUrl: string | null;
};

/**
 * Makes a proposal anew on the text as it is now, when the text it was made on has changed: by who proposed it or by an official, who sees all three texts. What
 * it said before is kept; its answer clock runs on. Never done by the program itself.
 * @throws DomainError `not_found`, `not_allowed`, `already_decided`, `no_conflict` when it still fits, `read_only` on a fixed section, `invalid` as for a new one
 */
export async function rebaseChangeProposal(
  context: Context,
  { changeProposalId, quote, proposed, content, baseSeq, publicUrl }: Rebase,
): Promise<{ revision: number }> {
  return context.db.transaction().execute(async (tx) => {
    const proposal = await lockProposal(tx, changeProposalId);
    const { trajectoryId, authorId, scope } = proposal;
    const person = requireActor(context.actor, 'change_proposal.rebase', { trajectoryId, ownerId: authorId }, context);
    if (proposal.status !== 'open') throw new DomainError('already_decided');
    const section = await lockSection(tx, proposal.sectionId);
    if (section.policy === 'fixed') throw new DomainError('read_only');
    const now = await readNow(tx, section.documentId);
    if (!isInConflict(now.content, proposal)) throw new DomainError('no_conflict');
    if (scope === 'section' && baseSeq != null) await assertUnchanged(tx, { documentId: section.documentId, baseSeq, ...now });
    const change = readChange({ scope, proposed, ...(quote === undefined ? {} : { quote }), ...(content ? { content } : {}) }, now.content);
    const revision = await keepRevision(tx, context, { proposal, replacedById: person.id });
    await tx
      .updateTable('change_proposal')
      .set({ base_seq: now.seq, ...changeColumns(change) })
      .where('id', '=', changeProposalId)
      .execute();
    await recordEvent(tx, context, {
      kind: 'change_proposal.rebased',
      trajectoryId,
      subjectKind: 'change_proposal',
      subjectId: changeProposalId,
      data: { number: proposal.number, section: section.number, revision },
    });
    if (publicUrl !== null && person.id !== authorId)
      await mailProposalAuthor(tx, context, { proposal, section, notice: { kind: 'rebased', proposed: change.proposed }, publicUrl });
    return { revision };
  });
}

/** What it said until now. @returns the number of this earlier wording */
async function keepRevision(
  tx: Tx,
  { now }: Pick<Context, 'now'>,
  { proposal, replacedById }: { proposal: Awaited<ReturnType<typeof lockProposal>>; replacedById: string },
): Promise<number> {
  const { last } = await tx
    .selectFrom('change_proposal_revision')
    .where('change_proposal_id', '=', proposal.id)
    .select((eb) => eb.fn.max('number').as('last'))
    .executeTakeFirstOrThrow();
  const number = (last ?? 0) + 1;
  await tx
    .insertInto('change_proposal_revision')
    .values({
      change_proposal_id: proposal.id,
      number,
      base_seq: proposal.baseSeq,
      quote: proposal.quote,
      proposed: proposal.proposed,
      replaced_by_id: replacedById,
      replaced_at: now,
    })
    .execute();
  return number;
}
