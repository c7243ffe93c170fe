import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
alter table voting
  add column seats integer not null default 1 check (seats between 1 and 100),
  add column ballot_type text not null default 'approval' check (ballot_type in ('approval','ordinal','cumulative','scoring')),
  add column receipts boolean not null default true,
  add column source jsonb,
  add column neighbourhoods text[] check (cardinality(neighbourhoods) > 0),
  drop constraint voting_method_check`.execute(db);
  await sql`
alter table voting
  add constraint voting_method_check check (method in ('approval','greedy','equal_shares','instant_runoff','single_transferable_vote'))`.execute(
    db,
  );
  await sql`update voting set ballot_type = 'ordinal' where kind = 'ranked'`.execute(db);
  await sql`
alter table voting
  add constraint voting_ballot_type_fits_check check ((kind <> 'ranked' or ballot_type = 'ordinal') and (kind <> 'approval' or ballot_type = 'approval')),
  add constraint voting_seats_method_check check (seats = 1 or method = 'single_transferable_vote')`.execute(db);
  await sql`alter table voting_option add column source_values text[]`.execute(db);
  await sql`alter table ballot add column points integer[], add column source_values text[], add column receipt text`.execute(db);
  await sql`alter table ballot add constraint ballot_points_check check (points is null or cardinality(points) = cardinality(choices))`.execute(
    db,
  );
  await sql`create unique index ballot_receipt_key on ballot (voting_id, receipt)`.execute(db);
}
