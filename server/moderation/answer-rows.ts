import type { Db } from '../context.ts';
import { IS_NEWEST_VERSION } from '../responses/answer-versions.ts';
import { isStaffOnly } from '../staff-only/concealed.ts';
import type { SubjectRow } from './subject-rows.ts';

/**
 * Published answers by the id of their first version, with the words of the newest. Its author is who wrote that: nobody decides on their own, and they are told. Not
 * what was told the municipality alone: only one person reads that answer.
 */
export function answersOfTheMunicipality(db: Db, ids: string[]): Promise<SubjectRow[]> {
  return db
    .selectFrom('response as first')
    .innerJoin('response', (join) =>
      join.on((eb) => eb.or([eb('response.id', '=', eb.ref('first.id')), eb('response.first_id', '=', eb.ref('first.id'))])),
    )
    .innerJoin('contribution', 'contribution.id', 'first.contribution_id')
    .innerJoin('trajectory', 'trajectory.id', 'first.trajectory_id')
    .leftJoin('idea', 'idea.id', 'first.contribution_id')
    .leftJoin('comment', 'comment.contribution_id', 'first.contribution_id')
    .leftJoin('idea as under', 'under.id', 'comment.idea_id')
    .leftJoin('challenge', 'challenge.id', 'first.contribution_id')
    .leftJoin('change_proposal', 'change_proposal.id', 'first.contribution_id')
    .leftJoin('section', 'section.id', 'change_proposal.section_id')
    .where('first.id', 'in', ids)
    .where('first.status', '=', 'published')
    .where('first.first_id', 'is', null)
    .where('response.status', '=', 'published')
    .where(IS_NEWEST_VERSION)
    .where((eb) => eb.not(isStaffOnly(eb.ref('first.contribution_id'))))
    .select((eb) => [
      'first.id',
      'first.trajectory_id as trajectoryId',
      'trajectory.slug as trajectorySlug',
      'response.author_id as authorId',
      eb.cast<string | null>(eb.val(null), 'text').as('authorName'),
      eb.val('visible').as('status'),
      'contribution.title',
      eb.fn<string>('concat_ws', [eb.val('\n\n'), 'response.summary', 'response.motivation', 'response.next_step']).as('text'),
      eb.fn.coalesce('first.published_at', 'first.created_at').as('createdAt'),
      eb.cast<string | null>(eb.val(null), 'uuid').as('contributionId'),
      eb.fn.coalesce('idea.number', 'under.number').as('ideaNumber'),
      'section.number as sectionNumber',
      'challenge.number as challengeNumber',
    ])
    .execute();
}
