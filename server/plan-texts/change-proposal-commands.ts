/** Change proposals: what residents do. Deciding on them is in `decide-change-proposal.ts`. */
import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { startClock, stopClock } from '../responses/commands.ts';
import { loadActiveFeatures } from '../trajectories/queries.ts';
import { lockSection } from './commands.ts';
import { loadDocument } from './documents.ts';
import { countQuote } from './replace-text.ts';
import { type ProposalWords, readProposal, sectionHeading } from './rules.ts';
import { documentJson } from './schema.ts';

/** The same proposal by the same person within this time was sent twice by accident. */
const SENT_TWICE_MS = 10 * 60 * 1000;

export type NewChangeProposal = ProposalWords & { sectionId: string };
export type CreatedProposal = { id: string; number: number; dueOn: string | null };

/**
 * Proposes to replace words of a section by others. Its answer clock starts, and others can agree or disagree at once.
 * @throws DomainError `not_found`, `read_only`, `phase_closed`, `invalid` with a sentence per field: the quote must stand in the text now, and once
 */
export async function createChangeProposal(context: Context, { sectionId, ...raw }: NewChangeProposal): Promise<CreatedProposal> {
  const { actor, now } = context;
  const words = readProposal(raw);
  return context.db.transaction().execute(async (tx) => {
    const section = await lockSection(tx, sectionId);
    const { trajectoryId, policy } = section;
    await assertPublished(tx, trajectoryId, now);
    const features = await loadActiveFeatures(tx, trajectoryId, now);
    const author = requireActor(actor, 'change_proposal.create', { trajectoryId, policy, features }, { now });
    const earlier = await findSentBefore(tx, { sectionId, authorId: author.id, ...words, now });
    if (earlier) return earlier;
    const { doc, seq } = await loadDocument(tx, section.documentId);
    const found = countQuote(documentJson(doc), words.quote);
    if (found !== 1)
      throw new DomainError('invalid', { fields: { quote: found === 0 ? 'plan:error.quote_missing' : 'plan:error.quote_ambiguous' } });
    const number = await nextNumber(tx, sectionId);
    const title = `Voorstel ${number} bij ${sectionHeading(section)}`;
    const { id } = await tx
      .insertInto('contribution')
      .values({ trajectory_id: trajectoryId, kind: 'change_proposal', title, author_id: author.id, created_at: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('change_proposal')
      .values({
        id,
        trajectory_id: trajectoryId,
        section_id: sectionId,
        number,
        author_id: author.id,
        base_seq: seq,
        ...words,
        created_at: now,
      })
      .execute();
    const clock = await startClock(tx, context, { contributionId: id, trajectoryId, kind: 'change_proposal' });
    const data = { number, section: section.number, dueOn: clock?.dueOn ?? null };
    await recordEvent(tx, context, { kind: 'change_proposal.created', trajectoryId, subjectKind: 'change_proposal', subjectId: id, data });
    return { id, number, dueOn: clock?.dueOn ?? null };
  });
}

/**
 * Says whether one agrees with a proposal; saying it again changes it, `null` takes it back.
 * @throws DomainError `not_found`, `phase_closed`, `support_closed` once it is decided
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
      await tx
        .insertInto('change_proposal_support')
        .values({ change_proposal_id: changeProposalId, person_id: person.id, agrees, created_at: now })
        .onConflict((conflict) => conflict.columns(['change_proposal_id', 'person_id']).doUpdateSet({ agrees }))
        .execute();
    }
    await recordEvent(tx, context, {
      kind: 'change_proposal.supported',
      trajectoryId: proposal.trajectoryId,
      subjectKind: 'change_proposal',
      subjectId: changeProposalId,
      data: { agrees },
    });
    const votes = await tx
      .selectFrom('change_proposal_support')
      .where('change_proposal_id', '=', changeProposalId)
      .select('agrees')
      .execute();
    const agree = votes.filter((vote) => vote.agrees).length;
    return { agree, disagree: votes.length - agree, own: agrees };
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
    .select(['id', 'number', 'status', 'quote', 'proposed'])
    .select(['trajectory_id as trajectoryId', 'section_id as sectionId', 'author_id as authorId'])
    .forUpdate()
    .executeTakeFirst();
  if (!proposal) throw new DomainError('not_found');
  return proposal;
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

async function findSentBefore(
  tx: Tx,
  { sectionId, authorId, quote, proposed, now }: ProposalWords & { sectionId: string; authorId: string; now: Date },
): Promise<CreatedProposal | null> {
  const earlier = await tx
    .selectFrom('change_proposal')
    .leftJoin('clock', 'clock.contribution_id', 'change_proposal.id')
    .where('section_id', '=', sectionId)
    .where('author_id', '=', authorId)
    .where('quote', '=', quote)
    .where('proposed', '=', proposed)
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
