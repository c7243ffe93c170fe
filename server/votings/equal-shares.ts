/**
 * The Method of Equal Shares with cost utilities for one fixed share per voter, in exact arithmetic.
 * Sources: D. Peters, G. Pierczyński, P. Skowron, "Proportional Participatory Budgeting with Additive Utilities" (NeurIPS 2021);
 * equalshares.net. All money is BigInt over one common denominator, so no comparison is ever rounded.
 */

import type { Poll } from './poll.ts';
import { askSupporters, emptyPurse, fillPurse, type Growing, moneyOf, pay } from './purse.ts';

/** One project bought in one round. */
export type Purchase = {
  /** Index of the project in the poll. */
  project: number;
  /** Supporters who still had money and paid something. */
  payers: number;
  /** What the supporters who could afford it paid each: `payment / denominator` units of money. */
  payment: bigint;
  denominator: bigint;
};

export type EqualSharesRun = {
  purchases: Purchase[];
  spent: number;
  /**
   * The smallest whole number of units by which the share must rise before the course of the count can differ at all; null when it
   * never will. Sharper than needed is fine (it only costs a run), blunter would be wrong.
   */
  nextChange: bigint | null;
  /** What the supporters of each project (by index) still have together at the end, rounded down to whole units. */
  supportersMoney: () => number[];
};

/**
 * What a project last asked of each supporter who could afford it: `amount / per`, growing as the share grows.
 * The effective vote count of equalshares.net is cost divided by this; the highest wins, and it can only fall as people spend.
 */
type Asked = { amount: Growing; per: bigint };

/**
 * Buys projects until no group of supporters can pay for one.
 * @param share what each voter may spend: `numerator / denominator` units of money
 */
export function buyProjects(poll: Poll, share: { numerator: bigint; denominator: bigint }): EqualSharesRun {
  const { costs, approvers, ranked } = poll;
  const purse = fillPurse(poll.ballots, share);
  const change = new FirstChange();
  const purchases: Purchase[] = [];
  let spent = 0;
  /** Projects that may still be bought, with what they last asked; in the order that breaks ties. */
  const open = new Map<number, Asked>();
  ranked.forEach((project) => {
    const supporters = approvers[project]?.length ?? 0;
    if (supporters === 0) return;
    const cost = costs[project] ?? 0;
    if (cost === 0) purchases.push({ project, payers: supporters, payment: 0n, denominator: 1n });
    else open.set(project, { amount: { now: BigInt(cost), growth: 0n }, per: BigInt(supporters) });
  });
  const rank = new Map(ranked.map((project, place) => [project, place]));
  /** Negative when `a` is to be bought before `b`. */
  function compare(a: number, b: number): number {
    const left = weigh(poll, open, a, b);
    const right = weigh(poll, open, b, a);
    if (left.now !== right.now) return left.now < right.now ? -1 : 1;
    return (rank.get(a) ?? 0) - (rank.get(b) ?? 0);
  }
  for (;;) {
    let best: number | null = null;
    // Best first by what was asked last: the rest can only have become dearer, so the first that is certain ends the round.
    for (const project of [...open.keys()].sort(compare)) {
      if (best !== null && compare(best, project) < 0) break;
      const voters = approvers[project] ?? emptyPurse;
      const quote = askSupporters(voters, BigInt(costs[project] ?? 0), purse);
      if ('missing' in quote) {
        open.delete(project);
        change.whenNoLongerPositive(quote.missing);
        continue;
      }
      open.set(project, { amount: quote.toShare, per: quote.rich * purse.denominator });
      if (best === null || compare(project, best) < 0) best = project;
    }
    if (best === null) break;
    for (const other of open.keys()) {
      if (other === best) continue;
      const mine = weigh(poll, open, best, other);
      const theirs = weigh(poll, open, other, best);
      const margin = { now: theirs.now - mine.now, growth: theirs.growth - mine.growth };
      // At equality the tie is decided as it is now only when this winner also wins ties.
      if ((rank.get(best) ?? 0) < (rank.get(other) ?? 0)) change.whenNegative(margin);
      else change.whenNoLongerPositive(margin);
    }
    open.delete(best);
    const voters = approvers[best] ?? emptyPurse;
    const paid = pay(voters, askSupporters(voters, BigInt(costs[best] ?? 0), purse), purse, (margin) => change.whenNegative(margin));
    purchases.push({ project: best, ...paid });
    spent += costs[best] ?? 0;
  }
  return {
    purchases,
    spent,
    nextChange: change.after,
    supportersMoney: () => approvers.map((voters) => Number(moneyOf(voters, purse) / purse.denominator)),
  };
}

/** What `a` asks per euro of its cost, made comparable with `weigh(b, a)` by multiplying out both denominators and both costs. */
function weigh(poll: Poll, open: Map<number, Asked>, a: number, b: number): Growing {
  const mine = open.get(a);
  const other = open.get(b);
  if (!mine || !other) throw new RangeError('a project that is not open has no price');
  const factor = other.per * BigInt(poll.costs[b] ?? 0);
  return { now: mine.amount.now * factor, growth: mine.amount.growth * factor };
}

/**
 * Keeps the first whole rise of the share at which one of the facts on which this run rests would stop being true. All facts are
 * comparisons of amounts that grow in a straight line while the course of the count stays as it is.
 */
class FirstChange {
  after: bigint | null = null;
  whenNegative({ now, growth }: Growing): void {
    if (growth < 0n) this.#atMost(now / -growth + 1n);
  }
  whenNoLongerPositive({ now, growth }: Growing): void {
    if (growth < 0n) this.#atMost((now - growth - 1n) / -growth);
  }
  #atMost(rise: bigint): void {
    const least = rise < 1n ? 1n : rise;
    if (this.after === null || least < this.after) this.after = least;
  }
}
