import { z } from 'zod';
import { env } from '../env.ts';
import { procedure, router } from '../trpc.ts';
import { mergeIdeas, proposeIdea, withdrawIdea } from './commands.ts';
import { getIdeaFacets } from './facets.ts';
import { getIdea, listIdeas } from './queries.ts';
import { ANSWER_STATES, FINDABLE_STATUSES, SORTS } from './rules.ts';
import { findSimilarIdeas } from './similar.ts';
import { supportIdea, withdrawSupport } from './support.ts';

const slug = z.string().min(1).max(100);
/** Long enough that the rules can say what is too long, short enough to be read without harm. */
const text = z.string().max(20_000);
const oneOrMore = <Item extends z.ZodType<string>>(item: Item) =>
  z.union([item.transform((one) => [one]), z.array(item).max(20)]).default([]);

const ideaId = z.object({ ideaId: z.uuid() });

export const ideasRouter = router({
  list: procedure
    .input(
      z.object({
        trajectory: slug.optional(),
        sort: z.enum(SORTS).default('newest'),
        status: oneOrMore(z.enum(FINDABLE_STATUSES)),
        theme: oneOrMore(slug),
        /** Where the answer stands. */
        answer: oneOrMore(z.enum(ANSWER_STATES)),
        query: z.string().max(200).nullish(),
        cursor: z.string().max(400).nullish(),
        limit: z.int().min(1).max(50).default(20),
        seed: z.number().min(0).max(1).optional(),
      }),
    )
    .query(({ ctx, input: { status, theme, answer, query, cursor, seed, ...input } }) =>
      listIdeas(ctx, {
        ...input,
        statuses: status,
        themes: theme,
        answers: answer,
        query: query ?? null,
        cursor: cursor ?? null,
        ...(seed === undefined ? {} : { seed }),
      }),
    ),
  /** Counts per theme, status and state of the answer, whatever is chosen now. */
  facets: procedure.input(z.object({ trajectory: slug })).query(({ ctx, input }) => getIdeaFacets(ctx, input.trajectory)),
  get: procedure
    .input(z.object({ trajectory: slug, number: z.int().min(1).max(2_000_000_000) }))
    .query(({ ctx, input }) => getIdea(ctx, input)),
  similar: procedure
    .input(z.object({ trajectory: slug, title: z.string().max(300) }))
    .query(({ ctx, input }) => findSimilarIdeas(ctx, input)),
  propose: procedure
    .input(
      z.object({
        trajectory: slug,
        title: text,
        body: text,
        theme: slug.nullish(),
        area: z.string().max(200).nullish(),
        place: text.nullish(),
        map: z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) }).nullish(),
        showName: z.boolean().default(true),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { number } = await proposeIdea(ctx, { ...input, publicUrl: env.publicUrl });
      return getIdea(ctx, { trajectory: input.trajectory, number });
    }),
  support: procedure.input(ideaId).mutation(({ ctx, input }) => supportIdea(ctx, input)),
  withdrawSupport: procedure.input(ideaId).mutation(({ ctx, input }) => withdrawSupport(ctx, input)),
  withdraw: procedure.input(ideaId).mutation(async ({ ctx, input }) => {
    await withdrawIdea(ctx, input);
    return { ok: true };
  }),
  merge: procedure.input(z.object({ fromId: z.uuid(), intoId: z.uuid() })).mutation(async ({ ctx, input }) => {
    await mergeIdeas(ctx, input);
    return { ok: true };
  }),
});
