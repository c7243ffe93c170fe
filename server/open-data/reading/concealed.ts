import { type RawBuilder, sql } from 'kysely';
import { isStaffOnly } from '../../staff-only/concealed.ts';

/**
 * Whether what has this id (a uuid in SQL) is hidden by a moderator, or belongs to what is: ids are unique over all tables, so it need not be known what it is.
 * What is for the municipality only is concealed as well.
 */
export function isConcealed(id: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(
    ${isStaffOnly(id)}
    or exists (select 1 from idea where idea.id = ${id} and idea.status = 'hidden')
    or exists (select 1 from change_proposal where change_proposal.id = ${id} and change_proposal.status = 'hidden')
    or exists (select 1 from challenge where challenge.id = ${id} and challenge.status = 'hidden')
    or exists (select 1 from story where story.id = ${id} and story.status = 'hidden')
    or exists (select 1 from comment left join idea on idea.id = comment.idea_id left join change_proposal on change_proposal.id = comment.change_proposal_id
      where (comment.id = ${id} or comment.contribution_id = ${id})
        and (comment.status = 'hidden' or idea.status = 'hidden' or change_proposal.status = 'hidden'))
  )`;
}
