/** Reporting a text, and deciding on it. */
import { countOrRefuse } from '../auth/rate-limits.ts';
import type { Context, Tx } from '../context.ts';
import { DomainError } from '../errors.ts';
import { recordEvent } from '../events/record-event.ts';
import { requireActor } from '../permissions.ts';
import type { TakenOut } from '../redaction/take-out.ts';
import { carryOut } from './carry-out.ts';
import { decisionMail, reporterMail } from './mails.ts';
import { hasOpenAppeal } from './queries.ts';
import { assertFits, type DecisionAction, type HouseRule, type ModerationAction, type ReportPart, type SubjectKind } from './rules.ts';
import { lockStatus } from './subject-status.ts';
import { findSubject, type ModeratedSubject } from './subjects.ts';
import { tellAuthors, tellReporters } from './tell.ts';

type Acting = Pick<Context, 'db' | 'actor' | 'now'>;
type Of = { subjectKind: SubjectKind; subjectId: string };

/**
 * Tells the moderators of a text, of the name of its author or of its photo. One report per person: doing it again changes nothing. However many reports: only a
 * person hides.
 * @throws DomainError `not_found` (also for what is hidden, and for a name or photo that is not shown), `too_many_requests`
 */
export async function reportSubject(
  context: Acting,
  { subjectKind, subjectId, part = 'text', reason, note }: Of & { part?: ReportPart; reason: HouseRule; note: string },
): Promise<void> {
  const { db, now } = context;
  const actor = requireActor(context.actor, 'moderation.report', {}, { now });
  const subject = await findReportable(db, { subjectKind, subjectId, part });
  await countOrRefuse(db, ['report_person', actor.id]);
  await db.transaction().execute(async (tx) => {
    const row = await tx
      .insertInto('report')
      .values({
        trajectory_id: subject.trajectoryId,
        subject_kind: subject.kind,
        subject_id: subject.id,
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
      {
        kind: 'moderation.reported',
        trajectoryId: subject.trajectoryId,
        subjectKind: subject.kind,
        subjectId: subject.id,
        data: { reason },
      },
    );
  });
}

/** What a report is about. Ids of people are in no page: a name is reported at a text that shows it. @throws DomainError `not_found` */
export async function findReportable(
  db: Acting['db'],
  { subjectKind, subjectId, part }: Of & { part: ReportPart },
): Promise<ModeratedSubject> {
  const found = subjectKind === 'name' || subjectKind === 'photo' ? null : await findSubject(db, subjectKind, subjectId);
  if (!found || found.status === 'hidden' || !(await isPublished(db, found.trajectoryId))) throw new DomainError('not_found');
  const subject =
    part === 'text'
      ? found
      : part === 'photo'
        ? found.photoId && (await findSubject(db, 'photo', found.photoId))
        : found.authorId && found.authorName && (await findSubject(db, 'name', found.authorId));
  if (!subject || subject.status === 'hidden') throw new DomainError('not_found');
  return subject;
}

/** What is not to be read yet is not there to report either. */
async function isPublished(db: Acting['db'], trajectoryId: string | null): Promise<boolean> {
  if (trajectoryId === null) return true;
  const row = await db
    .selectFrom('trajectory')
    .where('id', '=', trajectoryId)
    .where('published_at', 'is not', null)
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
}

export type NewDecision = Of & {
  action: ModerationAction;
  rule: HouseRule | null;
  reason: string;
  /** For `redact`: the words to take out. */
  words?: string[];
  /** For `put_back`: the version of the section to show again. */
  version?: number;
  publicUrl: string;
};

/**
 * Hides a text, shows it again, leaves it as it is after reports, asks its author to change it, takes words out of it, or puts a version of a section back. The
 * author is told why, and how to object; who reported it is told what became of it.
 * @throws DomainError `not_found`, `own_case`, `already_decided`, `appeal_open`, `invalid`
 */
export async function decideOnSubject(
  context: Acting,
  { subjectKind, subjectId, action, rule, reason, words, version, publicUrl }: NewDecision,
): Promise<{ decisionId: string }> {
  const { db, actor, now } = context;
  requireActor(actor, 'moderation.queue', {}, { now });
  return db.transaction().execute(async (tx) => {
    const status = await lockStatus(tx, subjectKind, subjectId);
    const subject = await findSubject(tx, subjectKind, subjectId);
    if (!status || !subject) throw new DomainError('not_found');
    requireActor(actor, 'moderation.decide', { trajectoryId: subject.trajectoryId, ownerId: subject.authorId }, { now });
    assertFits({ kind: subjectKind, action, rule }, await standingOf(tx, subject));
    const keeps = action === 'keep' || action === 'restore';
    const { decisionId, reporters } = await writeDecision(tx, context, {
      subject,
      action,
      rule: keeps ? null : rule,
      reason,
      words,
      version,
    });
    await tellAuthors(tx, { subject, decisionId, mail: decisionMail(subject, { action, rule, reason, decisionId, publicUrl }), now });
    await tellReporters(tx, { reporters, mail: reporterMail(subject, { action, reason }), now });
    return { decisionId };
  });
}

async function standingOf(tx: Tx, { kind, id, status }: ModeratedSubject) {
  const openReports = await tx
    .selectFrom('report')
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .where('decision_id', 'is', null)
    .select('id')
    .execute();
  const waiting = await tx
    .selectFrom('moderation_decision')
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .where('waits_since', 'is not', null)
    .select('id')
    .executeTakeFirst();
  return {
    hidden: status === 'hidden',
    openReports: openReports.length,
    waits: waiting !== undefined,
    appealOpen: await hasOpenAppeal(tx, kind, id),
  };
}

export type DecisionToWrite = {
  subject: ModeratedSubject;
  action: DecisionAction;
  rule: HouseRule | null;
  reason: string;
  words?: string[] | undefined;
  version?: number | undefined;
};

const PAST: Record<DecisionAction, string> = {
  hold: 'held',
  hide: 'hidden',
  restore: 'restored',
  keep: 'kept',
  ask: 'asked',
  redact: 'redacted',
  put_back: 'put_back',
};

/**
 * Writes the decision with its reason, carries it out, and closes what waited for it. For `decideOnSubject`, holds and appeals.
 * @returns also who reported the text
 */
export async function writeDecision(
  tx: Tx,
  context: Pick<Context, 'actor' | 'now'>,
  { subject, action, rule, reason, words, version }: DecisionToWrite,
): Promise<{ decisionId: string; reporters: string[] }> {
  const { actor, now } = context;
  if (!actor && action !== 'hold') throw new DomainError('sign_in_first');
  const { kind, id, trajectoryId, status: before } = subject;
  await tx
    .updateTable('moderation_decision')
    .set({ waits_since: null })
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .where('waits_since', 'is not', null)
    .execute();
  const done = await carryOut(tx, context, { subject, action, rule, reason, words, version });
  const { id: decisionId } = await tx
    .insertInto('moderation_decision')
    .values({
      trajectory_id: trajectoryId,
      subject_kind: kind,
      subject_id: id,
      action,
      rule,
      reason,
      decided_by_id: action === 'hold' ? null : (actor?.id ?? null),
      decided_at: now,
      waits_since: action === 'hold' ? now : null,
      version_before: done.versions?.before ?? null,
      version_after: done.versions?.after ?? null,
      redaction_id: done.takenOut?.redactionId ?? done.takenOutOfAnswer?.redactionId ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (done.original)
    await tx
      .insertInto('moderation_original')
      .values({ decision_id: decisionId, words: JSON.stringify(done.original), created_at: now })
      .execute();
  if (done.told.length > 0)
    await tx
      .insertInto('moderation_told')
      .values(done.told.map((personId) => ({ decision_id: decisionId, person_id: personId })))
      .execute();
  const closed = action === 'hold' ? [] : await closeReports(tx, { kind, id, decisionId });
  await recordEvent(tx, context, {
    kind: `moderation.${PAST[action]}`,
    trajectoryId,
    subjectKind: kind,
    subjectId: id,
    data: {
      decisionId,
      rule,
      before,
      after: done.after,
      clockStopped: done.clockStopped,
      ...(done.versions ?? {}),
      ...toldOf(done.takenOut),
      ...(done.takenOutOfAnswer ? { counts: done.takenOutOfAnswer.counts } : {}),
    },
  });
  return { decisionId, reporters: closed };
}

/** Of words taken out of a section: how many there were, and the code of what is left of each version. Never the words. */
function toldOf(takenOut: TakenOut | null) {
  return takenOut ? { counts: takenOut.counts, codes: takenOut.codes } : {};
}

async function closeReports(tx: Tx, { kind, id, decisionId }: { kind: SubjectKind; id: string; decisionId: string }): Promise<string[]> {
  const closed = await tx
    .updateTable('report')
    .set({ decision_id: decisionId })
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .where('decision_id', 'is', null)
    .returning('reporter_id')
    .execute();
  return closed.map((report) => report.reporter_id);
}
