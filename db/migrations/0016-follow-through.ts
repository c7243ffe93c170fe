/** Officials are named to residents only when they chose so. */
import { type Kysely, sql } from 'kysely';

const STATEMENTS = [`alter table person add column named_in_answers boolean not null default false`];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
