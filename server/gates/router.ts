import { z } from 'zod';
import { procedure, router } from '../trpc.ts';
import { decideGate } from './commands.ts';
import { getGates } from './queries.ts';

/** Long enough that the rules can say what is too long, short enough to be read without harm. */
const text = z.string().max(20_000).default('');
const line = z.string().max(1000).default('');

export const gatesRouter = router({
  list: procedure.input(z.object({ trajectory: z.string().min(1).max(100) })).query(({ ctx, input }) => getGates(ctx, input)),
  decide: procedure
    .input(z.object({ phaseId: z.uuid(), verdict: line, reason: text, owner: line, nextOn: line }))
    .mutation(({ ctx, input }) => decideGate(ctx, input)),
});
