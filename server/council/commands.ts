/** The clerk keeps the dossiers and records what the council decided; members ask the executive. */
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { startClock } from '../responses/commands.ts';
import { nextNumber } from '../trajectories/next-number.ts';
import { type DecisionWords, type DossierWords, type QuestionWords, readDecision, readDossier, readQuestion } from './rules.ts';

/** Sent again within this time it is the same: an impatient press. */
const SENT_TWICE_MS = 10 * 60 * 1000;

/** Opens a dossier for the council. @returns its number in the address @throws DomainError `not_found`, `not_allowed`, `invalid` */
export async function openDossier(
  context: Context,
  { trajectory: slug, ...words }: DossierWords & { trajectory: string },
): Promise<{ id: string; number: number }> {
  return context.db.transaction().execute(async (tx) => {
    const trajectoryId = await findTrajectory(tx, context, slug);
    requireActor(context.actor, 'council_dossier.keep', { trajectoryId }, context);
    const { title, summary, url, meetings } = readDossier(words);
    const number = await nextNumber(tx, 'council_dossier', trajectoryId);
    const { id } = await tx
      .insertInto('council_dossier')
      .values({ trajectory_id: trajectoryId, number, title, summary, url, created_at: context.now })
      .returning('id')
      .executeTakeFirstOrThrow();
    await writeMeetings(tx, id, meetings);
    await recordEvent(tx, context, {
      kind: 'council_dossier.opened',
      trajectoryId,
      subjectKind: 'council_dossier',
      subjectId: id,
      data: { subjectTitle: title, subjectNumber: number, meetings: meetings.map(({ stage, meetsOn }) => ({ stage, meetsOn })) },
    });
    return { id, number };
  });
}

/** Changes the words, the dates or the links of a dossier. @throws DomainError `not_found`, `not_allowed`, `stale`, `invalid` */
export async function changeDossier(
  context: Context,
  { dossierId, revision, ...words }: DossierWords & { dossierId: string; revision: number },
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const dossier = await holdDossier(tx, dossierId);
    const { trajectory_id: trajectoryId, number } = dossier;
    requireActor(context.actor, 'council_dossier.keep', { trajectoryId }, context);
    if (dossier.revision !== revision) throw new DomainError('stale');
    const { title, summary, url, meetings } = readDossier(words);
    await tx
      .updateTable('council_dossier')
      .set({ title, summary, url, revision: revision + 1 })
      .where('id', '=', dossierId)
      .execute();
    await tx.deleteFrom('council_meeting').where('dossier_id', '=', dossierId).execute();
    await writeMeetings(tx, dossierId, meetings);
    await recordEvent(tx, context, {
      kind: 'council_dossier.changed',
      trajectoryId,
      subjectKind: 'council_dossier',
      subjectId: dossierId,
      data: { subjectTitle: title, subjectNumber: number, meetings: meetings.map(({ stage, meetsOn }) => ({ stage, meetsOn })) },
    });
  });
}

/**
 * Puts on record what the council decided, for good, and has every participant of the trajectory told (`tellParticipants`). After "held over" the next decision
 * follows; after any other one it is a correction that says what was wrong.
 * @throws DomainError `not_found`, `not_allowed`, `invalid` with a sentence per field, `stale` when somebody else recorded one meanwhile
 */
export async function recordDecision(
  context: Context,
  { dossierId, after, ...words }: DecisionWords & { dossierId: string; after: number },
): Promise<{ id: string; number: number }> {
  const { now } = context;
  return context.db.transaction().execute(async (tx) => {
    const dossier = await holdDossier(tx, dossierId);
    const trajectoryId = dossier.trajectory_id;
    const actor = requireActor(context.actor, 'council_decision.record', { trajectoryId }, context);
    const last = await tx
      .selectFrom('council_decision')
      .where('dossier_id', '=', dossierId)
      .select(['number', 'outcome'])
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst();
    if ((last?.number ?? 0) !== after) throw new DomainError('stale');
    const standing = last !== undefined && last.outcome !== 'held';
    const decision = readDecision(words, { today: amsterdamDay(now), standing });
    const number = after + 1;
    const { id } = await tx
      .insertInto('council_decision')
      .values({
        dossier_id: dossierId,
        number,
        outcome: decision.outcome,
        decided_on: decision.decidedOn,
        summary: decision.summary,
        votes_for: decision.votesFor,
        votes_against: decision.votesAgainst,
        url: decision.url,
        deviates: decision.deviations.length > 0,
        correction: decision.correction,
        recorded_by_id: actor.id,
        recorded_at: now,
        told_at: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    for (const [index, { subject, motivation }] of decision.deviations.entries())
      await tx
        .insertInto('council_deviation')
        .values({ decision_id: id, position: index + 1, subject, motivation })
        .execute();
    for (const [index, { votesFor, votesAgainst, ...motion }] of decision.motions.entries())
      await tx
        .insertInto('council_motion')
        .values({ decision_id: id, position: index + 1, ...motion, votes_for: votesFor, votes_against: votesAgainst })
        .execute();
    await recordEvent(tx, context, {
      kind: 'council_decision.recorded',
      trajectoryId,
      subjectKind: 'council_decision',
      subjectId: id,
      data: { subjectTitle: dossier.title, subjectNumber: dossier.number, number, outcome: decision.outcome, correction: standing },
    });
    return { id, number };
  });
}

/**
 * A council member asks the executive about a trajectory, in public. Its clock starts, and officials answer as they answer residents: four eyes, in public.
 * @throws DomainError `not_found`, `not_allowed`, `invalid` with a sentence per field
 */
export async function askExecutive(
  context: Context,
  { trajectory: slug, ...words }: QuestionWords & { trajectory: string },
): Promise<{ id: string; number: number; dueOn: string | null }> {
  const { now } = context;
  return context.db.transaction().execute(async (tx) => {
    const trajectoryId = await findTrajectory(tx, context, slug);
    const author = requireActor(context.actor, 'council_question.ask', { trajectoryId }, context);
    const { title, body } = readQuestion(words);
    const number = await nextNumber(tx, 'council_question', trajectoryId);
    const earlier = await tx
      .selectFrom('council_question')
      .innerJoin('contribution', 'contribution.id', 'council_question.id')
      .leftJoin('clock', 'clock.contribution_id', 'council_question.id')
      .where('contribution.author_id', '=', author.id)
      .where('council_question.trajectory_id', '=', trajectoryId)
      .where('council_question.title', '=', title)
      .where('council_question.body', '=', body)
      .where('council_question.created_at', '>', new Date(now.getTime() - SENT_TWICE_MS))
      .select(['council_question.id', 'number', 'clock.due_on as dueOn'])
      .executeTakeFirst();
    if (earlier) return earlier;
    const { id } = await tx
      .insertInto('contribution')
      .values({ trajectory_id: trajectoryId, kind: 'council_question', title, author_id: author.id, created_at: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx.insertInto('council_question').values({ id, trajectory_id: trajectoryId, number, title, body, created_at: now }).execute();
    const clock = await startClock(tx, context, { contributionId: id, trajectoryId, kind: 'council_question' });
    const dueOn = clock?.dueOn ?? null;
    await recordEvent(tx, context, {
      kind: 'council_question.asked',
      trajectoryId,
      subjectKind: 'council_question',
      subjectId: id,
      data: { subjectTitle: title, subjectNumber: number, dueOn },
    });
    return { id, number, dueOn };
  });
}

async function findTrajectory(tx: Tx, { now }: Pick<Context, 'now'>, slug: string): Promise<string> {
  const trajectory = await tx
    .selectFrom('trajectory')
    .where('slug', '=', slug)
    .where('published_at', '<=', now)
    .select('id')
    .executeTakeFirst();
  if (!trajectory) throw new DomainError('not_found');
  return trajectory.id;
}

async function holdDossier(tx: Tx, id: string) {
  const dossier = await tx.selectFrom('council_dossier').where('id', '=', id).selectAll().forUpdate().executeTakeFirst();
  if (!dossier) throw new DomainError('not_found');
  return dossier;
}

async function writeMeetings(tx: Tx, dossierId: string, meetings: DossierWords['meetings']): Promise<void> {
  for (const { stage, meetsOn, body, url } of meetings)
    await tx.insertInto('council_meeting').values({ dossier_id: dossierId, stage, meets_on: meetsOn, body, url }).execute();
}
