/**
 * Following with digests, what is told to followers, milestones until an idea is done, merging with the authors' consent, and the other kinds of contribution:
 * stories, challenges and formal views.
 */
import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  `create table idea_merge (
     id uuid primary key default gen_random_uuid(),
     trajectory_id uuid not null references trajectory (id),
     from_id uuid not null references idea (id),
     into_id uuid not null references idea (id),
     reason text not null check (length(reason) between 10 and 1000),
     status text not null default 'asked' check (status in ('asked','declined','cancelled','merged','undone')),
     from_answer text not null check (from_answer in ('nobody','waiting','yes','no')),
     into_answer text not null check (into_answer in ('nobody','waiting','yes','no')),
     status_before text,
     proposed_by_id uuid not null references person (id),
     proposed_at timestamptz not null,
     closed_at timestamptz,
     merged_at timestamptz,
     undone_by_id uuid references person (id),
     undone_at timestamptz,
     undo_reason text,
     check (from_id <> into_id),
     check ((status in ('merged','undone')) = (merged_at is not null)),
     check ((status in ('merged','undone')) = (status_before is not null)),
     check ((status = 'undone') = (undone_at is not null and undo_reason is not null))
   )`,
  `create unique index idea_merge_open_key on idea_merge (from_id) where status in ('asked','merged')`,
  `create index idea_merge_from_idx on idea_merge (from_id, proposed_at)`,
  `create index idea_merge_into_idx on idea_merge (into_id, proposed_at)`,
  // Merged before authors were asked.
  `insert into idea_merge (trajectory_id, from_id, into_id, reason, status, from_answer, into_answer, status_before, proposed_by_id, proposed_at, merged_at)
     select distinct on (idea.id) idea.trajectory_id, idea.id, idea.merged_into_id, 'De gemeente vond dat de ideeën over hetzelfde gaan.', 'merged', 'nobody', 'nobody',
       coalesce(event.data->>'from', 'visible'), event.actor_id, event.at, event.at
     from idea join event on event.kind = 'idea.merged' and event.subject_id = idea.id::text
     where idea.merged_into_id is not null and event.actor_id is not null
     order by idea.id, event.id desc`,
  `create table carried_support (
     merge_id uuid not null references idea_merge (id),
     person_id uuid not null references person (id),
     created_at timestamptz not null,
     primary key (merge_id, person_id)
   )`,

  `create table milestone (
     id uuid primary key default gen_random_uuid(),
     trajectory_id uuid not null references trajectory (id),
     idea_id uuid not null references idea (id),
     title text not null check (length(title) between 3 and 160),
     first_planned_on date not null,
     planned_on date not null,
     moved_reason text,
     done_on date,
     removed_at timestamptz,
     revision integer not null default 1,
     created_by_id uuid not null references person (id),
     created_at timestamptz not null
   )`,
  `create index milestone_idea_idx on milestone (idea_id, planned_on)`,

  `create table news (
     event_id bigint primary key references event (id),
     trajectory_id uuid not null references trajectory (id),
     idea_id uuid references idea (id),
     kind text not null,
     at timestamptz not null,
     told_at timestamptz
   )`,
  `create index news_idea_idx on news (idea_id, event_id desc) where idea_id is not null`,
  `create index news_trajectory_idx on news (trajectory_id, event_id desc)`,
  `create index news_untold_idx on news (event_id) where told_at is null`,
  // What happened before there was anybody to tell: it stands in the feeds and goes in no mail.
  `insert into news (event_id, trajectory_id, idea_id, kind, at, told_at)
     select event.id, event.trajectory_id, coalesce(idea.id, comment.idea_id), event.kind, event.at, event.at
     from event
     left join contribution on contribution.id = (case
       when event.subject_kind in ('idea','contribution') then event.subject_id
       else coalesce(event.data->>'contributionId', event.data->>'ideaId') end)::uuid
     left join idea on idea.id = contribution.id
     left join comment on comment.contribution_id = contribution.id
     where event.trajectory_id is not null
       and event.kind in ('idea.proposed','idea.withdrawn','response.published','comment.created','question.asked','clock.extended','clock.paused',
         'clock.resumed','meeting.added','trajectory.stopped','voting.created')
       and (event.kind not in ('comment.created','question.asked') or event.data->>'ideaId' is not null)`,

  `create table follow (
     id uuid primary key default gen_random_uuid(),
     person_id uuid not null references person (id),
     trajectory_id uuid not null references trajectory (id),
     idea_id uuid references idea (id),
     created_at timestamptz not null,
     unique nulls not distinct (person_id, trajectory_id, idea_id)
   )`,
  `create index follow_idea_idx on follow (idea_id) where idea_id is not null`,
  `create index follow_trajectory_idx on follow (trajectory_id) where idea_id is null`,
  `create table mail_choice (
     person_id uuid primary key references person (id),
     rhythm text not null default 'daily' check (rhythm in ('direct','daily','weekly','never')),
     token text not null unique check (length(token) >= 40)
   )`,
  `create table notice (
     person_id uuid not null references person (id),
     event_id bigint not null references news (event_id),
     due_at timestamptz not null,
     mailed_at timestamptz,
     primary key (person_id, event_id)
   )`,
  `create index notice_due_idx on notice (due_at) where mailed_at is null`,
  `alter table mail add column unsubscribe_url text`,

  `create table story (
     id uuid primary key default gen_random_uuid(),
     trajectory_id uuid not null references trajectory (id),
     number integer not null,
     title text not null check (length(title) between 3 and 120),
     body text not null check (length(body) between 10 and 5000),
     told_as text not null check (told_as in ('resident','user','organisation')),
     author_id uuid references person (id),
     show_name boolean not null default true,
     status text not null default 'visible' check (status in ('visible','hidden','withdrawn')),
     created_at timestamptz not null,
     unique (trajectory_id, number)
   )`,
  `create table challenge (
     id uuid primary key references contribution (id),
     trajectory_id uuid not null references trajectory (id),
     number integer not null,
     title text not null check (length(title) between 3 and 120),
     group_name text not null check (length(group_name) between 2 and 120),
     task text not null check (length(task) between 10 and 2000),
     plan text not null check (length(plan) between 10 and 5000),
     budget bigint not null check (budget between 0 and 1000000000),
     budget_text text not null check (length(budget_text) between 10 and 2000),
     author_id uuid references person (id),
     status text not null default 'visible' check (status in ('visible','hidden','withdrawn')),
     created_at timestamptz not null,
     unique (trajectory_id, number)
   )`,
  `create table formal_view (
     id uuid primary key references contribution (id),
     trajectory_id uuid not null references trajectory (id),
     number integer not null,
     body text not null check (length(body) between 10 and 20000),
     sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
     name text not null check (length(name) between 2 and 120),
     address text not null default '' check (length(address) <= 300),
     author_id uuid references person (id),
     received_at timestamptz not null,
     received_on date not null,
     posted_on date,
     timing text not null check (timing in ('early','in_time','late')),
     period_from date not null,
     period_until date not null,
     withdrawn_at timestamptz,
     created_at timestamptz not null,
     unique (trajectory_id, number)
   )`,

  `alter table report drop constraint report_subject_kind_check`,
  `alter table report add constraint report_subject_kind_check check (subject_kind in ('idea','comment','change_proposal','story','challenge'))`,
  `alter table moderation_decision drop constraint moderation_decision_subject_kind_check`,
  `alter table moderation_decision add constraint moderation_decision_subject_kind_check
     check (subject_kind in ('idea','comment','change_proposal','story','challenge'))`,

  // A view on a draft that lies ready is sent in that phase, and a story belongs to finding out what the problem is. Whether residents may take a task over is the
  // municipality's to choose per phase.
  `update phase set features = array_append(features, 'formal_view') where kind = 'inspection' and not 'formal_view' = any(features)`,
  `update phase set features = array_append(features, 'tell') where kind = 'problem' and not 'tell' = any(features)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
