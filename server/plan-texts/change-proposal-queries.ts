import { sql } from 'kysely';
import { z } from 'zod';
import { DomainError } from '../errors.ts';
import { getReadableTrajectory, loadActiveFeatures } from '../trajectories/queries.ts';
import { type ChangeProposal, type ProposalStatus, proposalRows, type Viewer, viewProposals } from './change-proposal-view.ts';
import { findReadableSection } from './queries.ts';

export type { ChangeProposal } from './change-proposal-view.ts';

export type ProposalFilter = {
  subject: { sectionId: string } | { trajectory: string };
  status: ProposalStatus | null;
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
  return {
    items: await viewProposals(context, shown, { trajectoryId, features }),
    nextCursor:
      rows.length > limit && last ? Buffer.from(JSON.stringify({ at: last.createdAt.getTime(), id: last.id })).toString('base64url') : null,
  };
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
