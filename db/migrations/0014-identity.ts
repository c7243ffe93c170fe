/**
 * Knowing who somebody is in more ways: a link by mail, passkeys, the sign-in of the municipality or a national one, a letter to a home address. Sessions say on what
 * kind of device they are, people choose which name others read, and a visitor can take part once with nothing but an e-mail address.
 */
import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  `alter table session
     add column method text check (method in ('password','link','passkey','oidc')),
     add column browser text,
     add column system text,
     add column last_seen_at timestamptz`,

  `alter table one_time_token drop constraint one_time_token_purpose_check`,
  `alter table one_time_token add constraint one_time_token_purpose_check
     check (purpose in ('confirm_email','reset_password','sign_in','first_administrator','prove','change_email'))`,

  `alter table person
     add column own_name text,
     add column pen_name text,
     add column name_shown text not null default 'own' check (name_shown in ('own','first','pen')),
     add column address_confirmed_at timestamptz,
     add check (name_shown <> 'pen' or pen_name is not null)`,
  // Whoever was here chose this name themselves.
  `update person set own_name = display_name where erased_at is null`,

  // As ideas and stories have it: the municipality knows who wrote it, readers do not.
  `alter table comment add column show_name boolean not null default true`,

  `create table passkey (
     id uuid primary key default gen_random_uuid(),
     person_id uuid not null references person (id) on delete cascade,
     credential_id text not null unique,
     public_key bytea not null,
     counter bigint not null check (counter >= 0),
     transports jsonb not null default '[]',
     name text not null,
     created_at timestamptz not null,
     last_used_at timestamptz
   )`,
  `create index passkey_person_idx on passkey (person_id)`,
  `create table passkey_challenge (
     challenge_hash text primary key,
     purpose text not null check (purpose in ('register','sign_in','prove')),
     person_id uuid references person (id) on delete cascade,
     expires_at timestamptz not null
   )`,
  `create index passkey_challenge_expires_idx on passkey_challenge (expires_at)`,

  `create table identity_link (
     id uuid primary key default gen_random_uuid(),
     person_id uuid not null references person (id) on delete cascade,
     provider text not null check (provider in ('staff','resident')),
     issuer text not null,
     subject text not null,
     level text not null check (level in ('none','email','address','oidc')),
     linked_at timestamptz not null,
     last_used_at timestamptz not null,
     unique (issuer, subject),
     unique (person_id, provider)
   )`,
  `create table oidc_request (
     state_hash text primary key,
     provider text not null check (provider in ('staff','resident')),
     purpose text not null check (purpose in ('sign_in','link','prove')),
     nonce text not null,
     code_verifier text not null,
     session_id_hash text,
     redirect_to text not null,
     expires_at timestamptz not null,
     check (purpose = 'sign_in' or session_id_hash is not null)
   )`,
  `create index oidc_request_expires_idx on oidc_request (expires_at)`,
  // Roles that follow from what the provider of the municipality says, and go when it no longer says so.
  `alter table role_grant add column from_provider boolean not null default false`,

  `create table address_letter (
     id uuid primary key default gen_random_uuid(),
     person_id uuid not null references person (id) on delete cascade,
     addressee text,
     street text,
     postcode text,
     town text,
     code_hash text,
     tries integer not null default 0 check (tries between 0 and 5),
     asked_at timestamptz not null,
     printed_at timestamptz,
     sent_at timestamptz,
     sent_by_id uuid references person (id),
     used_at timestamptz,
     expires_at timestamptz not null,
     check ((used_at is null) = (num_nulls(addressee, street, postcode, town) = 0))
   )`,
  `create unique index address_letter_open_key on address_letter (person_id) where used_at is null`,
  `create index address_letter_expires_idx on address_letter (expires_at)`,

  `create table once_contribution (
     id uuid primary key default gen_random_uuid(),
     token_hash text not null unique,
     kind text not null check (kind in ('idea','comment')),
     email text not null,
     name text not null,
     title text not null,
     input jsonb not null,
     created_at timestamptz not null,
     expires_at timestamptz not null
   )`,
  `create index once_contribution_expires_idx on once_contribution (expires_at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
