/** The count of any voting, by its rules. Pure: the server runs it, and so does the browser of whoever recounts the published ballots. */
import { type BudgetCount, countBudgetVoting } from './count.ts';
import { countApprovals } from './count-approvals.ts';
import { countInstantRunoff, type RunoffRound } from './count-ranked.ts';
import { countSingleTransferableVote } from './count-stv.ts';
import type { BallotType } from './pabulib.ts';
import type { Voting } from './queries.ts';

export type CountingRules = Pick<Voting, 'method' | 'completion' | 'seats'> & { budget: number | null; maxChoices: number | null };

export type CountedVoting = {
  method: Voting['method'];
  completion: Voting['completion'];
  /** Ids, in the order won. */
  winners: string[];
  /** Every option, most votes first. For a ranked voting: first preferences. */
  tally: { id: string; votes: number }[];
  ballotCount: number;
  /** Budget votings: what the winners cost together, in whole euros, and why each option won or not. */
  spent?: number;
  explanation?: BudgetCount['explanation'];
  /** Budget votings: who would have won by the other method. */
  other?: { method: 'greedy' | 'equal_shares'; winners: string[] };
  /** Ranked votings: how the count went, round by round. */
  rounds?: RunoffRound[];
  /** Single transferable vote: how many votes were certainly enough. */
  quota?: number;
};

type Input = {
  rules: CountingRules & { ballotType: BallotType };
  /** By the names under which ballots are published: they break ties. */
  options: { id: string; cost: number }[];
  ballots: { choices: string[]; points: number[] | null }[];
};

/** @throws RangeError when a ballot names an unknown option */
export function countVoting({ rules, options, ballots }: Input): CountedVoting {
  const { method, completion } = rules;
  const base = { method, completion, ballotCount: ballots.length };
  const ids = options.map(({ id }) => id);
  if (method === 'instant_runoff' || method === 'single_transferable_vote') {
    const counted = countRanked(rules, { options: ids, ballots: ballots.map(({ choices }) => ({ ranking: choices })) });
    return { ...base, ...counted, tally: mostFirst(counted.rounds[0]?.tallies ?? []) };
  }
  const approvals = ballots.map(({ choices }) => ({ approvals: choices }));
  const { winners, tally } = countApprovals({ options: ids, ballots: approvals });
  if (method === 'approval') return { ...base, winners, tally: mostFirst(tally) };
  const poll = {
    budget: rules.budget ?? 0,
    projects: options,
    ballots: ballots.map((ballot) => ({
      approvals: ballot.choices,
      ...pointsOf(ballot, { rules, most: rules.maxChoices ?? options.length }),
    })),
  };
  const counted = countBudgetVoting({ ...poll, method, ...(completion ? { completion } : {}) });
  const other = method === 'greedy' ? 'equal_shares' : 'greedy';
  return {
    ...base,
    ...counted,
    tally: mostFirst(tally),
    other: { method: other, winners: countBudgetVoting({ ...poll, method: other, completion: 'add1_utilitarian' }).winners },
  };
}

function countRanked(
  { method, seats }: CountingRules,
  input: { options: string[]; ballots: { ranking: string[] }[] },
): { winners: string[]; rounds: RunoffRound[]; quota?: number } {
  if (method === 'single_transferable_vote') return countSingleTransferableVote({ ...input, seats });
  const { winner, rounds } = countInstantRunoff(input);
  return { winners: winner === null ? [] : [winner], rounds };
}

/** Points of a ballot of a budget: as given, or for an order of preference as Borda: the first gets as many as one may choose, each next one less. */
function pointsOf(
  { choices, points }: Input['ballots'][number],
  { rules, most }: { rules: Input['rules']; most: number },
): { points?: number[] } {
  if (rules.ballotType === 'approval') return {};
  if (rules.ballotType !== 'ordinal') return { points: points ?? [] };
  return { points: choices.map((_, index) => Math.max(0, most - index)) };
}

function mostFirst(tally: { id: string; votes: number }[]): { id: string; votes: number }[] {
  return [...tally].sort((a, b) => b.votes - a.votes);
}
