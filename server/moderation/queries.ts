import { sql } from 'kysely';
import { amsterdamDay } from '../calendar/amsterdam.ts';
import { newestOf } from '../calendar/calendar.ts';
import { loadCalendars } from '../calendar/queries.ts';
import type { Actor, Db } from '../context.ts';
import { type DecisionAction, type HouseRule, queueDueOn, SUBJECT_KINDS, type SubjectKind } from './rules.ts';
import { findSubjects, type ModeratedSubject } from './subjects.ts';

export type QueueItem = {
  subject: ModeratedSubject;
  reportCount: number;
  reasons: { reason: HouseRule; count: number }[];
  notes: string[];
  /** A plain rule holds it, or its author changed a hidden text: why it waits, without a report. */
  waiting: { why: 'held' | 'revised'; reason: string } | null;
  firstReportedAt: Date;
  /** The last day on which somebody looks at it, as promised on `/huisregels`. */
  dueOn: string;
};

/** Texts on which nobody has decided, the longest waiting first: reported, held by a plain rule, or changed by their author. */
export async function listQueue(
  db: Db,
  { trajectoryIds, cursor, limit }: { trajectoryIds: string[] | null; cursor?: string; limit: number },
): Promise<{ items: QueueItem[]; nextCursor: string | null }> {
  const inMine = trajectoryIds ? sql`and trajectory_id = any(${trajectoryIds}::uuid[])` : sql``;
  const [afterTime, afterId] = cursor?.split('|') ?? [];
  const after = afterTime && afterId && !Number.isNaN(Number(afterTime)) ? new Date(Number(afterTime)) : null;
  const { rows } = await sql<{
    subject_kind: SubjectKind;
    subject_id: string;
    first: Date;
    reasons: HouseRule[] | null;
    notes: string[] | null;
    waits: string[] | null;
  }>`
    select subject_kind, subject_id, min(since) as first,
      array_agg(reason order by since) filter (where reason is not null) as reasons,
      array_agg(note order by since) filter (where note <> '') as notes,
      array_agg(waits) filter (where waits is not null) as waits
    from (
      select subject_kind, subject_id, created_at as since, reason, note, null as waits from report where decision_id is null ${inMine}
      union all
      select subject_kind, subject_id, waits_since, null, '', case when action = 'hold' then 'held:' else 'revised:' end || reason
      from moderation_decision where waits_since is not null ${inMine}
    ) as waiting
    group by subject_kind, subject_id
    ${after ? sql`having min(since) > ${after} or (min(since) = ${after} and subject_id > ${afterId}::uuid)` : sql``}
    order by first, subject_id
    limit ${limit + 1}`.execute(db);
  const page = rows.slice(0, limit);
  const subjects = await subjectsOf(db, page);
  const calendar = newestOf(await loadCalendars(db));
  const last = page.at(-1);
  return {
    items: page.flatMap((row) => {
      const subject = subjects.get(row.subject_id);
      if (!subject) return [];
      const counts = new Map<HouseRule, number>();
      for (const reason of row.reasons ?? []) counts.set(reason, (counts.get(reason) ?? 0) + 1);
      const reasons = [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count);
      const [why = '', ...words] = row.waits?.[0]?.split(':') ?? [];
      return [
        {
          subject,
          reportCount: row.reasons?.length ?? 0,
          reasons,
          notes: row.notes ?? [],
          waiting: row.waits ? { why: why === 'held' ? ('held' as const) : ('revised' as const), reason: words.join(':') } : null,
          firstReportedAt: row.first,
          dueOn: queueDueOn(amsterdamDay(row.first), calendar),
        },
      ];
    }),
    nextCursor: rows.length > limit && last ? `${last.first.getTime()}|${last.subject_id}` : null,
  };
}

/** Texts that are hidden now, last hidden first, without those an appeal must decide on or that stand in the queue. */
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
    .where('waits_since', 'is', null)
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

/** Decisions of which the words of before are still kept, newest first. Not the words themselves: looking takes a reason. */
export async function listKeptOriginals(
  db: Db,
  { trajectoryIds, limit }: { trajectoryIds: string[] | null; limit: number },
): Promise<{ decisionId: string; action: DecisionAction; keptAt: Date; subject: ModeratedSubject }[]> {
  let kept = db
    .selectFrom('moderation_original')
    .innerJoin('moderation_decision as decision', 'decision.id', 'moderation_original.decision_id');
  if (trajectoryIds) kept = kept.where('decision.trajectory_id', '=', sql<string>`any(${trajectoryIds}::uuid[])`);
  const rows = await kept
    .select(['decision.id', 'decision.action', 'decision.subject_kind', 'decision.subject_id', 'moderation_original.created_at'])
    .orderBy('moderation_original.created_at', 'desc')
    .limit(limit)
    .execute();
  const subjects = await subjectsOf(db, rows);
  return rows.flatMap((row) => {
    const subject = subjects.get(row.subject_id);
    return subject ? [{ decisionId: row.id, action: row.action, keptAt: row.created_at, subject }] : [];
  });
}

export type OpenAppeal = {
  id: string;
  statement: string;
  dueOn: string;
  createdAt: Date;
  action: DecisionAction;
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
      'decision.action',
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
        action: row.action,
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
    .where('kind', 'in', ['moderation.hidden', 'moderation.held'])
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    // Hiding what was held already changed nothing.
    .where(sql<boolean>`data->>'before' <> 'hidden'`)
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
