/** Writing, checking and publishing answers. Nobody approves their own: the law of four eyes is a check in the database too. */
import { sql } from 'kysely';
import type { Actor, Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { answerClock } from './answer-clock.ts';
import type { LockedSubject } from './clock-store.ts';
import { assign, readReason } from './commands.ts';
import { assertSection, publishCorrection } from './corrections.ts';
import { noticeToAuthor } from './notices.ts';
import { reasonOf } from './open-correction.ts';
import { keepDraft } from './response-kept.ts';
import { missingParts, type Outcome, type ResponseText, readResponse, refuseMissing } from './response-rules.ts';
import {
  assertThere,
  type Given,
  influenceOf,
  type Member,
  type OpenResponse,
  onResponse,
  type ResponseRef,
  recordResponse,
} from './response-subjects.ts';

export type { ResponseRef } from './response-subjects.ts';

export type ResponseInput = ResponseRef &
  ResponseText & {
    sectionId?: string | null;
    /** The exact change: two versions of that section. */
    versions?: { from: number; to: number } | null;
    /** Outcomes of the others that are answered together with this one, by contribution. */
    outcomes?: Record<string, Outcome | null>;
    /** Of a correction: what was wrong with the version before. Left out: as it was. */
    correctionReason?: string;
    /** Saved by the page itself while somebody writes: kept, but no event of its own as long as the same person goes on. */
    automatic?: boolean;
  };

/**
 * Saves what an official has written, in every answer that is given together. Who saves last is its author; what somebody else wrote is kept beside it. An answer
 * that was being checked or was approved becomes a draft again.
 * @throws DomainError `stale` when somebody else saved since, `already_published` when the contribution has its answer, `invalid`, `own_case`
 */
export async function draftResponse(context: Context, input: ResponseInput): Promise<{ id: string; revision: number }> {
  const { outcome, summary, motivation, nextStep, ...links } = readResponse(input);
  return onResponse(context, input, 'response.draft', async ({ tx, actor, main, members }) => {
    await assertSection(tx, main.subject, input);
    if (main.response) assertRevision(main.response, input.revision, actor);
    const reason = main.response?.correctsId ? reasonOf(input) : null;
    let saved = { id: '', revision: 0 };
    for (const member of members) {
      const corrects = Boolean(member.response?.correctsId);
      if (!member.subject.handlerId && !corrects) await assign(tx, context, member.subject);
      const own = member === main ? outcome : (input.outcomes?.[member.subject.contributionId] ?? member.response?.outcome ?? null);
      const columns = {
        outcome: own,
        summary,
        motivation,
        next_step: nextStep,
        section_id: input.sectionId ?? null,
        version_from: input.sectionId ? (input.versions?.from ?? null) : null,
        version_to: input.sectionId ? (input.versions?.to ?? null) : null,
        decision_title: links.decisionTitle,
        decision_url: links.decisionUrl,
        authority_name: links.authorityName,
        authority_url: links.authorityUrl,
        author_id: actor.id,
        status: 'draft' as const,
        approved_at: null,
        publish_at: null,
        scheduled_by_id: null,
        updated_at: context.now,
        ...(corrects && reason !== null ? { correction_reason: reason } : {}),
      };
      const result = await save(tx, { context, member, columns, actor, automatic: input.automatic ?? false });
      if (member === main) saved = result;
    }
    return saved;
  });
}

type Columns = { author_id: string; outcome: Outcome | null; summary: string; motivation: string; next_step: string; status: 'draft' };

async function save(
  tx: Tx,
  { context, member, columns, actor, automatic }: { context: Context; member: Member; columns: Columns; actor: Actor; automatic: boolean },
): Promise<{ id: string; revision: number }> {
  const { subject, response } = member;
  if (!response) {
    const { contributionId: contribution_id, trajectoryId: trajectory_id } = subject;
    const created = await tx
      .insertInto('response')
      .values({ contribution_id, trajectory_id, created_at: context.now, updated_at: context.now, ...columns })
      .onConflict((conflict) => conflict.column('contribution_id').where('status', '<>', 'published').doNothing())
      .returning(['id', 'revision'])
      .executeTakeFirst();
    if (!created) throw new DomainError('stale');
    await recordResponse(tx, context, { subject, kind: 'response.drafted', responseId: created.id });
    return created;
  }
  const goesOn = response.authorId === actor.id && response.status === 'draft';
  if (response.authorId !== actor.id) await keepDraft(tx, response);
  const revision = response.revision + 1;
  const remark = response.status === 'draft' ? {} : { reviewer_id: null, review_remark: null };
  await tx
    .updateTable('response')
    .set({ ...columns, ...remark, revision })
    .where('id', '=', response.id)
    .execute();
  if (!(automatic && goesOn)) await recordResponse(tx, context, { subject, kind: 'response.drafted', responseId: response.id });
  return { id: response.id, revision };
}

/** Asks a colleague to read the answer. @throws DomainError `outcome_required`, `motivation_required`, `invalid`, `stale`, `already_decided` */
export async function submitForReview(context: Context, ref: ResponseRef): Promise<void> {
  await onResponse(context, ref, 'response.draft', async ({ tx, actor, main, members }) => {
    const draft = assertThere(main.response);
    assertRevision(draft, ref.revision, actor);
    if (draft.status !== 'draft') throw new DomainError('already_decided');
    await forEach({ tx, members }, async ({ subject, response }) => {
      await assertReady(tx, { subject, response, main });
      await tx.updateTable('response').set({ status: 'in_review', updated_at: context.now }).where('id', '=', response.id).execute();
      await recordResponse(tx, context, { subject, kind: 'response.submitted', responseId: response.id });
    });
  });
}

/**
 * A second reader approves.
 * @throws DomainError `own_response` for who wrote it, `stale`, `already_decided`, and what an answer lacks
 */
export async function approveResponse(context: Context, ref: ResponseRef): Promise<void> {
  await onResponse(context, ref, 'response.approve', async ({ tx, actor, main, members }) => {
    const draft = assertReader(main.response, { actor, revision: ref.revision });
    if (draft.status === 'approved') throw new DomainError('already_decided');
    await forEach({ tx, members }, async ({ subject, response }) => {
      if (response.authorId === actor.id) throw new DomainError('own_response');
      await assertReady(tx, { subject, response, main });
      await tx
        .updateTable('response')
        .set({ status: 'approved', reviewer_id: actor.id, review_remark: null, approved_at: context.now })
        .where('id', '=', response.id)
        .execute();
      await recordResponse(tx, context, { subject, kind: 'response.approved', responseId: response.id });
    });
  });
}

/** A second reader gives the answer back with a remark. @throws DomainError `own_response`, `already_decided`, `invalid` without a remark */
export async function returnResponse(context: Context, { remark, ...ref }: ResponseRef & { remark: string }): Promise<void> {
  const text = readReason(remark, 'remark');
  await onResponse(context, ref, 'response.approve', async ({ tx, actor, main, members }) => {
    const draft = assertReader(main.response, { actor, revision: ref.revision });
    if (draft.status === 'draft') throw new DomainError('already_decided');
    await forEach({ tx, members }, async ({ subject, response }) => {
      await tx
        .updateTable('response')
        .set({ status: 'draft', reviewer_id: actor.id, review_remark: text, approved_at: null, publish_at: null, scheduled_by_id: null })
        .where('id', '=', response.id)
        .execute();
      await recordResponse(tx, context, { subject, kind: 'response.returned', responseId: response.id });
    });
  });
}

/**
 * Publishes an approved answer and those given together with it: each clock is answered on the day it is in Amsterdam, an idea becomes `answered`, and its author
 * gets a mail. After this neither the words nor the dates change.
 * @throws DomainError `not_approved`, `already_published`, `clock_not_running` when a contribution is no longer public
 */
export async function publishResponse(context: Context, ref: ResponseRef): Promise<{ id: string }> {
  return onResponse(context, ref, 'response.publish', async ({ tx, main, members }) => {
    const approved = assertThere(main.response);
    if (ref.revision !== undefined && ref.revision !== approved.revision) throw new DomainError('stale');
    await forEach({ tx, members }, (member) => publishOne(tx, context, { ...member, main }));
    return { id: approved.id };
  });
}

/** Publishes one locked answer. */
async function publishOne(
  tx: Tx,
  given: Context,
  { subject, response, main }: { subject: LockedSubject; response: OpenResponse; main: Member },
): Promise<void> {
  if (response.status !== 'approved') throw new DomainError('not_approved');
  await assertReady(tx, { subject, response, main });
  const { contributionId, clock } = subject;
  const context = { ...given, now: await notBackDated(tx, { contributionId, responseId: response.id, now: given.now }) };
  if (subject.idea && ['hidden', 'withdrawn', 'merged'].includes(subject.idea.status)) throw new DomainError('clock_not_running');
  if (response.correctsId) return publishCorrection(tx, context, { subject, response });
  await tx.updateTable('response').set({ status: 'published', published_at: context.now }).where('id', '=', response.id).execute();
  if (clock) await answerClock(tx, context, { contributionId, clock, outcome: response.outcome, responseId: response.id });
  await tx
    .updateTable('idea')
    .set({ status: 'answered' })
    .where('id', '=', contributionId)
    .where('status', 'in', ['visible', 'in_treatment'])
    .execute();
  await noticeToAuthor(tx, subject, { notice: { kind: 'answered', summary: response.summary }, now: context.now });
  await recordResponse(tx, context, {
    subject,
    kind: 'response.published',
    responseId: response.id,
    data: { outcome: response.outcome },
  });
}

/** Now, or the last moment anything happened to the answer or its clock, when that is later: a clock of a machine that was set back makes no answer earlier than it was. */
async function notBackDated(
  tx: Tx,
  { contributionId, responseId, now }: { contributionId: string; responseId: string; now: Date },
): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`
    select greatest(${now}::timestamptz, created_at, updated_at, approved_at,
      (select max(at) from clock_event where clock_event.contribution_id = ${contributionId})) as at
    from response where id = ${responseId}`.execute(tx);
  return rows[0]?.at ?? now;
}

async function forEach(
  { members }: Pick<Given, 'tx' | 'members'>,
  act: (member: { subject: LockedSubject; response: OpenResponse }) => Promise<void>,
): Promise<void> {
  for (const { subject, response } of members) await act({ subject, response: assertThere(response) });
}

/** What an answer must have by the influence that was promised. What only another one lacks is said at the outcome of that one. */
async function assertReady(
  tx: Tx,
  { subject, response, main }: { subject: LockedSubject; response: OpenResponse; main: Member },
): Promise<void> {
  const fields = missingParts(response, await influenceOf(tx, subject.contributionId));
  const id = subject.contributionId;
  refuseMissing(
    id === main.subject.contributionId
      ? fields
      : Object.fromEntries(Object.entries(fields).map(([name, error]) => [name === 'outcome' ? `outcomes.${id}` : name, error])),
  );
}

function assertReader(response: OpenResponse | null, { actor, revision }: { actor: Actor; revision: number | undefined }): OpenResponse {
  const draft = assertThere(response);
  if (draft.authorId === actor.id) throw new DomainError('own_response');
  if (revision !== undefined && revision !== draft.revision) throw new DomainError('stale');
  return draft;
}

/** Without a revision only the author may go on with a draft: they know what they saved last. */
function assertRevision(response: OpenResponse, revision: number | undefined, actor: Actor): void {
  if (revision === undefined ? response.authorId !== actor.id : revision !== response.revision) throw new DomainError('stale');
}
