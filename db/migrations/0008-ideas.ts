import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table photo (
  id uuid primary key default gen_random_uuid(),
  idea_id uuid unique references idea (id),
  alt text check (length(alt) between 1 and 300),
  width integer not null check (width between 1 and 1600),
  height integer not null check (height between 1 and 1600),
  image bytea not null check (octet_length(image) <= 3000000),
  thumbnail bytea not null check (octet_length(thumbnail) <= 300000),
  created_at timestamptz not null,
  check (idea_id is null or alt is not null)
)`.execute(db);
  // WebP does not get smaller by compressing it once more.
  await sql`alter table photo alter column image set storage external, alter column thumbnail set storage external`.execute(db);
  await sql`create index photo_waiting_idx on photo (created_at) where idea_id is null`.execute(db);

  await sql`
create table idea_revision (
  idea_id uuid not null references idea (id),
  number integer not null check (number > 0),
  title text not null,
  body text not null,
  theme text,
  area text,
  place text,
  map_changed boolean not null,
  photo_change text check (photo_change in ('added','replaced','removed','described')),
  support_count integer not null check (support_count >= 0),
  replaced_at timestamptz not null,
  primary key (idea_id, number)
)`.execute(db);
  await sql`
alter table idea
  add column first_supported_at timestamptz,
  add column edits integer not null default 0 check (edits >= 0)`.execute(db);
  await sql`
update idea set first_supported_at = first.at
from (select idea_id, min(created_at) as at from idea_support group by idea_id) as first where first.idea_id = idea.id`.execute(db);
  await sql`
create or replace function count_support() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    update idea set support_count = support_count + 1, first_supported_at = coalesce(first_supported_at, new.created_at) where id = new.idea_id;
  else update idea set support_count = support_count - 1 where id = old.idea_id; end if;
  return null;
end $$`.execute(db);
}
