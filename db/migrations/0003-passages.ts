/** Comments on the words of a plan text, and comments that have been dealt with. */
import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  `create table passage (
    comment_id uuid primary key references comment (id),
    quote text not null check (length(quote) between 1 and 2000),
    text_before text not null,
    text_after text not null,
    block text not null,
    start_position bytea not null,
    end_position bytea not null,
    seq bigint not null
  )`,
  `alter table comment add column resolved_at timestamptz`,
  `alter table comment add column resolved_by_id uuid references person (id)`,
  `alter table comment add constraint comment_resolved_check
    check ((resolved_at is null) = (resolved_by_id is null) and (resolved_at is null or (parent_id is null and section_id is not null)))`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
