import { type Kysely, sql } from 'kysely';

/** Whether staff show a second factor before grave acts; when and how a session did; and codes from an app, with codes on paper for when the phone is gone. */
const STATEMENTS = [
  // Off: a site that is there goes on as it was.
  `alter table site add column staff_second_factor boolean not null default false`,
  `alter table session
     add column second_factor_at timestamptz,
     add column second_factor text check (second_factor in ('passkey', 'app', 'recovery', 'provider')),
     add check ((second_factor_at is null) = (second_factor is null))`,
  `create table code_key (
     person_id uuid primary key references person (id),
     secret bytea not null check (octet_length(secret) >= 20),
     made_at timestamptz not null,
     -- Null until a first code showed that the app has it.
     confirmed_at timestamptz,
     -- The half minute whose code was used last; only later ones count.
     last_step bigint
   )`,
  `create table recovery_code (
     code_hash text primary key,
     person_id uuid not null references person (id),
     used_at timestamptz
   )`,
  `create index recovery_code_person on recovery_code (person_id)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
