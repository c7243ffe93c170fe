/** Instant-runoff: one winner from ballots that list options in order of preference. Pure and deterministic. */
import { compareCodePoints } from './poll.ts';

export type RunoffRound = {
  /** Ballots per option that is still in, in the order of the options. */
  tallies: { id: string; votes: number }[];
  /** Ballots that name no option that is still in. */
  exhausted: number;
  /** Who drops out after this round; null in the last. */
  eliminated: string | null;
};

export type RankedCount = {
  /** Null when no ballot names an option. */
  winner: string | null;
  rounds: RunoffRound[];
};

/**
 * Counts by instant-runoff: each ballot counts for its highest option that is still in; as long as none has more than half of the
 * ballots that still count, the option with the fewest drops out. Of equals the one drops out that had fewer in the latest earlier round
 * where they differed; if never, the last by code point of its id.
 * @throws RangeError when a ballot names an unknown option
 */
export function countInstantRunoff({ options, ballots }: { options: string[]; ballots: { ranking: string[] }[] }): RankedCount {
  const known = new Set(options);
  for (const { ranking } of ballots) {
    const unknown = ranking.find((id) => !known.has(id));
    if (unknown !== undefined) throw new RangeError(`a ballot names an unknown option: ${unknown}`);
  }
  const rounds: RunoffRound[] = [];
  let remaining = [...options];
  while (remaining.length > 0) {
    const round = countRound(remaining, ballots);
    rounds.push(round);
    const counted = ballots.length - round.exhausted;
    if (counted === 0) return { winner: null, rounds };
    const leader = round.tallies.find(({ votes }) => votes * 2 > counted);
    if (leader) return { winner: leader.id, rounds };
    if (remaining.length === 1) return { winner: remaining[0] ?? null, rounds };
    const out = lastPlace(remaining, rounds);
    round.eliminated = out;
    remaining = remaining.filter((id) => id !== out);
  }
  return { winner: null, rounds };
}

function countRound(remaining: string[], ballots: { ranking: string[] }[]): RunoffRound {
  const votes = new Map(remaining.map((id) => [id, 0]));
  let exhausted = 0;
  for (const { ranking } of ballots) {
    const choice = ranking.find((id) => votes.has(id));
    if (choice === undefined) exhausted++;
    else votes.set(choice, (votes.get(choice) ?? 0) + 1);
  }
  return { tallies: [...votes].map(([id, count]) => ({ id, votes: count })), exhausted, eliminated: null };
}

function lastPlace(remaining: string[], rounds: RunoffRound[]): string {
  let candidates = remaining;
  for (const round of [...rounds].reverse()) {
    const votes = new Map(round.tallies.map((tally) => [tally.id, tally.votes]));
    const fewest = Math.min(...candidates.map((id) => votes.get(id) ?? 0));
    candidates = candidates.filter((id) => (votes.get(id) ?? 0) === fewest);
  }
  return [...candidates].sort(compareCodePoints).at(-1) ?? '';
}
