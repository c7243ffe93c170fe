/**
 * The officials' desk (answers together, templates, notes, publishing at a moment), what an answer leads to (the exact change of text, a decision, somebody else),
 * the reply note (nota van beantwoording), and commitments with what comes of them.
 */
import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  // Answers given together keep one text; each has its own outcome.
  `create table response_bundle (
     id uuid primary key default gen_random_uuid(),
     trajectory_id uuid not null references trajectory (id),
     created_by_id uuid not null references person (id),
     created_at timestamptz not null
   )`,
  `alter table response
     add column bundle_id uuid references response_bundle (id),
     add column publish_at timestamptz,
     add column scheduled_by_id uuid references person (id),
     add column version_from integer,
     add column version_to integer,
     add column decision_title text not null default '' check (length(decision_title) <= 200),
     add column decision_url text not null default '' check (decision_url = '' or decision_url ~ '^https?://'),
     add column authority_name text not null default '' check (length(authority_name) <= 200),
     add column authority_url text not null default '' check (authority_url = '' or authority_url ~ '^https?://'),
     add constraint response_publish_at_check check ((publish_at is null) = (scheduled_by_id is null)),
     add constraint response_scheduled_check check (publish_at is null or status in ('approved','published')),
     add constraint response_versions_check check (
       (version_from is null) = (version_to is null) and (version_to is null or (section_id is not null and version_from < version_to))
     )`,
  `create index response_bundle_idx on response (bundle_id) where bundle_id is not null`,
  `create index response_publish_at_idx on response (publish_at) where status = 'approved' and publish_at is not null`,
  `create table kept_draft (
     response_id uuid not null references response (id),
     revision integer not null,
     author_id uuid not null references person (id),
     outcome text,
     summary text not null,
     motivation text not null,
     next_step text not null,
     written_at timestamptz not null,
     primary key (response_id, revision)
   )`,
  `create table internal_note (
     id uuid primary key default gen_random_uuid(),
     trajectory_id uuid not null references trajectory (id),
     contribution_id uuid not null references contribution (id),
     body text not null check (length(body) between 1 and 4000),
     author_id uuid not null references person (id),
     created_at timestamptz not null
   )`,
  `create index internal_note_idx on internal_note (contribution_id, created_at)`,
  `create table answer_template (
     id uuid primary key default gen_random_uuid(),
     trajectory_id uuid references trajectory (id),
     name text not null check (length(name) between 3 and 80),
     outcome text check (outcome in ('adopted','partly','not_adopted','already_arranged','outside_scope','referred','no_action_asked')),
     summary text not null default '',
     motivation text not null default '',
     next_step text not null default '',
     revision integer not null default 1,
     changed_by_id uuid not null references person (id),
     changed_at timestamptz not null,
     removed_at timestamptz
   )`,

  `create table reply_note (
     id uuid primary key default gen_random_uuid(),
     trajectory_id uuid not null references trajectory (id),
     number integer not null check (number > 0),
     title text not null check (length(title) between 5 and 160),
     introduction text not null default '' check (length(introduction) <= 8000),
     own_changes text not null default '' check (length(own_changes) <= 8000),
     kinds text[] not null check (cardinality(kinds) > 0),
     period_from date not null,
     period_until date not null check (period_until >= period_from),
     status text not null default 'concept' check (status in ('concept','sent','published')),
     revision integer not null default 1,
     created_by_id uuid not null references person (id),
     created_at timestamptz not null,
     sent_at timestamptz,
     published_at timestamptz,
     content jsonb,
     sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
     unique (trajectory_id, number),
     check ((status = 'concept') = (sent_at is null)),
     check ((status = 'published') = (published_at is not null and content is not null and sha256 is not null))
   )`,
  `create table reply_note_item (
     note_id uuid not null references reply_note (id),
     number integer not null check (number > 0),
     contribution_id uuid not null references contribution (id),
     summary text not null check (length(summary) <= 4000),
     told_at timestamptz,
     primary key (note_id, number),
     unique (note_id, contribution_id)
   )`,
  `create index reply_note_item_contribution_idx on reply_note_item (contribution_id)`,
  // What was published stays as it is, whatever happens to answers and plan after it.
  `create function refuse_published_note() returns trigger language plpgsql as $$
   begin
     if old.status = 'published' then raise exception 'a published reply note does not change'; end if;
     return coalesce(new, old);
   end $$`,
  `create trigger reply_note_frozen before update or delete on reply_note for each row execute function refuse_published_note()`,

  `create table commitment (
     id uuid primary key default gen_random_uuid(),
     trajectory_id uuid not null references trajectory (id),
     number integer not null check (number > 0),
     title text not null check (length(title) between 5 and 160),
     description text not null default '' check (length(description) <= 4000),
     response_id uuid references response (id),
     decision_title text not null default '' check (length(decision_title) <= 200),
     decision_url text not null default '' check (decision_url = '' or decision_url ~ '^https?://'),
     owner_id uuid not null references person (id),
     first_promised_on date not null,
     promised_on date not null,
     moved_reason text,
     evidence_level integer check (evidence_level between 1 and 5),
     done_on date,
     stopped_on date,
     account text not null default '' check (length(account) <= 4000),
     revision integer not null default 1,
     created_by_id uuid not null references person (id),
     created_at timestamptz not null,
     unique (trajectory_id, number),
     check (response_id is not null or decision_title <> ''),
     check (done_on is null or stopped_on is null),
     check (((done_on is null and stopped_on is null) and account = '') or ((done_on is not null or stopped_on is not null) and account <> ''))
   )`,
  `create index commitment_response_idx on commitment (response_id) where response_id is not null`,
  `create index commitment_open_idx on commitment (promised_on) where done_on is null and stopped_on is null`,
  `create table commitment_milestone (
     id uuid primary key default gen_random_uuid(),
     commitment_id uuid not null references commitment (id),
     title text not null check (length(title) between 3 and 160),
     planned_on date not null,
     done_on date
   )`,
  `create index commitment_milestone_idx on commitment_milestone (commitment_id, planned_on)`,
  `create table progress_note (
     id uuid primary key default gen_random_uuid(),
     commitment_id uuid not null references commitment (id),
     kind text not null check (kind in ('progress','moved','done','stopped')),
     body text not null check (length(body) between 1 and 4000),
     evidence_level integer check (evidence_level between 1 and 5),
     author_id uuid not null references person (id),
     created_at timestamptz not null
   )`,
  `create index progress_note_idx on progress_note (commitment_id, created_at)`,
  // One reminder per commitment and reason, however often and wherever the job runs.
  `create table commitment_reminder (
     commitment_id uuid not null references commitment (id),
     promised_on date not null,
     kind text not null check (kind in ('month','week','over')),
     sent_at timestamptz not null,
     primary key (commitment_id, promised_on, kind)
   )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
