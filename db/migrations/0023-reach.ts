/** People who are told of a decision by letter. */
import { type Kysely, sql } from 'kysely';

const STATEMENTS: string[] = [
  `create table postal_address (
     person_id uuid primary key references person (id),
     addressee text not null check (length(addressee) between 2 and 120),
     address text not null check (length(address) between 8 and 300),
     entered_by_id uuid not null references person (id),
     given_at timestamptz not null
   )`,
  `create table council_letter (
     decision_id uuid not null references council_decision (id),
     person_id uuid not null references person (id),
     posted_at timestamptz not null,
     posted_by_id uuid not null references person (id),
     primary key (decision_id, person_id)
   )`,
  `create index council_letter_person_idx on council_letter (person_id)`,
  // Counted when the last mail was queued: who leaves afterwards was told all the same.
  `create table council_reach (
     decision_id uuid primary key references council_decision (id),
     participants integer not null check (participants >= by_mail),
     by_mail integer not null check (by_mail >= 0),
     counted_at timestamptz not null
   )`,
  // What a template says there will be: a form of a voting or a meeting that is filled in already.
  `create table planned_step (
     id uuid primary key default gen_random_uuid(),
     trajectory_id uuid not null references trajectory (id),
     kind text not null check (kind in ('voting', 'meeting')),
     position integer not null check (position > 0),
     starts_on date not null,
     ends_on date not null check (ends_on >= starts_on),
     words jsonb not null,
     made_at timestamptz,
     unique (trajectory_id, kind, position)
   )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
