/**
 * The event log becomes a chain that outsiders can check, with a code per day. Personal data in it can be erased without breaking the chain. A session knows when
 * its holder last proved who they are, and a mail that says goodbye is not kept.
 */
import { type Kysely, sql } from 'kysely';

/** 244 random bits, so that nobody finds what was erased by trying values against its code. */
const SALT = `replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')`;

const STATEMENTS = [
  `create table event_seal (
     event_id bigint primary key references event (id),
     salt text,
     personal text check (personal ~ '^[0-9a-f]{64}$'),
     digest text check (digest ~ '^[0-9a-f]{64}$'),
     seq bigint unique check (seq > 0),
     sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
     check (num_nulls(personal, digest, seq, sha256) in (0, 4)),
     check (salt is not null or seq is not null)
   )`,
  `create index event_seal_open_idx on event_seal (event_id) where seq is null`,
  `insert into event_seal (event_id, salt) select id, ${SALT} from event`,
  // In the transaction of the change itself: what is sealed later is never forgotten, whatever order transactions end in.
  `create function await_seal() returns trigger language plpgsql as $$
   begin insert into event_seal (event_id, salt) values (new.id, ${SALT}); return null; end $$`,
  `create trigger event_awaits_seal after insert on event for each row execute function await_seal()`,
  `create table event_anchor (
     day date primary key,
     seq bigint not null references event_seal (seq),
     sha256 text not null,
     made_at timestamptz not null
   )`,

  // A seal is set once; after that only its salt may go. Of an event only the data may go.
  `create function refuse_seal_change() returns trigger language plpgsql as $$
   begin
     if tg_op = 'UPDATE' and new.event_id = old.event_id then
       if old.seq is null and new.salt = old.salt then return new; end if;
       if new.salt is null and (to_jsonb(new) - 'salt') = (to_jsonb(old) - 'salt') then return new; end if;
     end if;
     raise exception 'the chain of events is append-only';
   end $$`,
  `create trigger event_seal_append_only before update or delete on event_seal for each row execute function refuse_seal_change()`,
  `create trigger event_anchor_append_only before update or delete on event_anchor for each row execute function refuse_change()`,
  `create function refuse_event_change() returns trigger language plpgsql as $$
   begin
     if tg_op = 'UPDATE' and new.data = '{}'::jsonb and (to_jsonb(new) - 'data') = (to_jsonb(old) - 'data') then return new; end if;
     raise exception 'event is append-only';
   end $$`,
  `drop trigger event_append_only on event`,
  `create trigger event_append_only before update or delete on event for each row execute function refuse_event_change()`,
  // TRUNCATE fires no row trigger.
  ...['event', 'event_seal', 'event_anchor'].map(
    (table) => `create trigger ${table}_not_emptied before truncate on ${table} for each statement execute function refuse_change()`,
  ),
  `create index event_actor_idx on event (actor_id, id desc)`,
  `create index event_kind_idx on event (kind, id desc)`,
  `create index event_subject_idx on event (subject_id, id desc)`,
  `create index event_at_idx on event (at)`,

  `alter table session add column proved_at timestamptz`,
  `alter table mail add column forget boolean not null default false`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
