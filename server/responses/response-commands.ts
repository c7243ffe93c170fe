/** Writing, checking and publishing answers. Nobody approves their own: the law of four eyes is a check in the database too. */
import type { Actor, Context, Db, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { type Action, requireActor } from '../permissions.ts';
import { answerClock } from './answer-clock.ts';
import { type LockedSubject, lockSubject } from './clock-store.ts';
import { assign, readReason } from './commands.ts';
import { noticeToAuthor } from './notices.ts';
import { assertComplete, type ResponseText, readResponse } from './response-rules.ts';

/** Which answer is meant: by its contribution, or by its own id. `revision`: the one the actor has read. */
export type ResponseRef = { contributionId?: string; responseId?: string; revision?: number };

export type ResponseInput = ResponseRef & ResponseText & { sectionId?: string | null };

type OpenResponse = {
  id: string;
  status: 'draft' | 'in_review' | 'approved' | 'published';
  outcome: ResponseText['outcome'];
  summary: string;
  motivation: string;
  revision: number;
  author_id: string;
};

/**
 * Saves what an official has written. Who saves last is its author; an answer that was being checked or was approved becomes a draft again.
 * @throws DomainError `stale` when somebody else saved since, `already_published` when the contribution has its answer, `invalid`, `own_case`
 */
export async function draftResponse(context: Context, input: ResponseInput): Promise<{ id: string; revision: number }> {
  const text = readResponse(input);
  return onResponse(context, input, 'response.draft', async ({ tx, subject, actor, response }) => {
    if (input.sectionId) await assertSection(tx, subject, input.sectionId);
    if (!subject.handlerId) await assign(tx, context, subject);
    const columns = {
      outcome: text.outcome,
      summary: text.summary,
      motivation: text.motivation,
      next_step: text.nextStep,
      section_id: input.sectionId ?? null,
      author_id: actor.id,
      status: 'draft' as const,
      approved_at: null,
      updated_at: context.now,
    };
    if (!response) {
      const { contributionId: contribution_id, trajectoryId: trajectory_id } = subject;
      const created = await tx
        .insertInto('response')
        .values({ contribution_id, trajectory_id, created_at: context.now, ...columns })
        .onConflict((conflict) => conflict.column('contribution_id').where('status', '<>', 'published').doNothing())
        .returning(['id', 'revision'])
        .executeTakeFirst();
      if (!created) throw new DomainError('stale');
      await record(tx, context, subject, { kind: 'response.drafted', responseId: created.id });
      return created;
    }
    assertRevision(response, input.revision, actor);
    const revision = response.revision + 1;
    const remark = response.status === 'draft' ? {} : { reviewer_id: null, review_remark: null };
    await tx
      .updateTable('response')
      .set({ ...columns, ...remark, revision })
      .where('id', '=', response.id)
      .execute();
    await record(tx, context, subject, { kind: 'response.drafted', responseId: response.id });
    return { id: response.id, revision };
  });
}

/** Asks a colleague to read the answer. @throws DomainError `outcome_required`, `motivation_required`, `invalid`, `stale`, `already_decided` */
export async function submitForReview(context: Context, ref: ResponseRef): Promise<void> {
  await onResponse(context, ref, 'response.draft', async ({ tx, subject, actor, response }) => {
    const draft = assertThere(response);
    assertRevision(draft, ref.revision, actor);
    if (draft.status !== 'draft') throw new DomainError('already_decided');
    assertComplete(draft);
    await tx.updateTable('response').set({ status: 'in_review', updated_at: context.now }).where('id', '=', draft.id).execute();
    await record(tx, context, subject, { kind: 'response.submitted', responseId: draft.id });
  });
}

/**
 * A second reader approves.
 * @throws DomainError `own_response` for who wrote it, `stale`, `already_decided`, and what an answer lacks
 */
export async function approveResponse(context: Context, ref: ResponseRef): Promise<void> {
  await onResponse(context, ref, 'response.approve', async ({ tx, subject, actor, response }) => {
    const draft = assertThere(response);
    if (draft.author_id === actor.id) throw new DomainError('own_response');
    if (ref.revision !== undefined && ref.revision !== draft.revision) throw new DomainError('stale');
    if (draft.status === 'approved') throw new DomainError('already_decided');
    assertComplete(draft);
    await tx
      .updateTable('response')
      .set({ status: 'approved', reviewer_id: actor.id, review_remark: null, approved_at: context.now })
      .where('id', '=', draft.id)
      .execute();
    await record(tx, context, subject, { kind: 'response.approved', responseId: draft.id });
  });
}

/** A second reader gives the answer back with a remark. @throws DomainError `own_response`, `already_decided`, `invalid` without a remark */
export async function returnResponse(context: Context, { remark, ...ref }: ResponseRef & { remark: string }): Promise<void> {
  const text = readReason(remark, 'remark');
  await onResponse(context, ref, 'response.approve', async ({ tx, subject, actor, response }) => {
    const draft = assertThere(response);
    if (draft.author_id === actor.id) throw new DomainError('own_response');
    if (ref.revision !== undefined && ref.revision !== draft.revision) throw new DomainError('stale');
    if (draft.status === 'draft') throw new DomainError('already_decided');
    await tx
      .updateTable('response')
      .set({ status: 'draft', reviewer_id: actor.id, review_remark: text, approved_at: null })
      .where('id', '=', draft.id)
      .execute();
    await record(tx, context, subject, { kind: 'response.returned', responseId: draft.id });
  });
}

/**
 * Publishes an approved answer: the clock is answered on the day it is in Amsterdam, an idea becomes `answered`, and its author gets a mail.
 * After this neither the words nor the dates change.
 * @throws DomainError `not_approved`, `already_published`, `clock_not_running` when the contribution is no longer public
 */
export async function publishResponse(context: Context, ref: ResponseRef): Promise<{ id: string }> {
  return onResponse(context, ref, 'response.publish', async ({ tx, subject, response }) => {
    const approved = assertThere(response);
    if (ref.revision !== undefined && ref.revision !== approved.revision) throw new DomainError('stale');
    if (approved.status !== 'approved') throw new DomainError('not_approved');
    assertComplete(approved);
    if (subject.idea && ['hidden', 'withdrawn', 'merged'].includes(subject.idea.status)) throw new DomainError('clock_not_running');
    await tx.updateTable('response').set({ status: 'published', published_at: context.now }).where('id', '=', approved.id).execute();
    const { contributionId, clock } = subject;
    if (clock) await answerClock(tx, context, { contributionId, clock, outcome: approved.outcome, responseId: approved.id });
    await tx
      .updateTable('idea')
      .set({ status: 'answered' })
      .where('id', '=', subject.contributionId)
      .where('status', 'in', ['visible', 'in_treatment'])
      .execute();
    await noticeToAuthor(tx, subject, { notice: { kind: 'answered', summary: approved.summary }, now: context.now });
    await record(tx, context, subject, { kind: 'response.published', responseId: approved.id, data: { outcome: approved.outcome } });
    return { id: approved.id };
  });
}

type Given = { tx: Tx; subject: LockedSubject; actor: Actor; response: OpenResponse | null };

/** One act on the answer to a contribution: found, locked, allowed. Who sent the contribution in does not answer it. */
async function onResponse<Result>(
  context: Context,
  ref: ResponseRef,
  action: Action,
  act: (given: Given) => Promise<Result>,
): Promise<Result> {
  const contributionId = await findContributionId(context.db, ref);
  return context.db.transaction().execute(async (tx) => {
    const subject = await lockSubject(tx, contributionId);
    const actor = requireActor(context.actor, action, { trajectoryId: subject.trajectoryId, ownerId: subject.authorId }, context);
    if (subject.authorId === actor.id) throw new DomainError('own_case');
    const response = await tx
      .selectFrom('response')
      .where('contribution_id', '=', contributionId)
      .where('status', '<>', 'published')
      .select(['id', 'status', 'outcome', 'summary', 'motivation', 'revision', 'author_id'])
      .forUpdate()
      .executeTakeFirst();
    if ((ref.responseId && response?.id !== ref.responseId) || (!response && (await isAnswered(tx, subject))))
      throw new DomainError('already_published');
    return act({ tx, subject, actor, response: response ?? null });
  });
}

async function findContributionId(db: Db, { contributionId, responseId }: ResponseRef): Promise<string> {
  if (contributionId) return contributionId;
  const row = responseId
    ? await db.selectFrom('response').where('id', '=', responseId).select('contribution_id').executeTakeFirst()
    : undefined;
  if (!row) throw new DomainError('not_found');
  return row.contribution_id;
}

/** Answered and not reopened since. Without a clock, a published answer is the last word. */
async function isAnswered(tx: Tx, { clock, contributionId }: LockedSubject): Promise<boolean> {
  if (clock) return clock.answeredOn !== null;
  const published = await tx
    .selectFrom('response')
    .where('contribution_id', '=', contributionId)
    .where('status', '=', 'published')
    .select('id')
    .executeTakeFirst();
  return published !== undefined;
}

function assertThere(response: OpenResponse | null): OpenResponse {
  if (!response) throw new DomainError('not_found');
  return response;
}

/** Without a revision only the author may go on with a draft: they know what they saved last. */
function assertRevision(response: OpenResponse, revision: number | undefined, actor: Actor): void {
  if (revision === undefined ? response.author_id !== actor.id : revision !== response.revision) throw new DomainError('stale');
}

async function assertSection(tx: Tx, { trajectoryId }: LockedSubject, sectionId: string): Promise<void> {
  const section = await tx
    .selectFrom('section')
    .where('id', '=', sectionId)
    .where('trajectory_id', '=', trajectoryId)
    .select('id')
    .executeTakeFirst();
  if (!section) throw new DomainError('invalid', { fields: { sectionId: 'answers:error.section' } });
}

async function record(
  tx: Tx,
  context: Context,
  subject: LockedSubject,
  { kind, responseId, data }: { kind: string; responseId: string; data?: Record<string, unknown> },
): Promise<void> {
  const { trajectoryId, contributionId } = subject;
  await recordEvent(tx, context, { kind, trajectoryId, subjectKind: 'response', subjectId: responseId, data: { contributionId, ...data } });
}
