/** Instant-runoff: one winner from ballots that list options in order of preference. For several winners: `count-stv.ts`. Pure and deterministic. */
import { compareCodePoints } from './poll.ts';

export type RunoffRound = {
  /** Votes per option that is still in, in the order of the options; in hundredths where parts of a vote were passed on. */
  tallies: { id: string; votes: number }[];
  /** Ballots that name no option that is still in. */
  exhausted: number;
  /** Who drops out after this round; null when nobody does. */
  eliminated: string | null;
  /** Who is elected in this round, most votes first. */
  elected: string[];
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
  assertKnown(known, ballots);
  const rounds: RunoffRound[] = [];
  let remaining = [...options];
  while (remaining.length > 0) {
    const round = countRound(remaining, ballots);
    rounds.push(round);
    const counted = ballots.length - round.exhausted;
    if (counted === 0) return { winner: null, rounds };
    const leader = round.tallies.find(({ votes }) => votes * 2 > counted)?.id ?? (remaining.length === 1 ? remaining[0] : undefined);
    if (leader !== undefined) {
      round.elected = [leader];
      return { winner: leader, rounds };
    }
    const out = lastPlace(remaining, rounds);
    round.eliminated = out;
    remaining = remaining.filter((id) => id !== out);
  }
  return { winner: null, rounds };
}

/** @throws RangeError when a ballot names an option that is not in the voting */
export function assertKnown(known: ReadonlySet<string>, ballots: readonly { ranking: string[] }[]): void {
  for (const { ranking } of ballots) {
    const unknown = ranking.find((id) => !known.has(id));
    if (unknown !== undefined) throw new RangeError(`a ballot names an unknown option: ${unknown}`);
  }
}

function countRound(remaining: string[], ballots: { ranking: string[] }[]): RunoffRound {
  const votes = new Map(remaining.map((id) => [id, 0]));
  let exhausted = 0;
  for (const { ranking } of ballots) {
    const choice = ranking.find((id) => votes.has(id));
    if (choice === undefined) exhausted++;
    else votes.set(choice, (votes.get(choice) ?? 0) + 1);
  }
  return { tallies: [...votes].map(([id, count]) => ({ id, votes: count })), exhausted, eliminated: null, elected: [] };
}

/** Who of `remaining` comes last: the fewest votes now, else in the latest earlier round that differs, else the last by code point. */
function lastPlace(remaining: string[], rounds: RunoffRound[]): string {
  let candidates = remaining;
  for (const round of [...rounds].reverse()) {
    const votes = new Map(round.tallies.map((tally) => [tally.id, tally.votes]));
    const fewest = Math.min(...candidates.map((id) => votes.get(id) ?? 0));
    candidates = candidates.filter((id) => (votes.get(id) ?? 0) === fewest);
  }
  return [...candidates].sort(compareCodePoints).at(-1) ?? '';
}
