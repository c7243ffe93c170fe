/**
 * Single transferable vote: several winners from ballots that list options in order of preference, so that every sizeable group wins its share.
 * Weighted inclusive Gregory transfers with the Droop quota, as Scottish councils are elected (Scottish Local Government Elections Order 2011, schedule 1,
 * part III), but in exact fractions where the Order cuts off after five decimals. Pure and deterministic.
 */
import { assertKnown, type RunoffRound } from './count-ranked.ts';
import { compareCodePoints } from './poll.ts';

export type TransferableCount = {
  /** In the order elected. */
  winners: string[];
  /** Votes that are certainly enough: Droop, `floor(ballots / (seats + 1)) + 1`, over the ballots that name an option. */
  quota: number;
  rounds: RunoffRound[];
};

/** Ballots with the same ranking. Each is worth `weight / denominator` votes and counts for its `holder`; for nobody (null) when no option on it is still in. */
type Bundle = { ranking: string[]; count: bigint; weight: bigint; holder: string | null };

/**
 * Counts a single transferable vote. Whoever reaches the quota is elected; the largest surplus is passed on first, every ballot of the elected at the part of its value
 * that was not needed. When no surplus is left, the option with the fewest votes drops out. Who was higher in the latest earlier round where two equals differed goes
 * before; if never, the first by code point.
 * @throws RangeError when a ballot names an unknown option, or the seats are not a whole number from 1
 */
export function countSingleTransferableVote({
  options,
  seats,
  ballots,
}: {
  options: string[];
  seats: number;
  ballots: { ranking: string[] }[];
}): TransferableCount {
  if (!Number.isSafeInteger(seats) || seats < 1) throw new RangeError('seats must be a whole number from 1');
  assertKnown(new Set(options), ballots);
  const bundles = toBundles(ballots);
  const valid = bundles.reduce((sum, { count }) => sum + Number(count), 0);
  const quota = Math.floor(valid / (seats + 1)) + 1;
  const winners: string[] = [];
  const rounds: RunoffRound[] = [];
  /** Votes per option in each round, times the denominator of that round. */
  const history: Map<string, bigint>[] = [];
  const hopeful = new Set(options);
  /** Elected, with a surplus that has not been passed on yet. */
  const waiting = new Set<string>();
  let denominator = 1n;

  while (valid > 0 && winners.length < seats && hopeful.size > 0) {
    const votes = new Map([...hopeful, ...waiting].map((id) => [id, 0n]));
    for (const { holder, count, weight } of bundles)
      if (holder !== null && votes.has(holder)) votes.set(holder, (votes.get(holder) ?? 0n) + count * weight);
    history.push(votes);
    const needed = BigInt(quota) * denominator;
    const round = describe(votes);
    rounds.push(round);
    round.elected = [...hopeful].filter((id) => (votes.get(id) ?? 0n) >= needed);
    // As many left as there are seats: nobody needs to drop out any more.
    if (hopeful.size <= seats - winners.length) round.elected = [...hopeful];
    round.elected = round.elected.sort(higherFirst).slice(0, seats - winners.length);
    for (const id of round.elected) {
      hopeful.delete(id);
      if ((votes.get(id) ?? 0n) > needed) waiting.add(id);
    }
    winners.push(...round.elected);
    if (winners.length === seats) break;
    const [largest] = [...waiting].sort(higherFirst);
    if (largest !== undefined) {
      waiting.delete(largest);
      passOn(largest, { held: votes.get(largest) ?? 0n, needed });
    } else if (round.elected.length === 0) {
      const out = [...hopeful].sort(higherFirst).at(-1) ?? '';
      round.eliminated = out;
      hopeful.delete(out);
      for (const bundle of bundles) if (bundle.holder === out) bundle.holder = nextOn(bundle);
    }
  }
  return { winners, quota, rounds };

  function passOn(elected: string, { held, needed }: { held: bigint; needed: bigint }): void {
    for (const bundle of bundles) {
      if (bundle.holder !== elected) bundle.weight *= held;
      else {
        bundle.weight *= held - needed;
        bundle.holder = nextOn(bundle);
      }
    }
    const common = bundles.reduce((sum, { weight }) => gcd(sum, weight), denominator * held);
    denominator = (denominator * held) / common;
    for (const bundle of bundles) bundle.weight /= common;
  }

  function nextOn({ ranking }: Bundle): string | null {
    return ranking.find((id) => hopeful.has(id)) ?? null;
  }

  /** What a table of the count shows: who was elected before keeps the quota. */
  function describe(votes: Map<string, bigint>): RunoffRound {
    const tallies = options.flatMap((id) => {
      const held = votes.get(id);
      if (held !== undefined) return [{ id, votes: inHundredths(held) }];
      return winners.includes(id) ? [{ id, votes: quota }] : [];
    });
    const done = winners.filter((id) => !waiting.has(id)).length * quota;
    const counted = [...votes.values()].reduce((sum, held) => sum + held, BigInt(done) * denominator);
    return { tallies, exhausted: inHundredths(BigInt(ballots.length) * denominator - counted), eliminated: null, elected: [] };
  }

  function inHundredths(votes: bigint): number {
    return Number((votes * 100n) / denominator) / 100;
  }

  function higherFirst(a: string, b: string): number {
    for (const votes of [...history].reverse()) {
      const [left, right] = [votes.get(a) ?? 0n, votes.get(b) ?? 0n];
      if (left !== right) return left > right ? -1 : 1;
    }
    return compareCodePoints(a, b);
  }
}

function toBundles(ballots: { ranking: string[] }[]): Bundle[] {
  const bundles = new Map<string, Bundle>();
  for (const { ranking } of ballots) {
    if (ranking.length === 0) continue;
    const key = JSON.stringify(ranking);
    const known = bundles.get(key);
    if (known) known.count += 1n;
    else bundles.set(key, { ranking, count: 1n, weight: 1n, holder: ranking[0] ?? null });
  }
  return [...bundles.values()];
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y > 0n) [x, y] = [y, x % y];
  return x;
}
