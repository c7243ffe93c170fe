import { type Kysely, sql } from 'kysely';

/** Until where every text was looked through for words that went all at once; and a published answer that stays as it was published; which program closed a voting. */
const STATEMENTS = [
  `create table text_look (
     section_id uuid primary key references section (id),
     seq bigint not null,
     warned_at timestamptz
   )`,
  // Which program closed the books and wrote the published file.
  `alter table voting add column sealed_by_version text`,
  // Erasing an account keeps the row of the person, so nothing of an answer ever has to change: corrections are a new answer.
  `create function refuse_published_response() returns trigger language plpgsql as $$
   begin
     if old.status = 'published' then raise exception 'a published answer cannot be changed or removed'; end if;
     return coalesce(new, old);
   end $$`,
  `create trigger response_frozen before update or delete on response for each row execute function refuse_published_response()`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
