/** The author changes a text after a moderator asked for it or hid it; and who may see what it said before. */
import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import { holdWhenInDoubt } from './holds.ts';
import { hasOpenAppeal } from './queries.ts';
import { TEXT_KINDS } from './rules.ts';
import { lockStatus } from './subject-status.ts';
import { REVISABLE, readRevision, readWords, type Words, writeWords } from './subject-words.ts';
import { findSubject } from './subjects.ts';

type Acting = Pick<Context, 'db' | 'actor' | 'now'>;

/**
 * Changes the words of one's own text, once per decision. After a request it shows at once; a hidden text waits for a moderator.
 * @returns whether everybody can read it now
 * @throws DomainError `not_found` for everybody else, `already_decided` when there is nothing to change any more, `appeal_open`, `invalid`
 */
export async function reviseText(
  context: Acting,
  { decisionId, words: given }: { decisionId: string; words: Words },
): Promise<{ shown: boolean }> {
  const { db, now } = context;
  if (!context.actor) throw new DomainError('sign_in_first');
  return db.transaction().execute(async (tx) => {
    const decision = await tx.selectFrom('moderation_decision').where('id', '=', decisionId).selectAll().executeTakeFirst();
    if (!decision) throw new DomainError('not_found');
    const status = await lockStatus(tx, decision.subject_kind, decision.subject_id);
    const subject = await findSubject(tx, decision.subject_kind, decision.subject_id);
    if (!subject || subject.authorId === null || subject.authorId !== context.actor?.id) throw new DomainError('not_found');
    requireActor(context.actor, 'moderation.revise', { trajectoryId: subject.trajectoryId, ownerId: subject.authorId }, { now });
    const kind = TEXT_KINDS.find((one) => one === subject.kind);
    if (!kind) throw new DomainError('not_found');
    const text = { kind, id: subject.id };
    const hidden = status === 'hidden';
    const fits = decision.action === 'ask' ? !hidden : decision.action === 'hide' && hidden;
    const newest = await tx
      .selectFrom('moderation_decision')
      .where('subject_kind', '=', subject.kind)
      .where('subject_id', '=', subject.id)
      .where('decided_at', '>', decision.decided_at)
      .select('id')
      .executeTakeFirst();
    const revised = await tx
      .selectFrom('moderation_original')
      .where('decision_id', '=', decisionId)
      .select('decision_id')
      .executeTakeFirst();
    if (!fits || newest || revised || status === 'withdrawn') throw new DomainError('already_decided');
    if (await hasOpenAppeal(tx, subject.kind, subject.id)) throw new DomainError('appeal_open');
    const before = await readWords(tx, text.kind, text.id);
    const allowed: readonly string[] = REVISABLE[text.kind];
    const after = readRevision(text.kind, Object.fromEntries(Object.entries(given).filter(([field]) => allowed.includes(field))), before);
    const changed = Object.keys(after).filter((field) => after[field] !== before[field]);
    if (changed.length === 0) throw new DomainError('invalid', { fields: { '': 'moderation:error.unchanged' } });
    await writeWords(tx, text, Object.fromEntries(changed.map((field) => [field, after[field] ?? ''])));
    const original = Object.fromEntries(changed.map((field) => [field, before[field] ?? '']));
    await tx
      .insertInto('moderation_original')
      .values({ decision_id: decisionId, words: JSON.stringify(original), created_at: now })
      .execute();
    if (hidden) await tx.updateTable('moderation_decision').set({ waits_since: now }).where('id', '=', decisionId).execute();
    await recordEvent(tx, context, {
      kind: 'moderation.revised',
      trajectoryId: subject.trajectoryId,
      subjectKind: subject.kind,
      subjectId: subject.id,
      data: { decisionId, fields: changed },
    });
    const held = hidden || (await holdWhenInDoubt(tx, context, text)) !== null;
    return { shown: !held };
  });
}

/**
 * What a text said before words were taken out or before its author changed it. For moderators, with a reason; that somebody looked is an event of its own.
 * @throws DomainError `not_allowed`, `own_case`, `not_found` when there is nothing kept (any more)
 */
export async function seeOriginal(
  context: Acting,
  { decisionId, reason }: { decisionId: string; reason: string },
): Promise<{ words: Words }> {
  const { db, now } = context;
  requireActor(context.actor, 'moderation.queue', {}, { now });
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('moderation_original')
      .innerJoin('moderation_decision as decision', 'decision.id', 'moderation_original.decision_id')
      .where('decision.id', '=', decisionId)
      .select(['words', 'decision.subject_kind', 'decision.subject_id', 'decision.trajectory_id'])
      .executeTakeFirst();
    if (!row) throw new DomainError('not_found');
    const subject = await findSubject(tx, row.subject_kind, row.subject_id);
    requireActor(
      context.actor,
      'moderation.see_original',
      { trajectoryId: row.trajectory_id, ownerId: subject?.authorId ?? null },
      { now },
    );
    await recordEvent(tx, context, {
      kind: 'moderation.original_seen',
      trajectoryId: row.trajectory_id,
      subjectKind: row.subject_kind,
      subjectId: row.subject_id,
      data: { decisionId, reason },
    });
    return { words: row.words };
  });
}
