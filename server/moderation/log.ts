/** The public log of moderation: what was done, how often, how fast and what became of appeals. No names, no texts. */
import { sql } from 'kysely';
import { amsterdamDay } from '../calendar/amsterdam.ts';
import { newestOf } from '../calendar/calendar.ts';
import { loadCalendars } from '../calendar/queries.ts';
import type { Db } from '../context.ts';
import { type IntegrityFigures, readIntegrityFigures } from '../integrity/queries.ts';
import { APPEAL_TERM, type DecisionAction, type HouseRule, QUEUE_TERM, queueDueOn, type SubjectKind } from './rules.ts';

export type ModerationLog = {
  hidden: number;
  restored: number;
  kept: number;
  /** Held by a plain rule, and what became of those that were looked at. */
  held: { total: number; released: number };
  asked: number;
  redacted: number;
  putBack: number;
  /** People who may not write for a time. */
  blocked: number;
  hiddenByRule: { rule: HouseRule; count: number }[];
  /** Texts that wait for a decision, and how many of them longer than was promised. */
  openReports: number;
  lateReports: number;
  /** Working days: what is promised for a look, and for an appeal. */
  terms: { queue: number; appeal: number };
  /** Hours between the first report and the decision, the middle one; null without decisions after a report. */
  medianHours: number | null;
  /** Share of the decisions after a report that came within the term; null without one. */
  onTime: { inTime: number; total: number };
  /** Support and votes that stood out, and what moderators made of it. */
  integrity: IntegrityFigures;
  appeals: { total: number; open: number; late: number; upheld: number; overturned: number };
  latest: {
    at: Date;
    subjectKind: SubjectKind;
    action: DecisionAction;
    rule: HouseRule | null;
    /** How the objection to it ended; null without one. */
    appeal: 'open' | 'upheld' | 'overturned' | null;
    /** Null for a name: that is of the whole site. */
    trajectory: { slug: string; title: string } | null;
    /** The versions of the section that can be compared. */
    section: { number: string; before: number; after: number } | null;
  }[];
};

export async function readModerationLog(db: Db, now: Date): Promise<ModerationLog> {
  const actions = await db
    .selectFrom('moderation_decision')
    .select((eb) => ['action', 'rule', eb.fn.countAll<number>().as('count')])
    .groupBy(['action', 'rule'])
    .execute();
  const calendar = newestOf(await loadCalendars(db));
  const today = amsterdamDay(now);
  const { rows: waiting } = await sql<{ first: Date }>`
    select min(since) as first from (
      select subject_kind, subject_id, created_at as since from report where decision_id is null
      union all select subject_kind, subject_id, waits_since from moderation_decision where waits_since is not null
    ) as waiting group by subject_kind, subject_id`.execute(db);
  const { rows: answered } = await sql<{ first: Date; decided_at: Date }>`
    select min(report.created_at) as first, decision.decided_at from moderation_decision as decision
    join report on report.decision_id = decision.id group by decision.id order by decision.decided_at desc limit 2000`.execute(db);
  const held = await db
    .selectFrom('moderation_decision as hold')
    .where('hold.action', '=', 'hold')
    .select((eb) => [
      eb.fn.countAll<number>().as('total'),
      eb.fn
        .countAll<number>()
        .filterWhere((where) =>
          where.exists(
            where
              .selectFrom('moderation_decision as next')
              .whereRef('next.subject_kind', '=', 'hold.subject_kind')
              .whereRef('next.subject_id', '=', 'hold.subject_id')
              .whereRef('next.decided_at', '>=', 'hold.decided_at')
              .where('next.action', '=', 'restore')
              .select('next.id'),
          ),
        )
        .as('released'),
    ])
    .executeTakeFirstOrThrow();
  const { blocked } = await db
    .selectFrom('person')
    .where('blocked_until', '>', now)
    .select((eb) => eb.fn.countAll<number>().as('blocked'))
    .executeTakeFirstOrThrow();
  const { late_appeals } = await db
    .selectFrom('appeal')
    .where('decided_at', 'is', null)
    .where('due_on', '<', today)
    .select((eb) => eb.fn.countAll<number>().as('late_appeals'))
    .executeTakeFirstOrThrow();
  const { hours } = await db
    .selectFrom((from) =>
      from
        .selectFrom('moderation_decision as decision')
        .innerJoin('report', 'report.decision_id', 'decision.id')
        .select((eb) =>
          sql<number>`extract(epoch from ${eb.ref('decision.decided_at')} - min(${eb.ref('report.created_at')})) / 3600`.as('hours'),
        )
        .groupBy('decision.id')
        .as('waited'),
    )
    .select(sql<number | null>`percentile_cont(0.5) within group (order by waited.hours)::float8`.as('hours'))
    .executeTakeFirstOrThrow();
  const outcomes = await db
    .selectFrom('appeal')
    .select((eb) => ['outcome', eb.fn.countAll<number>().as('count')])
    .groupBy('outcome')
    .execute();
  const latest = await db
    .selectFrom('moderation_decision as decision')
    .leftJoin('trajectory', 'trajectory.id', 'decision.trajectory_id')
    .leftJoin('appeal', 'appeal.decision_id', 'decision.id')
    .leftJoin('section', (join) => join.onRef('section.id', '=', 'decision.subject_id').on('decision.subject_kind', '=', 'section'))
    .where((eb) => eb.or([eb('trajectory.published_at', 'is not', null), eb('decision.trajectory_id', 'is', null)]))
    .select([
      'decision.decided_at',
      'decision.subject_kind',
      'decision.action',
      'decision.rule',
      'decision.version_before',
      'decision.version_after',
      'section.number',
      'trajectory.slug',
      'trajectory.title',
      'appeal.id as appeal_id',
      'appeal.outcome',
    ])
    .orderBy('decision.decided_at', 'desc')
    .orderBy('decision.id')
    .limit(50)
    .execute();
  const countOf = (action: DecisionAction) =>
    actions.filter((row) => row.action === action).reduce((sum, row) => sum + Number(row.count), 0);
  const appealsWith = (outcome: 'upheld' | 'overturned' | null) => Number(outcomes.find((row) => row.outcome === outcome)?.count ?? 0);
  return {
    hidden: countOf('hide'),
    restored: countOf('restore'),
    kept: countOf('keep'),
    held: { total: Number(held.total), released: Number(held.released) },
    asked: countOf('ask'),
    redacted: countOf('redact'),
    putBack: countOf('put_back'),
    blocked: Number(blocked),
    hiddenByRule: actions
      .flatMap((row) => (row.action === 'hide' && row.rule ? [{ rule: row.rule, count: Number(row.count) }] : []))
      .sort((a, b) => b.count - a.count || a.rule.localeCompare(b.rule)),
    openReports: waiting.length,
    lateReports: waiting.filter(({ first }) => queueDueOn(amsterdamDay(first), calendar) < today).length,
    terms: { queue: QUEUE_TERM, appeal: APPEAL_TERM },
    onTime: {
      inTime: answered.filter(({ first, decided_at }) => amsterdamDay(decided_at) <= queueDueOn(amsterdamDay(first), calendar)).length,
      total: answered.length,
    },
    integrity: await readIntegrityFigures(db, today),
    medianHours: hours === null ? null : Math.round(hours * 10) / 10,
    appeals: {
      total: outcomes.reduce((sum, row) => sum + Number(row.count), 0),
      open: appealsWith(null),
      late: Number(late_appeals),
      upheld: appealsWith('upheld'),
      overturned: appealsWith('overturned'),
    },
    latest: latest.map((row) => ({
      at: row.decided_at,
      subjectKind: row.subject_kind,
      action: row.action,
      rule: row.rule,
      appeal: row.appeal_id ? (row.outcome ?? 'open') : null,
      trajectory: row.slug !== null && row.title !== null ? { slug: row.slug, title: row.title } : null,
      section:
        row.number !== null && row.version_before !== null && row.version_after !== null
          ? { number: row.number, before: row.version_before, after: row.version_after }
          : null,
    })),
  };
}
