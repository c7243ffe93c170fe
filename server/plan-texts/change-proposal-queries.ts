import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { DomainError, type ErrorCode } from '../errors.ts';
import { can, whyNot } from '../permissions.ts';
import type { ClockView } from '../responses/clock-view.ts';
import { listClocks } from '../responses/queries.ts';
import { getReadableTrajectory, loadActiveFeatures } from '../trajectories/queries.ts';
import { findReadableSection } from './queries.ts';
import { sectionHeading } from './rules.ts';
import { type DiffPart, diffTexts } from './text-diff.ts';

type Viewer = Pick<Context, 'db' | 'actor' | 'now'>;

export type ChangeProposal = {
  id: string;
  number: number;
  section: { id: string; number: string; heading: string };
  quote: string;
  proposed: string;
  /** From quote to proposed, by words. */
  diff: DiffPart[];
  reason: string;
  status: 'open' | 'accepted' | 'declined' | 'withdrawn';
  author: { name: string };
  createdAt: string;
  agree: number;
  disagree: number;
  /** What the viewer said. */
  own: boolean | null;
  decision: { reason: string; by: string; at: string } | null;
  clock: ClockView | null;
  /** Why the viewer may not, or null. */
  why: { support: ErrorCode | null; decide: ErrorCode | null };
  may: { withdraw: boolean };
};

export type ProposalFilter = {
  subject: { sectionId: string } | { trajectory: string };
  status: ChangeProposal['status'] | null;
  cursor: string | null;
  limit: number;
};

/**
 * Change proposals, the newest first; what a moderator hid is left out.
 * @throws DomainError `not_found`, `invalid` for a cursor that is not ours
 */
export async function listChangeProposals(
  context: Viewer,
  { subject, status, cursor, limit }: ProposalFilter,
): Promise<{ items: ChangeProposal[]; nextCursor: string | null }> {
  const { db, actor, now } = context;
  const section = 'sectionId' in subject ? await findReadableSection(context, subject.sectionId) : null;
  const trajectoryId =
    'trajectory' in subject
      ? (await getReadableTrajectory(db, { slug: subject.trajectory, actor, now })).id
      : (section?.trajectoryId ?? '');
  const after = cursor === null ? null : readCursor(cursor);
  const rows = await proposalRows(context)
    .where('change_proposal.trajectory_id', '=', trajectoryId)
    .$if(section !== null, (query) => query.where('change_proposal.section_id', '=', section?.id ?? ''))
    .$if(status !== null, (query) => query.where('change_proposal.status', '=', status ?? 'open'))
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(change_proposal.created_at, change_proposal.id) < (${new Date(after?.at ?? 0)}::timestamptz, ${after?.id}::uuid)`,
      ),
    )
    .orderBy('change_proposal.created_at', 'desc')
    .orderBy('change_proposal.id', 'desc')
    .limit(limit + 1)
    .execute();
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const features = await loadActiveFeatures(db, trajectoryId, now);
  const clocks = await listClocks(
    db,
    shown.map((row) => row.id),
    now,
  );
  return {
    items: shown.map((row) => {
      const rights = { trajectoryId, features, ownerId: row.authorId };
      const open = row.status === 'open';
      return {
        id: row.id,
        number: row.number,
        section: {
          id: row.sectionId,
          number: row.sectionNumber,
          heading: sectionHeading({ number: row.sectionNumber, title: row.sectionTitle }),
        },
        quote: row.quote,
        proposed: row.proposed,
        diff: diffTexts(row.quote, row.proposed),
        reason: row.reason,
        status: row.status as ChangeProposal['status'],
        author: { name: row.author ?? 'Een bewoner' },
        createdAt: row.createdAt.toISOString(),
        agree: row.agree,
        disagree: row.disagree,
        own: row.own,
        decision: row.decidedAt ? { reason: row.decisionReason ?? '', by: row.decidedBy ?? '', at: row.decidedAt.toISOString() } : null,
        clock: clocks.get(row.id) ?? null,
        why: {
          support: open ? whyNot(actor, 'change_proposal.support', rights, { now }) : 'support_closed',
          decide: open ? whyNot(actor, 'change_proposal.decide', rights, { now }) : 'already_decided',
        },
        may: { withdraw: open && can(actor, 'change_proposal.withdraw', rights, { now }) },
      };
    }),
    nextCursor:
      rows.length > limit && last ? Buffer.from(JSON.stringify({ at: last.createdAt.getTime(), id: last.id })).toString('base64url') : null,
  };
}

function proposalRows({ db, actor }: Viewer) {
  return db
    .selectFrom('change_proposal')
    .innerJoin('section', 'section.id', 'change_proposal.section_id')
    .leftJoin('person as author', 'author.id', 'change_proposal.author_id')
    .leftJoin('person as decider', 'decider.id', 'change_proposal.decided_by_id')
    .where('change_proposal.status', '<>', 'hidden')
    .select([
      'change_proposal.id',
      'change_proposal.number',
      'change_proposal.quote',
      'change_proposal.proposed',
      'change_proposal.reason',
      'change_proposal.status',
      'change_proposal.author_id as authorId',
      'change_proposal.created_at as createdAt',
      'change_proposal.decided_at as decidedAt',
      'change_proposal.decision_reason as decisionReason',
      'section.id as sectionId',
      'section.number as sectionNumber',
      'section.title as sectionTitle',
      'author.display_name as author',
      'decider.display_name as decidedBy',
    ])
    .select([
      votes(sql`agrees`).as('agree'),
      votes(sql`not agrees`).as('disagree'),
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

const cursorSchema = z.strictObject({ at: z.int().min(0).max(8e15), id: z.uuid() });

function readCursor(text: string): { at: number; id: string } {
  try {
    const parsed = cursorSchema.safeParse(JSON.parse(Buffer.from(text.slice(0, 400), 'base64url').toString()));
    if (parsed.success) return parsed.data;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new DomainError('invalid', { what: 'cursor' });
}
