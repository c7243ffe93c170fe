import { type Kysely, sql } from 'kysely';

const NOWHERE = '00000000-0000-0000-0000-000000000000';

/** Promises per team and start event, equated days as data, reminders, what is noted of overdue clocks, and figures that stay quick with a million clocks. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table response_policy
    add column team_id uuid references team (id),
    add column start_event text not null default 'submitted' check (start_event in ('submitted','support_reached','phase_closed','handed_over')),
    add column remind_at integer[] not null default '{50,75,100}'`,
  `drop index response_policy_key`,
  `create unique index response_policy_key on response_policy (coalesce(trajectory_id, '${NOWHERE}'), kind, coalesce(team_id, '${NOWHERE}'))`,
  `alter table team add column lead_id uuid references person (id)`,

  `create table equated_day (
    number integer primary key check (number > 0),
    on_day date not null unique,
    decree text not null check (decree <> ''),
    added_by uuid references person (id),
    added_at timestamptz not null,
    status text not null check (status in ('open','confirmed','declined')),
    reason text,
    decided_by uuid references person (id),
    decided_at timestamptz,
    check ((status = 'open') = (decided_at is null))
  )`,
  `create table lengthening (
    equated_day_number integer not null references equated_day (number),
    contribution_id uuid not null references clock (contribution_id),
    due_on_before date not null,
    due_on date not null check (due_on > due_on_before),
    applied boolean not null default false,
    primary key (equated_day_number, contribution_id)
  )`,

  `create table clock_waiting (
    contribution_id uuid primary key references contribution (id),
    trajectory_id uuid not null references trajectory (id),
    kind text not null,
    team_id uuid references team (id),
    policy jsonb not null,
    waits_for text not null check (waits_for in ('support_reached','phase_closed','handed_over')),
    phase_id uuid references phase (id),
    since timestamptz not null,
    held boolean not null default false
  )`,
  `create index clock_waiting_idx on clock_waiting (waits_for, trajectory_id)`,

  `alter table clock_event drop constraint clock_event_kind_check`,
  `alter table clock_event add constraint clock_event_kind_check check (kind in
    ('started','acknowledged','assigned','paused','resumed','extended','answered','reopened','rated','stopped','overdue','reminded','recalculated'))`,
  `alter table clock
    add column paused_days integer not null default 0,
    add column due_soon_days integer generated always as ((policy->>'dueSoonDays')::integer) stored,
    add column overdue_noted_on date,
    add column remind_on date,
    add column reminded_percent integer not null default 0`,
  `update clock set paused_days = paused.days
    from (select contribution_id, sum((data->>'workingDays')::integer)::integer as days from clock_event
      where kind = 'resumed' and data ? 'workingDays' group by contribution_id) as paused
    where clock.contribution_id = paused.contribution_id and clock.answered_on is not null`,
  // Clocks from before are only reminded of their last day.
  `update clock set remind_on = due_on, reminded_percent = 75 where answered_on is null and stopped_on is null`,
  `create index clock_remind_idx on clock (remind_on) where remind_on is not null`,
  `create index clock_overdue_idx on clock (due_on)
    where stopped_on is null and paused_on is null and (answered_on is null or answered_on > due_on) and overdue_noted_on is distinct from due_on`,
  `create index clock_open_figures_idx on clock (trajectory_id, due_on)
    include (team_id, kind, paused_on, extended, due_soon_days, calendar_version) where answered_on is null and stopped_on is null`,
  // Of the practice of the last ninety days: an index scan alone.
  `create index clock_practice_idx on clock (trajectory_id, kind, answered_on) include (working_days_taken) where answered_on is not null`,
  `create index clock_handler_idx on clock (handler_id, due_on) where handler_id is not null and answered_on is null and stopped_on is null`,

  `create table daily_list (
    person_id uuid not null references person (id),
    on_day date not null,
    primary key (person_id, on_day)
  )`,

  // Answers counted. Only ever added to by those who answer, so that two who publish never wait for each other; a job folds the rows together.
  `create table clock_tally (
    trajectory_id uuid not null,
    team_id uuid,
    kind text not null,
    month date not null,
    working_days integer not null,
    on_time boolean not null,
    answers integer not null,
    first_on_time integer not null,
    paused integer not null,
    paused_days integer not null,
    extended integer not null
  )`,
  `create index clock_tally_idx on clock_tally (trajectory_id)`,
  `create table clock_histogram (
    level smallint not null check (level between 1 and 3),
    trajectory_id uuid,
    team_id uuid,
    kind text,
    month date not null,
    days text not null,
    first_on_time integer not null,
    paused integer not null,
    paused_days integer not null,
    extended integer not null
  )`,
  `create index clock_histogram_idx on clock_histogram (level, month)`,
  `create index clock_histogram_trajectory_idx on clock_histogram (trajectory_id, month)`,
  tally('clock', '1'),
  `create function tally_clocks() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' then
      ${tally('new_rows', '1')};
    elsif tg_op = 'DELETE' then
      ${tally('old_rows', '-1')};
    else
      ${tally('(select -1 as sign, old_rows.* from old_rows union all select 1, new_rows.* from new_rows) as changed', 'sign')};
    end if;
    return null;
  end $$`,
  `create trigger tally_new_clocks after insert on clock referencing new table as new_rows for each statement execute function tally_clocks()`,
  `create trigger tally_changed_clocks after update on clock referencing old table as old_rows new table as new_rows
    for each statement execute function tally_clocks()`,
  `create trigger tally_removed_clocks after delete on clock referencing old table as old_rows for each statement execute function tally_clocks()`,
];

function tally(from: string, sign: string): string {
  return `insert into clock_tally (trajectory_id, team_id, kind, month, working_days, on_time, answers, first_on_time, paused, paused_days, extended)
    select trajectory_id, team_id, kind, date_trunc('month', answered_on)::date, working_days_taken, answered_on <= due_on, sum(${sign}),
      sum(case when answered_on <= first_due_on then ${sign} else 0 end), sum(case when paused_days > 0 then ${sign} else 0 end),
      sum(paused_days * ${sign}), sum(case when extended then ${sign} else 0 end)
    from ${from} where answered_on is not null and working_days_taken is not null
    group by 1, 2, 3, 4, 5, 6
    having sum(${sign}) <> 0 or sum(paused_days * ${sign}) <> 0
      or sum(case when answered_on <= first_due_on then ${sign} else 0 end) <> 0
      or sum(case when extended then ${sign} else 0 end) <> 0`;
}
