import { z } from 'zod';
import { procedure, router } from '../trpc.ts';
import { tellStory, withdrawStory } from './commands.ts';
import { getStory, listStories } from './queries.ts';
import { TOLD_AS } from './rules.ts';

const slug = z.string().min(1).max(100);
const text = z.string().max(20_000);
const number = z.int().min(1).max(2_000_000_000);

export const storiesRouter = router({
  list: procedure
    .input(z.object({ trajectory: slug, cursor: number.nullish(), limit: z.int().min(1).max(50).default(20) }))
    .query(({ ctx, input: { cursor, ...input } }) => listStories(ctx, { ...input, before: cursor ?? null })),
  get: procedure.input(z.object({ trajectory: slug, number })).query(({ ctx, input }) => getStory(ctx, input)),
  tell: procedure
    .input(z.object({ trajectory: slug, title: text, body: text, toldAs: z.enum(TOLD_AS), showName: z.boolean().default(true) }))
    .mutation(({ ctx, input }) => tellStory(ctx, input)),
  withdraw: procedure.input(z.object({ storyId: z.uuid() })).mutation(async ({ ctx, input }) => {
    await withdrawStory(ctx, input);
    return { ok: true };
  }),
});
