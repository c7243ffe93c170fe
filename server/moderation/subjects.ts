/** The texts that moderation is about: five tables seen as one. */
import type { Db, Tx } from '../context.ts';
import type { SubjectKind } from './rules.ts';

export type ModeratedSubject = {
  kind: SubjectKind;
  id: string;
  trajectoryId: string;
  trajectorySlug: string;
  authorId: string | null;
  /** Only when the author chose to show it. */
  authorName: string | null;
  status: string;
  title: string;
  text: string;
  createdAt: Date;
  /** What a clock may run for; null for a comment that asks no answer. */
  contributionId: string | null;
  /** Number of the idea it is, or stands under; null for texts at a plan section. */
  ideaNumber: number | null;
  /** Number of the plan section it stands at. */
  sectionNumber: string | null;
  /** Number of the story or the challenge it is. */
  storyNumber: number | null;
  challengeNumber: number | null;
};

type SubjectRow = Omit<ModeratedSubject, 'kind' | 'storyNumber' | 'challengeNumber'> &
  Partial<Pick<ModeratedSubject, 'storyNumber' | 'challengeNumber'>>;

const ROWS: Record<SubjectKind, (db: Db, ids: string[]) => Promise<SubjectRow[]>> = {
  idea: ideas,
  comment: comments,
  change_proposal: changeProposals,
  story: stories,
  challenge: challenges,
};

export async function findSubject(db: Db, kind: SubjectKind, id: string): Promise<ModeratedSubject | null> {
  return (await findSubjects(db, kind, [id])).get(id) ?? null;
}

export async function findSubjects(db: Db, kind: SubjectKind, ids: string[]): Promise<Map<string, ModeratedSubject>> {
  if (ids.length === 0) return new Map();
  const rows = await ROWS[kind](db, ids);
  return new Map(rows.map((row) => [row.id, { kind, storyNumber: null, challengeNumber: null, ...row }]));
}

/** Makes sure that two decisions on one text come after each other. Returns its status at that moment. */
export async function lockStatus(tx: Tx, kind: SubjectKind, id: string): Promise<string | null> {
  const row = await tx.selectFrom(kind).where('id', '=', id).select('status').forUpdate().executeTakeFirst();
  return row?.status ?? null;
}

export async function setStatus(tx: Tx, { kind, id, status }: { kind: SubjectKind; id: string; status: string }): Promise<void> {
  // Each table checks its own set of states; `status` was read from that same table.
  await tx
    .updateTable(kind)
    .set({ status: status as never })
    .where('id', '=', id)
    .execute();
}

function ideas(db: Db, ids: string[]) {
  return db
    .selectFrom('idea')
    .innerJoin('trajectory', 'trajectory.id', 'idea.trajectory_id')
    .leftJoin('person', 'person.id', 'idea.author_id')
    .where('idea.id', 'in', ids)
    .select((eb) => [
      'idea.id',
      'idea.trajectory_id as trajectoryId',
      'trajectory.slug as trajectorySlug',
      'idea.author_id as authorId',
      eb.case().when('idea.show_name', '=', true).then(eb.ref('person.display_name')).else(null).end().as('authorName'),
      'idea.status',
      'idea.title',
      'idea.body as text',
      'idea.created_at as createdAt',
      'idea.id as contributionId',
      'idea.number as ideaNumber',
      eb.cast<string | null>(eb.val(null), 'text').as('sectionNumber'),
    ])
    .execute();
}

function comments(db: Db, ids: string[]) {
  return db
    .selectFrom('comment')
    .innerJoin('trajectory', 'trajectory.id', 'comment.trajectory_id')
    .leftJoin('person', 'person.id', 'comment.author_id')
    .leftJoin('idea', 'idea.id', 'comment.idea_id')
    .leftJoin('change_proposal', 'change_proposal.id', 'comment.change_proposal_id')
    .leftJoin('section', (join) =>
      join.on((eb) => eb('section.id', '=', eb.fn.coalesce('comment.section_id', 'change_proposal.section_id'))),
    )
    .where('comment.id', 'in', ids)
    .select((eb) => [
      'comment.id',
      'comment.trajectory_id as trajectoryId',
      'trajectory.slug as trajectorySlug',
      'comment.author_id as authorId',
      'person.display_name as authorName',
      'comment.status',
      eb.fn.coalesce('idea.title', 'section.title', eb.val('')).as('title'),
      'comment.body as text',
      'comment.created_at as createdAt',
      'comment.contribution_id as contributionId',
      'idea.number as ideaNumber',
      'section.number as sectionNumber',
    ])
    .execute();
}

function changeProposals(db: Db, ids: string[]) {
  return db
    .selectFrom('change_proposal')
    .innerJoin('trajectory', 'trajectory.id', 'change_proposal.trajectory_id')
    .innerJoin('section', 'section.id', 'change_proposal.section_id')
    .leftJoin('person', 'person.id', 'change_proposal.author_id')
    .where('change_proposal.id', 'in', ids)
    .select((eb) => [
      'change_proposal.id',
      'change_proposal.trajectory_id as trajectoryId',
      'trajectory.slug as trajectorySlug',
      'change_proposal.author_id as authorId',
      'person.display_name as authorName',
      'change_proposal.status',
      'section.title',
      eb.fn<string>('concat_ws', [eb.val('\n\n'), 'change_proposal.proposed', 'change_proposal.reason']).as('text'),
      'change_proposal.created_at as createdAt',
      'change_proposal.id as contributionId',
      eb.cast<number | null>(eb.val(null), 'integer').as('ideaNumber'),
      'section.number as sectionNumber',
    ])
    .execute();
}

function stories(db: Db, ids: string[]) {
  return db
    .selectFrom('story')
    .innerJoin('trajectory', 'trajectory.id', 'story.trajectory_id')
    .leftJoin('person', 'person.id', 'story.author_id')
    .where('story.id', 'in', ids)
    .select((eb) => [
      'story.id',
      'story.trajectory_id as trajectoryId',
      'trajectory.slug as trajectorySlug',
      'story.author_id as authorId',
      eb.case().when('story.show_name', '=', true).then(eb.ref('person.display_name')).else(null).end().as('authorName'),
      'story.status',
      'story.title',
      'story.body as text',
      'story.created_at as createdAt',
      eb.cast<string | null>(eb.val(null), 'uuid').as('contributionId'),
      eb.cast<number | null>(eb.val(null), 'integer').as('ideaNumber'),
      eb.cast<string | null>(eb.val(null), 'text').as('sectionNumber'),
      'story.number as storyNumber',
    ])
    .execute();
}

function challenges(db: Db, ids: string[]) {
  return db
    .selectFrom('challenge')
    .innerJoin('trajectory', 'trajectory.id', 'challenge.trajectory_id')
    .where('challenge.id', 'in', ids)
    .select((eb) => [
      'challenge.id',
      'challenge.trajectory_id as trajectoryId',
      'trajectory.slug as trajectorySlug',
      'challenge.author_id as authorId',
      'challenge.group_name as authorName',
      'challenge.status',
      'challenge.title',
      eb.fn<string>('concat_ws', [eb.val('\n\n'), 'challenge.task', 'challenge.plan', 'challenge.budget_text']).as('text'),
      'challenge.created_at as createdAt',
      'challenge.id as contributionId',
      eb.cast<number | null>(eb.val(null), 'integer').as('ideaNumber'),
      eb.cast<string | null>(eb.val(null), 'text').as('sectionNumber'),
      'challenge.number as challengeNumber',
    ])
    .execute();
}
