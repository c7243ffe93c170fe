import { sql } from 'kysely';
import type { Actor, Db } from '../context.ts';
import { type HouseRule, SUBJECT_KINDS, type SubjectKind } from './rules.ts';
import { findSubjects, type ModeratedSubject } from './subjects.ts';

export type QueueItem = {
  subject: ModeratedSubject;
  reportCount: number;
  reasons: { reason: HouseRule; count: number }[];
  notes: string[];
  firstReportedAt: Date;
};

/** Texts with reports that nobody has decided on, the longest waiting first. */
export async function listQueue(
  db: Db,
  { trajectoryIds, cursor, limit }: { trajectoryIds: string[] | null; cursor?: string; limit: number },
): Promise<{ items: QueueItem[]; nextCursor: string | null }> {
  let reports = db.selectFrom('report').where('decision_id', 'is', null);
  if (trajectoryIds) reports = reports.where('trajectory_id', '=', sql<string>`any(${trajectoryIds}::uuid[])`);
  let grouped = reports.groupBy(['subject_kind', 'subject_id']);
  const [afterTime, afterId] = cursor?.split('|') ?? [];
  if (afterTime && afterId && !Number.isNaN(Number(afterTime))) {
    const after = new Date(Number(afterTime));
    grouped = grouped.having((eb) =>
      eb.or([eb(eb.fn.min('created_at'), '>', after), eb.and([eb(eb.fn.min('created_at'), '=', after), eb('subject_id', '>', afterId)])]),
    );
  }
  const rows = await grouped
    .select((eb) => [
      'subject_kind',
      'subject_id',
      eb.fn.min('created_at').as('first'),
      sql<HouseRule[]>`array_agg(reason order by created_at)`.as('reasons'),
      sql<string[]>`array_agg(note order by created_at) filter (where note <> '')`.as('notes'),
    ])
    .orderBy('first')
    .orderBy('subject_id')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const subjects = await subjectsOf(db, page);
  const last = page.at(-1);
  return {
    items: page.flatMap((row) => {
      const subject = subjects.get(row.subject_id);
      if (!subject) return [];
      const counts = new Map<HouseRule, number>();
      for (const reason of row.reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
      const reasons = [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count);
      return [{ subject, reportCount: row.reasons.length, reasons, notes: row.notes ?? [], firstReportedAt: row.first }];
    }),
    nextCursor: rows.length > limit && last ? `${last.first.getTime()}|${last.subject_id}` : null,
  };
}

/** Texts that are hidden now, last hidden first, without those an appeal must decide on. */
export async function listHidden(
  db: Db,
  { trajectoryIds, limit }: { trajectoryIds: string[] | null; limit: number },
): Promise<{ subject: ModeratedSubject; rule: HouseRule | null; hiddenAt: Date }[]> {
  let hidings = db.selectFrom('moderation_decision').where('action', '=', 'hide');
  if (trajectoryIds) hidings = hidings.where('trajectory_id', '=', sql<string>`any(${trajectoryIds}::uuid[])`);
  const rows = await hidings
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('appeal')
            .whereRef('appeal.decision_id', '=', 'moderation_decision.id')
            .where('appeal.decided_at', 'is', null)
            .select('appeal.id'),
        ),
      ),
    )
    .select((eb) => [
      'subject_kind',
      'subject_id',
      eb.fn.max('decided_at').as('hidden_at'),
      sql<HouseRule | null>`(array_agg(rule order by decided_at desc))[1]`.as('rule'),
    ])
    .groupBy(['subject_kind', 'subject_id'])
    .orderBy('hidden_at', 'desc')
    .limit(limit * 3)
    .execute();
  const subjects = await subjectsOf(db, rows);
  return rows
    .flatMap((row) => {
      const subject = subjects.get(row.subject_id);
      return subject?.status === 'hidden' ? [{ subject, rule: row.rule, hiddenAt: row.hidden_at }] : [];
    })
    .slice(0, limit);
}

export type OpenAppeal = {
  id: string;
  statement: string;
  dueOn: string;
  createdAt: Date;
  rule: HouseRule | null;
  reason: string;
  subject: ModeratedSubject;
  mayDecide: boolean;
};

/** Appeals that wait for a decision, by the day they must be answered. */
export async function listOpenAppeals(
  db: Db,
  { actor, trajectoryIds }: { actor: Actor; trajectoryIds: string[] | null },
): Promise<OpenAppeal[]> {
  let open = db
    .selectFrom('appeal')
    .innerJoin('moderation_decision as decision', 'decision.id', 'appeal.decision_id')
    .where('appeal.decided_at', 'is', null);
  if (trajectoryIds) open = open.where('decision.trajectory_id', '=', sql<string>`any(${trajectoryIds}::uuid[])`);
  const rows = await open
    .select([
      'appeal.id',
      'appeal.statement',
      'appeal.due_on',
      'appeal.created_at',
      'appeal.author_id',
      'decision.rule',
      'decision.reason',
      'decision.decided_by_id',
      'decision.subject_kind',
      'decision.subject_id',
    ])
    .orderBy('appeal.due_on')
    .orderBy('appeal.id')
    .limit(100)
    .execute();
  const subjects = await subjectsOf(db, rows);
  return rows.flatMap((row) => {
    const subject = subjects.get(row.subject_id);
    if (!subject) return [];
    const mayDecide = row.decided_by_id !== actor.id && row.author_id !== actor.id;
    return [
      {
        id: row.id,
        statement: row.statement,
        dueOn: row.due_on,
        createdAt: row.created_at,
        rule: row.rule,
        reason: row.reason,
        subject,
        mayDecide,
      },
    ];
  });
}

export async function hasOpenAppeal(db: Db, kind: SubjectKind, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('appeal')
    .innerJoin('moderation_decision as decision', 'decision.id', 'appeal.decision_id')
    .where('decision.subject_kind', '=', kind)
    .where('decision.subject_id', '=', id)
    .where('appeal.decided_at', 'is', null)
    .select('appeal.id')
    .executeTakeFirst();
  return row !== undefined;
}

/** What the last hiding of this text changed, from the event log. */
export async function findLastHiding(db: Db, kind: SubjectKind, id: string): Promise<{ before: string; clockStopped: boolean } | null> {
  const row = await db
    .selectFrom('event')
    .where('kind', '=', 'moderation.hidden')
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .select('data')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? { before: String(row.data.before), clockStopped: row.data.clockStopped === true } : null;
}

/** The texts these rows are about, by id. */
export async function subjectsOf(
  db: Db,
  rows: { subject_kind: SubjectKind; subject_id: string }[],
): Promise<Map<string, ModeratedSubject>> {
  const found = new Map<string, ModeratedSubject>();
  for (const kind of SUBJECT_KINDS) {
    const ids = rows.filter((row) => row.subject_kind === kind).map((row) => row.subject_id);
    for (const [id, subject] of await findSubjects(db, kind, ids)) found.set(id, subject);
  }
  return found;
}
