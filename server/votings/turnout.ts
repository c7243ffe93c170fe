/** How many people took part, by neighbourhood, without giving anybody away. */
import { sql } from 'kysely';
import type { Db } from '../context.ts';

/** `participants` null: too few to tell. `neighbourhood` null: we do not know where they live. */
export type Turnout = { neighbourhood: string | null; participants: number | null }[];

/** Fewer people than this could be known by name (checks on open data of Dutch municipalities use the same bound). */
const FEWEST = 5;

/** Who took part in a voting, by the neighbourhood they live in now; the largest first. Only for a voting that is over. */
export async function readTurnout(db: Db, votingId: string): Promise<Turnout> {
  const { rows } = await sql<{ neighbourhood: string | null; participants: number }>`
    select person.neighbourhood, count(*)::integer as participants
    from voting_participant join person on person.id = voting_participant.person_id
    where voting_participant.voting_id = ${votingId}
    group by person.neighbourhood
    order by participants desc, person.neighbourhood collate "C" nulls last`.execute(db);
  return hideSmallCells(rows);
}

/**
 * Hides every number below five. Where just one would be hidden, the smallest other one goes too: the total is public, so a single gap could be filled in by
 * subtraction. The sum of what is hidden is then at least five as well, or nothing at all is told.
 */
export function hideSmallCells(rows: readonly { neighbourhood: string | null; participants: number }[]): Turnout {
  const sorted = [...rows].sort((a, b) => b.participants - a.participants);
  let told = sorted.filter(({ participants }) => participants >= FEWEST).length;
  const hiddenSum = () => sorted.slice(told).reduce((sum, { participants }) => sum + participants, 0);
  while (told > 0 && told < sorted.length && (sorted.length - told === 1 || hiddenSum() < FEWEST)) told--;
  return sorted.map(({ neighbourhood, participants }, index) => ({ neighbourhood, participants: index < told ? participants : null }));
}
