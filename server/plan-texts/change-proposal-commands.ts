/** Change proposals: what residents do. Deciding on them is in `decide-change-proposal.ts`, making them anew in `rebase-change-proposal.ts`. */
import type { JSONContent } from '@tiptap/core';
import type { Context, Db, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { hashOfRange } from '../integrity/address-range.ts';
import { refuseExcluded } from '../integrity/excluded.ts';
import { authorFor, keepSource, sourceData } from '../meetings/on-behalf.ts';
import type { OnBehalf } from '../meetings/rules.ts';
import { holdWhenInDoubt } from '../moderation/holds.ts';
import { requireActor } from '../permissions.ts';
import { startClock, stopClock } from '../responses/commands.ts';
import { loadActiveFeatures } from '../trajectories/queries.ts';
import { type Change, type ProposalInput, readChange, readReason, sameContent } from './change-proposal-rules.ts';
import { lockSection } from './commands.ts';
import { loadDocumentAt } from './document-log.ts';
import { loadDocument } from './documents.ts';
import { sectionHeading } from './rules.ts';
import { documentJson } from './schema.ts';

/** The same proposal by the same person within this time was sent twice by accident. */
const SENT_TWICE_MS = 10 * 60 * 1000;

export type NewChangeProposal = ProposalInput & {
  sectionId: string;
  /** The update of the document on which the form was filled in; for a whole section. */
  baseSeq?: number | null;
  /** An official types it for somebody without internet. */
  onBehalf?: OnBehalf;
};
export type CreatedProposal = { id: string; number: number; dueOn: string | null };

/**
 * Proposes to replace words of a section, or the whole of it, by others. Its answer clock starts, and others can agree or disagree at once.
 * @throws DomainError `not_found`, `read_only`, `phase_closed`, `invalid` with a sentence per field: the quote must stand in the text now, and once; a whole section
 * must still say what the form showed
 */
export async function createChangeProposal(
  context: Context,
  { sectionId, baseSeq, onBehalf, reason: rawReason, ...input }: NewChangeProposal,
): Promise<CreatedProposal> {
  const { now } = context;
  const reason = readReason(rawReason);
  return context.db.transaction().execute(async (tx) => {
    const section = await lockSection(tx, sectionId);
    const { trajectoryId, policy } = section;
    await assertPublished(tx, trajectoryId, now);
    const author = await authorFor(tx, context, { action: 'change_proposal.create', trajectoryId, policy, onBehalf });
    const { content, seq } = await readNow(tx, section.documentId);
    if (input.scope === 'section' && baseSeq != null) await assertUnchanged(tx, { documentId: section.documentId, baseSeq, content, seq });
    const change = readChange(input, content);
    const earlier = await findSentBefore(tx, { sectionId, authorId: author.personId, change, now });
    if (earlier) return earlier;
    const number = await nextNumber(tx, sectionId);
    const title = `Voorstel ${number} bij ${sectionHeading(section)}`;
    const { id } = await tx
      .insertInto('contribution')
      .values({ trajectory_id: trajectoryId, kind: 'change_proposal', title, author_id: author.personId, created_at: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('change_proposal')
      .values({
        id,
        trajectory_id: trajectoryId,
        section_id: sectionId,
        number,
        author_id: author.personId,
        base_seq: seq,
        ...changeColumns(change),
        reason,
        created_at: now,
      })
      .execute();
    await keepSource(tx, context, { source: author.source, trajectoryId, contributionId: id });
    const clock = await startClock(
      tx,
      { actor: context.actor, now: author.at },
      { contributionId: id, trajectoryId, kind: 'change_proposal' },
    );
    const data = { number, section: section.number, scope: change.scope, dueOn: clock?.dueOn ?? null, ...sourceData(author) };
    await recordEvent(tx, context, { kind: 'change_proposal.created', trajectoryId, subjectKind: 'change_proposal', subjectId: id, data });
    if (!author.source) await holdWhenInDoubt(tx, context, { kind: 'change_proposal', id });
    return { id, number, dueOn: clock?.dueOn ?? null };
  });
}

/**
 * Says whether one agrees with a proposal; saying it again changes it, `null` takes it back. The key of the table is proposal and person, and counts are counted:
 * they cannot drift.
 * @throws DomainError `not_found`, `phase_closed`, `support_closed` once it is decided, `support_excluded`
 */
export async function supportChangeProposal(
  context: Context,
  { changeProposalId, agrees }: { changeProposalId: string; agrees: boolean | null },
): Promise<{ agree: number; disagree: number; own: boolean | null }> {
  const { actor, now } = context;
  return context.db.transaction().execute(async (tx) => {
    const proposal = await lockProposal(tx, changeProposalId);
    await assertPublished(tx, proposal.trajectoryId, now);
    const features = await loadActiveFeatures(tx, proposal.trajectoryId, now);
    const person = requireActor(actor, 'change_proposal.support', { trajectoryId: proposal.trajectoryId, features }, { now });
    if (proposal.status !== 'open') throw new DomainError('support_closed');
    if (agrees === null) {
      await tx
        .deleteFrom('change_proposal_support')
        .where('change_proposal_id', '=', changeProposalId)
        .where('person_id', '=', person.id)
        .execute();
    } else {
      await refuseExcluded(tx, { subjectKind: 'change_proposal', subjectId: changeProposalId, personId: person.id });
      const address_range = await hashOfRange(tx, context);
      await tx
        .insertInto('change_proposal_support')
        .values({ change_proposal_id: changeProposalId, person_id: person.id, agrees, created_at: now, address_range })
        .onConflict((conflict) =>
          conflict.columns(['change_proposal_id', 'person_id']).doUpdateSet({ agrees, created_at: now, address_range }),
        )
        .execute();
    }
    const votes = await tx
      .selectFrom('change_proposal_support')
      .where('change_proposal_id', '=', changeProposalId)
      .select('agrees')
      .execute();
    const agree = votes.filter((vote) => vote.agrees).length;
    const disagree = votes.length - agree;
    // Who agrees with what is nobody else's business: the log has the numbers, not the person.
    await recordEvent(
      tx,
      { actor: null, now },
      {
        kind: 'change_proposal.supported',
        trajectoryId: proposal.trajectoryId,
        subjectKind: 'change_proposal',
        subjectId: changeProposalId,
        data: { agree, disagree },
      },
    );
    return { agree, disagree, own: agrees };
  });
}

/**
 * The author takes a proposal back before it is decided on. Its clock stops.
 * @throws DomainError `not_found`, `not_allowed`, `already_decided`
 */
export async function withdrawChangeProposal(context: Context, { changeProposalId }: { changeProposalId: string }): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const proposal = await lockProposal(tx, changeProposalId);
    requireActor(context.actor, 'change_proposal.withdraw', { trajectoryId: proposal.trajectoryId, ownerId: proposal.authorId }, context);
    if (proposal.status === 'withdrawn') return;
    if (proposal.status !== 'open') throw new DomainError('already_decided');
    await tx.updateTable('change_proposal').set({ status: 'withdrawn' }).where('id', '=', changeProposalId).execute();
    await stopClock(tx, context, changeProposalId, 'withdrawn');
    await recordEvent(tx, context, {
      kind: 'change_proposal.withdrawn',
      trajectoryId: proposal.trajectoryId,
      subjectKind: 'change_proposal',
      subjectId: changeProposalId,
    });
  });
}

/** A proposal held until the transaction ends; a hidden one is not there. @throws DomainError `not_found` */
export async function lockProposal(tx: Tx, id: string) {
  const proposal = await tx
    .selectFrom('change_proposal')
    .where('id', '=', id)
    .where('status', '<>', 'hidden')
    .select(['id', 'number', 'status', 'scope', 'quote', 'proposed', 'base_content as baseContent', 'proposed_content as proposedContent'])
    .select(['trajectory_id as trajectoryId', 'section_id as sectionId', 'author_id as authorId', 'base_seq as baseSeq'])
    .forUpdate()
    .executeTakeFirst();
  if (!proposal) throw new DomainError('not_found');
  return proposal;
}

export function changeColumns({ scope, quote, proposed, baseContent, proposedContent }: Change) {
  return {
    scope,
    quote,
    proposed,
    base_content: baseContent && JSON.stringify(baseContent),
    proposed_content: proposedContent && JSON.stringify(proposedContent),
  };
}

/** What a section says now. */
export async function readNow(db: Db, documentId: string): Promise<{ content: JSONContent; seq: number }> {
  const { doc, seq } = await loadDocument(db, documentId);
  const content = documentJson(doc);
  doc.destroy();
  return { content, seq };
}

/** Nobody proposes a whole section on a text they have not seen. @throws DomainError `invalid` */
export async function assertUnchanged(
  tx: Tx,
  { documentId, baseSeq, content, seq }: { documentId: string; baseSeq: number; content: JSONContent; seq: number },
): Promise<void> {
  if (baseSeq === seq) return;
  const doc = baseSeq > seq ? null : await loadDocumentAt(tx, documentId, baseSeq);
  const unchanged = doc !== null && sameContent(documentJson(doc), content);
  doc?.destroy();
  if (!unchanged) throw new DomainError('invalid', { fields: { proposed: 'proposals:error.section_changed' } });
}

async function assertPublished(tx: Tx, trajectoryId: string, now: Date): Promise<void> {
  const found = await tx
    .selectFrom('trajectory')
    .where('id', '=', trajectoryId)
    .where('published_at', '<=', now)
    .select('id')
    .executeTakeFirst();
  if (!found) throw new DomainError('not_found');
}

type Sent = { sectionId: string; authorId: string; change: Change; now: Date };

async function findSentBefore(tx: Tx, { sectionId, authorId, change, now }: Sent): Promise<CreatedProposal | null> {
  const earlier = await tx
    .selectFrom('change_proposal')
    .leftJoin('clock', 'clock.contribution_id', 'change_proposal.id')
    .where('section_id', '=', sectionId)
    .where('author_id', '=', authorId)
    .where('scope', '=', change.scope)
    .where('quote', '=', change.quote)
    .where('proposed', '=', change.proposed)
    .where('status', '=', 'open')
    .where('created_at', '>', new Date(now.getTime() - SENT_TWICE_MS))
    .select(['change_proposal.id', 'change_proposal.number', 'clock.due_on as dueOn'])
    .executeTakeFirst();
  return earlier ?? null;
}

async function nextNumber(tx: Tx, sectionId: string): Promise<number> {
  const { last } = await tx
    .selectFrom('change_proposal')
    .where('section_id', '=', sectionId)
    .select((eb) => eb.fn.max('number').as('last'))
    .executeTakeFirstOrThrow();
  return (last ?? 0) + 1;
}
