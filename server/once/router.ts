import { z } from 'zod';
import { env } from '../env.ts';
import { newIdeaSchema } from '../ideas/router.ts';
import { displayNameSchema, emailSchema } from '../people/rules.ts';
import { procedure, router } from '../trpc.ts';
import { keepCommentOnce, keepIdeaOnce, peekOnce, publishOnce } from './commands.ts';

const writer = z.object({ name: displayNameSchema, email: emailSchema });
const tokenInput = z.object({ token: z.string().min(1).max(200) });
const { publicUrl } = env;

/** Taking part once with nothing but an e-mail address. */
export const onceRouter = router({
  keepIdea: procedure.input(writer.extend({ idea: newIdeaSchema })).mutation(async ({ ctx, input }) => {
    await keepIdeaOnce(ctx, { ...input, publicUrl });
    return { ok: true };
  }),
  keepComment: procedure
    .input(
      writer.extend({
        comment: z.object({
          ideaId: z.uuid(),
          parentId: z.uuid().nullish(),
          body: z.string().max(20_000),
          isQuestion: z.boolean().default(false),
        }),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      await keepCommentOnce(ctx, { ...input, publicUrl });
      return { ok: true };
    }),
  peek: procedure.input(tokenInput).query(({ ctx, input }) => peekOnce(ctx, input)),
  publish: procedure.input(tokenInput).mutation(({ ctx, input }) => publishOnce(ctx, { ...input, publicUrl })),
});
