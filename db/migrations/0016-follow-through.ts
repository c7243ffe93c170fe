/** Officials are named to residents only when they chose so; a question about merging that nobody answered is asked once more. */
import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  `alter table person add column named_in_answers boolean not null default false`,
  `alter table idea_merge add column reminded_at timestamptz`,
  `create index idea_merge_unanswered_idx on idea_merge (proposed_at) where status = 'asked' and reminded_at is null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
