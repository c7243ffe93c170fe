/** A newer edition of a plan is looked at before it is read in: what was sent waits here, for who sent it. */
import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  `alter table section add column source_version integer`,
  `update section set source_version = (
    select max(section_version.number) from section_version
    where section_version.section_id = section.id and section_version.note like 'Ingelezen uit %'
  ) where source_sha256 is not null`,
  `create table plan_import (
    id uuid primary key default gen_random_uuid(),
    trajectory_id uuid not null references trajectory (id),
    person_id uuid not null references person (id),
    name text not null,
    sections jsonb not null,
    notices jsonb not null,
    created_at timestamptz not null,
    expires_at timestamptz not null
  )`,
  `create index plan_import_person_idx on plan_import (person_id, trajectory_id)`,
  `create index plan_import_expires_idx on plan_import (expires_at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
