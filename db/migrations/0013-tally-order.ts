/**
 * Ideas that reach a status which none in their trajectory had before, several at once, waited for each other for ever (40P01): the first took both rows of the tally, the
 * next only the one that was there, and the other one later. Now the row of the new status is there before any row is locked.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create or replace function tally_ideas() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.trajectory_id, new.status) = (old.trajectory_id, old.status) and new.theme_id is not distinct from old.theme_id then
    return null;
  end if;
  if tg_op = 'UPDATE' then
    insert into idea_tally (trajectory_id, theme_id, status, ideas) values (new.trajectory_id, new.theme_id, new.status, 0)
      on conflict (trajectory_id, theme_id, status) do nothing;
    -- Each row in a fixed order: two people's changes wait for each other and never for themselves.
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
end $$`.execute(db);
}
