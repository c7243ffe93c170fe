/** A correction that is not published yet. */
import type { Db, Tx } from '../context.ts';
import { isDomainError } from '../errors.ts';
import { readReason } from './commands.ts';

export type OpenCorrection = {
  contributionId: string;
  kind: string;
  title: string;
  trajectory: { title: string };
  status: 'draft' | 'in_review' | 'approved';
  author: { name: string };
  reason: string;
};

/** The longest waiting first. `own`: of which trajectories the reader works. */
export async function listOpenCorrections(
  db: Db,
  { own, trajectoryId }: { own: 'all' | string[]; trajectoryId: string | null },
): Promise<OpenCorrection[]> {
  if (own !== 'all' && own.length === 0) return [];
  const rows = await db
    .selectFrom('response')
    .innerJoin('contribution', 'contribution.id', 'response.contribution_id')
    .innerJoin('trajectory', 'trajectory.id', 'response.trajectory_id')
    .innerJoin('person', 'person.id', 'response.author_id')
    .where('response.corrects_id', 'is not', null)
    .where('response.status', '<>', 'published')
    .$if(own !== 'all', (query) => query.where('response.trajectory_id', 'in', own === 'all' ? [] : own))
    .$if(trajectoryId !== null, (query) => query.where('response.trajectory_id', '=', trajectoryId ?? ''))
    .select(['contribution.id', 'contribution.kind', 'contribution.title', 'trajectory.title as trajectory_title'])
    .select(['response.status', 'response.correction_reason', 'person.display_name'])
    .orderBy('response.created_at')
    .orderBy('response.id')
    .limit(50)
    .execute();
  return rows.flatMap(({ status, ...row }) =>
    status === 'published'
      ? []
      : [
          {
            contributionId: row.id,
            kind: row.kind,
            title: row.title,
            trajectory: { title: row.trajectory_title },
            status,
            author: { name: row.display_name },
            reason: row.correction_reason,
          },
        ],
  );
}

/**
 * What was wrong with the version before, to write down; null: as it was. Half a sentence that the page saves by itself waits for its other half.
 * @throws DomainError `invalid` when somebody pressed the button
 */
export function reasonOf({
  correctionReason,
  automatic,
}: {
  correctionReason?: string | undefined;
  automatic?: boolean | undefined;
}): string | null {
  if (correctionReason === undefined) return null;
  try {
    return readReason(correctionReason, 'correctionReason');
  } catch (error) {
    if (automatic && isDomainError(error) && error.code === 'invalid') return null;
    throw error;
  }
}

/** Who asks for a second look gets a new answer: the correction somebody was writing becomes the beginning of that. */
export async function turnIntoAnswer(tx: Tx, contributionId: string): Promise<void> {
  await tx
    .updateTable('response')
    .set((eb) => ({
      corrects_id: null,
      first_id: null,
      correction_reason: '',
      status: 'draft',
      approved_at: null,
      reviewer_id: null,
      publish_at: null,
      scheduled_by_id: null,
      // The others that were corrected together go on without it.
      bundle_id: null,
      revision: eb('revision', '+', 1),
    }))
    .where('contribution_id', '=', contributionId)
    .where('status', '<>', 'published')
    .where('corrects_id', 'is not', null)
    .execute();
}
