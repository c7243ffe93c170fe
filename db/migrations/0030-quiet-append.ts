import { type Kysely, sql } from 'kysely';

/**
 * Without a channel nobody is told within the commit: telling takes a lock that all commits of the database share and wakes every listener each time, so who stores
 * now tells afterwards, many commits at once. A node that runs the program of before goes on giving its channel.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create or replace function append_document_updates(
      channel text, documents uuid[], counts integer[],
      entry_documents uuid[], ordinals integer[], authors uuid[], connections text[], moments timestamptz[], payloads bytea[]
    ) returns table (id uuid, first_seq bigint, last_seq bigint, told text)
    language plpgsql as $$
    #variable_conflict use_column
    begin
      return query
        with given as (
          select * from unnest(documents, counts) as given (id, count)
        ), locked as materialized (
          select document.id from document
          join section on section.document_id = document.id and section.policy = 'open' and section.removed_at is null
          where document.id in (select given.id from given) order by document.id for update of document
        ), taken as (
          update document set last_seq = document.last_seq + given.count
          from given join locked on locked.id = given.id where document.id = given.id
          returning document.id, document.last_seq - given.count as base, document.last_seq
        ), written as (
          insert into document_update (document_id, seq, author_id, connection_id, at, payload)
          select taken.id, taken.base + entry.ordinal, entry.author_id, entry.connection_id, entry.at, entry.payload
          from unnest(entry_documents, ordinals, authors, connections, moments, payloads)
            as entry (id, ordinal, author_id, connection_id, at, payload)
          join taken on taken.id = entry.id
        )
        select taken.id, taken.base + 1, taken.last_seq,
          case when channel is not null then pg_notify(channel, taken.id || ':' || taken.last_seq)::text end from taken;
    end $$`.execute(db);
}
