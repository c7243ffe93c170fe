/**
 * The first schema. Frozen: a later change is a new migration. The SQL must run unchanged on PostgreSQL >= 15 and on PGlite.
 * `db/schema.ts` says of each column what it holds.
 */
import { type Kysely, sql } from 'kysely';

const STATEMENTS = `
create extension if not exists pg_trgm;

create table site (
  id boolean primary key default true check (id),
  municipality text not null,
  contact_name text not null,
  contact_email text not null,
  contact_phone text not null,
  demo boolean not null default false
);

create table person (
  id uuid primary key default gen_random_uuid(),
  email text,
  display_name text not null check (length(display_name) between 1 and 80),
  password_hash text,
  email_confirmed_at timestamptz,
  verification_level text not null default 'none' check (verification_level in ('none','email','address','oidc')),
  neighbourhood text,
  blocked_until timestamptz,
  blocked_reason text,
  created_at timestamptz not null,
  erased_at timestamptz
);
create unique index person_email_key on person (lower(email));

create table team (
  id uuid primary key default gen_random_uuid(),
  name text not null unique
);

create table trajectory (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  title text not null,
  question text not null,
  lead text not null,
  area_name text not null,
  decision_maker text not null,
  influence_subject text not null,
  fixed_points text[] not null default '{}',
  contact_name text not null,
  support_threshold integer check (support_threshold > 0),
  published_at timestamptz,
  stopped_at timestamptz,
  stop_account text,
  copied_from_id uuid references trajectory (id),
  last_idea_number integer not null default 0,
  created_at timestamptz not null,
  check ((stopped_at is null) = (stop_account is null))
);

create table role_grant (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person (id),
  role text not null check (role in ('official','moderator','trajectory_manager','council_member','clerk','administrator')),
  trajectory_id uuid references trajectory (id),
  team_id uuid references team (id),
  granted_by_id uuid references person (id),
  granted_at timestamptz not null,
  ends_on date
);
create unique index role_grant_key on role_grant (person_id, role, coalesce(trajectory_id, '00000000-0000-0000-0000-000000000000'));

create table session (
  id_hash text primary key,
  person_id uuid not null references person (id) on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_person_idx on session (person_id);

create table one_time_token (
  token_hash text primary key,
  person_id uuid not null references person (id) on delete cascade,
  purpose text not null check (purpose in ('confirm_email','reset_password')),
  email text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index one_time_token_person_idx on one_time_token (person_id);

create table rate_limit (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);

create table phase (
  id uuid primary key default gen_random_uuid(),
  trajectory_id uuid not null references trajectory (id),
  position integer not null,
  kind text not null check (kind in ('agreements','problem','ideas','writing','answering','inspection','voting','decision','carrying_out','evaluation')),
  title text not null,
  summary text not null,
  starts_on date not null,
  ends_on date not null,
  influence_level text not null check (influence_level in ('inform','consult','advise','coproduce','codecide')),
  promise text not null,
  features text[] not null default '{}',
  check (ends_on >= starts_on),
  unique (trajectory_id, position)
);

create table area (
  id uuid primary key default gen_random_uuid(),
  trajectory_id uuid not null references trajectory (id),
  name text not null,
  position integer not null default 0,
  unique (trajectory_id, name)
);

create table theme (
  id uuid primary key default gen_random_uuid(),
  trajectory_id uuid not null references trajectory (id),
  slug text not null,
  name text not null,
  position integer not null,
  team_id uuid references team (id),
  unique (trajectory_id, slug)
);

create table meeting (
  id uuid primary key default gen_random_uuid(),
  trajectory_id uuid not null references trajectory (id),
  title text not null,
  place text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  description text not null,
  report text
);

-- Plan text ------------------------------------------------------------------------------------------------------------------

create table document (
  id uuid primary key default gen_random_uuid(),
  last_seq bigint not null default 0,
  created_at timestamptz not null
);

create table document_update (
  document_id uuid not null references document (id),
  seq bigint not null,
  author_id uuid references person (id),
  connection_id text,
  at timestamptz not null,
  payload bytea not null,
  primary key (document_id, seq)
);

create table document_snapshot (
  document_id uuid not null references document (id),
  seq bigint not null,
  state bytea not null,
  state_vector bytea not null,
  text_sha256 text not null,
  created_at timestamptz not null,
  primary key (document_id, seq)
);

create table document_client (
  document_id uuid not null references document (id),
  client_id bigint not null,
  person_id uuid references person (id),
  primary key (document_id, client_id)
);

create table section (
  id uuid primary key default gen_random_uuid(),
  trajectory_id uuid not null references trajectory (id),
  document_id uuid not null unique references document (id),
  position integer not null,
  level integer not null check (level between 1 and 3),
  number text not null,
  title text not null,
  policy text not null check (policy in ('fixed','open','suggest','closed')),
  policy_reason text,
  source_key text,
  source_sha256 text,
  created_at timestamptz not null,
  removed_at timestamptz
);
create unique index section_position_key on section (trajectory_id, position) where removed_at is null;
create unique index section_number_key on section (trajectory_id, number) where removed_at is null;
create unique index section_source_key on section (trajectory_id, source_key) where removed_at is null;

create table section_version (
  id uuid primary key default gen_random_uuid(),
  section_id uuid not null references section (id),
  number integer not null,
  seq bigint not null,
  title text not null,
  content jsonb not null,
  text text not null,
  note text not null,
  created_by_id uuid references person (id),
  created_at timestamptz not null,
  unique (section_id, number)
);

create table section_version_author (
  version_id uuid not null references section_version (id),
  person_id uuid not null references person (id),
  characters integer not null check (characters > 0),
  primary key (version_id, person_id)
);

-- Contributions --------------------------------------------------------------------------------------------------------------

create table contribution (
  id uuid primary key default gen_random_uuid(),
  trajectory_id uuid not null references trajectory (id),
  kind text not null check (kind in ('idea','question','change_proposal','formal_view','complaint','challenge')),
  title text not null,
  author_id uuid references person (id),
  created_at timestamptz not null
);
create index contribution_trajectory_idx on contribution (trajectory_id, created_at);
create index contribution_author_idx on contribution (author_id, created_at desc);

create table idea (
  id uuid primary key references contribution (id),
  trajectory_id uuid not null references trajectory (id),
  number integer not null,
  title text not null check (length(title) between 3 and 120),
  body text not null check (length(body) between 10 and 5000),
  theme_id uuid references theme (id),
  area_id uuid references area (id),
  place text,
  map_x real check (map_x between 0 and 1),
  map_y real check (map_y between 0 and 1),
  author_id uuid references person (id),
  show_name boolean not null default true,
  status text not null default 'visible' check (status in ('visible','hidden','in_treatment','answered','carrying_out','done','withdrawn','merged')),
  merged_into_id uuid references idea (id),
  support_count integer not null default 0 check (support_count >= 0),
  comment_count integer not null default 0 check (comment_count >= 0),
  random_key double precision not null default random(),
  source_key text,
  created_at timestamptz not null,
  search tsvector generated always as (setweight(to_tsvector('dutch', title), 'A') || setweight(to_tsvector('dutch', body), 'B')) stored,
  unique (trajectory_id, number),
  check (status <> 'merged' or merged_into_id is not null)
);
create index idea_newest_idx on idea (trajectory_id, created_at desc, id desc);
create index idea_support_idx on idea (trajectory_id, support_count desc, id desc);
create index idea_random_idx on idea (trajectory_id, random_key, id);
create index idea_theme_idx on idea (trajectory_id, theme_id, created_at desc, id desc);
create index idea_status_idx on idea (trajectory_id, status, created_at desc, id desc);
create index idea_search_idx on idea using gin (search);
create index idea_title_trgm_idx on idea using gin (title gin_trgm_ops);
create unique index idea_source_key on idea (trajectory_id, source_key);

create table idea_support (
  idea_id uuid not null references idea (id),
  person_id uuid not null references person (id),
  created_at timestamptz not null,
  primary key (idea_id, person_id)
);
create index idea_support_person_idx on idea_support (person_id);

create table change_proposal (
  id uuid primary key references contribution (id),
  trajectory_id uuid not null references trajectory (id),
  section_id uuid not null references section (id),
  number integer not null,
  author_id uuid references person (id),
  base_seq bigint not null,
  quote text not null,
  proposed text not null,
  reason text not null,
  status text not null default 'open' check (status in ('open','accepted','declined','withdrawn','hidden')),
  decided_by_id uuid references person (id),
  decided_at timestamptz,
  decision_reason text,
  created_at timestamptz not null,
  unique (section_id, number)
);

create table change_proposal_support (
  change_proposal_id uuid not null references change_proposal (id),
  person_id uuid not null references person (id),
  agrees boolean not null,
  created_at timestamptz not null,
  primary key (change_proposal_id, person_id)
);

create table comment (
  id uuid primary key default gen_random_uuid(),
  trajectory_id uuid not null references trajectory (id),
  idea_id uuid references idea (id),
  section_id uuid references section (id),
  parent_id uuid references comment (id),
  author_id uuid references person (id),
  author_role text not null default 'resident',
  stance text not null default 'neutral' check (stance in ('for','against','neutral')),
  body text not null check (length(body) between 1 and 3000),
  contribution_id uuid references contribution (id),
  status text not null default 'visible' check (status in ('visible','hidden')),
  created_at timestamptz not null,
  check (num_nonnulls(idea_id, section_id) = 1)
);
create index comment_idea_idx on comment (idea_id, created_at, id);
create index comment_section_idx on comment (section_id, created_at, id);
create index comment_parent_idx on comment (parent_id, created_at, id) where parent_id is not null;

-- Counts live beside what they count and move with it in one transaction, whoever writes.
create function count_support() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then update idea set support_count = support_count + 1 where id = new.idea_id;
  else update idea set support_count = support_count - 1 where id = old.idea_id; end if;
  return null;
end $$;
create trigger count_support after insert or delete on idea_support for each row execute function count_support();

-- How many ideas there are per theme and status, so that a page with a hundred thousand ideas opens as quickly as one with ten.
create table idea_tally (
  trajectory_id uuid not null references trajectory (id),
  theme_id uuid references theme (id),
  status text not null,
  ideas integer not null check (ideas >= 0),
  unique nulls not distinct (trajectory_id, theme_id, status)
);
create function tally_ideas() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.trajectory_id, new.status) = (old.trajectory_id, old.status) and new.theme_id is not distinct from old.theme_id then
    return null;
  end if;
  -- Taking away first and then adding, each row in a fixed order: two people's changes wait for each other and never for themselves.
  if tg_op = 'UPDATE' then
    perform 1 from idea_tally
      where (trajectory_id = old.trajectory_id and theme_id is not distinct from old.theme_id and status = old.status)
         or (trajectory_id = new.trajectory_id and theme_id is not distinct from new.theme_id and status = new.status)
      order by trajectory_id, theme_id, status for no key update;
  end if;
  if tg_op <> 'INSERT' then
    update idea_tally set ideas = ideas - 1
      where trajectory_id = old.trajectory_id and theme_id is not distinct from old.theme_id and status = old.status;
  end if;
  if tg_op <> 'DELETE' then
    insert into idea_tally (trajectory_id, theme_id, status, ideas) values (new.trajectory_id, new.theme_id, new.status, 1)
      on conflict (trajectory_id, theme_id, status) do update set ideas = idea_tally.ideas + 1;
  end if;
  return null;
end $$;
create trigger tally_ideas after insert or update of trajectory_id, theme_id, status or delete on idea for each row execute function tally_ideas();

create function count_comments() returns trigger language plpgsql as $$
declare was integer := 0; became integer := 0; subject uuid;
begin
  if tg_op <> 'INSERT' and old.status = 'visible' then was := 1; end if;
  if tg_op <> 'DELETE' and new.status = 'visible' then became := 1; end if;
  subject := case when tg_op = 'DELETE' then old.idea_id else new.idea_id end;
  if subject is not null and was <> became then
    update idea set comment_count = comment_count + became - was where id = subject;
  end if;
  return null;
end $$;
create trigger count_comments after insert or update of status or delete on comment for each row execute function count_comments();

-- Answers and the clock ------------------------------------------------------------------------------------------------------

create table response_policy (
  id uuid primary key default gen_random_uuid(),
  trajectory_id uuid references trajectory (id),
  kind text not null,
  term_working_days integer check (term_working_days > 0),
  term_weeks integer check (term_weeks > 0),
  term_days integer check (term_days > 0),
  first_day text not null check (first_day in ('same','next')),
  terms_act boolean not null,
  basis text not null check (basis in ('promise','statutory')),
  basis_text text not null,
  due_soon_days integer not null default 5 check (due_soon_days between 0 and 30),
  target_percent integer not null default 90 check (target_percent between 1 and 100),
  check (num_nonnulls(term_working_days, term_weeks, term_days) = 1)
);
create unique index response_policy_key on response_policy (coalesce(trajectory_id, '00000000-0000-0000-0000-000000000000'), kind);

create table clock (
  contribution_id uuid primary key references contribution (id),
  trajectory_id uuid not null references trajectory (id),
  kind text not null,
  team_id uuid references team (id),
  handler_id uuid references person (id),
  policy jsonb not null,
  started_on date not null,
  first_due_on date not null,
  due_on date not null,
  reasons text[] not null,
  calendar_version text not null,
  paused_on date,
  extended boolean not null default false,
  answered_on date,
  working_days_taken integer,
  stopped_on date
);
create index clock_open_idx on clock (due_on) where answered_on is null and stopped_on is null;
create index clock_trajectory_idx on clock (trajectory_id, answered_on);
create index clock_due_idx on clock (trajectory_id, kind, due_on) where answered_on is null and stopped_on is null;
create index clock_paused_idx on clock (trajectory_id, kind) where paused_on is not null and answered_on is null and stopped_on is null;

create table clock_event (
  id bigint generated always as identity primary key,
  contribution_id uuid not null references clock (contribution_id),
  kind text not null check (kind in ('started','acknowledged','assigned','paused','resumed','extended','answered','reopened','rated','stopped')),
  at timestamptz not null,
  actor_id uuid references person (id),
  data jsonb not null default '{}'
);
create index clock_event_idx on clock_event (contribution_id, id);

create table response (
  id uuid primary key default gen_random_uuid(),
  trajectory_id uuid not null references trajectory (id),
  contribution_id uuid not null references contribution (id),
  outcome text check (outcome in ('adopted','partly','not_adopted','already_arranged','outside_scope','referred','no_action_asked')),
  summary text not null default '',
  motivation text not null default '',
  next_step text not null default '',
  section_id uuid references section (id),
  status text not null default 'draft' check (status in ('draft','in_review','approved','published')),
  author_id uuid not null references person (id),
  reviewer_id uuid references person (id),
  review_remark text,
  revision integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  approved_at timestamptz,
  published_at timestamptz,
  check (status not in ('approved','published') or (reviewer_id is not null and reviewer_id <> author_id)),
  check (status <> 'published' or (published_at is not null and outcome is not null and summary <> '')),
  check (status <> 'published' or outcome = 'adopted' or motivation <> '')
);
create unique index response_open_key on response (contribution_id) where status <> 'published';
create index response_published_idx on response (trajectory_id, published_at desc) where status = 'published';
create index response_contribution_idx on response (contribution_id);

-- Votings --------------------------------------------------------------------------------------------------------------------

create table voting (
  id uuid primary key default gen_random_uuid(),
  trajectory_id uuid not null references trajectory (id),
  title text not null,
  question text not null,
  kind text not null check (kind in ('approval','budget','ranked')),
  budget bigint check (budget > 0),
  max_choices integer check (max_choices > 0),
  minimum_level text not null default 'email' check (minimum_level in ('none','email','address','oidc')),
  method text not null check (method in ('approval','greedy','equal_shares','instant_runoff')),
  completion text check (completion in ('none','add1','add1_utilitarian')),
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  sealed_at timestamptz,
  source_key text,
  created_at timestamptz not null,
  check (closes_at > opens_at),
  check ((kind = 'budget') = (budget is not null))
);
create unique index voting_source_key on voting (trajectory_id, source_key);

create table voting_option (
  id uuid primary key default gen_random_uuid(),
  voting_id uuid not null references voting (id),
  position integer not null,
  title text not null,
  description text not null default '',
  cost bigint check (cost > 0),
  idea_id uuid references idea (id),
  source_key text,
  unique (voting_id, position)
);

-- Who took part, and what was chosen: two tables without a shared key. While a ballot may still change, ballot.link is an HMAC
-- of the person under voting_key; closing destroys the key and clears the links.
create table voting_key (
  voting_id uuid primary key references voting (id),
  key bytea not null
);
create table voting_participant (
  voting_id uuid not null references voting (id),
  person_id uuid not null references person (id),
  primary key (voting_id, person_id)
);
create table ballot (
  id uuid primary key default gen_random_uuid(),
  voting_id uuid not null references voting (id),
  link bytea,
  choices uuid[] not null,
  source_key text
);
create unique index ballot_link_key on ballot (voting_id, link);
create unique index ballot_source_key on ballot (voting_id, source_key);

-- Moderation -----------------------------------------------------------------------------------------------------------------

create table report (
  id uuid primary key default gen_random_uuid(),
  trajectory_id uuid not null references trajectory (id),
  subject_kind text not null check (subject_kind in ('idea','comment','change_proposal')),
  subject_id uuid not null,
  reporter_id uuid not null references person (id),
  reason text not null check (reason in ('insult','discrimination','personal_data','spam','threat','off_topic')),
  note text not null default '',
  created_at timestamptz not null,
  decision_id uuid,
  unique (subject_kind, subject_id, reporter_id)
);
create table moderation_decision (
  id uuid primary key default gen_random_uuid(),
  trajectory_id uuid not null references trajectory (id),
  subject_kind text not null check (subject_kind in ('idea','comment','change_proposal')),
  subject_id uuid not null,
  action text not null check (action in ('hide','restore','keep')),
  rule text check (rule in ('insult','discrimination','personal_data','spam','threat','off_topic')),
  reason text not null check (length(reason) >= 10),
  decided_by_id uuid not null references person (id),
  decided_at timestamptz not null
);
alter table report add foreign key (decision_id) references moderation_decision (id);
create index moderation_decision_subject_idx on moderation_decision (subject_kind, subject_id);
create table appeal (
  id uuid primary key default gen_random_uuid(),
  decision_id uuid not null unique references moderation_decision (id),
  author_id uuid not null references person (id),
  statement text not null check (length(statement) >= 10),
  created_at timestamptz not null,
  due_on date not null,
  decided_by_id uuid references person (id),
  decided_at timestamptz,
  outcome text check (outcome in ('upheld','overturned')),
  reason text,
  check ((decided_at is null) = (outcome is null))
);

-- What happened, and what must still be sent ----------------------------------------------------------------------------------

create table event (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  kind text not null,
  actor_id uuid references person (id),
  trajectory_id uuid references trajectory (id),
  subject_kind text not null,
  subject_id text not null,
  data jsonb not null default '{}'
);
create index event_trajectory_idx on event (trajectory_id, id desc);
create function refuse_change() returns trigger language plpgsql as $$
begin raise exception '% is append-only', tg_table_name; end $$;
create trigger event_append_only before update or delete on event for each row execute function refuse_change();
create trigger clock_event_append_only before update or delete on clock_event for each row execute function refuse_change();
create trigger document_update_append_only before update on document_update for each row execute function refuse_change();

create table mail (
  id uuid primary key default gen_random_uuid(),
  to_email text not null,
  subject text not null,
  text text not null,
  created_at timestamptz not null,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  last_error text,
  sent_at timestamptz
);
create index mail_unsent_idx on mail (next_attempt_at) where sent_at is null;
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of splitStatements(STATEMENTS)) await sql.raw(statement).execute(db);
}

/** Splits on the semicolons that end a line, leaving function bodies between $$ whole. */
function splitStatements(script: string): string[] {
  const statements: string[] = [];
  let current = '';
  let inBody = false;
  for (const line of script.split('\n')) {
    if ((line.match(/\$\$/g) ?? []).length % 2 === 1) inBody = !inBody;
    current += `${line}\n`;
    if (!inBody && line.trimEnd().endsWith(';')) {
      statements.push(current.trim());
      current = '';
    }
  }
  return statements;
}
