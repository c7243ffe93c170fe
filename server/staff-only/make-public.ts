/** Its author makes public what was for the municipality only. Only they can, and never the other way. */
import { findParent, findSubject } from '../comments/commands.ts';
import { storePassage } from '../comments/passage-commands.ts';
import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { findArea, findTheme } from '../ideas/choices.ts';
import { holdWhenInDoubt } from '../moderation/holds.ts';
import { requireActor } from '../permissions.ts';
import { nextNumber } from '../trajectories/next-number.ts';
import { lockStaffOnly, requireWriter } from './commands.ts';
import { commentDetails, ideaDetails, storyDetails } from './details.ts';

/** What it became, and where: `heldBy` when a plain rule holds it until a moderator looked. */
export type MadePublic = { form: 'idea' | 'comment' | 'story'; id: string; number: number | null; slug: string; heldBy: string | null };

type Row = Awaited<ReturnType<typeof lockStaffOnly>>;
type Going = { tx: Tx; context: Context; row: Row; contributionId: string; showName: boolean };
type Placed = { id: string; number: number | null };

/**
 * From now on everybody reads it, as an idea, a comment or a story of today. Of an idea and a comment the clock and the answer become public too, so that the answer is
 * with what it answers; a story has no answer, so there that stays between author and municipality.
 * @throws DomainError `not_found`, `already_decided`, `phase_closed` and what else keeps somebody from saying it in public now
 */
export async function makePublic(
  context: Context,
  { contributionId, showName }: { contributionId: string; showName: boolean },
): Promise<MadePublic> {
  return context.db.transaction().execute(async (tx) => {
    const row = await lockStaffOnly(tx, context, contributionId);
    const { form, trajectory_id: trajectoryId } = row;
    requireActor(context.actor, 'staff_only.make_public', { trajectoryId, ownerId: row.author_id }, context);
    if (row.withdrawn_at || row.made_public_at) throw new DomainError('already_decided');
    await requireWriter(tx, context, { form, trajectoryId });
    const going = { tx, context, row, contributionId, showName };
    const placed = form === 'idea' ? await placeIdea(going) : form === 'comment' ? await placeComment(going) : await placeStory(going);
    if (form === 'story')
      await tx.updateTable('staff_only').set({ made_public_at: context.now }).where('contribution_id', '=', contributionId).execute();
    else await tx.deleteFrom('staff_only').where('contribution_id', '=', contributionId).execute();
    const heldBy = await holdWhenInDoubt(tx, context, { kind: form, id: placed.id });
    const { slug } = await tx.selectFrom('trajectory').where('id', '=', trajectoryId).select('slug').executeTakeFirstOrThrow();
    return { form, ...placed, slug, heldBy };
  });
}

async function placeIdea({ tx, context, row, contributionId: id, showName }: Going): Promise<Placed> {
  const { trajectory_id: trajectoryId, title, body } = row;
  const details = ideaDetails.parse(row.details);
  const { last_idea_number } = await tx
    .selectFrom('trajectory')
    .where('id', '=', trajectoryId)
    .select('last_idea_number')
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  const number = last_idea_number + 1;
  await tx.updateTable('trajectory').set({ last_idea_number: number }).where('id', '=', trajectoryId).execute();
  await tx
    .insertInto('idea')
    .values({
      id,
      trajectory_id: trajectoryId,
      number,
      title,
      body,
      theme_id: (await findTheme(tx, trajectoryId, details.theme))?.id ?? null,
      area_id: (await findArea(tx, trajectoryId, details.area))?.id ?? null,
      place: details.place ?? null,
      map_x: details.map?.x ?? null,
      map_y: details.map?.y ?? null,
      author_id: row.author_id,
      show_name: showName,
      status: (await isAnswered(tx, id)) ? 'answered' : 'visible',
      created_at: context.now,
    })
    .execute();
  await record(tx, context, { kind: 'idea.proposed', row, subjectKind: 'idea', subjectId: id, data: { number } });
  return { id, number };
}

async function placeComment({ tx, context, row, contributionId, showName }: Going): Promise<Placed> {
  const { ideaId, sectionId, changeProposalId, parentId, stance, passage } = commentDetails.parse(row.details);
  const about = { ideaId: ideaId ?? null, sectionId: sectionId ?? null, changeProposalId: changeProposalId ?? null, body: row.body };
  const subject = await findSubject(tx, about, context.now);
  if (!subject.open) throw new DomainError('read_only');
  const { id } = await tx
    .insertInto('comment')
    .values({
      trajectory_id: row.trajectory_id,
      idea_id: about.ideaId,
      section_id: about.sectionId,
      change_proposal_id: about.changeProposalId,
      parent_id: await findParent(tx, { ...about, parentId: parentId ?? null }),
      author_id: row.author_id,
      author_role: 'resident',
      show_name: showName,
      stance,
      body: row.body,
      contribution_id: contributionId,
      created_at: context.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (passage && subject.documentId) await keepPassage(tx, { commentId: id, documentId: subject.documentId, passage });
  const data = { ...(ideaId ? { ideaId } : {}), ...(sectionId ? { sectionId } : {}), ...(changeProposalId ? { changeProposalId } : {}) };
  await record(tx, context, { kind: 'question.asked', row, subjectKind: 'comment', subjectId: id, data });
  return { id, number: null };
}

/** Words that are not in the text any more: then it is a comment on the whole section. */
async function keepPassage(tx: Tx, passage: Parameters<typeof storePassage>[1]): Promise<void> {
  try {
    await storePassage(tx, passage);
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'invalid')) throw error;
  }
}

async function placeStory({ tx, context, row, showName }: Going): Promise<Placed> {
  const { trajectory_id: trajectoryId, title, body } = row;
  const number = await nextNumber(tx, 'story', trajectoryId);
  const { toldAs } = storyDetails.parse(row.details);
  const { id } = await tx
    .insertInto('story')
    .values({
      trajectory_id: trajectoryId,
      number,
      title,
      body,
      told_as: toldAs,
      author_id: row.author_id,
      show_name: showName,
      created_at: context.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await record(tx, context, { kind: 'story.told', row, subjectKind: 'story', subjectId: id, data: { number } });
  return { id, number };
}

async function isAnswered(tx: Tx, contributionId: string): Promise<boolean> {
  const clock = await tx.selectFrom('clock').where('contribution_id', '=', contributionId).select('answered_on').executeTakeFirst();
  return clock !== undefined && clock.answered_on !== null;
}

function record(
  tx: Tx,
  context: Context,
  { row, data, ...event }: { kind: string; row: Row; subjectKind: string; subjectId: string; data: Record<string, unknown> },
): Promise<void> {
  return recordEvent(tx, context, { ...event, trajectoryId: row.trajectory_id, data: { ...data, wasStaffOnly: true } });
}
