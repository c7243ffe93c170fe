import type { Actor, Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { sealVoting } from './commands.ts';
import { type CountedVoting, countVoting } from './count-voting.ts';
import { type Ballot, getVoting, listBallots, type Voting } from './queries.ts';
import { readTurnout, type Turnout } from './turnout.ts';

/** As counted, with options by their ids. */
export type VotingResult = Omit<CountedVoting, 'tally'> & {
  tally: { optionId: string; votes: number }[];
  turnout: Turnout;
  /** Of the last line of the published ballots, as written down at sealing; null for a voting from a file. */
  ballotsSha256: string | null;
  /** How many accounts could have voted; null for a voting from a file. */
  electorate: number | null;
  /** How many who voted could not any more when it closed; their ballots count. `few`: some, fewer than five. */
  changedVoters: number | 'few' | null;
  /** The version of the program that closed it; null for a voting from a file or of before this was kept. */
  program: string | null;
};

/** Fewer than this could be somebody. */
const FEWEST = 5;

/** Sealed ballots never change, so their count does not either. Keyed by voting; small, because a count takes time and its outcome hardly space. */
const counted = new Map<string, VotingResult>();
const KEPT = 200;

/**
 * The outcome of a voting that is over; seals it first when the job has not come by yet.
 * @throws DomainError `result_secret` until it is over, `site_read_only` when it must be sealed and there is no room, `not_found`
 */
export async function getResult(
  context: Pick<Context, 'db' | 'now' | 'readOnly'> & { actor: Actor | null },
  votingId: string,
): Promise<VotingResult> {
  const voting = await getVoting(context.db, votingId, context);
  if (voting.state !== 'closed') throw new DomainError('result_secret', { closesAt: voting.closesAt.toISOString() });
  const known = counted.get(voting.id);
  if (known) return known;
  if (!voting.sealedAt && context.readOnly) throw new DomainError('site_read_only');
  if (!voting.sealedAt) await sealVoting(context, voting.id);
  const sealed = voting.sealedAt ? voting : await getVoting(context.db, voting.id, context);
  const { ballotsSha256, electorate, changedVoters, program } = sealed;
  const result: VotingResult = {
    ...count(voting, await listBallots(context.db, voting.id)),
    turnout: await readTurnout(context.db, voting.id),
    ballotsSha256,
    electorate,
    program,
    changedVoters: changedVoters !== null && changedVoters > 0 && changedVoters < FEWEST ? 'few' : changedVoters,
  };
  const oldest = counted.keys().next().value;
  if (counted.size >= KEPT && oldest !== undefined) counted.delete(oldest);
  counted.set(voting.id, result);
  return result;
}

/** Counts with the names under which ballots are published, so that whoever recounts the published file breaks ties in the same way. */
function count(
  voting: Voting,
  ballots: Ballot[],
): Omit<VotingResult, 'turnout' | 'ballotsSha256' | 'electorate' | 'changedVoters' | 'program'> {
  const publicId = new Map(voting.options.map((option) => [option.id, option.publicId]));
  const optionId = new Map(voting.options.map((option) => [option.publicId, option.id]));
  const toOption = (id: string) => translate(optionId, id);
  const { budget = null, maxChoices = null } = voting;
  const { winners, tally, rounds, explanation, other, ...rest } = countVoting({
    rules: { ...voting, budget, maxChoices },
    options: voting.options.map((option) => ({ id: option.publicId, cost: option.cost ?? 0 })),
    ballots: ballots.map(({ choices, points }) => ({ choices: choices.map((id) => translate(publicId, id)), points })),
  });
  return {
    ...rest,
    winners: winners.map(toOption),
    tally: tally.map(({ id, votes }) => ({ optionId: toOption(id), votes })),
    ...(explanation && {
      explanation: { ...explanation, projects: explanation.projects.map((project) => ({ ...project, id: toOption(project.id) })) },
    }),
    ...(other && { other: { ...other, winners: other.winners.map(toOption) } }),
    ...(rounds && {
      rounds: rounds.map((round) => ({
        ...round,
        tallies: round.tallies.map(({ id, votes }) => ({ id: toOption(id), votes })),
        eliminated: round.eliminated === null ? null : toOption(round.eliminated),
        elected: round.elected.map(toOption),
      })),
    }),
  };
}

function translate(names: Map<string, string>, id: string): string {
  const name = names.get(id);
  if (name === undefined) throw new Error(`a ballot or count names an option that is not in the voting: ${id}`);
  return name;
}
