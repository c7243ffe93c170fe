import { z } from 'zod';
import { procedure, router } from '../trpc.ts';
import { submitFormalView, withdrawFormalView } from './commands.ts';
import { getFormalView, listFormalViews } from './queries.ts';

const slug = z.string().min(1).max(100);
const number = z.int().min(1).max(2_000_000_000);

export const formalViewsRouter = router({
  list: procedure
    .input(z.object({ trajectory: slug, cursor: number.nullish(), limit: z.int().min(1).max(50).default(20) }))
    .query(({ ctx, input: { cursor, ...input } }) => listFormalViews(ctx, { ...input, before: cursor ?? null })),
  get: procedure.input(z.object({ trajectory: slug, number })).query(({ ctx, input }) => getFormalView(ctx, input)),
  submit: procedure
    .input(
      z.object({ trajectory: slug, body: z.string().max(80_000), name: z.string().max(1000), address: z.string().max(2000).default('') }),
    )
    .mutation(({ ctx, input }) => submitFormalView(ctx, input)),
  withdraw: procedure.input(z.object({ viewId: z.uuid() })).mutation(async ({ ctx, input }) => {
    await withdrawFormalView(ctx, input);
    return { ok: true };
  }),
});
