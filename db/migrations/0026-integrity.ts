import { type Kysely, sql } from 'kysely';

/** What makes support and votes stand out, what a person thought of it, the code of published ballots, and what became of backups. */
const STATEMENTS = [
  // Never an address: a keyed hash of its range, under a key of that day that is destroyed two days later (docs/decisions/0032).
  `alter table idea_support add column address_range bytea`,
  `create index idea_support_created_idx on idea_support (created_at)`,
  `alter table change_proposal_support add column address_range bytea`,
  `create table address_salt (
     day date primary key,
     salt bytea not null
   )`,
  // No person and no ballot: how many began to vote from a range in ten minutes.
  `create table voting_range (
     voting_id uuid not null references voting (id),
     slot timestamptz not null,
     address_range bytea not null,
     participants integer not null check (participants > 0),
     primary key (voting_id, slot, address_range)
   )`,
  `create table integrity_flag (
     id uuid primary key default gen_random_uuid(),
     trajectory_id uuid not null references trajectory (id),
     subject_kind text not null check (subject_kind in ('idea', 'change_proposal', 'voting')),
     subject_id uuid not null,
     rule text not null check (rule in ('address_range', 'new_accounts', 'mail_domain')),
     count integer not null check (count > 0),
     minutes integer not null check (minutes >= 0),
     raised_at timestamptz not null,
     outcome text check (outcome in ('nothing', 'excluded', 'passed_on')),
     reason text,
     decided_by_id uuid references person (id),
     decided_at timestamptz,
     tally_before integer check (tally_before >= 0),
     tally_after integer check (tally_after >= 0),
     put_back_at timestamptz,
     put_back_by_id uuid references person (id),
     put_back_reason text,
     check ((outcome is null) = (decided_at is null)),
     check ((outcome is null) = (reason is null)),
     check ((outcome is not distinct from 'excluded') = (tally_before is not null and tally_after is not null)),
     check (subject_kind <> 'voting' or outcome is distinct from 'excluded'),
     check (put_back_at is null or outcome = 'excluded')
   )`,
  `create unique index integrity_flag_open_idx on integrity_flag (subject_kind, subject_id, rule) where decided_at is null`,
  `create index integrity_flag_subject_idx on integrity_flag (subject_kind, subject_id)`,
  `create table integrity_flag_support (
     flag_id uuid not null references integrity_flag (id),
     person_id uuid not null references person (id),
     primary key (flag_id, person_id)
   )`,
  `create index integrity_flag_support_person_idx on integrity_flag_support (person_id)`,
  `create table excluded_support (
     flag_id uuid not null references integrity_flag (id),
     subject_kind text not null check (subject_kind in ('idea', 'change_proposal')),
     subject_id uuid not null,
     person_id uuid not null references person (id),
     agrees boolean,
     created_at timestamptz not null,
     primary key (subject_kind, subject_id, person_id)
   )`,
  `create index excluded_support_flag_idx on excluded_support (flag_id)`,
  `create index excluded_support_person_idx on excluded_support (person_id)`,
  `alter table voting
     add column ballots_sha256 text,
     add column electorate integer check (electorate >= 0),
     add column changed_voters integer check (changed_voters >= 0)`,
  `create table backup_run (
     id bigint generated always as identity primary key,
     kind text not null check (kind in ('made', 'tested', 'alarm')),
     at timestamptz not null,
     file text,
     "rows" bigint check ("rows" >= 0),
     problem text
   )`,
  `create index backup_run_kind_idx on backup_run (kind, at desc)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
