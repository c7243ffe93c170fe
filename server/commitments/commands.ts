/** Making a commitment from an answer or a decision, and keeping everybody posted until it is done or stopped. */
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { type Action, requireActor } from '../permissions.ts';
import { listHandlers } from '../responses/response-assign.ts';
import { type CommitmentWords, dayFault, EVIDENCE_LEVELS, readAccount, readCommitment, readMilestone } from './rules.ts';

export type NewCommitment = CommitmentWords & {
  trajectoryId: string;
  /** The published answer it was promised in; without one a decision is named. */
  responseId?: string | null;
  /** Who sees to it; who makes it, when left out. */
  ownerId?: string | null;
};

/**
 * @returns its number in the address
 * @throws DomainError `not_allowed`, `not_found` for an answer that is not published here, `invalid` with a sentence per field
 */
export async function makeCommitment(
  context: Context,
  { trajectoryId, responseId, ownerId, ...words }: NewCommitment,
): Promise<{ id: string; number: number }> {
  const actor = requireActor(context.actor, 'commitment.make', { trajectoryId }, context);
  const text = readCommitment(words, { today: amsterdamDay(context.now) });
  if (!responseId && !text.decisionTitle) throw new DomainError('invalid', { fields: { decisionTitle: 'commitments:error.source' } });
  return context.db.transaction().execute(async (tx) => {
    // The row of the trajectory is the turn, so the numbers follow each other.
    const trajectory = await tx.selectFrom('trajectory').where('id', '=', trajectoryId).select('id').forNoKeyUpdate().executeTakeFirst();
    if (!trajectory) throw new DomainError('not_found');
    if (responseId) await assertAnswer(tx, { responseId, trajectoryId });
    const owner = ownerId || actor.id;
    await assertOwner(tx, context, { trajectoryId, owner });
    const { last } = await tx
      .selectFrom('commitment')
      .where('trajectory_id', '=', trajectoryId)
      .select((eb) => eb.fn.max('number').as('last'))
      .executeTakeFirstOrThrow();
    const number = (last ?? 0) + 1;
    const { id } = await tx
      .insertInto('commitment')
      .values({
        trajectory_id: trajectoryId,
        number,
        title: text.title,
        description: text.description,
        response_id: responseId ?? null,
        decision_title: text.decisionTitle,
        decision_url: text.decisionUrl,
        owner_id: owner,
        first_promised_on: text.promisedOn,
        promised_on: text.promisedOn,
        created_by_id: actor.id,
        created_at: context.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await recordEvent(tx, context, {
      kind: 'commitment.made',
      trajectoryId,
      subjectKind: 'commitment',
      subjectId: id,
      data: { number, ...(await contributionOf(tx, id)) },
    });
    return { id, number };
  });
}

/** Which commitment, and the revision its page showed. */
export type CommitmentRef = { commitmentId: string; revision: number };

/** Tells how it goes, and how sure we are that it works. @throws DomainError `not_found`, `stale`, `already_decided` when it is over, `invalid` */
export async function tellProgress(
  context: Context,
  { body, evidenceLevel, ...ref }: CommitmentRef & { body: string; evidenceLevel?: number | null },
): Promise<void> {
  const text = readAccount(body);
  const level = readLevel(evidenceLevel);
  await onCommitment(context, ref, async ({ tx, actorId }) => {
    await tell(tx, context, { commitmentId: ref.commitmentId, actorId, kind: 'progress', body: text, level });
    return { kind: 'commitment.progress', columns: level === null ? {} : { evidence_level: level } };
  });
}

/** A later or earlier day, with the reason beside it; the day first promised stays to be seen. @throws DomainError `invalid`, `stale`, `already_decided` */
export async function moveCommitment(
  context: Context,
  { body, promisedOn, ...ref }: CommitmentRef & { body: string; promisedOn: string },
): Promise<void> {
  const text = readAccount(body);
  const fault = dayFault(promisedOn, amsterdamDay(context.now));
  if (fault) throw new DomainError('invalid', { fields: { promisedOn: fault } });
  await onCommitment(context, ref, async ({ tx, actorId, commitment }) => {
    if (promisedOn === commitment.promised_on) throw new DomainError('invalid', { fields: { promisedOn: 'commitments:error.same_day' } });
    await tell(tx, context, { commitmentId: ref.commitmentId, actorId, kind: 'moved', body: text, level: null });
    return { kind: 'commitment.moved', columns: { promised_on: promisedOn, moved_reason: text } };
  });
}

/** Ends a commitment: done or stopped, with an account of what came of it. @throws DomainError `invalid`, `stale`, `already_decided` */
export async function endCommitment(
  context: Context,
  { how, body, evidenceLevel, ...ref }: CommitmentRef & { how: 'done' | 'stopped'; body: string; evidenceLevel?: number | null },
): Promise<void> {
  const text = readAccount(body);
  const level = readLevel(evidenceLevel);
  const today = amsterdamDay(context.now);
  await onCommitment(context, ref, async ({ tx, actorId }) => {
    await tell(tx, context, { commitmentId: ref.commitmentId, actorId, kind: how, body: text, level });
    const end = how === 'done' ? { done_on: today } : { stopped_on: today };
    return { kind: `commitment.${how}`, columns: { ...end, account: text, ...(level === null ? {} : { evidence_level: level }) } };
  });
}

/** Gives the commitment to somebody else. @throws DomainError `invalid` when that person does not work on this trajectory */
export async function handOver(context: Context, { ownerId, ...ref }: CommitmentRef & { ownerId: string }): Promise<void> {
  await onCommitment(context, ref, async ({ tx, commitment }) => {
    await assertOwner(tx, context, { trajectoryId: commitment.trajectory_id, owner: ownerId });
    return { kind: 'commitment.handed_over', columns: { owner_id: ownerId } };
  });
}

/** A step on the way, with its day. @throws DomainError `invalid`, `stale`, `already_decided` */
export async function addMilestone(
  context: Context,
  { title, plannedOn, ...ref }: CommitmentRef & { title: string; plannedOn: string },
): Promise<void> {
  const step = readMilestone({ title, plannedOn }, amsterdamDay(context.now));
  await onCommitment(context, ref, async ({ tx }) => {
    await tx
      .insertInto('commitment_milestone')
      .values({ commitment_id: ref.commitmentId, title: step.title, planned_on: step.plannedOn })
      .execute();
    return { kind: 'commitment.milestone_added', columns: {} };
  });
}

/** A step was reached today. @throws DomainError `not_found`, `already_decided` */
export async function reachMilestone(context: Context, { milestoneId, ...ref }: CommitmentRef & { milestoneId: string }): Promise<void> {
  await onCommitment(context, ref, async ({ tx }) => {
    const row = await tx
      .updateTable('commitment_milestone')
      .set({ done_on: amsterdamDay(context.now) })
      .where('id', '=', milestoneId)
      .where('commitment_id', '=', ref.commitmentId)
      .where('done_on', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (!row) throw new DomainError('already_decided');
    return { kind: 'commitment.milestone_reached', columns: {} };
  });
}

type Columns = Partial<{
  promised_on: string;
  moved_reason: string;
  evidence_level: number;
  done_on: string;
  stopped_on: string;
  account: string;
  owner_id: string;
}>;
type Held = {
  trajectory_id: string;
  number: number;
  promised_on: string;
  revision: number;
  done_on: string | null;
  stopped_on: string | null;
};

/** One change to a commitment that is not over: held, allowed, made with its new revision, and recorded. */
async function onCommitment(
  context: Context,
  { commitmentId, revision }: CommitmentRef,
  act: (given: { tx: Tx; actorId: string; commitment: Held }) => Promise<{ kind: string; columns: Columns }>,
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const commitment = await tx
      .selectFrom('commitment')
      .where('id', '=', commitmentId)
      .select(['trajectory_id', 'number', 'promised_on', 'revision', 'done_on', 'stopped_on'])
      .forUpdate()
      .executeTakeFirst();
    if (!commitment) throw new DomainError('not_found');
    const { trajectory_id: trajectoryId, number } = commitment;
    const actor = requireActor(context.actor, 'commitment.update' satisfies Action, { trajectoryId }, context);
    if (commitment.done_on || commitment.stopped_on) throw new DomainError('already_decided');
    if (commitment.revision !== revision) throw new DomainError('stale');
    const { kind, columns } = await act({ tx, actorId: actor.id, commitment });
    await tx
      .updateTable('commitment')
      .set({ ...columns, revision: revision + 1 })
      .where('id', '=', commitmentId)
      .execute();
    await recordEvent(tx, context, {
      kind,
      trajectoryId,
      subjectKind: 'commitment',
      subjectId: commitmentId,
      data: { number, ...(await contributionOf(tx, commitmentId)) },
    });
  });
}

/** What the answer was to in which it was promised: who follows that hears of it too. */
async function contributionOf(tx: Tx, commitmentId: string): Promise<{ contributionId?: string }> {
  const row = await tx
    .selectFrom('commitment')
    .innerJoin('response', 'response.id', 'commitment.response_id')
    .where('commitment.id', '=', commitmentId)
    .select('response.contribution_id')
    .executeTakeFirst();
  return row ? { contributionId: row.contribution_id } : {};
}

type Telling = {
  commitmentId: string;
  actorId: string;
  kind: 'progress' | 'moved' | 'done' | 'stopped';
  body: string;
  level: number | null;
};

async function tell(tx: Tx, { now }: Context, { commitmentId, actorId, kind, body, level }: Telling): Promise<void> {
  await tx
    .insertInto('progress_note')
    .values({ commitment_id: commitmentId, kind, body, evidence_level: level, author_id: actorId, created_at: now })
    .execute();
}

async function assertAnswer(tx: Tx, { responseId, trajectoryId }: { responseId: string; trajectoryId: string }): Promise<void> {
  const answer = await tx
    .selectFrom('response')
    .where('id', '=', responseId)
    .where('trajectory_id', '=', trajectoryId)
    .where('status', '=', 'published')
    .select('id')
    .executeTakeFirst();
  if (!answer) throw new DomainError('not_found');
}

async function assertOwner(tx: Tx, { now }: Context, { trajectoryId, owner }: { trajectoryId: string; owner: string }): Promise<void> {
  if (!(await listHandlers(tx, { trajectoryId, now })).some(({ id }) => id === owner))
    throw new DomainError('invalid', { fields: { ownerId: 'desk:error.handler' } });
}

function readLevel(level: number | null | undefined): number | null {
  if (level === null || level === undefined) return null;
  if (!EVIDENCE_LEVELS.some((known) => known === level))
    throw new DomainError('invalid', { fields: { evidenceLevel: 'commitments:error.level' } });
  return level;
}
