/** Moderation as the author of a text sees it. */
import type { Db } from '../context.ts';
import { isAuthor } from './appeals.ts';
import { subjectsOf } from './queries.ts';
import { AGAINST, type DecisionAction, type HouseRule, mayBeObjectedTo, type SubjectKind, TEXT_KINDS } from './rules.ts';
import { REVISABLE, readWords, type Words } from './subject-words.ts';
import { findSubject } from './subjects.ts';

export type DecisionForAuthor = {
  id: string;
  kind: SubjectKind;
  title: string;
  text: string;
  action: DecisionAction;
  rule: HouseRule | null;
  reason: string;
  decidedAt: Date;
  hidden: boolean;
  may: { appeal: boolean; revise: boolean };
  /** The words to change, by field; null when there are none. */
  words: Words | null;
  appeal: {
    statement: string;
    dueOn: string;
    outcome: 'upheld' | 'overturned' | null;
    reason: string | null;
    decidedAt: Date | null;
  } | null;
};

/** A decision as the author of the text sees it; null for everybody else. */
export async function findDecisionForAuthor(db: Db, decisionId: string, personId: string): Promise<DecisionForAuthor | null> {
  const row = await db
    .selectFrom('moderation_decision as decision')
    .leftJoin('appeal', 'appeal.decision_id', 'decision.id')
    .where('decision.id', '=', decisionId)
    .where('decision.action', 'in', [...AGAINST, 'ask', 'hold'])
    .leftJoin('moderation_original', 'moderation_original.decision_id', 'decision.id')
    .select([
      'moderation_original.decision_id as revised',
      'decision.action',
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
  if (!subject || !(await isAuthor(db, { decisionId, subject, personId }))) return null;
  const hidden = subject.status === 'hidden';
  const later = await db
    .selectFrom('moderation_decision')
    .where('subject_kind', '=', row.subject_kind)
    .where('subject_id', '=', row.subject_id)
    .where('decided_at', '>', row.decided_at)
    .select('id')
    .executeTakeFirst();
  const textKind = TEXT_KINDS.find((kind) => kind === subject.kind);
  const openAppeal = row.appeal_id !== null && row.appeal_decided_at === null;
  const revisable = row.action === 'ask' ? !hidden && subject.status !== 'withdrawn' : row.action === 'hide' && hidden;
  const mayRevise = revisable && textKind !== undefined && row.revised === null && later === undefined && !openAppeal;
  const words = mayRevise && textKind ? await readWords(db, textKind, subject.id) : null;
  const fields: readonly string[] = textKind ? REVISABLE[textKind] : [];
  return {
    action: row.action,
    may: {
      appeal: mayBeObjectedTo(subject.kind) && AGAINST.includes(row.action) && row.appeal_id === null && (row.action !== 'hide' || hidden),
      revise: mayRevise,
    },
    words: words && Object.fromEntries(Object.entries(words).filter(([field]) => fields.includes(field))),
    id: decisionId,
    kind: subject.kind,
    title: subject.title,
    text: subject.text,
    rule: row.rule,
    reason: row.reason,
    decidedAt: row.decided_at,
    hidden,
    appeal:
      row.appeal_id && row.statement !== null && row.due_on !== null
        ? { statement: row.statement, dueOn: row.due_on, outcome: row.outcome, reason: row.appeal_reason, decidedAt: row.appeal_decided_at }
        : null,
  };
}

/** Hidings and holds of this person's texts that still hold, newest first. */
export async function listHidingsOf(
  db: Db,
  personId: string,
): Promise<{ decisionId: string; kind: SubjectKind; title: string; decidedAt: Date; appealed: boolean; held: boolean }[]> {
  const rows = await db
    .selectFrom('moderation_decision as decision')
    .leftJoin('appeal', 'appeal.decision_id', 'decision.id')
    .distinctOn(['decision.subject_kind', 'decision.subject_id'])
    .where('decision.action', 'in', ['hide', 'hold'])
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
    .select([
      'decision.id',
      'decision.action',
      'decision.subject_kind',
      'decision.subject_id',
      'decision.decided_at',
      'appeal.id as appeal_id',
    ])
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
      held: row.action === 'hold',
    }))
    .sort((a, b) => b.decidedAt.getTime() - a.decidedAt.getTime());
}
