import { z } from 'zod';
import { procedure, router } from '../trpc.ts';
import { addMilestone, moveMilestone, reachMilestone, removeMilestone, setProgress } from './progress-commands.ts';
import { getProgress } from './progress-queries.ts';
import { PROGRESS } from './progress-rules.ts';

const text = z.string().max(20_000);
const milestone = z.object({ milestoneId: z.uuid(), revision: z.int().min(1) });

export const progressRouter = router({
  of: procedure.input(z.object({ ideaId: z.uuid() })).query(({ ctx, input }) => getProgress(ctx, input)),
  set: procedure
    .input(z.object({ ideaId: z.uuid(), to: z.enum(PROGRESS), reason: text.default('') }))
    .mutation(({ ctx, input }) => setProgress(ctx, input)),
  addMilestone: procedure
    .input(z.object({ ideaId: z.uuid(), title: text, plannedOn: text }))
    .mutation(({ ctx, input }) => addMilestone(ctx, input)),
  moveMilestone: procedure
    .input(milestone.extend({ plannedOn: text, reason: text }))
    .mutation(({ ctx, input }) => moveMilestone(ctx, input)),
  reachMilestone: procedure.input(milestone.extend({ doneOn: text })).mutation(({ ctx, input }) => reachMilestone(ctx, input)),
  removeMilestone: procedure.input(milestone.extend({ reason: text })).mutation(({ ctx, input }) => removeMilestone(ctx, input)),
});
