/**
 * The Method of Equal Shares with cost utilities for one fixed share per voter, in exact arithmetic.
 * Sources: D. Peters, G. Pierczyński, P. Skowron, "Proportional Participatory Budgeting with Additive Utilities" (NeurIPS 2021);
 * equalshares.net. All money is BigInt over one common denominator. Rounded
 * numbers only point out what needs no closer look: where the rounding could decide, amounts are compared in full.
 */

import type { Poll } from './poll.ts';
import { askSupporters, doubtOf, emptyPurse, estimateAsked, fillPurse, moneyOf, pay, type Quote, ratio } from './purse.ts';

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
  /** With `along`: whether every share between those of the two runs buys the same projects in the same order. */
  sameBetween: boolean;
  /** What the supporters of each project (by index) still have together at the end, rounded down to whole units. */
  supportersMoney: () => number[];
};

/**
 * Buys projects until no group of supporters can pay for one.
 *
 * `along` is a run with a smaller share, to learn whether all shares between the two buy the same. That rests on one fact: as long as the same projects are bought in
 * the same order, a larger share leaves every voter with more or as much, and makes every project as dear or cheaper for each supporter. (By induction over the
 * purchases: from fuller purses the equal payment `q` with `Σ min(money, q) = cost` cannot be higher, and so `max(0, money - q)` cannot be lower.) So for a share in
 * between, what is bought in a round asks at most what it asked in the run with the smaller share, and every other project at least what it asks in the run with the
 * larger one. Where the first is less than the second, or equal and the tie goes its way, the round is the same for all of them; and what cannot be paid
 * at the end with the larger share cannot be paid with a smaller one.
 *
 * @param share what each voter may spend: `numerator / denominator` units of money
 */
export const stat = { n: 0 };
export function buyProjects(
  poll: Poll,
  { along = null, ...share }: { numerator: bigint; denominator: bigint; along?: EqualSharesRun | null },
): EqualSharesRun {
  const { costs, approvers, ranked } = poll;
  const purse = fillPurse(poll.ballots, share);
  const doubt = 2 * doubtOf(purse);
  const purchases: Purchase[] = [];
  let sameBetween = along !== null;
  let spent = 0;
  /** Projects that may still be bought, with what they last asked: rounded, and it can only have become more since. */
  const open = new Map<number, number>();
  ranked.forEach((project) => {
    const supporters = approvers[project]?.length ?? 0;
    if (supporters === 0) return;
    if (costOf(project) === 0) purchases.push({ project, payers: supporters, payment: 0n, denominator: 1n });
    else open.set(project, 1 / supporters);
  });
  const rank = new Map(ranked.map((project, place) => [project, place]));

  for (;;) {
    let best: Offer | null = null;
    const before = along?.purchases[purchases.length];
    const bound = sameBetween && before ? boughtFor(before) : null;
    const offers = [...open].sort(([, a], [, b]) => a - b);
    for (const [project, atLeast] of offers) {
      // The rest ask as much as this one or more: what is certain here is certain for all of them.
      if (best && best.about + doubt < atLeast && (!bound || bound.about + doubt < atLeast)) break;
      const offer = ask(project);
      if (offer === null) {
        open.delete(project);
        continue;
      }
      open.set(project, offer.about);
      if (bound && project !== bound.project && !comesBefore(bound, offer)) sameBetween = false;
      if (best === null || comesBefore(offer, best)) best = offer;
    }
    if (best === null) break;
    if (best.project !== before?.project) sameBetween = false;
    open.delete(best.project);
    const { payers, payment } = pay(supportersOf(best.project), quote(best.project), purse);
    purchases.push({ project: best.project, payers, payment, denominator: purse.denominator });
    spent += costOf(best.project);
  }
  return {
    purchases,
    spent,
    sameBetween: sameBetween && purchases.length === along?.purchases.length,
    supportersMoney: () => approvers.map((voters) => Number(moneyOf(voters, purse) / purse.denominator)),
  };

  function costOf(project: number): number {
    return costs[project] ?? 0;
  }

  function supportersOf(project: number): Int32Array {
    return approvers[project] ?? emptyPurse;
  }

  function ask(project: number): Offer | null {
    const about = estimateAsked(supportersOf(project), costOf(project), purse);
    if (about === null) return null;
    const exactly = () => priceOf(quote(project), purse.denominator);
    if (about !== 'unsure') return { project, about, exactly };
    return askSupporters(supportersOf(project), costOf(project), purse) && { project, about: aboutOf(exactly(), costOf(project)), exactly };
  }

  function quote(project: number): Quote {
    const found = askSupporters(supportersOf(project), costOf(project), purse);
    if (!found) throw new RangeError('supporters cannot pay this project');
    return found;
  }

  function boughtFor({ project, payment, denominator }: Purchase): Offer {
    const price = { amount: payment, per: denominator };
    return { project, about: aboutOf(price, costOf(project)), exactly: () => price };
  }

  /** Whether `a` is to be bought before `b`: by what they ask per unit of their cost, in full where rounding could decide. */
  function comesBefore(a: Offer, b: Offer): boolean {
    if (Math.abs(a.about - b.about) > doubt) return a.about < b.about;
    const [mine, theirs] = [a.exactly(), b.exactly()];
    const left = mine.amount * theirs.per * BigInt(costOf(b.project));
    const right = theirs.amount * mine.per * BigInt(costOf(a.project));
    return left === right ? (rank.get(a.project) ?? 0) < (rank.get(b.project) ?? 0) : left < right;
  }
}

/** What each of the rich pays: `amount / per` units. */
type Price = { amount: bigint; per: bigint };

/**
 * What a project asks in this round. `about` is the price as a share of the cost, rounded. The effective vote count of equalshares.net is one divided by it; the highest
 * wins, and it can only fall as people spend.
 */
type Offer = { project: number; about: number; exactly: () => Price };

function priceOf({ toShare, rich }: Quote, denominator: bigint): Price {
  return { amount: toShare, per: rich * denominator };
}

function aboutOf({ amount, per }: Price, cost: number): number {
  return ratio(amount, per) / cost;
}
