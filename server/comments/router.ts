import { z } from 'zod';
import { procedure, router } from '../trpc.ts';
import { createComment } from './commands.ts';
import { listComments } from './queries.ts';
import { STANCES } from './rules.ts';

const about = z.union([z.object({ ideaId: z.uuid() }), z.object({ sectionId: z.uuid() })]);

export const commentsRouter = router({
  list: procedure
    .input(about.and(z.object({ cursor: z.string().max(400).nullish(), limit: z.int().min(1).max(50).default(20) })))
    .query(({ ctx, input: { cursor, limit, ...subject } }) => listComments(ctx, { subject, cursor: cursor ?? null, limit })),
  create: procedure
    .input(
      z.object({
        ideaId: z.uuid().nullish(),
        sectionId: z.uuid().nullish(),
        parentId: z.uuid().nullish(),
        body: z.string().max(20_000),
        stance: z.enum(STANCES).default('neutral'),
        isQuestion: z.boolean().default(false),
      }),
    )
    .mutation(({ ctx, input }) => createComment(ctx, input)),
});
