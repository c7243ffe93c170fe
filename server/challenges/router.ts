import { z } from 'zod';
import { procedure, router } from '../trpc.ts';
import { submitChallenge, withdrawChallenge } from './commands.ts';
import { getChallenge, listChallenges } from './queries.ts';

const slug = z.string().min(1).max(100);
const text = z.string().max(20_000);
const number = z.int().min(1).max(2_000_000_000);

export const challengesRouter = router({
  list: procedure
    .input(z.object({ trajectory: slug, cursor: number.nullish(), limit: z.int().min(1).max(50).default(20) }))
    .query(({ ctx, input: { cursor, ...input } }) => listChallenges(ctx, { ...input, before: cursor ?? null })),
  get: procedure.input(z.object({ trajectory: slug, number })).query(({ ctx, input }) => getChallenge(ctx, input)),
  submit: procedure
    .input(
      z.object({
        trajectory: slug,
        title: text,
        groupName: text,
        task: text,
        plan: text,
        budget: z.union([z.int().min(0).transform(String), text]),
        budgetText: text,
      }),
    )
    .mutation(({ ctx, input }) => submitChallenge(ctx, input)),
  withdraw: procedure.input(z.object({ challengeId: z.uuid() })).mutation(async ({ ctx, input }) => {
    await withdrawChallenge(ctx, input);
    return { ok: true };
  }),
});
