/** Who could vote, and what became of who did (docs/decisions/0032). */
import { sql } from 'kysely';
import type { Tx } from '../context.ts';

/**
 * Counted when a voting is sealed. Whether somebody may vote is asked when they do, and that stands: who moves, erases the account or is no longer known well enough
 * afterwards has voted. The ballot counts, nobody could find it, and how many there were is said.
 */
export async function countElectorate(tx: Tx, votingId: string): Promise<{ electorate: number; changedVoters: number }> {
  const may = sql`
    person.erased_at is null
    and array_position(array['none', 'email', 'address', 'oidc'], person.verification_level)
      >= array_position(array['none', 'email', 'address', 'oidc'], voting.minimum_level)
    and person.verification_level <> 'none'
    and (voting.neighbourhoods is null or coalesce(person.neighbourhood = any(voting.neighbourhoods), false))`;
  const { rows } = await sql<{ electorate: number; changed: number }>`
    select
      (select count(*) from person where ${may}
        and not exists (select 1 from offline_person where offline_person.person_id = person.id)
        and not exists (select 1 from partner where partner.person_id = person.id)) as electorate,
      (select count(*) from voting_participant join person on person.id = voting_participant.person_id
        where voting_participant.voting_id = voting.id and not (${may})) as changed
    from voting where voting.id = ${votingId}`.execute(tx);
  return { electorate: Number(rows[0]?.electorate ?? 0), changedVoters: Number(rows[0]?.changed ?? 0) };
}
