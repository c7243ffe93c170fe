/**
 * Versions become a chain: each carries a hash over what it says and over the hash before it, and the database refuses to change or remove one.
 * Moments in the life of a plan (a phase that ended, the text that was adopted) are marked.
 */
import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  `alter table section_version add column sha256 text`,
  `alter table section_version add column cause text not null default 'person'
    check (cause in ('person','automatic','phase_end','restore'))`,
  `create table plan_mark (
    id uuid primary key default gen_random_uuid(),
    trajectory_id uuid not null references trajectory (id),
    kind text not null check (kind in ('phase_end','adopted')),
    state_at timestamptz,
    phase_id uuid references phase (id),
    ends_on date,
    made_by_id uuid references person (id),
    made_at timestamptz not null,
    check ((kind = 'phase_end') = (phase_id is not null and ends_on is not null)),
    check (kind <> 'adopted' or state_at is not null)
  )`,
  // Made again from the log at any time.
  `create table document_author_index (
    document_id uuid primary key references document (id),
    seq bigint not null,
    pieces jsonb not null
  )`,
  `create unique index plan_mark_phase_key on plan_mark (phase_id, ends_on) where kind = 'phase_end'`,
  `create unique index plan_mark_adopted_key on plan_mark (trajectory_id) where kind = 'adopted'`,
];

/** Who saved it may be forgotten; nothing else of a version changes, ever. */
const GUARD = [
  `alter table section_version alter column sha256 set not null`,
  `create function refuse_version_change() returns trigger language plpgsql as $$
  begin
    if tg_op = 'UPDATE' and new.created_by_id is null and (to_jsonb(new) - 'created_by_id') = (to_jsonb(old) - 'created_by_id') then
      return new;
    end if;
    raise exception 'a saved version cannot be changed or removed';
  end $$`,
  `create trigger section_version_kept before update or delete on section_version for each row execute function refuse_version_change()`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  await chainExisting(db);
  for (const statement of GUARD) await sql.raw(statement).execute(db);
  await markEndedPhases(db);
}

type Row = { id: string; section_id: string; number: number; title: string; note: string; content: unknown; created_at: Date };

const AT_ONCE = 200;

async function chainExisting(db: Kysely<unknown>): Promise<void> {
  let after: { section: string; number: number } | null = null;
  let previous: string | null = null;
  for (;;) {
    const { rows }: { rows: Row[] } = await sql<Row>`
      select id, section_id, number, title, note, content, created_at from section_version
      where ${after === null ? sql`true` : sql`(section_id, number) > (${after.section}::uuid, ${after.number}::integer)`}
      order by section_id, number limit ${sql.lit(AT_ONCE)}`.execute(db);
    for (const row of rows) {
      previous = hashOf(row, row.section_id === after?.section ? previous : null);
      await sql`update section_version set sha256 = ${previous} where id = ${row.id}::uuid`.execute(db);
      after = { section: row.section_id, number: row.number };
    }
    if (rows.length < AT_ONCE) return;
  }
}

/** As `server/plan-texts/version-chain.ts` does it; a copy, because a migration never changes. */
function hashOf(row: Row, previous: string | null): string {
  const { content, note, number, title } = row;
  const said = { content, createdAt: row.created_at.toISOString(), note, number, previous, section: row.section_id, title };
  return createHash('sha256').update(canonical(said)).digest('hex');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, held]) => held !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, held]) => `${JSON.stringify(key)}:${canonical(held)}`).join(',')}}`;
}

/** Phases that were over before versions were made at their end: the state that was there is theirs, and nothing is made afterwards. */
async function markEndedPhases(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into plan_mark (trajectory_id, kind, state_at, phase_id, ends_on, made_at)
    select phase.trajectory_id, 'phase_end', (
        select max(section_version.created_at) from section_version join section on section.id = section_version.section_id
        where section.trajectory_id = phase.trajectory_id
          and section_version.created_at < ((phase.ends_on + 1)::timestamp at time zone 'Europe/Amsterdam')
      ), phase.id, phase.ends_on, now()
    from phase where (phase.ends_on + 1)::timestamp at time zone 'Europe/Amsterdam' <= now()`.execute(db);
}
