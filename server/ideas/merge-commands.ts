/** Merging ideas with the consent of who proposed them. Nothing moves by itself: not the words, not the support. */
import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { readReason, restartClock, stopClock } from '../responses/commands.ts';
import { type LockedIdea, lockIdea, setStatus } from './locked-idea.ts';
import { askAuthor, type MailedIdea, tellAuthor, tellCarriers, tellProposer, tellSupporters } from './merge-mails.ts';
import { answered, firstAnswer, type MergeStatus, mergeAfter } from './merge-rules.ts';
import { type IdeaStatus, mayWithdrawStatus } from './rules.ts';

export type MergeOutcome = { mergeId: string; status: MergeStatus };

type Pair = { from: LockedIdea; into: LockedIdea };

/**
 * An official asks the authors of two ideas whether they are the same. Where there is nobody to ask, the official decides alone, and the page says so.
 * @throws DomainError `not_found`, `not_allowed`, `already_decided` when `from` has its answer, `merge_open` when the question was asked already, `invalid` without a
 * reason, or when it would point to itself, to another trajectory or to an idea that is gone
 */
export async function proposeMerge(
  context: Context,
  { fromId, intoId, reason }: { fromId: string; intoId: string; reason: string },
): Promise<MergeOutcome> {
  if (fromId === intoId) throw new DomainError('invalid', { fields: { into: 'following:error.merge_itself' } });
  const why = readReason(reason);
  const { now } = context;
  return context.db.transaction().execute(async (tx) => {
    const { from, into } = await lockPair(tx, { fromId, intoId, now });
    const actor = requireActor(context.actor, 'idea.merge', { trajectoryId: from.trajectory_id }, context);
    if (from.status === 'hidden') throw new DomainError('not_found');
    if (into.trajectory_id !== from.trajectory_id || isGone(into.status))
      throw new DomainError('invalid', { fields: { into: 'following:error.merge_gone' } });
    if (!mayWithdrawStatus(from.status)) throw new DomainError('already_decided');
    const open = await tx
      .selectFrom('idea_merge')
      .where('from_id', '=', from.id)
      .where('status', '=', 'asked')
      .select('id')
      .executeTakeFirst();
    if (open) throw new DomainError('merge_open');
    const answers = {
      from: firstAnswer(await findAuthor(tx, from.author_id), actor.id),
      into: firstAnswer(await findAuthor(tx, into.author_id), actor.id),
    };
    const { id } = await tx
      .insertInto('idea_merge')
      .values({
        trajectory_id: from.trajectory_id,
        from_id: from.id,
        into_id: into.id,
        reason: why,
        from_answer: answers.from,
        into_answer: answers.into,
        proposed_by_id: actor.id,
        proposed_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await record(tx, context, { idea: from, kind: 'idea.merge_proposed', data: { intoId: into.id } });
    if (mergeAfter(answers) === 'merged') {
      await merge(tx, context, { mergeId: id, from, into });
      return { mergeId: id, status: 'merged' };
    }
    const mailed = await mailedPair(tx, { from, into });
    if (answers.from === 'waiting') await askAuthor(tx, { own: mailed.from, other: mailed.into, reason: why, now });
    if (answers.into === 'waiting' && into.author_id !== from.author_id)
      await askAuthor(tx, { own: mailed.into, other: mailed.from, reason: why, now });
    return { mergeId: id, status: 'asked' };
  });
}

/**
 * An author says whether the ideas may go on as one. With the last yes they are merged.
 * @throws DomainError `not_found`, `not_allowed`, `already_decided`
 */
export async function answerMerge(context: Context, { mergeId, agrees }: { mergeId: string; agrees: boolean }): Promise<MergeOutcome> {
  return onMerge(context, mergeId, async ({ tx, pair: { from, into }, merge: row }) => {
    const { actor } = context;
    const isFromAuthor = actor !== null && actor.id === from.author_id;
    const ownerId = isFromAuthor ? from.author_id : into.author_id;
    requireActor(actor, 'idea.answer_merge', { trajectoryId: from.trajectory_id, ownerId }, context);
    if (row.status !== 'asked') throw new DomainError('already_decided');
    const isIntoAuthor = actor !== null && actor.id === into.author_id;
    const before = { from: row.from_answer, into: row.into_answer };
    const after = answered(before, { isFromAuthor, isIntoAuthor, agrees });
    if (after.from === before.from && after.into === before.into) throw new DomainError('already_decided');
    await tx.updateTable('idea_merge').set({ from_answer: after.from, into_answer: after.into }).where('id', '=', mergeId).execute();
    const status = mergeAfter(after);
    if (status === 'merged' && (!mayWithdrawStatus(from.status) || isGone(into.status))) {
      // Answered, hidden or withdrawn while we asked: there is nothing to merge any more.
      await close(tx, context, { mergeId, status: 'cancelled', idea: from });
      return { mergeId, status: 'cancelled' };
    }
    if (status === 'merged') await merge(tx, context, { mergeId, from, into });
    else if (status === 'declined') {
      await close(tx, context, { mergeId, status: 'declined', idea: from });
      const mailed = await mailedPair(tx, { from, into });
      await tellProposer(tx, { proposerId: row.proposed_by_id, ...mailed, now: context.now });
      const other = isFromAuthor ? mailed.into : mailed.from;
      if (other.authorId !== actor?.id)
        await tellAuthor(tx, { own: other, ...mailed, what: 'declined', reason: row.reason, now: context.now });
    } else await record(tx, context, { idea: from, kind: 'idea.merge_agreed', data: { intoId: into.id } });
    return { mergeId, status };
  });
}

/** An official takes the question back. @throws DomainError `not_found`, `not_allowed`, `already_decided` */
export async function cancelMerge(context: Context, { mergeId }: { mergeId: string }): Promise<MergeOutcome> {
  return onMerge(context, mergeId, async ({ tx, pair: { from }, merge: row }) => {
    requireActor(context.actor, 'idea.merge', { trajectoryId: from.trajectory_id }, context);
    if (row.status !== 'asked') throw new DomainError('already_decided');
    await close(tx, context, { mergeId, status: 'cancelled', idea: from });
    return { mergeId, status: 'cancelled' };
  });
}

/**
 * An official parts two ideas again, for a reason everybody can read. The clock of the idea runs again; the days it was part of the other do not count. Support that
 * people took along stays where they put it: they are told.
 * @throws DomainError `not_found`, `not_allowed`, `already_decided`, `invalid` without a reason
 */
export async function undoMerge(context: Context, { mergeId, reason }: { mergeId: string; reason: string }): Promise<MergeOutcome> {
  const why = readReason(reason);
  return onMerge(context, mergeId, async ({ tx, pair: { from, into }, merge: row }) => {
    const actor = requireActor(context.actor, 'idea.merge', { trajectoryId: from.trajectory_id }, context);
    if (row.status !== 'merged') throw new DomainError('already_decided');
    // Hidden by a moderator since: first that is decided on.
    if (from.status !== 'merged') throw new DomainError('not_found');
    const { now } = context;
    await tx
      .updateTable('idea_merge')
      .set({ status: 'undone', undone_by_id: actor.id, undone_at: now, undo_reason: why })
      .where('id', '=', mergeId)
      .execute();
    await setStatus(tx, context, { idea: from, status: (row.status_before ?? 'visible') as IdeaStatus, event: 'idea.merge_undone' });
    await restartClock(tx, context, from.id);
    const mailed = await mailedPair(tx, { from, into });
    await tellAuthor(tx, { own: mailed.from, ...mailed, what: 'undone', reason: why, now });
    if (mailed.into.authorId !== mailed.from.authorId)
      await tellAuthor(tx, { own: mailed.into, ...mailed, what: 'undone', reason: why, now });
    await tellCarriers(tx, { mergeId, ...mailed, reason: why, now });
    return { mergeId, status: 'undone' };
  });
}

type MergeRow = Awaited<ReturnType<typeof lockMerge>>;

async function onMerge(
  context: Context,
  mergeId: string,
  act: (given: { tx: Tx; pair: Pair; merge: MergeRow }) => Promise<MergeOutcome>,
): Promise<MergeOutcome> {
  return context.db.transaction().execute(async (tx) => {
    const ids = await tx.selectFrom('idea_merge').where('id', '=', mergeId).select(['from_id', 'into_id']).executeTakeFirst();
    if (!ids) throw new DomainError('not_found');
    // The ideas first, as everywhere; then what is asked about them.
    const pair = await lockPair(tx, { fromId: ids.from_id, intoId: ids.into_id, now: context.now });
    return act({ tx, pair, merge: await lockMerge(tx, mergeId) });
  });
}

function lockMerge(tx: Tx, mergeId: string) {
  return tx.selectFrom('idea_merge').where('id', '=', mergeId).selectAll().forUpdate().executeTakeFirstOrThrow();
}

/** Always in the same order: two officials who merge each other's ideas wait, and do not stand in each other's way. */
async function lockPair(tx: Tx, { fromId, intoId, now }: { fromId: string; intoId: string; now: Date }): Promise<Pair> {
  const [first, second] = [fromId, intoId].sort() as [string, string];
  const locked = [await lockIdea(tx, first, now), await lockIdea(tx, second, now)];
  const [from, into] = [locked.find(({ id }) => id === fromId), locked.find(({ id }) => id === intoId)];
  if (!from || !into) throw new DomainError('not_found');
  return { from, into };
}

function isGone(status: IdeaStatus): boolean {
  return status === 'hidden' || status === 'withdrawn' || status === 'merged';
}

async function merge(tx: Tx, context: Context, { mergeId, from, into }: Pair & { mergeId: string }): Promise<void> {
  const { now } = context;
  await tx
    .updateTable('idea_merge')
    .set({ status: 'merged', merged_at: now, status_before: from.status })
    .where('id', '=', mergeId)
    .execute();
  // Questions about an idea that goes on elsewhere have no object any more.
  await tx
    .updateTable('idea_merge')
    .set({ status: 'cancelled', closed_at: now })
    .where('into_id', '=', from.id)
    .where('status', '=', 'asked')
    .execute();
  await setStatus(tx, context, { idea: from, status: 'merged', event: 'idea.merged', mergedIntoId: into.id });
  await stopClock(tx, context, from.id, 'merged');
  const mailed = await mailedPair(tx, { from, into });
  const { reason } = await tx.selectFrom('idea_merge').where('id', '=', mergeId).select('reason').executeTakeFirstOrThrow();
  await tellAuthor(tx, { own: mailed.from, ...mailed, what: 'merged', reason, now });
  if (mailed.into.authorId !== mailed.from.authorId) await tellAuthor(tx, { own: mailed.into, ...mailed, what: 'merged', reason, now });
  await tellSupporters(tx, { ...mailed, now });
}

async function close(
  tx: Tx,
  context: Context,
  { mergeId, status, idea }: { mergeId: string; status: 'declined' | 'cancelled'; idea: LockedIdea },
): Promise<void> {
  await tx.updateTable('idea_merge').set({ status, closed_at: context.now }).where('id', '=', mergeId).execute();
  await record(tx, context, { idea, kind: `idea.merge_${status}` });
}

async function record(
  tx: Tx,
  context: Context,
  { idea, kind, data }: { idea: LockedIdea; kind: string; data?: Record<string, unknown> },
): Promise<void> {
  await recordEvent(tx, context, {
    kind,
    trajectoryId: idea.trajectory_id,
    subjectKind: 'idea',
    subjectId: idea.id,
    ...(data ? { data } : {}),
  });
}

async function findAuthor(tx: Tx, authorId: string | null): Promise<{ id: string; reachable: boolean } | null> {
  if (!authorId) return null;
  const person = await tx
    .selectFrom('person')
    .leftJoin('offline_person', 'offline_person.person_id', 'person.id')
    .where('person.id', '=', authorId)
    .select(['person.erased_at', 'person.email', 'offline_person.person_id as offline'])
    .executeTakeFirst();
  return { id: authorId, reachable: person?.erased_at === null && person.email !== null && person.offline === null };
}

async function mailedPair(tx: Tx, { from, into }: Pair): Promise<{ from: MailedIdea; into: MailedIdea }> {
  const rows = await tx
    .selectFrom('idea')
    .innerJoin('trajectory', 'trajectory.id', 'idea.trajectory_id')
    .where('idea.id', 'in', [from.id, into.id])
    .select(['idea.id', 'idea.number', 'idea.title', 'idea.author_id as authorId', 'trajectory.slug'])
    .execute();
  const of = (id: string) => {
    const row = rows.find((each) => each.id === id);
    if (!row) throw new Error('a locked idea is not there');
    return row;
  };
  return { from: of(from.id), into: of(into.id) };
}
