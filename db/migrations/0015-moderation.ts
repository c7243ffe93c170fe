/**
 * Moderation of photos, names and the text of sections too; texts that are held until a moderator looked, asked to be changed, or rid of personal data with the
 * original kept apart; the words that hold a text; and the name of somebody that is not shown.
 */
import { type Kysely, sql } from 'kysely';

const KINDS = `('idea','comment','change_proposal','story','challenge','section','photo','name')`;

const STATEMENTS = [
  `alter table report drop constraint report_subject_kind_check`,
  `alter table report add constraint report_subject_kind_check check (subject_kind in ${KINDS})`,
  // A name stands on the whole site.
  `alter table report alter column trajectory_id drop not null, add check ((trajectory_id is null) = (subject_kind = 'name'))`,
  `alter table moderation_decision drop constraint moderation_decision_subject_kind_check`,
  `alter table moderation_decision add constraint moderation_decision_subject_kind_check check (subject_kind in ${KINDS})`,
  `alter table moderation_decision drop constraint moderation_decision_action_check`,
  `alter table moderation_decision alter column trajectory_id drop not null,
     alter column decided_by_id drop not null,
     add constraint moderation_decision_action_check check (action in ('hold','hide','restore','keep','ask','redact','put_back')),
     add column waits_since timestamptz,
     add column version_before integer,
     add column version_after integer,
     add check ((trajectory_id is null) = (subject_kind = 'name')),
     add check ((action = 'hold') = (decided_by_id is null)),
     add check ((action = 'put_back') = (version_after is not null) and (version_before is null) = (version_after is null))`,
  `create index moderation_decision_waits_idx on moderation_decision (waits_since) where waits_since is not null`,
  `create index report_open_idx on report (created_at) where decision_id is null`,
  `create table moderation_original (
     decision_id uuid primary key references moderation_decision (id),
     words jsonb not null,
     created_at timestamptz not null
   )`,
  `create table moderation_told (
     decision_id uuid not null references moderation_decision (id),
     person_id uuid not null references person (id),
     primary key (decision_id, person_id)
   )`,
  `create table listed_word (
     word text primary key check (length(word) between 2 and 60),
     rule text not null check (rule in ('insult','discrimination','personal_data','spam','threat','off_topic')),
     added_by_id uuid not null references person (id),
     added_at timestamptz not null
   )`,
  `alter table photo add column status text not null default 'visible' check (status in ('visible','hidden'))`,
  `alter table person add column hidden_name text`,
  `create index comment_author_idx on comment (author_id, created_at desc)`,
  `create index story_author_idx on story (author_id, created_at desc)`,
  // Words of an earlier text may be replaced by the sign that they were taken away; nothing else about it may change.
  `create function refuse_revision_change() returns trigger language plpgsql as $$
   begin
     if tg_op = 'UPDATE' and (to_jsonb(new) - 'proposed') = (to_jsonb(old) - 'proposed') and new.proposed like '%[weggehaald]%' then return new; end if;
     raise exception 'change_proposal_revision is append-only';
   end $$`,
  `drop trigger change_proposal_revision_append_only on change_proposal_revision`,
  `create trigger change_proposal_revision_append_only before update or delete on change_proposal_revision
     for each row execute function refuse_revision_change()`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
