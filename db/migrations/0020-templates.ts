/** Carrying an approach to the next place: lessons, where a trajectory came from, where it went; and rows that came from other systems, as they were. */
import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  `create table trajectory_lessons (
     trajectory_id uuid primary key references trajectory (id),
     body text not null check (length(body) between 20 and 8000),
     edition integer not null check (edition > 0),
     written_by_id uuid not null references person (id),
     written_at timestamptz not null
   )`,
  `create table trajectory_origin (
     trajectory_id uuid primary key references trajectory (id),
     template text not null,
     installation text,
     title text,
     url text check (url ~ '^https?://'),
     exported_on date,
     edition integer,
     lessons text not null default '',
     figures jsonb not null default '[]',
     check ((installation is null) = (title is null) and (title is null) = (url is null))
   )`,
  `create table copy_elsewhere (
     id uuid primary key default gen_random_uuid(),
     trajectory_id uuid not null references trajectory (id),
     installation text not null check (length(installation) between 2 and 120),
     title text not null check (length(title) between 3 and 200),
     url text not null check (url ~ '^https?://' and length(url) <= 500),
     noted_by_id uuid not null references person (id),
     noted_at timestamptz not null,
     unique (trajectory_id, url)
   )`,
  `create table template_draft (
     id uuid primary key default gen_random_uuid(),
     person_id uuid not null references person (id),
     name text not null,
     -- The trajectory of this installation it was taken from.
     trajectory_id uuid references trajectory (id),
     template jsonb not null,
     created_at timestamptz not null,
     expires_at timestamptz not null
   )`,
  `create index template_draft_person_idx on template_draft (person_id)`,
  `create table peer_import (
     id uuid primary key default gen_random_uuid(),
     trajectory_id uuid not null references trajectory (id),
     system text not null check (system in ('decidim','polis','openstad')),
     file text not null,
     sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
     imported_at timestamptz not null,
     unique (trajectory_id, system, sha256)
   )`,
  `create table peer_row (
     id uuid primary key default gen_random_uuid(),
     import_id uuid not null references peer_import (id),
     trajectory_id uuid not null references trajectory (id),
     -- What it is called there: decidim:41.
     source_key text not null,
     raw jsonb not null,
     -- Its page there, and how many people supported it there.
     url text check (url ~ '^https?://'),
     supports integer check (supports >= 0),
     idea_id uuid references idea (id),
     unique (trajectory_id, source_key)
   )`,
  `create index peer_row_import_idx on peer_row (import_id)`,
  `create unique index peer_row_idea_key on peer_row (idea_id) where idea_id is not null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
