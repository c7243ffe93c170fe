/** Objecting to a text being hidden, and deciding on that: always by somebody else. */
import { amsterdamDay } from '../calendar/amsterdam.ts';
import { newestOf } from '../calendar/calendar.ts';
import { loadCalendars } from '../calendar/queries.ts';
import { addWorkingDays } from '../calendar/working-days.ts';
import type { Context, Db, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { writeMail } from '../mail/write-mail.ts';
import { requireActor } from '../permissions.ts';
import { putWordsBack } from '../redaction/put-back.ts';
import { textOf } from './carry-out.ts';
import { writeDecision } from './commands.ts';
import { appealOverturnedMail, appealReceivedMail, appealUpheldMail } from './mails.ts';
import { AGAINST, APPEAL_TERM, assertMayDecideAppeal, mayBeObjectedTo } from './rules.ts';
import { lockStatus } from './subject-status.ts';
import { writeWords } from './subject-words.ts';
import { findSubject, type ModeratedSubject } from './subjects.ts';
import { tellAuthors } from './tell.ts';

type Acting = Pick<Context, 'db' | 'actor' | 'now'>;

/**
 * The author objects, once per decision; to a section that was put back, anybody whose words went. Somebody who is blocked can do this too.
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
    if (!decision || !AGAINST.includes(decision.action) || !mayBeObjectedTo(decision.subject_kind)) throw new DomainError('not_found');
    const status = await lockStatus(tx, decision.subject_kind, decision.subject_id);
    const subject = await findSubject(tx, decision.subject_kind, decision.subject_id);
    // Whether a decision exists is nobody else's business.
    const ownerId =
      subject && context.actor && (await isAuthor(tx, { decisionId, subject, personId: context.actor.id })) ? context.actor.id : null;
    if (!subject || ownerId === null) throw new DomainError('not_found');
    const actor = requireActor(context.actor, 'moderation.appeal', { trajectoryId: subject.trajectoryId, ownerId }, { now });
    if (decision.action === 'hide' && status !== 'hidden') throw new DomainError('already_decided');
    // By the calendar as it is kept in the database, with the days the municipality added.
    const dueOn = addWorkingDays(amsterdamDay(now), APPEAL_TERM, newestOf(await loadCalendars(tx)));
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
    if (actor.email) await writeMail(tx, { to: actor.email, write: appealReceivedMail(subject, { dueOn }) }, now);
    return { appealId: row.id, dueOn };
  });
}

/** Who may object: the author, or whoever wrote what was undone in a section. */
export async function isAuthor(
  db: Db,
  { decisionId, subject, personId }: { decisionId: string; subject: ModeratedSubject; personId: string },
): Promise<boolean> {
  if (subject.authorId !== null) return subject.authorId === personId;
  const told = await db
    .selectFrom('moderation_told')
    .where('decision_id', '=', decisionId)
    .where('person_id', '=', personId)
    .select('person_id')
    .executeTakeFirst();
  return told !== undefined;
}

/**
 * Upholds the decision, or overturns it: then the text is shown again, or says again what it said. The author is told the reason.
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
        'moderation_decision.action',
        'version_before',
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
    if (outcome === 'overturned') await undo(tx, context, { subject, row, reason });
    const mail = outcome === 'overturned' ? appealOverturnedMail(subject, { reason }) : appealUpheldMail(subject, { reason });
    await tellAuthors(tx, { subject: { ...subject, authorId: row.author_id }, decisionId: row.decision_id, mail, now });
  });
}

type Undone = { decision_id: string; action: string; version_before: number | null };

async function undo(
  tx: Tx,
  context: Acting,
  { subject, row, reason }: { subject: ModeratedSubject; row: Undone; reason: string },
): Promise<void> {
  if (row.action === 'put_back') {
    await writeDecision(tx, context, { subject, action: 'put_back', rule: null, reason, version: row.version_before ?? undefined });
    return;
  }
  if (row.action === 'redact' && subject.kind === 'section')
    await putWordsBack(tx, context, { sectionId: subject.id, decisionId: row.decision_id });
  else if (row.action === 'redact') {
    const original = await tx
      .selectFrom('moderation_original')
      .where('decision_id', '=', row.decision_id)
      .select('words')
      .executeTakeFirst();
    if (original) await writeWords(tx, textOf(subject), original.words);
  }
  await writeDecision(tx, context, { subject, action: subject.status === 'hidden' ? 'restore' : 'keep', rule: null, reason });
}
