/** In which language somebody is written to. */
import { type Kysely, sql } from 'kysely';

const STATEMENTS: string[] = [
  // No list of languages here: another one is a folder of texts and a line in `server/web/locale.ts`.
  `alter table person add column locale text check (locale <> '')`,
  `alter table once_contribution add column locale text check (locale <> '')`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
