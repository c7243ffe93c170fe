/**
 * Frozen versions of the dossier of a trajectory, the papers that account for a process (motivering, eindverslag), and the grade participants give the process.
 */
import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  `create table dossier_version (
     id uuid primary key default gen_random_uuid(),
     trajectory_id uuid not null references trajectory (id),
     number integer not null check (number > 0),
     -- The item on the council's list it was made for; null: for none in particular.
     council_dossier_id uuid references council_dossier (id),
     note text not null default '' check (length(note) <= 1000),
     -- The whole dossier as JSON, letter by letter what is downloaded: sha256 is of exactly these bytes.
     content text not null,
     sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
     frozen_by_id uuid not null references person (id),
     frozen_at timestamptz not null,
     unique (trajectory_id, number)
   )`,
  `create trigger dossier_version_frozen before update or delete on dossier_version for each row execute function refuse_change_of_record()`,

  `create table process_paper (
     id uuid primary key default gen_random_uuid(),
     trajectory_id uuid not null references trajectory (id),
     kind text not null check (kind in ('motivation','final_report')),
     number integer not null check (number > 0),
     -- Of a motivation: what it goes with, which decides the article it answers to.
     instrument text check (instrument in ('vision','plan')),
     -- Words of its makers per chapter; a chapter that is not in it has the words the system makes.
     texts jsonb not null default '{}',
     revision integer not null default 1,
     changed_by_id uuid not null references person (id),
     changed_at timestamptz not null,
     frozen_by_id uuid references person (id),
     frozen_at timestamptz,
     content text,
     sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
     unique (trajectory_id, kind, number),
     check ((kind = 'motivation') = (instrument is not null)),
     check ((frozen_at is null) = (content is null) and (frozen_at is null) = (sha256 is null) and (frozen_at is null) = (frozen_by_id is null))
   )`,
  `create unique index process_paper_draft_key on process_paper (trajectory_id, kind) where frozen_at is null`,
  `create function refuse_change_of_paper() returns trigger language plpgsql as $$
   begin
     if old.frozen_at is not null then raise exception 'a frozen paper does not change: the next one is a new number'; end if;
     if tg_op = 'DELETE' then return old; end if;
     return new;
   end $$`,
  `create trigger process_paper_frozen before update or delete on process_paper for each row execute function refuse_change_of_paper()`,

  `create table process_grade (
     trajectory_id uuid not null references trajectory (id),
     person_id uuid not null references person (id),
     -- The phase that was over last when it was given.
     phase_id uuid not null references phase (id),
     grade integer not null check (grade between 1 and 10),
     given_at timestamptz not null,
     primary key (trajectory_id, person_id)
   )`,
  `create index process_grade_person_idx on process_grade (person_id)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
