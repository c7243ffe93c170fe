/** The public log of moderation: what was done, how often, how fast and what became of appeals. No names, no texts. */
import { sql } from 'kysely';
import type { Db } from '../context.ts';
import type { HouseRule, ModerationAction, SubjectKind } from './rules.ts';

export type ModerationLog = {
  hidden: number;
  restored: number;
  kept: number;
  hiddenByRule: { rule: HouseRule; count: number }[];
  /** Reports that wait for a decision. */
  openReports: number;
  /** Hours between the first report and the decision, the middle one; null without decisions after a report. */
  medianHours: number | null;
  appeals: { total: number; open: number; upheld: number; overturned: number };
  latest: {
    at: Date;
    subjectKind: SubjectKind;
    action: ModerationAction;
    rule: HouseRule | null;
    trajectory: { slug: string; title: string };
  }[];
};

export async function readModerationLog(db: Db): Promise<ModerationLog> {
  const actions = await db
    .selectFrom('moderation_decision')
    .select((eb) => ['action', 'rule', eb.fn.countAll<number>().as('count')])
    .groupBy(['action', 'rule'])
    .execute();
  const { open_reports } = await db
    .selectFrom('report')
    .where('decision_id', 'is', null)
    .select((eb) => eb.fn.count<number>(sql`distinct (subject_kind, subject_id)`).as('open_reports'))
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
    .innerJoin('trajectory', 'trajectory.id', 'decision.trajectory_id')
    .where('trajectory.published_at', 'is not', null)
    .select(['decision.decided_at', 'decision.subject_kind', 'decision.action', 'decision.rule', 'trajectory.slug', 'trajectory.title'])
    .orderBy('decision.decided_at', 'desc')
    .orderBy('decision.id')
    .limit(50)
    .execute();
  const countOf = (action: ModerationAction) =>
    actions.filter((row) => row.action === action).reduce((sum, row) => sum + Number(row.count), 0);
  const appealsWith = (outcome: 'upheld' | 'overturned' | null) => Number(outcomes.find((row) => row.outcome === outcome)?.count ?? 0);
  return {
    hidden: countOf('hide'),
    restored: countOf('restore'),
    kept: countOf('keep'),
    hiddenByRule: actions
      .flatMap((row) => (row.action === 'hide' && row.rule ? [{ rule: row.rule, count: Number(row.count) }] : []))
      .sort((a, b) => b.count - a.count || a.rule.localeCompare(b.rule)),
    openReports: Number(open_reports),
    medianHours: hours === null ? null : Math.round(hours * 10) / 10,
    appeals: {
      total: outcomes.reduce((sum, row) => sum + Number(row.count), 0),
      open: appealsWith(null),
      upheld: appealsWith('upheld'),
      overturned: appealsWith('overturned'),
    },
    latest: latest.map(({ decided_at, subject_kind, action, rule, slug, title }) => ({
      at: decided_at,
      subjectKind: subject_kind,
      action,
      rule,
      trajectory: { slug, title },
    })),
  };
}
