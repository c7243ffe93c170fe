/** Contributions for staff only, and what a phase asks of who takes part. */
import { type Kysely, sql } from 'kysely';

const STATEMENTS: string[] = [
  // Beside the tables everybody reads from, not in them: what is not there cannot be listed, counted or searched by mistake.
  `create table staff_only (
     contribution_id uuid primary key references contribution (id) on delete cascade,
     form text not null check (form in ('idea','comment','story')),
     body text not null check (char_length(body) <= 5000),
     details jsonb not null,
     withdrawn_at timestamptz,
     made_public_at timestamptz,
     check (made_public_at is null or form = 'story')
   )`,
  `alter table phase add column minimum_level text not null default 'none' check (minimum_level in ('none','email','address','oidc'))`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
