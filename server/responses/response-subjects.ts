/** Finding and holding what an act on an answer is about: one contribution, or all that are answered together. */
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Actor, Context, Db, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { type Action, requireActor } from '../permissions.ts';
import type { InfluenceLevel } from '../trajectories/rules.ts';
import { type LockedSubject, lockSubject } from './clock-store.ts';
import type { Outcome } from './response-rules.ts';

/** Which answer is meant: by its contribution, or by its own id. `revision`: the one the actor has read. */
export type ResponseRef = { contributionId?: string; responseId?: string; revision?: number };

export type OpenResponse = {
  id: string;
  status: 'draft' | 'in_review' | 'approved' | 'published';
  outcome: Outcome | null;
  summary: string;
  motivation: string;
  nextStep: string;
  sectionId: string | null;
  decisionTitle: string;
  authorityName: string;
  revision: number;
  authorId: string;
  /** The published answer it corrects; null: it answers for the first time, or once more. */
  correctsId: string | null;
  correctionReason: string;
  bundleId: string | null;
  publishAt: Date | null;
  scheduledById: string | null;
  updatedAt: Date;
};

/** One contribution with the answer somebody works on. */
export type Member = { subject: LockedSubject; response: OpenResponse | null };

/** `members`: everything that is answered together, in the order of their ids; `main` is the one that was asked for. */
export type Given = { tx: Tx; actor: Actor; main: Member; members: Member[] };

/**
 * One act on the answer to a contribution and on those answered together with it: found, locked in one order, allowed for each. Who sent a contribution in
 * does not answer it.
 * @throws DomainError `not_found`, `own_case`, `already_published`, `stale` when the set changed meanwhile
 */
export async function onResponse<Result>(
  context: Context,
  ref: ResponseRef,
  action: Action,
  act: (given: Given) => Promise<Result>,
): Promise<Result> {
  const contributionId = await findContributionId(context.db, ref);
  return context.db.transaction().execute(async (tx) => {
    const ids = await listTogether(tx, contributionId);
    const members: Member[] = [];
    let actor: Actor | null = null;
    for (const id of ids) {
      const subject = await lockSubject(tx, id);
      actor = requireActor(context.actor, action, { trajectoryId: subject.trajectoryId, ownerId: subject.authorId }, context);
      if (subject.authorId === actor.id) throw new DomainError('own_case');
      members.push({ subject, response: await lockResponse(tx, id) });
    }
    const main = members.find(({ subject }) => subject.contributionId === contributionId);
    if (!main || !actor) throw new DomainError('not_found');
    const { subject, response } = main;
    if ((ref.responseId && response?.id !== ref.responseId) || (!response && (await isAnswered(tx, subject))))
      throw new DomainError('already_published');
    // Somebody put contributions together or took one out while this act waited for its turn.
    if ((await listTogether(tx, contributionId)).join() !== ids.join()) throw new DomainError('stale');
    return act({ tx, actor, main, members });
  });
}

/** The contribution itself and those whose open answers are in the same bundle. */
async function listTogether(tx: Tx, contributionId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('response as own')
    .innerJoin('response as other', 'other.bundle_id', 'own.bundle_id')
    .where('own.contribution_id', '=', contributionId)
    .where('own.status', '<>', 'published')
    .where('other.status', '<>', 'published')
    .select('other.contribution_id')
    .execute();
  return [...new Set([contributionId, ...rows.map((row) => row.contribution_id)])].sort();
}

/** The open answer, held until the transaction ends; null when nobody began. */
export async function lockResponse(tx: Tx, contributionId: string): Promise<OpenResponse | null> {
  const row = await tx
    .selectFrom('response')
    .where('contribution_id', '=', contributionId)
    .where('status', '<>', 'published')
    .select([
      'id',
      'status',
      'outcome',
      'summary',
      'motivation',
      'next_step as nextStep',
      'section_id as sectionId',
      'decision_title as decisionTitle',
      'authority_name as authorityName',
      'revision',
      'author_id as authorId',
      'corrects_id as correctsId',
      'correction_reason as correctionReason',
      'bundle_id as bundleId',
      'publish_at as publishAt',
      'scheduled_by_id as scheduledById',
      'updated_at as updatedAt',
    ])
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export async function findContributionId(db: Db, { contributionId, responseId }: ResponseRef): Promise<string> {
  if (contributionId) return contributionId;
  const row = responseId
    ? await db.selectFrom('response').where('id', '=', responseId).select('contribution_id').executeTakeFirst()
    : undefined;
  if (!row) throw new DomainError('not_found');
  return row.contribution_id;
}

/** Answered and not reopened since. Without a clock, a published answer is the last word. */
export async function isAnswered(tx: Tx, { clock, contributionId }: LockedSubject): Promise<boolean> {
  if (clock) return clock.answeredOn !== null;
  const published = await tx
    .selectFrom('response')
    .where('contribution_id', '=', contributionId)
    .where('status', '=', 'published')
    .select('id')
    .executeTakeFirst();
  return published !== undefined;
}

export function assertThere(response: OpenResponse | null): OpenResponse {
  if (!response) throw new DomainError('not_found');
  return response;
}

/** The influence that was promised on the day the contribution came in; `consult` when no phase was active. The highest, when there were two. */
export async function influenceOf(db: Db, contributionId: string): Promise<InfluenceLevel> {
  const contribution = await db
    .selectFrom('contribution')
    .where('id', '=', contributionId)
    .select(['trajectory_id', 'created_at'])
    .executeTakeFirst();
  if (!contribution) return 'consult';
  const day = amsterdamDay(contribution.created_at);
  const phases = await db
    .selectFrom('phase')
    .where('trajectory_id', '=', contribution.trajectory_id)
    .where('starts_on', '<=', day)
    .where('ends_on', '>=', day)
    .select('influence_level')
    .execute();
  const order: readonly InfluenceLevel[] = ['inform', 'consult', 'advise', 'coproduce', 'codecide'];
  return phases.map((phase) => phase.influence_level).sort((a, b) => order.indexOf(b) - order.indexOf(a))[0] ?? 'consult';
}

/** Writes what happened to one answer in the event log. */
export async function recordResponse(
  tx: Tx,
  context: Pick<Context, 'actor' | 'now'>,
  {
    subject,
    kind,
    responseId,
    data,
  }: {
    subject: Pick<LockedSubject, 'trajectoryId' | 'contributionId'>;
    kind: string;
    responseId: string;
    data?: Record<string, unknown>;
  },
): Promise<void> {
  const { trajectoryId, contributionId } = subject;
  await recordEvent(tx, context, { kind, trajectoryId, subjectKind: 'response', subjectId: responseId, data: { contributionId, ...data } });
}
