/**
 * Meetings as a trajectory manager keeps them, what people without internet bring in and where it came from, and change proposals that are adopted in part,
 * made anew on a changed text, and talked about.
 */
import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  `alter table meeting
     add column number integer,
     add column invited text not null default '',
     add column attendance integer check (attendance between 0 and 5000),
     add column revision integer not null default 1`,
  `update meeting set number = counted.number
     from (select id, row_number() over (partition by trajectory_id order by starts_at, id) as number from meeting) as counted
     where counted.id = meeting.id`,
  `alter table meeting alter column number set not null, add check (ends_at > starts_at), add unique (trajectory_id, number)`,

  `alter table change_proposal drop constraint change_proposal_status_check`,
  `alter table change_proposal
     add column scope text not null default 'paragraph' check (scope in ('paragraph','section')),
     add column base_content jsonb,
     add column proposed_content jsonb,
     add column adopted text,
     add constraint change_proposal_status_check check (status in ('open','accepted','partly','declined','withdrawn','hidden')),
     add check (status <> 'partly' or adopted is not null),
     add check (scope = 'paragraph' or (base_content is not null and proposed_content is not null))`,
  `create table change_proposal_revision (
     change_proposal_id uuid not null references change_proposal (id),
     number integer not null,
     base_seq bigint not null,
     quote text not null,
     proposed text not null,
     replaced_by_id uuid references person (id),
     replaced_at timestamptz not null,
     primary key (change_proposal_id, number)
   )`,
  `create trigger change_proposal_revision_append_only before update or delete on change_proposal_revision
     for each row execute function refuse_change()`,

  `alter table comment add column change_proposal_id uuid references change_proposal (id)`,
  `alter table comment drop constraint comment_check`,
  `alter table comment add constraint comment_subject_check check (num_nonnulls(idea_id, section_id, change_proposal_id) = 1)`,
  `create index comment_change_proposal_idx on comment (change_proposal_id, created_at, id) where change_proposal_id is not null`,

  `create table offline_person (
     person_id uuid primary key references person (id),
     trajectory_id uuid not null references trajectory (id),
     reference text not null check (length(reference) between 2 and 120),
     created_at timestamptz not null
   )`,
  `create unique index offline_person_reference_key on offline_person (trajectory_id, lower(reference))`,
  `create table entry_source (
     id uuid primary key default gen_random_uuid(),
     trajectory_id uuid not null references trajectory (id),
     contribution_id uuid unique references contribution (id),
     comment_id uuid unique references comment (id),
     channel text not null check (channel in ('paper','counter','phone','meeting')),
     meeting_id uuid references meeting (id),
     received_on date not null,
     shown_name text check (length(shown_name) between 1 and 80),
     entered_by_id uuid not null references person (id),
     created_at timestamptz not null,
     check (num_nonnulls(contribution_id, comment_id) >= 1),
     check ((channel = 'meeting') = (meeting_id is not null))
   )`,
  `create index entry_source_meeting_idx on entry_source (meeting_id) where meeting_id is not null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
