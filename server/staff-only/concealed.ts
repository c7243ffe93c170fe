import { type Expression, type RawBuilder, sql } from 'kysely';

/**
 * Whether the contribution with this id (a uuid in SQL) is for the municipality only. Its words stand in a table of their own, so what lists ideas, comments and stories
 * cannot show it. This is for the few that begin at the contribution: its clock, its answer and what happened to it.
 */
export function isStaffOnly(contributionId: Expression<unknown>): RawBuilder<boolean> {
  return sql<boolean>`exists (select 1 from staff_only where staff_only.contribution_id = ${contributionId})`;
}
