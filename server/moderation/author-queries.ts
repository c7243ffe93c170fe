/** Moderation as the author of a text sees it. */
import type { Db } from '../context.ts';
import { subjectsOf } from './queries.ts';
import type { HouseRule, SubjectKind } from './rules.ts';
import { findSubject } from './subjects.ts';

export type DecisionForAuthor = {
  id: string;
  kind: SubjectKind;
  title: string;
  text: string;
  rule: HouseRule | null;
  reason: string;
  decidedAt: Date;
  hidden: boolean;
  appeal: {
    statement: string;
    dueOn: string;
    outcome: 'upheld' | 'overturned' | null;
    reason: string | null;
    decidedAt: Date | null;
  } | null;
};

/** A hiding as its author sees it; null for everybody else. */
export async function findDecisionForAuthor(db: Db, decisionId: string, personId: string): Promise<DecisionForAuthor | null> {
  const row = await db
    .selectFrom('moderation_decision as decision')
    .leftJoin('appeal', 'appeal.decision_id', 'decision.id')
    .where('decision.id', '=', decisionId)
    .where('decision.action', '=', 'hide')
    .select([
      'decision.subject_kind',
      'decision.subject_id',
      'decision.rule',
      'decision.reason',
      'decision.decided_at',
      'appeal.id as appeal_id',
      'appeal.statement',
      'appeal.due_on',
      'appeal.outcome',
      'appeal.reason as appeal_reason',
      'appeal.decided_at as appeal_decided_at',
    ])
    .executeTakeFirst();
  if (!row) return null;
  const subject = await findSubject(db, row.subject_kind, row.subject_id);
  if (!subject || subject.authorId !== personId) return null;
  return {
    id: decisionId,
    kind: subject.kind,
    title: subject.title,
    text: subject.text,
    rule: row.rule,
    reason: row.reason,
    decidedAt: row.decided_at,
    hidden: subject.status === 'hidden',
    appeal:
      row.appeal_id && row.statement !== null && row.due_on !== null
        ? { statement: row.statement, dueOn: row.due_on, outcome: row.outcome, reason: row.appeal_reason, decidedAt: row.appeal_decided_at }
        : null,
  };
}

/** Hidings of this person's texts that still hold, newest first. */
export async function listHidingsOf(
  db: Db,
  personId: string,
): Promise<{ decisionId: string; kind: SubjectKind; title: string; decidedAt: Date; appealed: boolean }[]> {
  const rows = await db
    .selectFrom('moderation_decision as decision')
    .leftJoin('appeal', 'appeal.decision_id', 'decision.id')
    .distinctOn(['decision.subject_kind', 'decision.subject_id'])
    .where('decision.action', '=', 'hide')
    .where((eb) =>
      eb.or([
        eb(
          'decision.subject_id',
          'in',
          eb.selectFrom('idea').where('author_id', '=', personId).where('status', '=', 'hidden').select('idea.id'),
        ),
        eb(
          'decision.subject_id',
          'in',
          eb.selectFrom('comment').where('author_id', '=', personId).where('status', '=', 'hidden').select('comment.id'),
        ),
        eb(
          'decision.subject_id',
          'in',
          eb.selectFrom('change_proposal').where('author_id', '=', personId).where('status', '=', 'hidden').select('change_proposal.id'),
        ),
        eb(
          'decision.subject_id',
          'in',
          eb.selectFrom('story').where('author_id', '=', personId).where('status', '=', 'hidden').select('story.id'),
        ),
        eb(
          'decision.subject_id',
          'in',
          eb.selectFrom('challenge').where('author_id', '=', personId).where('status', '=', 'hidden').select('challenge.id'),
        ),
      ]),
    )
    .select(['decision.id', 'decision.subject_kind', 'decision.subject_id', 'decision.decided_at', 'appeal.id as appeal_id'])
    .orderBy('decision.subject_kind')
    .orderBy('decision.subject_id')
    .orderBy('decision.decided_at', 'desc')
    .execute();
  const subjects = await subjectsOf(db, rows);
  return rows
    .map((row) => ({
      decisionId: row.id,
      kind: row.subject_kind,
      title: subjects.get(row.subject_id)?.title ?? '',
      decidedAt: row.decided_at,
      appealed: row.appeal_id !== null,
    }))
    .sort((a, b) => b.decidedAt.getTime() - a.decidedAt.getTime());
}
