/**
 * The count of a budget voting. Pure and exact: the same ballots in any order give the same outcome on any machine.
 *
 * - `greedy`: most approvals (or points) first; what no longer fits is skipped.
 * - `equal_shares`: every voter gets an equal share of the money and helps pay only for what they approved (see `equal-shares.ts`); points then only break ties.
 *   What remains unspent is handled by `completion`, as on equalshares.net/explanation:
 *   `add1` raises every share by whole units of 1, starting from the largest equal integral share, for as long as the real budget is
 *   not exceeded, and stops once nothing more would fit; `add1_utilitarian` then fills up by approvals.
 * Ties everywhere: more approvals (or points), then lower cost, then id by code point.
 */
import { buyProjects, type EqualSharesRun } from './equal-shares.ts';
import { type BudgetVotingInput, type Poll, toPoll } from './poll.ts';

export type BudgetMethod = 'greedy' | 'equal_shares';
export type Completion = 'none' | 'add1' | 'add1_utilitarian';

/** Why one project won or not. Amounts are in the unit of the budget. */
export type ProjectExplanation = {
  id: string;
  cost: number;
  votes: number;
  /** What it got on ballots with points; null when ballots approve without weighing. */
  points: number | null;
  /** Its place in the count, from 1: by approvals for greedy; for equal shares first what was bought, in that order. */
  turn: number;
  /**
   * `won`: taken in its turn (greedy) or paid by its supporters (equal shares); `won_with_leftover`: taken from what was left at the end;
   * `too_expensive`: more than what was left in its turn; `too_little_support`: its supporters together could not pay it;
   * `no_support`: nobody chose it.
   */
  outcome: 'won' | 'won_with_leftover' | 'too_expensive' | 'too_little_support' | 'no_support';
  /** Money of the whole budget that was left when its turn came; for equal shares, losers are looked at after the last purchase. */
  leftBefore: number;
  /** How much was missing; 0 when it won. */
  short: number;
  /** Equal shares only: how many supporters paid for it, and what they paid at most each, in hundredths of a unit, rounded up. */
  payers: number | null;
  highestPayment: number | null;
};

export type CountExplanation = {
  method: BudgetMethod;
  completion: Completion | null;
  budget: number;
  /** Budget minus what is spent. */
  left: number;
  ballots: number;
  /** Ballots that chose at least one winner. */
  satisfied: number;
  /** Equal shares only: what each voter could spend in the deciding round, in hundredths of a unit, rounded down. */
  share: number | null;
  /** Every project: first the winners in the order won, then the others by approvals. */
  projects: ProjectExplanation[];
};

export type BudgetCount = {
  /** Ids in the order won. */
  winners: string[];
  spent: number;
  explanation: CountExplanation;
};

/**
 * Counts a budget voting.
 * @param input budget and costs in one whole unit (euros or cents); `completion` is for `equal_shares` and defaults to `none`
 * @returns winners in the order won, what they cost together, and for every project why
 * @throws RangeError when the input contradicts itself (see `toPoll`)
 */
export function countBudgetVoting(input: BudgetVotingInput & { method: BudgetMethod; completion?: Completion }): BudgetCount {
  const poll = toPoll(input);
  if (input.method === 'greedy') return countGreedy(poll);
  return countEqualShares(poll, input.completion ?? 'none');
}

function countGreedy(poll: Poll): BudgetCount {
  const taken = fillUp(poll, [], poll.budget, 'won');
  return report(poll, { method: 'greedy', completion: null, share: null, taken });
}

function countEqualShares(poll: Poll, completion: Completion): BudgetCount {
  const { run, share } = completion === 'none' ? buyWithFixedShare(poll) : buyWithRaisedShare(poll);
  const winners: Verdict[] = [];
  let left = poll.budget;
  for (const { project, payers, payment, denominator } of run.purchases) {
    // The highest payment is rounded up, so that "at most" stays true.
    const highestPayment = Number((payment * 100n + denominator - 1n) / denominator);
    winners.push({ project, outcome: 'won', leftBefore: left, short: 0, payers, highestPayment });
    left -= poll.costs[project] ?? 0;
  }
  const taken =
    completion === 'add1_utilitarian'
      ? fillUp(poll, winners, left, 'won_with_leftover')
      : [...winners, ...judgeLosers(poll, winners, run, left)];
  return report(poll, { method: 'equal_shares', completion, share, taken });
}

type Verdict = { project: number } & Omit<ProjectExplanation, 'id' | 'cost' | 'votes' | 'points' | 'turn'>;

/** Goes down the list by approvals and takes everything that still fits; `before` are verdicts that stand already. */
function fillUp(poll: Poll, before: Verdict[], budget: number, outcome: 'won' | 'won_with_leftover'): Verdict[] {
  const winners = [...before];
  const losers: Verdict[] = [];
  const decided = new Set(before.map(({ project }) => project));
  let left = budget;
  for (const project of poll.ranked) {
    if (decided.has(project)) continue;
    const cost = poll.costs[project] ?? 0;
    const fits = cost <= left && poll.ballots > 0;
    const support = poll.approvers[project]?.length ?? 0;
    const verdict: Verdict = { project, outcome, leftBefore: left, short: 0, payers: null, highestPayment: null };
    if (fits) {
      winners.push(verdict);
      left -= cost;
    } else losers.push({ ...verdict, outcome: support === 0 ? 'no_support' : 'too_expensive', short: Math.max(0, cost - left) });
  }
  return [...winners, ...losers];
}

function judgeLosers(poll: Poll, winners: Verdict[], run: EqualSharesRun, left: number): Verdict[] {
  const won = new Set(winners.map(({ project }) => project));
  const money = run.supportersMoney();
  return poll.ranked
    .filter((project) => !won.has(project))
    .map((project) => ({
      project,
      outcome: poll.approvers[project]?.length ? 'too_little_support' : 'no_support',
      leftBefore: left,
      short: (poll.costs[project] ?? 0) - (money[project] ?? 0),
      payers: null,
      highestPayment: null,
    }));
}

type SharedOutcome = { run: EqualSharesRun /** Hundredths of a unit. */; share: number };

function buyWithFixedShare(poll: Poll): SharedOutcome {
  const voters = BigInt(Math.max(1, poll.ballots));
  const budget = BigInt(poll.budget);
  return { run: buyProjects(poll, { numerator: budget, denominator: voters }), share: Number((budget * 100n) / voters) };
}

/**
 * Add1: exhaustive and integral, the options equalshares.net recommends. The rule is to raise the share by 1 again and again; where all shares of a stretch provably
 * buy the same, in the same order (see `buyProjects`), they would all be accepted or all refused alike, and the stretch is taken in one step.
 */
function buyWithRaisedShare(poll: Poll): SharedOutcome {
  const affordable = poll.ranked.filter((project) => poll.approvers[project]?.length).length;
  let share = poll.ballots === 0 ? 0 : Math.floor(poll.budget / poll.ballots);
  let run = buyProjects(poll, { numerator: BigInt(share), denominator: 1n });
  /** The nearest larger share that is known not to be sure to buy the same. */
  let beyond: { share: number; run: EqualSharesRun } | null = null;
  let stride = 1;
  // Once every supported project is bought, more money changes nothing.
  while (!isExhaustive(poll, run) && run.purchases.length < affordable) {
    if (beyond?.share === share + 1) {
      // There is no share in between to be sure of: this is the next one of the rule.
      if (beyond.run.spent > poll.budget) break;
      ({ share, run } = beyond);
      beyond = null;
      stride = 1;
      continue;
    }
    const further: number = beyond ? share + Math.floor((beyond.share - share) / 2) : share + stride;
    const next = buyProjects(poll, { numerator: BigInt(further), denominator: 1n, along: run });
    if (next.sameBetween) {
      share = further;
      run = next;
      stride *= 2;
    } else beyond = { share: further, run: next };
  }
  return { run, share: share * 100 };
}

/** Whether no project that was not bought fits in what is left of the real budget. */
function isExhaustive(poll: Poll, run: EqualSharesRun): boolean {
  const bought = new Set(run.purchases.map(({ project }) => project));
  return poll.costs.every((cost, project) => bought.has(project) || run.spent + cost > poll.budget);
}

function report(
  poll: Poll,
  { taken, ...how }: Pick<CountExplanation, 'method' | 'completion' | 'share'> & { taken: Verdict[] },
): BudgetCount {
  const turns = how.method === 'greedy' ? poll.ranked : taken.map(({ project }) => project);
  const projects = taken.map(({ project, ...verdict }) => ({
    id: poll.ids[project] ?? '',
    cost: poll.costs[project] ?? 0,
    votes: poll.approvers[project]?.length ?? 0,
    points: poll.points?.[project] ?? null,
    turn: turns.indexOf(project) + 1,
    ...verdict,
  }));
  const winners = taken.filter(({ outcome }) => outcome === 'won' || outcome === 'won_with_leftover');
  const spent = winners.reduce((sum, { project }) => sum + (poll.costs[project] ?? 0), 0);
  const satisfied = new Uint8Array(poll.ballots);
  for (const { project } of winners) for (const ballot of poll.approvers[project] ?? []) satisfied[ballot] = 1;
  return {
    winners: winners.map(({ project }) => poll.ids[project] ?? ''),
    spent,
    explanation: {
      ...how,
      budget: poll.budget,
      left: poll.budget - spent,
      ballots: poll.ballots,
      satisfied: satisfied.reduce((sum, one) => sum + one, 0),
      projects,
    },
  };
}
