import { type Kysely, sql } from 'kysely';

/** Who has the text of a section open hears at once that something beside it changed, however it changed: comments come, are answered, closed, hidden, shown. */
const STATEMENTS = [
  `create function tell_margin() returns trigger language plpgsql as $$
   begin
     perform pg_notify('oever_margin', document_id::text) from section where id = new.section_id;
     return null;
   end $$`,
  `create trigger tell_margin after insert or update on comment for each row when (new.section_id is not null) execute function tell_margin()`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
