/** Who was taken out of a count objects on the site; somebody else than who took it out decides. */
import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  // Once per person and flag, as with an appeal.
  `create table support_objection (
     id uuid primary key default gen_random_uuid(),
     flag_id uuid not null references integrity_flag (id),
     person_id uuid not null references person (id),
     statement text not null,
     created_at timestamptz not null,
     due_on date not null,
     outcome text check (outcome in ('upheld', 'overturned')),
     reason text,
     decided_by_id uuid references person (id),
     decided_at timestamptz,
     unique (flag_id, person_id),
     check (num_nonnulls(outcome, reason, decided_by_id, decided_at) in (0, 4))
   )`,
  `create index support_objection_person_idx on support_objection (person_id)`,
  `create index support_objection_open_idx on support_objection (due_on) where decided_at is null`,
  // Who took it out may put everything back, and no more than that.
  `create function objection_by_another() returns trigger language plpgsql as $$
   begin
     if new.decided_by_id = new.person_id or exists (
       select 1 from integrity_flag where id = new.flag_id and decided_by_id = new.decided_by_id and put_back_at is null
     ) then raise exception 'an objection is decided by somebody else'; end if;
     return new;
   end $$`,
  `create trigger support_objection_by_another before update on support_objection
     for each row when (new.decided_by_id is not null) execute function objection_by_another()`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
