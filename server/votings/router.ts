import { z } from 'zod';
import { requireActor, whyNot } from '../permissions.ts';
import { procedure, router } from '../trpc.ts';
import { readVotingFile, votingFileText } from './ballot-chain.ts';
import { findByReceipt, findOwnBallot } from './ballot-link.ts';
import { castBallot } from './commands.ts';
import { exportPabulib, listPublished } from './export-pabulib.ts';
import { getPlanning, planVoting } from './plan-voting.ts';
import { getVoting, listVotings, livesInArea, type Voting } from './queries.ts';
import { readReceipt } from './receipt.ts';
import { getResult } from './result.ts';
import { meetsLevel } from './rules.ts';

const votingInput = z.object({ votingId: z.string().max(100) });

export const votingsRouter = router({
  get: procedure.input(z.object({ id: z.string().max(100) })).query(async ({ ctx, input }) => {
    const voting = await getVoting(ctx.db, input.id, ctx);
    const refusal = whyNot(ctx.actor, 'voting.cast', { trajectoryId: voting.trajectoryId }, ctx);
    const levelTooLow = ctx.actor !== null && !meetsLevel(ctx.actor.verificationLevel, voting.minimumLevel);
    const outside = ctx.actor !== null && !(await livesInArea(ctx.db, { personId: ctx.actor.id, neighbourhoods: voting.neighbourhoods }));
    const whyNotCast = refusal ?? (levelTooLow ? ('not_verified' as const) : outside ? ('outside_area' as const) : null);
    return { ...present(voting), whyNotCast: voting.state === 'open' ? whyNotCast : ('voting_not_open' as const) };
  }),
  list: procedure.input(z.object({ trajectory: z.string().max(200) })).query(async ({ ctx, input }) => {
    const votings = await listVotings(ctx.db, input.trajectory, ctx);
    return { items: votings.map(present), nextCursor: null };
  }),
  /** What the form of a new voting starts from. */
  planning: procedure
    .input(z.object({ trajectory: z.string().max(200), step: z.uuid().optional().catch(undefined) }))
    .query(({ ctx, input }) => getPlanning(ctx, input)),
  create: procedure
    .input(
      z.object({
        trajectory: z.string().max(200),
        title: z.string().max(1000),
        question: z.string().max(1000),
        kind: z.enum(['approval', 'budget', 'ranked']),
        budget: z.number().nullable().default(null),
        method: z.enum(['greedy', 'equal_shares']).default('equal_shares'),
        seats: z.int().min(1).max(100).default(1),
        maxChoices: z.int().min(1).max(1000).nullable().default(null),
        minimumLevel: z.enum(['email', 'address', 'oidc']).default('email'),
        neighbourhoods: z.array(z.string().max(200)).max(100).default([]),
        receipts: z.boolean().default(true),
        plannedStepId: z.uuid().nullish(),
        opensOn: z.string().max(10),
        closesOn: z.string().max(10),
        options: z.string().max(50_000),
      }),
    )
    .mutation(({ ctx, input }) => planVoting(ctx, input)),
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
  /** The ballot with a voter's code; null when there is none. Refused like the result. */
  findBallot: procedure.input(votingInput.extend({ receipt: z.string().max(100) })).query(async ({ ctx, input }) => {
    await getResult(ctx, input.votingId);
    const receipt = readReceipt(input.receipt);
    return receipt === null ? null : findByReceipt(ctx.db, { votingId: input.votingId, receipt });
  }),
  /** The anonymous ballots; refused like the result. */
  ballots: procedure.input(votingInput).query(async ({ ctx, input }) => {
    await getResult(ctx, input.votingId);
    const { options } = await getVoting(ctx.db, input.votingId, ctx);
    const publicId = new Map(options.map((option) => [option.id, option.publicId]));
    const ballots = await listPublished(ctx.db, { votingId: input.votingId, publicId });
    return { items: ballots.map(({ values: _, ...ballot }) => ballot), nextCursor: null };
  }),
  /** The anonymous ballots as a chain of codes, with the rules and the outcome; refused like the result. */
  chainFile: procedure.input(votingInput).query(async ({ ctx, input }) => {
    const { tally, winners } = await getResult(ctx, input.votingId);
    const { options } = await getVoting(ctx.db, input.votingId, ctx);
    const publicId = new Map(options.map((option) => [option.id, option.publicId]));
    const nameOf = (id: string) => publicId.get(id) ?? '';
    const outcome = { winners: winners.map(nameOf), tally: tally.map(({ optionId, votes }) => ({ id: nameOf(optionId), votes })) };
    return { text: votingFileText(await readVotingFile(ctx.db, input.votingId), outcome) };
  }),
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
    options,
    ...(voting.budget === undefined ? {} : { budget: voting.budget }),
    ...(voting.maxChoices === undefined ? {} : { maxChoices: voting.maxChoices }),
    minimumLevel: voting.minimumLevel,
    neighbourhoods: voting.neighbourhoods,
    seats: voting.seats,
    ballotType: voting.ballotType,
    receipts: voting.receipts,
    method: voting.method,
    completion: voting.completion,
    opensAt: opensAt.toISOString(),
    closesAt: closesAt.toISOString(),
    state: voting.state,
    binding: voting.binding,
    ballotCount: voting.ballotCount,
  };
}
