import { z } from 'zod';
import { env } from '../env.ts';
import { procedure, router } from '../trpc.ts';
import { proposeIdea, withdrawIdea } from './commands.ts';
import { getIdeaFacets } from './facets.ts';
import { proposeMerge } from './merge-commands.ts';
import { getIdea, listIdeas } from './queries.ts';
import { removeIdeaPhoto } from './remove-photo.ts';
import { listIdeaChanges } from './revisions.ts';
import { ANSWER_STATES, FINDABLE_STATUSES, SORTS } from './rules.ts';
import { findSimilarIdeas } from './similar.ts';
import { supportIdea, withdrawSupport } from './support.ts';
import { updateIdea } from './update.ts';

const slug = z.string().min(1).max(100);
/** Long enough that the rules can say what is too long, short enough to be read without harm. */
const text = z.string().max(20_000);
const oneOrMore = <Item extends z.ZodType<string>>(item: Item) =>
  z.union([item.transform((one) => [one]), z.array(item).max(20)]).default([]);

/** One that was sent before (`photos.keep`), with the words for who does not see it. */
const photo = z.object({ id: z.uuid(), alt: z.string().max(2000) });
const place = z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) });
const ideaId = z.object({ ideaId: z.uuid() });

export const newIdeaSchema = z.object({
  trajectory: slug,
  title: text,
  body: text,
  theme: slug.nullish(),
  area: z.string().max(200).nullish(),
  place: text.nullish(),
  map: place.nullish(),
  photo: photo.nullish(),
  showName: z.boolean().default(true),
});

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
  propose: procedure.input(newIdeaSchema).mutation(async ({ ctx, input }) => {
    const { number } = await proposeIdea(ctx, { ...input, publicUrl: env.publicUrl });
    return getIdea(ctx, { trajectory: input.trajectory, number });
  }),
  /** Everything that is not given is taken away. */
  update: procedure
    .input(
      ideaId.extend({
        edits: z.int().min(0),
        title: text,
        body: text,
        theme: slug.nullish(),
        area: z.string().max(200).nullish(),
        place: text.nullish(),
        map: place.nullish(),
        photo: photo.nullish(),
      }),
    )
    .mutation(({ ctx, input }) => updateIdea(ctx, input)),
  changes: procedure
    .input(z.object({ trajectory: slug, number: z.int().min(1).max(2_000_000_000) }))
    .query(({ ctx, input }) => listIdeaChanges(ctx, input)),
  removePhoto: procedure.input(ideaId.extend({ reason: text })).mutation(async ({ ctx, input }) => {
    await removeIdeaPhoto(ctx, input);
    return { ok: true };
  }),
  support: procedure.input(ideaId).mutation(({ ctx, input }) => supportIdea(ctx, input)),
  withdrawSupport: procedure.input(ideaId).mutation(({ ctx, input }) => withdrawSupport(ctx, input)),
  withdraw: procedure.input(ideaId).mutation(async ({ ctx, input }) => {
    await withdrawIdea(ctx, input);
    return { ok: true };
  }),
  /** Asks the authors; `merges.answer` is theirs. */
  merge: procedure
    .input(z.object({ fromId: z.uuid(), intoId: z.uuid(), reason: text.default('De twee ideeën gaan over hetzelfde.') }))
    .mutation(({ ctx, input }) => proposeMerge(ctx, input)),
});
