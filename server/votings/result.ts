import type { Actor, Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { sealVoting } from './commands.ts';
import { type BudgetCount, countBudgetVoting } from './count.ts';
import { countApprovals } from './count-approvals.ts';
import { countInstantRunoff, type RunoffRound } from './count-ranked.ts';
import { getVoting, listBallots, type Voting } from './queries.ts';

export type VotingResult = {
  method: Voting['method'];
  completion: Voting['completion'];
  /** Option ids, in the order won. */
  winners: string[];
  /** Every option, most votes first. For a ranked voting: first preferences. */
  tally: { optionId: string; votes: number }[];
  ballotCount: number;
  /** Budget votings: what the winners cost together, in whole euros, and why each option won or not. */
  spent?: number;
  explanation?: BudgetCount['explanation'];
  /** Ranked votings: how the count went, round by round. */
  rounds?: RunoffRound[];
};

/** Sealed ballots never change, so their count does not either. Keyed by voting; small, because a count takes time and its outcome hardly space. */
const counted = new Map<string, VotingResult>();
const KEPT = 200;

/**
 * The outcome of a voting that is over; seals it first when the job has not come by yet.
 * @throws DomainError `result_secret` until it is over, `not_found`
 */
export async function getResult(context: Pick<Context, 'db' | 'now'> & { actor: Actor | null }, votingId: string): Promise<VotingResult> {
  const voting = await getVoting(context.db, votingId, context);
  if (voting.state !== 'closed') throw new DomainError('result_secret', { closesAt: voting.closesAt.toISOString() });
  const known = counted.get(voting.id);
  if (known) return known;
  if (!voting.sealedAt) await sealVoting(context, voting.id);
  const result = count(voting, await listBallots(context.db, voting.id));
  const oldest = counted.keys().next().value;
  if (counted.size >= KEPT && oldest !== undefined) counted.delete(oldest);
  counted.set(voting.id, result);
  return result;
}

/** Counts with the names under which ballots are published, so that whoever recounts the published file breaks ties in the same way. */
function count(voting: Voting, ballots: { choices: string[] }[]): VotingResult {
  const publicId = new Map(voting.options.map((option) => [option.id, option.publicId]));
  const optionId = new Map(voting.options.map((option) => [option.publicId, option.id]));
  const options = voting.options.map((option) => option.publicId);
  const choices = ballots.map((ballot) => ballot.choices.map((id) => translate(publicId, id)));
  const base = { method: voting.method, completion: voting.completion, ballotCount: ballots.length };
  if (voting.method === 'instant_runoff') {
    const { winner, rounds } = countInstantRunoff({ options, ballots: choices.map((ranking) => ({ ranking })) });
    const translated = rounds.map((round) => ({
      ...round,
      tallies: round.tallies.map(({ id, votes }) => ({ id: translate(optionId, id), votes })),
      eliminated: round.eliminated === null ? null : translate(optionId, round.eliminated),
    }));
    const tally = sortTally((translated[0]?.tallies ?? []).map(({ id, votes }) => ({ optionId: id, votes })));
    return { ...base, winners: winner === null ? [] : [translate(optionId, winner)], tally, rounds: translated };
  }
  const approvals = choices.map((ids) => ({ approvals: ids }));
  const counts = countApprovals({ options, ballots: approvals });
  const tally = sortTally(counts.tally.map(({ id, votes }) => ({ optionId: translate(optionId, id), votes })));
  if (voting.method === 'approval') return { ...base, winners: counts.winners.map((id) => translate(optionId, id)), tally };
  const projects = voting.options.map((option) => ({ id: option.publicId, cost: option.cost ?? 0 }));
  const { winners, spent, explanation } = countBudgetVoting({
    budget: voting.budget ?? 0,
    projects,
    ballots: approvals,
    method: voting.method,
    ...(voting.completion ? { completion: voting.completion } : {}),
  });
  return {
    ...base,
    winners: winners.map((id) => translate(optionId, id)),
    tally,
    spent,
    explanation: { ...explanation, projects: explanation.projects.map((project) => ({ ...project, id: translate(optionId, project.id) })) },
  };
}

function sortTally(tally: { optionId: string; votes: number }[]): { optionId: string; votes: number }[] {
  return [...tally].sort((a, b) => b.votes - a.votes);
}

function translate(names: Map<string, string>, id: string): string {
  const name = names.get(id);
  if (name === undefined) throw new Error(`a ballot or count names an option that is not in the voting: ${id}`);
  return name;
}
