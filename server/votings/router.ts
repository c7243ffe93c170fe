import { z } from 'zod';
import { requireActor, whyNot } from '../permissions.ts';
import { procedure, router } from '../trpc.ts';
import { findOwnBallot } from './ballot-link.ts';
import { castBallot } from './commands.ts';
import { exportPabulib } from './export-pabulib.ts';
import { getVoting, listVotings, type Voting } from './queries.ts';
import { getResult } from './result.ts';
import { meetsLevel } from './rules.ts';

const votingInput = z.object({ votingId: z.string().max(100) });

export const votingsRouter = router({
  get: procedure.input(z.object({ id: z.string().max(100) })).query(async ({ ctx, input }) => {
    const voting = await getVoting(ctx.db, input.id, ctx);
    const refusal = whyNot(ctx.actor, 'voting.cast', { trajectoryId: voting.trajectoryId }, ctx);
    const levelTooLow = ctx.actor !== null && !meetsLevel(ctx.actor.verificationLevel, voting.minimumLevel);
    return {
      ...present(voting),
      whyNotCast: voting.state === 'open' ? (refusal ?? (levelTooLow ? ('not_verified' as const) : null)) : ('voting_not_open' as const),
    };
  }),
  list: procedure.input(z.object({ trajectory: z.string().max(200) })).query(async ({ ctx, input }) => {
    const votings = await listVotings(ctx.db, input.trajectory, ctx);
    return { items: votings.map(present), nextCursor: null };
  }),
  cast: procedure
    .input(votingInput.extend({ choices: z.array(z.string().max(100)).max(1000) }))
    .mutation(({ ctx, input }) => castBallot(ctx, input)),
  /** Null when no ballot was cast, and for ever once the voting is closed: by then nobody can find it. */
  myBallot: procedure.input(votingInput).query(async ({ ctx, input }) => {
    const actor = requireActor(ctx.actor, 'voting.read_own_ballot', {}, ctx);
    const voting = await getVoting(ctx.db, input.votingId, ctx);
    return voting.state === 'open' ? findOwnBallot(ctx.db, { votingId: voting.id, personId: actor.id }) : null;
  }),
  result: procedure.input(votingInput).query(({ ctx, input }) => getResult(ctx, input.votingId)),
  /** The anonymous ballots as a `.pb` file; refused like the result. */
  ballotFile: procedure.input(votingInput).query(async ({ ctx, input }) => {
    await getResult(ctx, input.votingId);
    return { text: await exportPabulib(ctx.db, input.votingId) };
  }),
});

function present({ sealedAt: _, trajectoryId: __, options, opensAt, closesAt, ...voting }: Voting) {
  return {
    id: voting.id,
    trajectory: voting.trajectory,
    title: voting.title,
    question: voting.question,
    kind: voting.kind,
    options: options.map(({ publicId: ___, ...option }) => option),
    ...(voting.budget === undefined ? {} : { budget: voting.budget }),
    ...(voting.maxChoices === undefined ? {} : { maxChoices: voting.maxChoices }),
    minimumLevel: voting.minimumLevel,
    method: voting.method,
    completion: voting.completion,
    opensAt: opensAt.toISOString(),
    closesAt: closesAt.toISOString(),
    state: voting.state,
    binding: voting.binding,
    ballotCount: voting.ballotCount,
  };
}
