/** Answers as everybody reads them. */
import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { chosenName } from '../people/shown-official.ts';
import { remember } from '../remembered.ts';
import { isStaffOnly } from '../staff-only/concealed.ts';
import { type FormerAnswer, IS_NEWEST_VERSION, listFormer } from './answer-versions.ts';
import type { ClockView } from './clock-view.ts';
import { listClocks } from './queries.ts';
import type { Outcome } from './response-rules.ts';

/** A published answer in its newest version; what was published before never changes. */
export type PublishedResponse = {
  id: string;
  /** Of the answer as it was first published: what stays the same, however often it is corrected. */
  firstId: string;
  contributionId: string;
  outcome: Outcome;
  summary: string;
  motivation: string;
  nextStep: string;
  trajectory: { slug: string };
  /** The part of the plan text that changes, or null. */
  section: { number: string; title: string } | null;
  /** The exact change: two versions of that section to compare; null when only the section is known. */
  versions: { from: number; to: number } | null;
  /** The decision that settles it. */
  decision: { title: string; url: string } | null;
  /** Who it was sent on to. */
  authority: { name: string; url: string } | null;
  /** When it was answered first. */
  publishedAt: string;
  /** When this version took the place of another, and what was wrong with that one. */
  correction: { at: string; reason: string } | null;
  /** When a moderator last took words out of this version. */
  redactedAt: string | null;
  /** Null for who did not choose to be named: then the team answers. */
  author: { name: string | null };
  reviewer: { name: string | null };
  team: string | null;
  /** What was promised in it. */
  commitments: { number: number; title: string }[];
};

/** With what was published before it, newest first, each with what the next one changed. */
export type AnswerWithVersions = PublishedResponse & { former: FormerAnswer[] };

export type LatestResponse = AnswerWithVersions & {
  kind: string;
  title: string;
  ideaNumber: number | null;
  /** In the address of a challenge. */
  challengeNumber: number | null;
  /** In the address of a question of the council. */
  councilQuestionNumber: number | null;
  /** The section a change proposal is about. */
  proposalSection: string | null;
  clock: ClockView | null;
};

/** Statuses of an idea that is no longer public. */
export const CONCEALED = ['hidden', 'withdrawn', 'merged'] as const;

/** Published answers of a trajectory, newest or newest corrected first; one that was corrected stands once, as it is now. Answers to what has been hidden or withdrawn since are left out. */
export async function listLatest(
  db: Db,
  { trajectoryId, cursor, limit, now }: { trajectoryId: string; cursor: string | null; limit: number; now: Date },
): Promise<{ items: LatestResponse[]; nextCursor: string | null; total: number; trajectory: { slug: string; title: string } }> {
  const trajectory = await db.selectFrom('trajectory').where('id', '=', trajectoryId).select(['slug', 'title']).executeTakeFirst();
  if (!trajectory) throw new DomainError('not_found');
  const readable = published(db)
    .leftJoin('idea', 'idea.id', 'response.contribution_id')
    .where('response.trajectory_id', '=', trajectoryId)
    .where((eb) => eb.or([eb('clock.contribution_id', 'is', null), eb('clock.stopped_on', 'is', null)]))
    .where((eb) => eb.or([eb('idea.id', 'is', null), eb('idea.status', 'not in', CONCEALED)]))
    .where((eb) => eb.not(isStaffOnly(eb.ref('response.contribution_id'))));
  const after = cursor === null ? null : readCursor(cursor);
  const total = await remember(db, { key: `answers ${trajectoryId}`, now }, async () => {
    const row = await readable.select(sql<number>`count(*)::integer`.as('total')).executeTakeFirstOrThrow();
    return row.total;
  });
  const rows = await readable
    .innerJoin('contribution', 'contribution.id', 'response.contribution_id')
    .leftJoin('challenge', 'challenge.id', 'response.contribution_id')
    .leftJoin('council_question', 'council_question.id', 'response.contribution_id')
    .leftJoin('change_proposal', 'change_proposal.id', 'response.contribution_id')
    .leftJoin('section as proposal_section', 'proposal_section.id', 'change_proposal.section_id')
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(response.published_at, response.id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`),
    )
    .select([
      ...PUBLISHED_COLUMNS,
      'contribution.kind',
      'contribution.title',
      'idea.number',
      'challenge.number as challenge_number',
      'council_question.number as council_question_number',
      'proposal_section.number as proposal_section_number',
    ])
    .orderBy('response.published_at', 'desc')
    .orderBy('response.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const clocks = await listClocks(
    db,
    page.map((row) => row.contribution_id),
    now,
  );
  const last = page.at(-1);
  const answers = page.map(toPublished);
  const former = await listFormer(db, answers);
  return {
    items: page.map((row, index) => ({
      ...(answers[index] ?? toPublished(row)),
      former: former.get(row.id) ?? [],
      kind: row.kind,
      title: row.title,
      ideaNumber: row.number,
      challengeNumber: row.challenge_number,
      councilQuestionNumber: row.council_question_number,
      proposalSection: row.proposal_section_number,
      clock: clocks.get(row.contribution_id) ?? null,
    })),
    nextCursor: rows.length > limit && last ? Buffer.from(`${last.published_at?.toISOString()}|${last.id}`).toString('base64url') : null,
    total,
    trajectory,
  };
}

/** Published answers to one contribution, newest first. `atDesk`: for colleagues, who know each other by name. */
export async function listResponses(db: Db, contributionId: string, { atDesk = false } = {}): Promise<AnswerWithVersions[]> {
  const rows = await published(db)
    .where('response.contribution_id', '=', contributionId)
    .select([...PUBLISHED_COLUMNS])
    .select(['author.display_name as author_known', 'reviewer.display_name as reviewer_known'])
    .orderBy('response.published_at', 'desc')
    .execute();
  const answers = rows.map((row) =>
    toPublished(atDesk ? { ...row, author_name: row.author_known, reviewer_name: row.reviewer_known } : row),
  );
  const former = await listFormer(db, answers);
  return answers.map((answer) => ({ ...answer, former: former.get(answer.id) ?? [] }));
}

const PUBLISHED_COLUMNS = [
  'response.id',
  'response.contribution_id',
  'trajectory.slug as trajectory_slug',
  'response.outcome',
  'response.summary',
  'response.motivation',
  'response.next_step',
  'response.published_at',
  'response.first_id',
  'response.correction_reason',
  'response.redacted_at',
  'first.published_at as first_published_at',
  'response.version_from',
  'response.version_to',
  'response.decision_title',
  'response.decision_url',
  'response.authority_name',
  'response.authority_url',
  sql<{ number: number; title: string }[]>`(select coalesce(json_agg(json_build_object('number', promised.number, 'title', promised.title)
    order by promised.number), '[]') from commitment promised join response as version on version.id = promised.response_id
    where version.id = response.id or version.first_id = response.first_id or version.id = response.first_id)`.as('commitments'),
  chosenName('author').as('author_name'),
  chosenName('reviewer').as('reviewer_name'),
  'section.number as section_number',
  'section.title as section_title',
  'team.name as team_name',
] as const;

function published(db: Db) {
  return db
    .selectFrom('response')
    .innerJoin('trajectory', 'trajectory.id', 'response.trajectory_id')
    .innerJoin('person as author', 'author.id', 'response.author_id')
    .leftJoin('person as reviewer', 'reviewer.id', 'response.reviewer_id')
    .leftJoin('section', 'section.id', 'response.section_id')
    .leftJoin('clock', 'clock.contribution_id', 'response.contribution_id')
    .leftJoin('team', 'team.id', 'clock.team_id')
    .leftJoin('response as first', 'first.id', 'response.first_id')
    .where('response.status', '=', 'published')
    .where(IS_NEWEST_VERSION);
}

function toPublished(row: {
  id: string;
  contribution_id: string;
  trajectory_slug: string;
  outcome: Outcome | null;
  summary: string;
  motivation: string;
  next_step: string;
  published_at: Date | null;
  first_id: string | null;
  correction_reason: string;
  redacted_at: Date | null;
  first_published_at: Date | null;
  version_from: number | null;
  version_to: number | null;
  decision_title: string;
  decision_url: string;
  authority_name: string;
  authority_url: string;
  author_name: string | null;
  reviewer_name: string | null;
  section_number: string | null;
  section_title: string | null;
  team_name: string | null;
  commitments: { number: number; title: string }[];
}): PublishedResponse {
  return {
    id: row.id,
    contributionId: row.contribution_id,
    trajectory: { slug: row.trajectory_slug },
    // The database refuses a published answer without these.
    outcome: row.outcome ?? 'no_action_asked',
    firstId: row.first_id ?? row.id,
    publishedAt: (row.first_published_at ?? row.published_at ?? new Date(0)).toISOString(),
    correction: row.first_id === null ? null : { at: (row.published_at ?? new Date(0)).toISOString(), reason: row.correction_reason },
    redactedAt: row.redacted_at?.toISOString() ?? null,
    summary: row.summary,
    motivation: row.motivation,
    nextStep: row.next_step,
    section: row.section_number === null ? null : { number: row.section_number, title: row.section_title ?? '' },
    versions: row.version_from === null || row.version_to === null ? null : { from: row.version_from, to: row.version_to },
    decision: row.decision_title ? { title: row.decision_title, url: row.decision_url } : null,
    authority: row.authority_name ? { name: row.authority_name, url: row.authority_url } : null,
    author: { name: row.author_name },
    reviewer: { name: row.reviewer_name },
    team: row.team_name,
    commitments: row.commitments,
  };
}

function readCursor(cursor: string): { at: string; id: string } {
  const [at = '', id = ''] = Buffer.from(cursor.slice(0, 200), 'base64url').toString().split('|');
  if (!z.iso.datetime().safeParse(at).success || !z.uuid().safeParse(id).success) throw new DomainError('invalid', { what: 'cursor' });
  return { at, id };
}
