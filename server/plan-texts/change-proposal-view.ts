/** A change proposal as pages and other programs see it. */
import type { JSONContent } from '@tiptap/core';
import { type RawBuilder, sql } from 'kysely';
import type { Context } from '../context.ts';
import type { ErrorCode } from '../errors.ts';
import { listSources, type SourceView } from '../meetings/sources.ts';
import { ERASED_NAME, shownName } from '../people/shown-name.ts';
import { chosenName } from '../people/shown-official.ts';
import { type ActiveFeatures, can, whyNot } from '../permissions.ts';
import type { ClockView } from '../responses/clock-view.ts';
import { listClocks } from '../responses/queries.ts';
import { type ProposalPlace, placeOfProposal } from './change-proposal-place.ts';
import { isInConflict, type ProposalScope } from './change-proposal-rules.ts';
import { readContents } from './content-cache.ts';
import { sectionHeading } from './rules.ts';
import { type DiffPart, diffTexts } from './text-diff.ts';
import { tidyDiff } from './tidy-diff.ts';

export type Viewer = Pick<Context, 'db' | 'actor' | 'now'>;

export type ProposalStatus = 'open' | 'accepted' | 'partly' | 'declined' | 'withdrawn';
export const PROPOSAL_STATUSES = ['open', 'accepted', 'partly', 'declined', 'withdrawn'] as const satisfies readonly ProposalStatus[];

export type ChangeProposal = {
  id: string;
  number: number;
  section: { id: string; number: string; heading: string };
  /** Words of one paragraph, or the whole section. */
  scope: ProposalScope;
  quote: string;
  proposed: string;
  /** From quote to proposed, by words. */
  diff: DiffPart[];
  /** The words stay and only their formatting changes. */
  formattingOnly: boolean;
  reason: string;
  status: ProposalStatus;
  author: { name: string };
  /** Where it came from, when the municipality entered it for somebody without internet. */
  source: SourceView | null;
  createdAt: string;
  agree: number;
  disagree: number;
  /** Of those, how many spoke before it was made anew. */
  earlier: number;
  /** What the viewer said. */
  own: boolean | null;
  /** Visible comments. */
  comments: number;
  /** How often it was made anew on a changed text. */
  revisions: number;
  /** The text it was made on has changed; only of an open one. */
  conflict: boolean;
  /** Where in the text now; null for a whole section, when it cannot be told, and of one that is not open. */
  place: ProposalPlace | null;
  /** `by`: the official, when they chose to be named. `adopted`: what was put in the text instead, from proposed to adopted, when it was adopted in part. */
  decision: { reason: string; by: string | null; at: string; adopted: DiffPart[] | null } | null;
  clock: ClockView | null;
  /** Why the viewer may not, or null. */
  why: { support: ErrorCode | null; decide: ErrorCode | null; comment: ErrorCode | null };
  may: { withdraw: boolean; rebase: boolean };
};

/** Proposals that are not hidden, with what is read of each. */
export function proposalRows({ db, actor }: Viewer) {
  return db
    .selectFrom('change_proposal')
    .innerJoin('section', 'section.id', 'change_proposal.section_id')
    .innerJoin('document', 'document.id', 'section.document_id')
    .leftJoin('person as author', 'author.id', 'change_proposal.author_id')
    .leftJoin('person as decider', 'decider.id', 'change_proposal.decided_by_id')
    .where('change_proposal.status', '<>', 'hidden')
    .select([
      'change_proposal.id',
      'change_proposal.number',
      'change_proposal.scope',
      'change_proposal.quote',
      'change_proposal.proposed',
      'change_proposal.base_seq as baseSeq',
      'change_proposal.base_content as baseContent',
      'change_proposal.proposed_content as proposedContent',
      'change_proposal.adopted',
      'change_proposal.reason',
      'change_proposal.status',
      'change_proposal.author_id as authorId',
      'change_proposal.created_at as createdAt',
      'change_proposal.decided_at as decidedAt',
      'change_proposal.decision_reason as decisionReason',
      'section.id as sectionId',
      'section.number as sectionNumber',
      'section.title as sectionTitle',
      'section.policy as sectionPolicy',
      'section.removed_at as sectionRemovedAt',
      'document.id as documentId',
      'document.last_seq as seq',
      'author.display_name as author',
      'author.erased_at as authorErasedAt',
      chosenName('decider').as('decider'),
      'decider.display_name as knownDecider',
    ])
    .select([
      votes(sql`agrees`).as('agree'),
      votes(sql`not agrees`).as('disagree'),
      votes(
        sql`vote.created_at < (select max(replaced_at) from change_proposal_revision as made where made.change_proposal_id = change_proposal.id)`,
      ).as('earlier'),
      sql<number>`(select count(*) from change_proposal_revision as made where made.change_proposal_id = change_proposal.id)`.as(
        'revisions',
      ),
      sql<number>`(select count(*) from comment where comment.change_proposal_id = change_proposal.id and comment.status = 'visible')`.as(
        'comments',
      ),
      sql<
        boolean | null
      >`(select agrees from change_proposal_support as vote where vote.change_proposal_id = change_proposal.id and vote.person_id = ${actor?.id ?? null}::uuid)`.as(
        'own',
      ),
    ]);
}

function votes(condition: RawBuilder<unknown>) {
  return sql<number>`(select count(*) from change_proposal_support as vote where vote.change_proposal_id = change_proposal.id and ${condition})`;
}

export type ProposalRow = Awaited<ReturnType<ReturnType<typeof proposalRows>['execute']>>[number];

/** Proposals of one trajectory with their clocks, sources, conflicts and what the viewer may do: a few queries, whatever their number. */
export async function viewProposals(
  { db, actor, now }: Viewer,
  rows: readonly ProposalRow[],
  { trajectoryId, features }: { trajectoryId: string; features: ActiveFeatures },
): Promise<ChangeProposal[]> {
  const ids = rows.map((row) => row.id);
  const clocks = await listClocks(db, ids, now);
  const sources = await listSources(db, ids);
  const open = rows.filter((row) => row.status === 'open');
  const documents = [...new Map(open.map(({ documentId, seq }) => [documentId, { documentId, seq }])).values()];
  const contents = await readContents(db, documents);
  return rows.map((row) => {
    const rights = { trajectoryId, features, ownerId: row.authorId };
    const isOpen = row.status === 'open';
    const content: JSONContent | undefined = isOpen ? contents.get(row.documentId)?.content : undefined;
    const conflict = content !== undefined && isInConflict(content, row);
    const source = sources.get(row.id) ?? null;
    return {
      id: row.id,
      number: row.number,
      section: {
        id: row.sectionId,
        number: row.sectionNumber,
        heading: sectionHeading({ number: row.sectionNumber, title: row.sectionTitle }),
      },
      scope: row.scope,
      quote: row.quote,
      proposed: row.proposed,
      diff: tidyDiff(diffTexts(row.quote, row.proposed)),
      formattingOnly: row.quote === row.proposed,
      reason: row.reason,
      status: row.status as ProposalStatus,
      author: { name: source ? (source.name ?? ERASED_NAME) : nameOf(row.author, row.authorErasedAt) },
      source,
      createdAt: row.createdAt.toISOString(),
      agree: row.agree,
      disagree: row.disagree,
      earlier: row.earlier,
      own: row.own,
      comments: row.comments,
      revisions: row.revisions,
      conflict,
      place: content ? placeOfProposal(content, row) : null,
      decision: row.decidedAt
        ? {
            reason: row.decisionReason ?? '',
            // Colleagues know each other by name.
            by: can(actor, 'response.queue', rights, { now }) ? row.knownDecider : row.decider,
            at: row.decidedAt.toISOString(),
            adopted: row.adopted === null ? null : tidyDiff(diffTexts(row.proposed, row.adopted)),
          }
        : null,
      clock: clocks.get(row.id) ?? null,
      why: {
        support: isOpen ? whyNot(actor, 'change_proposal.support', rights, { now }) : 'support_closed',
        decide: isOpen ? whyNot(actor, 'change_proposal.decide', rights, { now }) : 'already_decided',
        comment: row.status === 'withdrawn' ? 'read_only' : whyNot(actor, 'comment.create', rights, { now }),
      },
      may: {
        withdraw: isOpen && can(actor, 'change_proposal.withdraw', rights, { now }),
        rebase: conflict && row.sectionPolicy !== 'fixed' && can(actor, 'change_proposal.rebase', rights, { now }),
      },
    };
  });
}

export function nameOf(name: string | null, erasedAt: Date | null): string {
  return name === null ? ERASED_NAME : shownName({ display_name: name, erased_at: erasedAt });
}
