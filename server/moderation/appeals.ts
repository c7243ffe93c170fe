/** Objecting to a text being hidden, and deciding on that: always by somebody else. */
import { amsterdamDay } from '../calendar/amsterdam.ts';
import { addWorkingDays } from '../calendar/working-days.ts';
import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { queueMail } from '../mail/outbox.ts';
import { requireActor } from '../permissions.ts';
import { mailAuthor, writeDecision } from './commands.ts';
import { appealReceivedMail, appealUpheldMail, restoredMail } from './mails.ts';
import { APPEAL_TERM, assertMayDecideAppeal } from './rules.ts';
import { findSubject, lockStatus } from './subjects.ts';

type Acting = Pick<Context, 'db' | 'actor' | 'now'>;

/**
 * The author objects, once per decision. Somebody who is blocked can do this too.
 * @returns the last day on which it is answered
 * @throws DomainError `not_found` (also when the text is not theirs), `already_decided`
 */
export async function appeal(
  context: Acting,
  { decisionId, statement }: { decisionId: string; statement: string },
): Promise<{ appealId: string; dueOn: string }> {
  const { db, now } = context;
  if (!context.actor) throw new DomainError('sign_in_first');
  return db.transaction().execute(async (tx) => {
    const decision = await tx.selectFrom('moderation_decision').where('id', '=', decisionId).selectAll().executeTakeFirst();
    if (decision?.action !== 'hide') throw new DomainError('not_found');
    const status = await lockStatus(tx, decision.subject_kind, decision.subject_id);
    const subject = await findSubject(tx, decision.subject_kind, decision.subject_id);
    // Whether a decision exists is nobody else's business.
    if (!subject || subject.authorId !== context.actor?.id) throw new DomainError('not_found');
    const actor = requireActor(
      context.actor,
      'moderation.appeal',
      { trajectoryId: subject.trajectoryId, ownerId: subject.authorId },
      { now },
    );
    if (status !== 'hidden') throw new DomainError('already_decided');
    const dueOn = addWorkingDays(amsterdamDay(now), APPEAL_TERM);
    const row = await tx
      .insertInto('appeal')
      .values({ decision_id: decisionId, author_id: actor.id, statement, created_at: now, due_on: dueOn })
      .onConflict((conflict) => conflict.column('decision_id').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!row) throw new DomainError('already_decided');
    await recordEvent(tx, context, {
      kind: 'moderation.appealed',
      trajectoryId: subject.trajectoryId,
      subjectKind: subject.kind,
      subjectId: subject.id,
      data: { decisionId, appealId: row.id, dueOn },
    });
    if (actor.email) await queueMail(tx, { to: actor.email, ...appealReceivedMail(subject, { dueOn }) }, now);
    return { appealId: row.id, dueOn };
  });
}

/**
 * Upholds the hiding, or overturns it: then the text is shown again. The author is told the reason.
 * @throws DomainError `not_found`, `own_case` for who hid it and for its author, `already_decided`
 */
export async function decideAppeal(
  context: Acting,
  { appealId, outcome, reason }: { appealId: string; outcome: 'upheld' | 'overturned'; reason: string },
): Promise<void> {
  const { db, now } = context;
  requireActor(context.actor, 'moderation.queue', {}, { now });
  await db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('appeal')
      .innerJoin('moderation_decision', 'moderation_decision.id', 'appeal.decision_id')
      .where('appeal.id', '=', appealId)
      .select([
        'appeal.decided_at',
        'appeal.author_id',
        'decision_id',
        'moderation_decision.decided_by_id as hidden_by_id',
        'subject_kind',
        'subject_id',
      ])
      .forUpdate('appeal')
      .executeTakeFirst();
    if (!row) throw new DomainError('not_found');
    await lockStatus(tx, row.subject_kind, row.subject_id);
    const subject = await findSubject(tx, row.subject_kind, row.subject_id);
    if (!subject) throw new DomainError('not_found');
    const actor = requireActor(
      context.actor,
      'moderation.decide_appeal',
      { trajectoryId: subject.trajectoryId, ownerId: subject.authorId },
      { now },
    );
    assertMayDecideAppeal(actor.id, { decidedAt: row.decided_at, hiddenById: row.hidden_by_id, authorId: row.author_id });
    await tx.updateTable('appeal').set({ decided_by_id: actor.id, decided_at: now, outcome, reason }).where('id', '=', appealId).execute();
    await recordEvent(tx, context, {
      kind: 'moderation.appeal_decided',
      trajectoryId: subject.trajectoryId,
      subjectKind: subject.kind,
      subjectId: subject.id,
      data: { decisionId: row.decision_id, appealId, outcome },
    });
    if (outcome === 'overturned') await writeDecision(tx, context, { subject, action: 'restore', rule: null, reason });
    const mail = outcome === 'overturned' ? restoredMail(subject, { reason }) : appealUpheldMail(subject, { reason });
    await mailAuthor(tx, subject, { mail, now });
  });
}
