import { z } from 'zod';
import { procedure, router } from '../trpc.ts';
import { carrySupport } from './carry-support.ts';
import { answerMerge, cancelMerge, undoMerge } from './merge-commands.ts';
import { getMerges } from './merge-queries.ts';

const merge = z.object({ mergeId: z.uuid() });
const idea = z.object({ ideaId: z.uuid() });

/** What comes after `ideas.merge`, which asks the authors. */
export const mergesRouter = router({
  of: procedure.input(idea).query(({ ctx, input }) => getMerges(ctx, input)),
  answer: procedure.input(merge.extend({ agrees: z.boolean() })).mutation(({ ctx, input }) => answerMerge(ctx, input)),
  cancel: procedure.input(merge).mutation(({ ctx, input }) => cancelMerge(ctx, input)),
  undo: procedure.input(merge.extend({ reason: z.string().max(20_000) })).mutation(({ ctx, input }) => undoMerge(ctx, input)),
  carrySupport: procedure.input(idea).mutation(({ ctx, input }) => carrySupport(ctx, input)),
});
