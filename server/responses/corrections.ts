/**
 * Correcting a published answer. What was published stays as it was: the correction is a new answer that follows it, with the reason for everybody to read, and goes
 * the same way past a second reader. It changes no date of the clock, and counts in no figure a second time.
 */
import { sql } from 'kysely';
import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { requireActor } from '../permissions.ts';
import { IS_NEWEST_VERSION } from './answer-versions.ts';
import { type LockedSubject, lockSubject } from './clock-store.ts';
import { readReason } from './commands.ts';
import { wereGivenTogether } from './given-together.ts';
import { noticeToAuthor } from './notices.ts';
import { MOST_TOGETHER } from './response-bundle.ts';
import { type ResponseText, readResponse } from './response-rules.ts';
import { assertThere, isAnswered, lockResponse, type OpenResponse, onResponse, recordResponse } from './response-subjects.ts';

export type Correction = {
  contributionId: string;
  /** The version that was read: the newest one, or the correction is refused. */
  responseId: string;
  /** What is wrong with it, for everybody. */
  reason: string;
  /** Other contributions that got this answer in the same act, to correct with it. */
  together?: readonly string[];
} & Partial<ResponseText> & { sectionId?: string | null; versions?: { from: number; to: number } | null };

/**
 * Begins a correction of the newest published answer, with new words or with those it has. From here on it is read and published like any other answer
 * (`submitForReview`, `approveResponse`, `publishResponse`). With `together` the answers that were given in the same act get the same words and reason: each its own
 * version and its own outcome, all or none, and they are read and published together.
 * @throws DomainError `correction_open` with who was first, `stale` when it was corrected or asked for again since (or there is none), also when one of `together` was or
 * says something else, `invalid`, `own_case`, `clock_not_running` when a contribution is no longer public, `not_found`
 */
export async function correctResponse(context: Context, input: Correction): Promise<{ id: string; revision: number }> {
  const reason = readReason(input.reason, 'correctionReason');
  const { contributionId, responseId } = input;
  const ids = [...new Set([contributionId, ...(input.together ?? [])])].sort();
  if (ids.length > MOST_TOGETHER) throw new DomainError('invalid', { fields: { together: 'desk:error.together' } });
  return context.db.transaction().execute(async (tx) => {
    const held: Held[] = [];
    for (const id of ids) held.push(await hold(tx, context, id));
    const main = held.find(({ subject }) => subject.contributionId === contributionId);
    if (main?.newest.id !== responseId) throw new DomainError('stale');
    for (const { newest } of held)
      if (newest !== main.newest && !(await wereGivenTogether(tx, main.newest, newest))) throw new DomainError('stale');
    const { newest, actor } = main;
    const text = readResponse({
      outcome: input.outcome ?? newest.outcome,
      summary: input.summary ?? newest.summary,
      motivation: input.motivation ?? newest.motivation,
      nextStep: input.nextStep ?? newest.next_step,
      decisionTitle: input.decisionTitle ?? newest.decision_title,
      decisionUrl: input.decisionUrl ?? newest.decision_url,
      authorityName: input.authorityName ?? newest.authority_name,
      authorityUrl: input.authorityUrl ?? newest.authority_url,
    });
    const links =
      input.sectionId === undefined
        ? { section_id: newest.section_id, version_from: newest.version_from, version_to: newest.version_to }
        : await readLinks(tx, main.subject, { sectionId: input.sectionId, versions: input.versions ?? null });
    const bundleId = held.length > 1 ? await newBundle(tx, context, { trajectoryId: main.subject.trajectoryId, actorId: actor.id }) : null;
    let begun = { id: '', revision: 0 };
    for (const one of held) {
      const created = await tx
        .insertInto('response')
        .values({
          contribution_id: one.subject.contributionId,
          trajectory_id: one.subject.trajectoryId,
          author_id: actor.id,
          outcome: one === main ? text.outcome : one.newest.outcome,
          summary: text.summary,
          motivation: text.motivation,
          next_step: text.nextStep,
          decision_title: text.decisionTitle,
          decision_url: text.decisionUrl,
          authority_name: text.authorityName,
          authority_url: text.authorityUrl,
          ...links,
          corrects_id: one.newest.id,
          first_id: one.newest.first_id ?? one.newest.id,
          correction_reason: reason,
          bundle_id: bundleId,
          created_at: context.now,
          updated_at: context.now,
        })
        .returning(['id', 'revision'])
        .executeTakeFirstOrThrow();
      await recordResponse(tx, context, {
        subject: one.subject,
        kind: 'response.correction_begun',
        responseId: created.id,
        data: { corrects: one.newest.id, ...(bundleId ? { bundleId } : {}) },
      });
      if (one === main) begun = created;
    }
    return begun;
  });
}

/** One contribution with the answer that is corrected, held until the transaction ends. */
type Held = Awaited<ReturnType<typeof hold>>;

async function hold(tx: Tx, context: Context, contributionId: string) {
  const subject = await lockSubject(tx, contributionId);
  const rights = { trajectoryId: subject.trajectoryId, ownerId: subject.authorId };
  const actor = requireActor(context.actor, 'response.correct', rights, context);
  if (subject.authorId === actor.id) throw new DomainError('own_case');
  // Held, so that words a moderator takes out meanwhile do not come back by the copy.
  const newest = await lockNewest(tx, contributionId);
  const open = await lockResponse(tx, contributionId);
  if (open) throw new DomainError('correction_open', { by: await nameOf(tx, open.authorId) });
  if (!newest || !(await isAnswered(tx, subject))) throw new DomainError('stale');
  if (subject.clock?.stoppedOn || ['hidden', 'withdrawn', 'merged'].includes(subject.idea?.status ?? ''))
    throw new DomainError('clock_not_running');
  return { subject, newest, actor };
}

async function newBundle(tx: Tx, { now }: Context, { trajectoryId, actorId }: { trajectoryId: string; actorId: string }): Promise<string> {
  const { id } = await tx
    .insertInto('response_bundle')
    .values({ trajectory_id: trajectoryId, created_by_id: actorId, created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/**
 * A correction that was not needed after all goes, with those that were begun together with it; what was published stays.
 * @throws DomainError `not_found` when there is none, `already_published` when nobody writes anything, `stale`
 */
export async function dropCorrection(
  context: Context,
  { contributionId, revision }: { contributionId: string; revision?: number | undefined },
): Promise<void> {
  await onResponse(context, { contributionId }, 'response.correct', async ({ tx, main, members }) => {
    const open = assertThere(main.response);
    if (!open.correctsId) throw new DomainError('not_found');
    if (revision !== undefined && revision !== open.revision) throw new DomainError('stale');
    for (const { subject, response } of members) {
      if (!response?.correctsId) continue;
      await tx.deleteFrom('kept_draft').where('response_id', '=', response.id).execute();
      await tx.deleteFrom('response').where('id', '=', response.id).execute();
      await recordResponse(tx, context, { subject, kind: 'response.correction_dropped', responseId: response.id });
    }
  });
}

/**
 * Publishes a correction that was read by a colleague: the newest version from now on. The clock was answered and stays so; the author of the contribution gets one
 * mail. For `publishResponse`, which has locked and checked it.
 */
export async function publishCorrection(
  tx: Tx,
  context: Context,
  { subject, response }: { subject: LockedSubject; response: OpenResponse },
): Promise<void> {
  const { correctsId, outcome, summary, correctionReason: reason } = response;
  if (!(await isAnswered(tx, subject))) throw new DomainError('stale');
  // Always later than what it corrects, also on a machine of which the clock was set back.
  const { rows } = await sql<{ at: Date }>`
    select greatest(${context.now}::timestamptz, published_at + interval '1 millisecond') as at from response where id = ${correctsId}`.execute(
    tx,
  );
  const at = rows[0]?.at ?? context.now;
  await tx.updateTable('response').set({ status: 'published', published_at: at }).where('id', '=', response.id).execute();
  await noticeToAuthor(tx, subject, { notice: { kind: 'corrected', summary, reason }, now: context.now });
  await recordResponse(
    tx,
    { ...context, now: at },
    { subject, kind: 'response.corrected', responseId: response.id, data: { outcome, corrects: correctsId } },
  );
}

async function lockNewest(tx: Tx, contributionId: string) {
  // In the same order as who takes words out of them.
  await tx.selectFrom('response').where('contribution_id', '=', contributionId).select('id').orderBy('id').forUpdate().execute();
  const newest = await tx
    .selectFrom('response')
    .where('contribution_id', '=', contributionId)
    .where('status', '=', 'published')
    .where(IS_NEWEST_VERSION)
    .selectAll()
    .orderBy('published_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return newest;
}

async function nameOf(tx: Tx, personId: string): Promise<string> {
  const { display_name } = await tx.selectFrom('person').where('id', '=', personId).select('display_name').executeTakeFirstOrThrow();
  return display_name;
}

async function readLinks(
  tx: Tx,
  subject: LockedSubject,
  links: { sectionId: string | null; versions: { from: number; to: number } | null },
) {
  await assertSection(tx, subject, links);
  return {
    section_id: links.sectionId,
    version_from: links.sectionId ? (links.versions?.from ?? null) : null,
    version_to: links.sectionId ? (links.versions?.to ?? null) : null,
  };
}

/** The section is of this trajectory, and the change lies between two versions it has. @throws DomainError `invalid` */
export async function assertSection(
  tx: Tx,
  { trajectoryId }: Pick<LockedSubject, 'trajectoryId'>,
  { sectionId, versions }: { sectionId?: string | null | undefined; versions?: { from: number; to: number } | null | undefined },
): Promise<void> {
  if (!sectionId) return;
  const section = await tx
    .selectFrom('section')
    .where('id', '=', sectionId)
    .where('trajectory_id', '=', trajectoryId)
    .select('id')
    .executeTakeFirst();
  if (!section) throw new DomainError('invalid', { fields: { sectionId: 'answers:error.section' } });
  if (!versions) return;
  const found = await tx
    .selectFrom('section_version')
    .where('section_id', '=', sectionId)
    .where('number', 'in', [versions.from, versions.to])
    .select('number')
    .execute();
  if (versions.from >= versions.to || found.length < 2) throw new DomainError('invalid', { fields: { sectionId: 'desk:error.versions' } });
}
