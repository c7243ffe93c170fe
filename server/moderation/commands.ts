/** Reporting a text, and deciding on it. */
import { countOrRefuse } from '../auth/rate-limits.ts';
import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { queueMail } from '../mail/outbox.ts';
import { requireActor } from '../permissions.ts';
import { restartClock, stopClock } from '../responses/commands.ts';
import { hiddenMail, restoredMail } from './mails.ts';
import { findLastHiding, hasOpenAppeal } from './queries.ts';
import { assertFits, type HouseRule, type ModerationAction, type SubjectKind } from './rules.ts';
import { findSubject, lockStatus, type ModeratedSubject, setStatus } from './subjects.ts';

type Acting = Pick<Context, 'db' | 'actor' | 'now'>;
type Of = { subjectKind: SubjectKind; subjectId: string };

/**
 * Tells the moderators of a text. One report per person: doing it again changes nothing. However many reports: only a person hides.
 * @throws DomainError `not_found` (also for what is hidden), `too_many_requests`
 */
export async function reportSubject(
  context: Acting,
  { subjectKind, subjectId, reason, note }: Of & { reason: HouseRule; note: string },
): Promise<void> {
  const { db, now } = context;
  const actor = requireActor(context.actor, 'moderation.report', {}, { now });
  const subject = await findSubject(db, subjectKind, subjectId);
  if (!subject || subject.status === 'hidden') throw new DomainError('not_found');
  await countOrRefuse(db, ['report_person', actor.id]);
  await db.transaction().execute(async (tx) => {
    const row = await tx
      .insertInto('report')
      .values({
        trajectory_id: subject.trajectoryId,
        subject_kind: subjectKind,
        subject_id: subjectId,
        reporter_id: actor.id,
        reason,
        note,
        created_at: now,
      })
      .onConflict((conflict) => conflict.columns(['subject_kind', 'subject_id', 'reporter_id']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!row) return;
    // The event says that there was a report, not by whom: the log can be asked for.
    await recordEvent(
      tx,
      { actor: null, now },
      { kind: 'moderation.reported', trajectoryId: subject.trajectoryId, subjectKind, subjectId, data: { reason } },
    );
  });
}

/**
 * Hides a text, shows it again, or leaves it as it is after reports. The author is told why, and how to object.
 * @throws DomainError `not_found`, `own_case`, `already_decided`, `appeal_open`, `invalid`
 */
export async function decideOnSubject(
  context: Acting,
  {
    subjectKind,
    subjectId,
    action,
    rule,
    reason,
    publicUrl,
  }: Of & { action: ModerationAction; rule: HouseRule | null; reason: string; publicUrl: string },
): Promise<{ decisionId: string }> {
  const { db, actor, now } = context;
  requireActor(actor, 'moderation.queue', {}, { now });
  return db.transaction().execute(async (tx) => {
    const status = await lockStatus(tx, subjectKind, subjectId);
    const subject = await findSubject(tx, subjectKind, subjectId);
    if (!status || !subject) throw new DomainError('not_found');
    requireActor(actor, 'moderation.decide', { trajectoryId: subject.trajectoryId, ownerId: subject.authorId }, { now });
    const openReports = await tx
      .selectFrom('report')
      .where('subject_kind', '=', subjectKind)
      .where('subject_id', '=', subjectId)
      .where('decision_id', 'is', null)
      .select('id')
      .execute();
    assertFits(
      { action, rule },
      { hidden: status === 'hidden', openReports: openReports.length, appealOpen: await hasOpenAppeal(tx, subjectKind, subjectId) },
    );
    const decisionId = await writeDecision(tx, context, { subject, action, rule: action === 'hide' ? rule : null, reason });
    if (action === 'hide' && rule)
      await mailAuthor(tx, subject, { mail: hiddenMail(subject, { rule, reason, decisionId, publicUrl }), now });
    if (action === 'restore') await mailAuthor(tx, subject, { mail: restoredMail(subject, { reason }), now });
    return { decisionId };
  });
}

/** Writes the decision with its reason, carries it out, and closes the reports it answers. For `decideOnSubject` and appeals. */
export async function writeDecision(
  tx: Tx,
  context: Pick<Context, 'actor' | 'now'>,
  { subject, action, rule, reason }: { subject: ModeratedSubject; action: ModerationAction; rule: HouseRule | null; reason: string },
): Promise<string> {
  const { actor, now } = context;
  if (!actor) throw new DomainError('sign_in_first');
  const { kind, id, trajectoryId, status: before } = subject;
  const { id: decisionId } = await tx
    .insertInto('moderation_decision')
    .values({
      trajectory_id: trajectoryId,
      subject_kind: kind,
      subject_id: id,
      action,
      rule,
      reason,
      decided_by_id: actor.id,
      decided_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .updateTable('report')
    .set({ decision_id: decisionId })
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .where('decision_id', 'is', null)
    .execute();
  const { after, clockStopped } =
    action === 'hide'
      ? await hide(tx, context, subject)
      : action === 'restore'
        ? await restore(tx, context, subject)
        : { after: before, clockStopped: false };
  await recordEvent(tx, context, {
    kind: `moderation.${{ hide: 'hidden', restore: 'restored', keep: 'kept' }[action]}`,
    trajectoryId,
    subjectKind: kind,
    subjectId: id,
    data: { decisionId, rule, before, after, clockStopped },
  });
  return decisionId;
}

/** Tells the author, if there still is one with an address. */
export async function mailAuthor(
  tx: Tx,
  subject: ModeratedSubject,
  { mail, now }: { mail: { subject: string; text: string }; now: Date },
): Promise<void> {
  if (!subject.authorId) return;
  const author = await tx.selectFrom('person').where('id', '=', subject.authorId).select('email').executeTakeFirst();
  if (author?.email) await queueMail(tx, { to: author.email, ...mail }, now);
}

async function hide(tx: Tx, context: Pick<Context, 'actor' | 'now'>, { kind, id, contributionId }: ModeratedSubject) {
  const after = 'hidden';
  await setStatus(tx, { kind, id, status: after });
  const running = contributionId
    ? await tx
        .selectFrom('clock')
        .where('contribution_id', '=', contributionId)
        .where('answered_on', 'is', null)
        .where('stopped_on', 'is', null)
        .select('contribution_id')
        .unionAll(
          tx.selectFrom('clock_waiting').where('contribution_id', '=', contributionId).where('held', '=', false).select('contribution_id'),
        )
        .executeTakeFirst()
    : undefined;
  if (contributionId && running) await stopClock(tx, context, contributionId, 'hidden');
  return { after, clockStopped: running !== undefined };
}

/** Back to the state it had when it was hidden; a clock that was stopped by that runs again. */
async function restore(tx: Tx, context: Pick<Context, 'actor' | 'now'>, { kind, id, contributionId }: ModeratedSubject) {
  const hiding = await findLastHiding(tx, kind, id);
  const after = hiding?.before ?? (kind === 'change_proposal' ? 'open' : 'visible');
  await setStatus(tx, { kind, id, status: after });
  if (contributionId && hiding?.clockStopped) await restartClock(tx, context, contributionId);
  return { after, clockStopped: false };
}
