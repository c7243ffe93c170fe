/** Where each kind of subject is read. */
import type { Db } from '../context.ts';
import { readContents } from '../plan-texts/content-cache.ts';
import { sectionHeading } from '../plan-texts/rules.ts';
import { answersOfTheMunicipality } from './answer-rows.ts';
import type { SubjectKind } from './rules.ts';
import { nameStatus } from './subject-status.ts';
import type { ModeratedSubject } from './subjects.ts';

type Optional = 'storyNumber' | 'challengeNumber' | 'meetingNumber' | 'photoId';
export type SubjectRow = Omit<ModeratedSubject, 'kind' | Optional> & Partial<Pick<ModeratedSubject, Optional>>;

export const SUBJECT_ROWS: Record<SubjectKind, (db: Db, ids: string[]) => Promise<SubjectRow[]>> = {
  idea: ideas,
  comment: comments,
  change_proposal: changeProposals,
  story: stories,
  challenge: challenges,
  section: sections,
  photo: photos,
  name: names,
  meeting: meetings,
  response: answersOfTheMunicipality,
};

function ideas(db: Db, ids: string[]) {
  return db
    .selectFrom('idea')
    .innerJoin('trajectory', 'trajectory.id', 'idea.trajectory_id')
    .leftJoin('person', 'person.id', 'idea.author_id')
    .leftJoin('photo', (join) => join.onRef('photo.idea_id', '=', 'idea.id').on('photo.status', '=', 'visible'))
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
      'photo.id as photoId',
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
      // Who wrote without a name did so for moderators too: they decide on words, and may block whoever wrote them.
      eb.case().when('comment.show_name', '=', true).then(eb.ref('person.display_name')).else(null).end().as('authorName'),
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

/** Its author is who entered it: nobody decides on their own, and they are told. */
function meetings(db: Db, ids: string[]) {
  return db
    .selectFrom('meeting')
    .innerJoin('trajectory', 'trajectory.id', 'meeting.trajectory_id')
    .where('meeting.id', 'in', ids)
    .where('trajectory.published_at', 'is not', null)
    .select((eb) => [
      'meeting.id',
      'meeting.trajectory_id as trajectoryId',
      'trajectory.slug as trajectorySlug',
      eb
        .selectFrom('event')
        .where('event.kind', '=', 'meeting.added')
        .where('event.subject_id', '=', eb.cast<string>('meeting.id', 'text'))
        .orderBy('event.id')
        .limit(1)
        .select('event.actor_id')
        .as('authorId'),
      eb.cast<string | null>(eb.val(null), 'text').as('authorName'),
      'meeting.status',
      'meeting.title',
      eb.fn<string>('concat_ws', [eb.val('\n\n'), 'meeting.place', 'meeting.description', 'meeting.invited', 'meeting.report']).as('text'),
      'meeting.starts_at as createdAt',
      eb.cast<string | null>(eb.val(null), 'uuid').as('contributionId'),
      eb.cast<number | null>(eb.val(null), 'integer').as('ideaNumber'),
      eb.cast<string | null>(eb.val(null), 'text').as('sectionNumber'),
      'meeting.number as meetingNumber',
    ])
    .execute();
}

async function sections(db: Db, ids: string[]): Promise<SubjectRow[]> {
  const rows = await db
    .selectFrom('section')
    .innerJoin('trajectory', 'trajectory.id', 'section.trajectory_id')
    .innerJoin('document', 'document.id', 'section.document_id')
    .where('section.id', 'in', ids)
    .where('section.removed_at', 'is', null)
    .where('trajectory.published_at', 'is not', null)
    .select([
      'section.id',
      'section.trajectory_id',
      'trajectory.slug',
      'section.number',
      'section.title',
      'section.created_at',
      'section.document_id',
      'document.last_seq',
    ])
    .execute();
  const contents = await readContents(
    db,
    rows.map((row) => ({ documentId: row.document_id, seq: Number(row.last_seq) })),
  );
  return rows.map((row) => ({
    id: row.id,
    trajectoryId: row.trajectory_id,
    trajectorySlug: row.slug,
    authorId: null,
    authorName: null,
    status: 'visible',
    title: sectionHeading(row),
    text: contents.get(row.document_id)?.text ?? '',
    createdAt: row.created_at,
    contributionId: null,
    ideaNumber: null,
    sectionNumber: row.number,
  }));
}

async function photos(db: Db, ids: string[]): Promise<SubjectRow[]> {
  const rows = await db
    .selectFrom('photo')
    .innerJoin('idea', 'idea.id', 'photo.idea_id')
    .innerJoin('trajectory', 'trajectory.id', 'idea.trajectory_id')
    .leftJoin('person', 'person.id', 'idea.author_id')
    .where('photo.id', 'in', ids)
    .select((eb) => [
      'photo.id',
      'idea.trajectory_id as trajectoryId',
      'trajectory.slug as trajectorySlug',
      'idea.author_id as authorId',
      eb.case().when('idea.show_name', '=', true).then(eb.ref('person.display_name')).else(null).end().as('authorName'),
      'photo.status',
      'idea.title',
      eb.fn.coalesce('photo.alt', eb.val('')).as('text'),
      'photo.created_at as createdAt',
      'idea.number as ideaNumber',
    ])
    .execute();
  return rows.map((row) => ({ ...row, contributionId: null, sectionNumber: null, photoId: row.id }));
}

async function names(db: Db, ids: string[]): Promise<SubjectRow[]> {
  const rows = await db
    .selectFrom('person')
    .where('id', 'in', ids)
    .where('erased_at', 'is', null)
    .select(['id', 'display_name', 'hidden_name', 'created_at'])
    .execute();
  return rows.map((row) => ({
    id: row.id,
    trajectoryId: null,
    trajectorySlug: null,
    authorId: row.id,
    authorName: null,
    status: nameStatus(row),
    title: '',
    text: nameStatus(row) === 'hidden' ? (row.hidden_name ?? '') : row.display_name,
    createdAt: row.created_at,
    contributionId: null,
    ideaNumber: null,
    sectionNumber: null,
  }));
}
