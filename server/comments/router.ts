import { z } from 'zod';
import { procedure, router } from '../trpc.ts';
import { createComment } from './commands.ts';
import { resolveComment } from './passage-commands.ts';
import { listPassages } from './passages.ts';
import { listComments } from './queries.ts';
import { STANCES } from './rules.ts';
import { countStances } from './stances.ts';
import { getThread } from './thread.ts';

const about = z.union([z.object({ ideaId: z.uuid() }), z.object({ sectionId: z.uuid() }), z.object({ changeProposalId: z.uuid() })]);

export const commentsRouter = router({
  list: procedure
    .input(
      about.and(
        z.object({
          which: z.enum(['all', 'general', 'on_words']).default('all'),
          cursor: z.string().max(400).nullish(),
          limit: z.int().min(1).max(50).default(20),
        }),
      ),
    )
    .query(({ ctx, input: { which, cursor, limit, ...subject } }) => listComments(ctx, { subject, which, cursor: cursor ?? null, limit })),
  /** One comment with the replies that did not fit under it. */
  thread: procedure
    .input(z.object({ commentId: z.uuid(), cursor: z.string().max(400).nullish() }))
    .query(({ ctx, input }) => getThread(ctx, { commentId: input.commentId, cursor: input.cursor ?? null })),
  /** Comments on the words of a section, with where those words stand now. */
  passages: procedure.input(z.object({ sectionId: z.uuid() })).query(({ ctx, input }) => listPassages(ctx, input)),
  /** How many people are for and against an idea. */
  stances: procedure.input(z.object({ ideaId: z.uuid() })).query(({ ctx, input }) => countStances(ctx, input)),
  create: procedure
    .input(
      z.object({
        ideaId: z.uuid().nullish(),
        sectionId: z.uuid().nullish(),
        changeProposalId: z.uuid().nullish(),
        parentId: z.uuid().nullish(),
        body: z.string().max(20_000),
        stance: z.enum(STANCES).default('neutral'),
        isQuestion: z.boolean().default(false),
        showName: z.boolean().default(true),
        passage: z
          .object({
            quote: z.string().max(20_000),
            start: z.base64().max(400).nullish(),
            end: z.base64().max(400).nullish(),
            block: z.int().min(1).max(100_000).nullish(),
            at: z.int().min(0).max(1_000_000).nullish(),
          })
          .nullish(),
      }),
    )
    .mutation(({ ctx, input }) => createComment(ctx, input)),
  resolve: procedure
    .input(z.object({ commentId: z.uuid(), resolved: z.boolean() }))
    .mutation(({ ctx, input }) => resolveComment(ctx, input)),
});
