/** Other programs: partners that may send contributions with a key, and addresses that are told what happened. */
import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  `create table partner (
     id uuid primary key default gen_random_uuid(),
     person_id uuid not null unique references person (id),
     name text not null check (length(name) between 2 and 80),
     url text check (length(url) <= 500),
     scopes text[] not null check (cardinality(scopes) > 0 and scopes <@ array['ideas:write', 'formal-views:write']),
     trajectory_id uuid references trajectory (id),
     token_hash text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
     token_end text not null check (length(token_end) = 4),
     expires_on date not null,
     made_by_id uuid not null references person (id),
     made_at timestamptz not null,
     last_used_on date,
     revoked_at timestamptz,
     revoked_by_id uuid references person (id),
     check ((revoked_at is null) = (revoked_by_id is null))
   )`,
  `create table partner_entry (
     contribution_id uuid primary key references contribution (id),
     partner_id uuid not null references partner (id),
     reference text check (length(reference) between 1 and 200),
     url text check (length(url) <= 500),
     created_at timestamptz not null
   )`,
  `create index partner_entry_partner_idx on partner_entry (partner_id)`,
  `create table partner_request (
     partner_id uuid not null references partner (id),
     key text not null check (length(key) between 8 and 100),
     body_sha256 text not null,
     answer jsonb not null,
     created_at timestamptz not null,
     primary key (partner_id, key)
   )`,
  `create index partner_request_created_idx on partner_request (created_at)`,
  `create table webhook (
     id uuid primary key default gen_random_uuid(),
     name text not null check (length(name) between 2 and 80),
     url text not null check (length(url) <= 500),
     secret text not null,
     kinds text[] not null default '{}',
     trajectory_id uuid references trajectory (id),
     made_by_id uuid not null references person (id),
     made_at timestamptz not null,
     failures integer not null default 0 check (failures >= 0),
     disabled_at timestamptz,
     disabled_because text check (disabled_because in ('person', 'failures', 'gone')),
     removed_at timestamptz,
     check ((disabled_at is null) = (disabled_because is null))
   )`,
  `create table webhook_delivery (
     id uuid primary key default gen_random_uuid(),
     webhook_id uuid not null references webhook (id),
     event_id bigint references event (id),
     kind text not null,
     created_at timestamptz not null,
     attempts integer not null default 0,
     next_attempt_at timestamptz,
     delivered_at timestamptz,
     last_status integer,
     last_error text check (length(last_error) <= 300),
     check (delivered_at is null or next_attempt_at is null)
   )`,
  `create index webhook_delivery_due_idx on webhook_delivery (next_attempt_at) where next_attempt_at is not null`,
  // What is hidden is looked up by the contribution of a comment as well.
  `create index comment_contribution_idx on comment (contribution_id) where contribution_id is not null`,
  `create index webhook_delivery_list_idx on webhook_delivery (webhook_id, created_at desc)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
