/**
 * What is agreed before a trajectory begins and what came of it (metrics, amendments, values, observations), the gate at the end of each phase, and the work of the
 * council: dossiers, questions to the executive, decisions.
 */
import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  // Gates count for phases that end on or after this day: what was over when this rule came keeps going.
  `alter table trajectory add column gates_from date`,
  `update trajectory set gates_from = (now() at time zone 'Europe/Amsterdam')::date`,

  `create table metric_amendment (
     id uuid primary key default gen_random_uuid(),
     trajectory_id uuid not null references trajectory (id),
     metric_id uuid not null,
     kind text not null check (kind in ('added','changed','dropped')),
     changes jsonb not null,
     reason text not null check (length(reason) between 20 and 2000),
     made_by_id uuid not null references person (id),
     made_at timestamptz not null
   )`,
  `create index metric_amendment_idx on metric_amendment (trajectory_id, made_at)`,
  `create table metric (
     id uuid primary key default gen_random_uuid(),
     trajectory_id uuid not null references trajectory (id),
     number integer not null check (number > 0),
     name text not null check (length(name) between 3 and 120),
     unit text not null check (length(unit) between 1 and 40),
     direction text not null check (direction in ('at_least','at_most')),
     source text not null check (length(source) between 3 and 300),
     baseline double precision,
     target double precision not null,
     measure_on date not null,
     owner text not null check (length(owner) between 2 and 120),
     derived text check (derived in ('participants','contributions','on_time_percent','copies')),
     amendment_id uuid references metric_amendment (id),
     changed_on date not null,
     dropped_on date,
     revision integer not null default 1,
     created_at timestamptz not null,
     unique (trajectory_id, number)
   )`,
  `create table metric_value (
     id uuid primary key default gen_random_uuid(),
     metric_id uuid not null references metric (id),
     measured_on date not null,
     value double precision not null,
     note text not null default '' check (length(note) <= 1000),
     -- Null: counted by the system itself.
     entered_by_id uuid references person (id),
     entered_at timestamptz not null
   )`,
  `create index metric_value_idx on metric_value (metric_id, measured_on, entered_at)`,
  `create unique index metric_value_counted_key on metric_value (metric_id, measured_on) where entered_by_id is null`,
  `create table observation (
     id uuid primary key default gen_random_uuid(),
     trajectory_id uuid not null references trajectory (id),
     observed_on date not null,
     body text not null check (length(body) between 10 and 2000),
     author_id uuid not null references person (id),
     created_at timestamptz not null,
     withdrawn_at timestamptz
   )`,
  `create index observation_idx on observation (trajectory_id, observed_on)`,
  // The lock: from the first day of the first phase a metric changes only together with an amendment that says who, why and what. By the day the change was made, so
  // that no job has to turn a key.
  `create function lock_metric() returns trigger language plpgsql as $$
   declare opens_on date;
   begin
     if tg_op = 'DELETE' then raise exception 'a metric is dropped, never deleted'; end if;
     if tg_op = 'UPDATE' and (new.trajectory_id <> old.trajectory_id or new.number <> old.number or new.created_at <> old.created_at
       or new.changed_on < old.changed_on) then raise exception 'a metric stays what it is'; end if;
     select min(starts_on) into opens_on from phase where phase.trajectory_id = new.trajectory_id;
     if new.changed_on >= opens_on then
       if new.amendment_id is null or (tg_op = 'UPDATE' and new.amendment_id is not distinct from old.amendment_id)
         or not exists (select 1 from metric_amendment where id = new.amendment_id and metric_id = new.id and trajectory_id = new.trajectory_id)
       then raise exception 'metrics are locked since %: a change needs an amendment', opens_on; end if;
     end if;
     return new;
   end $$`,
  `create trigger metric_lock before insert or update or delete on metric for each row execute function lock_metric()`,
  `create function refuse_change_of_record() returns trigger language plpgsql as $$
   begin raise exception 'what is on record does not change'; end $$`,
  `create trigger metric_amendment_frozen before update or delete on metric_amendment for each row execute function refuse_change_of_record()`,
  `create trigger metric_value_frozen before update or delete on metric_value for each row execute function refuse_change_of_record()`,

  `create table gate (
     id uuid primary key default gen_random_uuid(),
     trajectory_id uuid not null references trajectory (id),
     phase_id uuid not null unique references phase (id),
     phase_ends_on date not null,
     verdict text not null check (verdict in ('go_on','finish','stop')),
     metrics jsonb not null,
     reason text not null check (length(reason) between 40 and 4000),
     owner text not null check (length(owner) between 2 and 120),
     next_on date not null,
     decided_by_id uuid not null references person (id),
     decided_at timestamptz not null
   )`,
  `create index gate_trajectory_idx on gate (trajectory_id)`,
  `create trigger gate_frozen before update or delete on gate for each row execute function refuse_change_of_record()`,

  `alter table contribution drop constraint contribution_kind_check`,
  `alter table contribution add constraint contribution_kind_check
     check (kind in ('idea','question','change_proposal','formal_view','complaint','challenge','council_question'))`,
  `insert into response_policy (trajectory_id, kind, term_days, first_day, terms_act, basis, basis_text)
     select null, 'council_question', 30, 'next', true, 'promise', 'Reglement van orde van de raad: vragen aan het college' from site`,

  `create table council_dossier (
     id uuid primary key default gen_random_uuid(),
     trajectory_id uuid not null references trajectory (id),
     number integer not null check (number > 0),
     title text not null check (length(title) between 5 and 160),
     summary text not null default '' check (length(summary) <= 2000),
     url text not null default '' check (url = '' or url ~ '^https?://'),
     revision integer not null default 1,
     created_at timestamptz not null,
     unique (trajectory_id, number)
   )`,
  `create table council_meeting (
     dossier_id uuid not null references council_dossier (id),
     stage text not null check (stage in ('forming','judging','deciding')),
     meets_on date not null,
     body text not null check (length(body) between 2 and 120),
     url text not null default '' check (url = '' or url ~ '^https?://'),
     primary key (dossier_id, stage)
   )`,
  `create table council_decision (
     id uuid primary key default gen_random_uuid(),
     dossier_id uuid not null references council_dossier (id),
     number integer not null check (number > 0),
     outcome text not null check (outcome in ('adopted','amended','held','rejected','noted')),
     decided_on date not null,
     summary text not null check (length(summary) between 20 and 4000),
     votes_for integer check (votes_for >= 0),
     votes_against integer check (votes_against >= 0),
     url text not null default '' check (url = '' or url ~ '^https?://'),
     deviates boolean not null,
     correction text not null default '' check (length(correction) <= 1000),
     recorded_by_id uuid not null references person (id),
     recorded_at timestamptz not null,
     -- Every participant has been told; null: not yet.
     told_at timestamptz,
     unique (dossier_id, number),
     check ((votes_for is null) = (votes_against is null))
   )`,
  `create index council_decision_to_tell_idx on council_decision (recorded_at) where told_at is null`,
  `create table council_motion (
     id uuid primary key default gen_random_uuid(),
     decision_id uuid not null references council_decision (id),
     position integer not null,
     kind text not null check (kind in ('amendment','motion')),
     title text not null check (length(title) between 3 and 200),
     outcome text not null check (outcome in ('adopted','rejected','withdrawn','held')),
     votes_for integer check (votes_for >= 0),
     votes_against integer check (votes_against >= 0),
     url text not null default '' check (url = '' or url ~ '^https?://'),
     unique (decision_id, position),
     check ((votes_for is null) = (votes_against is null))
   )`,
  `create table council_deviation (
     id uuid primary key default gen_random_uuid(),
     decision_id uuid not null references council_decision (id),
     position integer not null,
     subject text not null check (length(subject) between 5 and 300),
     motivation text not null check (length(motivation) between 40 and 4000),
     unique (decision_id, position)
   )`,
  `create table council_question (
     -- The same as its contribution.
     id uuid primary key references contribution (id),
     trajectory_id uuid not null references trajectory (id),
     number integer not null check (number > 0),
     title text not null check (length(title) between 5 and 160),
     body text not null check (length(body) between 20 and 4000),
     created_at timestamptz not null,
     unique (trajectory_id, number)
   )`,
  // One mail about a decision per participant, however often and wherever the job runs.
  `create table council_told (
     decision_id uuid not null references council_decision (id),
     person_id uuid not null references person (id),
     told_at timestamptz not null,
     primary key (decision_id, person_id)
   )`,
  `create index council_told_person_idx on council_told (person_id)`,
  `create function refuse_change_of_decision() returns trigger language plpgsql as $$
   begin
     if tg_op = 'DELETE' or to_jsonb(new) - 'told_at' is distinct from to_jsonb(old) - 'told_at' then
       raise exception 'a decision on record does not change: record a correction';
     end if;
     return new;
   end $$`,
  `create trigger council_decision_frozen before update or delete on council_decision for each row execute function refuse_change_of_decision()`,
  `create trigger council_motion_frozen before update or delete on council_motion for each row execute function refuse_change_of_record()`,
  `create trigger council_deviation_frozen before update or delete on council_deviation for each row execute function refuse_change_of_record()`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
