import type { Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { can } from '../permissions.ts';
import type { Outcome } from '../responses/response-rules.ts';
import { nextSteps, type Progress } from './progress-rules.ts';
import type { Viewer } from './queries.ts';
import type { IdeaStatus } from './rules.ts';

export type MilestoneView = {
  id: string;
  title: string;
  plannedOn: string;
  /** The day as first promised, when it was moved. */
  firstPlannedOn: string | null;
  /** Why it was moved, or will not happen. */
  reason: string | null;
  doneOn: string | null;
  removed: boolean;
  revision: number;
};

export type IdeaProgress = {
  status: IdeaStatus;
  milestones: MilestoneView[];
  /** Steps the viewer may set now; none for who is no official. */
  steps: Progress[];
  may: { carryOut: boolean; addMilestone: boolean };
};

/** How far an idea is on its way from an answer to being done. @throws DomainError `not_found` */
export async function getProgress({ db, actor, now }: Viewer, { ideaId }: { ideaId: string }): Promise<IdeaProgress> {
  const idea = await db
    .selectFrom('idea')
    .innerJoin('trajectory as t', 't.id', 'idea.trajectory_id')
    .where('idea.id', '=', ideaId)
    .where('idea.status', '<>', 'hidden')
    .where('t.published_at', '<=', now)
    .select(['idea.trajectory_id', 'idea.status'])
    .executeTakeFirst();
  if (!idea) throw new DomainError('not_found');
  const rows = await db
    .selectFrom('milestone')
    .where('idea_id', '=', ideaId)
    .selectAll()
    .orderBy((eb) => eb.fn.coalesce('done_on', 'planned_on'))
    .orderBy('created_at')
    .execute();
  const carryOut = can(actor, 'idea.carry_out', { trajectoryId: idea.trajectory_id }, { now });
  const steps = carryOut ? nextSteps(idea.status, await findOutcome(db, ideaId)) : [];
  return {
    status: idea.status,
    milestones: rows.map((row) => ({
      id: row.id,
      title: row.title,
      plannedOn: row.planned_on,
      firstPlannedOn: row.first_planned_on === row.planned_on ? null : row.first_planned_on,
      reason: row.moved_reason,
      doneOn: row.done_on,
      removed: row.removed_at !== null,
      revision: row.revision,
    })),
    steps,
    may: { carryOut, addMilestone: steps.length > 0 && idea.status !== 'done' },
  };
}

/** What the newest answer promised; null when there is none. */
export async function findOutcome(db: Db, ideaId: string): Promise<Outcome | null> {
  const row = await db
    .selectFrom('response')
    .where('contribution_id', '=', ideaId)
    .where('status', '=', 'published')
    .orderBy('published_at', 'desc')
    .select('outcome')
    .executeTakeFirst();
  return row?.outcome ?? null;
}
