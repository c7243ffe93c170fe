import type { Db } from '../context.ts';
import type { ClockView } from '../responses/clock-view.ts';
import { listClocks } from '../responses/queries.ts';
import { isStaffOnly } from '../staff-only/concealed.ts';

export type MyContribution = {
  id: string;
  kind: string;
  title: string;
  createdAt: Date;
  /** State of the idea or change proposal; null for a question. */
  status: string | null;
  trajectory: { slug: string; title: string };
  ideaNumber: number | null;
  sectionNumber: string | null;
  challengeNumber: number | null;
  formalViewNumber: number | null;
  councilQuestionNumber: number | null;
  /** Read by this person and the municipality only. */
  staffOnly: boolean;
  clock: ClockView | null;
};

export type Mine = {
  contributions: MyContribution[];
  /** Plan sections this person wrote in, with the number of characters of theirs in saved versions. */
  written: { slug: string; number: string; title: string; characters: number }[];
  /** Answers this official is writing or waits for. */
  drafts: { contributionId: string; title: string; status: string }[];
};

/** What a person gave and made, newest first: for their own page only. */
export async function listMine(db: Db, { personId, now }: { personId: string; now: Date }): Promise<Mine> {
  const contributions = await db
    .selectFrom('contribution')
    .innerJoin('trajectory', 'trajectory.id', 'contribution.trajectory_id')
    .leftJoin('idea', 'idea.id', 'contribution.id')
    .leftJoin('change_proposal', 'change_proposal.id', 'contribution.id')
    .leftJoin('comment', 'comment.contribution_id', 'contribution.id')
    .leftJoin('challenge', 'challenge.id', 'contribution.id')
    .leftJoin('formal_view', 'formal_view.id', 'contribution.id')
    .leftJoin('council_question', 'council_question.id', 'contribution.id')
    .leftJoin('idea as asked_at', 'asked_at.id', 'comment.idea_id')
    .leftJoin('change_proposal as discussed', 'discussed.id', 'comment.change_proposal_id')
    .leftJoin('section', (join) =>
      join.on((eb) => eb('section.id', '=', eb.fn.coalesce('change_proposal.section_id', 'comment.section_id', 'discussed.section_id'))),
    )
    .where('contribution.author_id', '=', personId)
    .select((eb) => [
      'contribution.id',
      'contribution.kind',
      'contribution.title',
      'contribution.created_at',
      'trajectory.slug',
      'trajectory.title as trajectory_title',
      eb.fn.coalesce('idea.status', 'change_proposal.status').as('status'),
      eb.fn.coalesce('idea.number', 'asked_at.number').as('idea_number'),
      'section.number as section_number',
      'challenge.number as challenge_number',
      'formal_view.number as formal_view_number',
      'council_question.number as council_question_number',
      isStaffOnly(eb.ref('contribution.id')).as('staff_only'),
    ])
    .orderBy('contribution.created_at', 'desc')
    .orderBy('contribution.id')
    .limit(200)
    .execute();
  const clocks = await listClocks(
    db,
    contributions.map((row) => row.id),
    now,
  );
  const written = await db
    .selectFrom('section_version_author as author')
    .innerJoin('section_version', 'section_version.id', 'author.version_id')
    .innerJoin('section', 'section.id', 'section_version.section_id')
    .innerJoin('trajectory', 'trajectory.id', 'section.trajectory_id')
    .where('author.person_id', '=', personId)
    .where('section.removed_at', 'is', null)
    .select((eb) => ['trajectory.slug', 'section.number', 'section.title', eb.fn.sum<number>('author.characters').as('characters')])
    .groupBy(['trajectory.slug', 'section.number', 'section.title'])
    .orderBy('characters', 'desc')
    .limit(50)
    .execute();
  const drafts = await db
    .selectFrom('response')
    .innerJoin('contribution', 'contribution.id', 'response.contribution_id')
    .where('response.author_id', '=', personId)
    .where('response.status', '<>', 'published')
    .select(['response.contribution_id as contributionId', 'contribution.title', 'response.status'])
    .orderBy('response.updated_at', 'desc')
    .limit(50)
    .execute();
  return {
    contributions: contributions.map((row) => ({
      id: row.id,
      kind: row.kind,
      title: row.title,
      createdAt: row.created_at,
      status: row.status,
      trajectory: { slug: row.slug, title: row.trajectory_title },
      ideaNumber: row.idea_number,
      sectionNumber: row.section_number,
      challengeNumber: row.challenge_number,
      formalViewNumber: row.formal_view_number,
      councilQuestionNumber: row.council_question_number,
      staffOnly: row.staff_only,
      clock: clocks.get(row.id) ?? null,
    })),
    written: written.map((row) => ({ ...row, characters: Number(row.characters) })),
    drafts,
  };
}
