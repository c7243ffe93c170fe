/** What officials promise and reach between the answer to an idea and its being done. */
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Actor, Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { readReason } from '../responses/commands.ts';
import { type LockedIdea, lockIdea, setStatus } from './locked-idea.ts';
import { findOutcome } from './progress-queries.ts';
import { type Progress, readDoneOn, readMilestone, readStep } from './progress-rules.ts';

/**
 * An official says that an adopted idea is being carried out, or is done; or takes that back for a reason everybody can read.
 * @throws DomainError `not_found`, `not_allowed`, `not_adopted`, `milestones_open`, `already_decided`, `invalid` without a reason for a step back
 */
export async function setProgress(
  context: Context,
  { ideaId, to, reason }: { ideaId: string; to: Progress; reason?: string },
): Promise<void> {
  await onIdea(context, ideaId, async ({ tx, idea }) => {
    const open = await tx
      .selectFrom('milestone')
      .where('idea_id', '=', idea.id)
      .where('done_on', 'is', null)
      .where('removed_at', 'is', null)
      .select('id')
      .execute();
    const step = readStep({ status: idea.status, outcome: await findOutcome(tx, idea.id), openMilestones: open.length }, to);
    const why = step.back ? readReason(reason ?? '') : null;
    const event = why !== null ? 'idea.put_back' : to === 'done' ? 'idea.done' : 'idea.carrying_out';
    await setStatus(tx, context, { idea, status: to, event, data: { to, ...(why === null ? {} : { title: why }) } });
  });
}

/** Adds a step with the day it is planned for. @throws DomainError `not_found`, `not_allowed`, `not_adopted`, `invalid` */
export async function addMilestone(
  context: Context,
  { ideaId, ...raw }: { ideaId: string; title: string; plannedOn: string },
): Promise<{ id: string }> {
  const { title, plannedOn } = readMilestone(raw, amsterdamDay(context.now));
  return onIdea(context, ideaId, async ({ tx, idea, actor }) => {
    if (idea.status !== 'answered' && idea.status !== 'carrying_out') throw new DomainError('not_adopted');
    if (idea.status === 'answered')
      readStep({ status: idea.status, outcome: await findOutcome(tx, idea.id), openMilestones: 0 }, 'carrying_out');
    const { id } = await tx
      .insertInto('milestone')
      .values({
        trajectory_id: idea.trajectory_id,
        idea_id: idea.id,
        title,
        first_planned_on: plannedOn,
        planned_on: plannedOn,
        created_by_id: actor.id,
        created_at: context.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await record(tx, context, { idea, kind: 'milestone.added', milestoneId: id, data: { title, plannedOn } });
    return { id };
  });
}

/** Moves a step to another day, for a reason everybody can read. @throws DomainError `not_found`, `not_allowed`, `stale`, `invalid` */
export async function moveMilestone(
  context: Context,
  { milestoneId, revision, plannedOn, reason }: { milestoneId: string; revision: number; plannedOn: string; reason: string },
): Promise<void> {
  const why = readReason(reason);
  await onMilestone(context, { milestoneId, revision }, async ({ tx, idea, milestone }) => {
    const day = readMilestone({ title: milestone.title, plannedOn }, amsterdamDay(context.now)).plannedOn;
    if (milestone.done_on !== null) throw new DomainError('already_decided');
    await tx
      .updateTable('milestone')
      .set({ planned_on: day, moved_reason: why, revision: revision + 1 })
      .where('id', '=', milestoneId)
      .execute();
    const data = { title: milestone.title, plannedOn: day, plannedOnBefore: milestone.planned_on, reason: why };
    await record(tx, context, { idea, kind: 'milestone.moved', milestoneId, data });
  });
}

/** Says on which day a step was done. @throws DomainError `not_found`, `not_allowed`, `stale`, `already_decided`, `invalid` */
export async function reachMilestone(
  context: Context,
  { milestoneId, revision, doneOn }: { milestoneId: string; revision: number; doneOn: string },
): Promise<void> {
  const day = readDoneOn(doneOn, amsterdamDay(context.now));
  await onMilestone(context, { milestoneId, revision }, async ({ tx, idea, milestone }) => {
    if (milestone.done_on !== null) throw new DomainError('already_decided');
    await tx
      .updateTable('milestone')
      .set({ done_on: day, revision: revision + 1 })
      .where('id', '=', milestoneId)
      .execute();
    await record(tx, context, { idea, kind: 'milestone.done', milestoneId, data: { title: milestone.title, doneOn: day } });
  });
}

/** Says that a step will not happen, for a reason everybody can read. It stays to be read. @throws DomainError as `moveMilestone` */
export async function removeMilestone(
  context: Context,
  { milestoneId, revision, reason }: { milestoneId: string; revision: number; reason: string },
): Promise<void> {
  const why = readReason(reason);
  await onMilestone(context, { milestoneId, revision }, async ({ tx, idea, milestone }) => {
    if (milestone.done_on !== null) throw new DomainError('already_decided');
    await tx
      .updateTable('milestone')
      .set({ removed_at: context.now, moved_reason: why, revision: revision + 1 })
      .where('id', '=', milestoneId)
      .execute();
    await record(tx, context, { idea, kind: 'milestone.removed', milestoneId, data: { title: milestone.title, reason: why } });
  });
}

async function onIdea<Result>(
  context: Context,
  ideaId: string,
  act: (given: { tx: Tx; idea: LockedIdea; actor: Actor }) => Promise<Result>,
): Promise<Result> {
  return context.db.transaction().execute(async (tx) => {
    const idea = await lockIdea(tx, ideaId, context.now);
    const actor = requireActor(context.actor, 'idea.carry_out', { trajectoryId: idea.trajectory_id }, context);
    if (idea.status === 'hidden') throw new DomainError('not_found');
    return act({ tx, idea, actor });
  });
}

type Milestone = { id: string; title: string; planned_on: string; done_on: string | null; revision: number };

async function onMilestone(
  context: Context,
  { milestoneId, revision }: { milestoneId: string; revision: number },
  act: (given: { tx: Tx; idea: LockedIdea; milestone: Milestone }) => Promise<void>,
): Promise<void> {
  const found = await context.db.selectFrom('milestone').where('id', '=', milestoneId).select('idea_id').executeTakeFirst();
  if (!found) throw new DomainError('not_found');
  await onIdea(context, found.idea_id, async ({ tx, idea }) => {
    const milestone = await tx
      .selectFrom('milestone')
      .where('id', '=', milestoneId)
      .where('removed_at', 'is', null)
      .select(['id', 'title', 'planned_on', 'done_on', 'revision'])
      .executeTakeFirst();
    if (!milestone) throw new DomainError('not_found');
    if (milestone.revision !== revision) throw new DomainError('stale');
    await act({ tx, idea, milestone });
  });
}

async function record(
  tx: Tx,
  context: Context,
  { idea, kind, milestoneId, data }: { idea: LockedIdea; kind: string; milestoneId: string; data: Record<string, unknown> },
): Promise<void> {
  await recordEvent(tx, context, {
    kind,
    trajectoryId: idea.trajectory_id,
    subjectKind: 'milestone',
    subjectId: milestoneId,
    data: { ideaId: idea.id, ...data },
  });
}
