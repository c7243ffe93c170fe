import { z } from 'zod';
import { LEVELS } from '../people/levels.ts';
import { procedure, router } from '../trpc.ts';
import { publishTrajectory, setMinimumLevel, updatePhase } from './commands.ts';
import { getReadableTrajectory, listTrajectories } from './queries.ts';
import { getTrajectory, getTrajectoryPage } from './view.ts';

const slug = z.string().min(1).max(100);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

export const trajectoriesRouter = router({
  list: procedure.query(async ({ ctx }) => ({ items: await listTrajectories(ctx.db, ctx), nextCursor: null })),

  /** What other programs and pages need of one: phases with what they allow today, votings, themes, meetings, the weeks of the river. */
  get: procedure.input(z.object({ slug })).query(({ ctx, input }) => getTrajectory(ctx, input.slug)),

  /** Everything its page shows: the above, its sections, how fast it answers, and the newest answers. */
  page: procedure.input(z.object({ slug })).query(({ ctx, input }) => getTrajectoryPage(ctx, input.slug)),

  /** Shows a concept to everybody. */
  publish: procedure.input(z.object({ trajectory: slug })).mutation(async ({ ctx, input }) => {
    const { id } = await getReadableTrajectory(ctx.db, { slug: input.trajectory, actor: ctx.actor, now: ctx.now });
    await publishTrajectory(ctx, { trajectoryId: id });
    return { ok: true };
  }),
});

export const phasesRouter = router({
  setMinimumLevel: procedure.input(z.object({ phaseId: z.uuid(), minimumLevel: z.enum(LEVELS) })).mutation(async ({ ctx, input }) => {
    await setMinimumLevel(ctx, input);
    return { ok: true };
  }),
  update: procedure
    .input(z.object({ phaseId: z.uuid(), startsOn: day.optional(), endsOn: day.optional() }))
    .mutation(async ({ ctx, input: { phaseId, startsOn, endsOn } }) => {
      await updatePhase(ctx, { phaseId, ...(startsOn ? { startsOn } : {}), ...(endsOn ? { endsOn } : {}) });
      return { ok: true };
    }),
});
