import { z } from 'zod';
import { LEVELS } from '../people/levels.ts';
import { procedure, router } from '../trpc.ts';
import { publishTrajectory, setMinimumLevel } from './commands.ts';
import { movePhase, type PhaseChange, updatePhase } from './move-phase.ts';
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

const phaseChange = z.object({
  phaseId: z.uuid(),
  startsOn: day.optional(),
  endsOn: day.optional(),
  reason: z.string().max(5000).optional(),
  read: z.object({ startsOn: day, endsOn: day }).optional(),
});

/** Without what was left out. */
function given({ phaseId, startsOn, endsOn, reason, read }: z.output<typeof phaseChange>): PhaseChange {
  return {
    phaseId,
    ...(startsOn ? { startsOn } : {}),
    ...(endsOn ? { endsOn } : {}),
    ...(reason ? { reason } : {}),
    ...(read ? { read } : {}),
  };
}

export const phasesRouter = router({
  setMinimumLevel: procedure.input(z.object({ phaseId: z.uuid(), minimumLevel: z.enum(LEVELS) })).mutation(async ({ ctx, input }) => {
    await setMinimumLevel(ctx, input);
    return { ok: true };
  }),
  /** For other programs: a reason is kept when there is one. */
  update: procedure.input(phaseChange).mutation(async ({ ctx, input }) => {
    await updatePhase(ctx, given(input));
    return { ok: true };
  }),
  /** For our pages: of a phase that has begun the reason is asked. */
  move: procedure.input(phaseChange).mutation(async ({ ctx, input }) => {
    await movePhase(ctx, given(input));
    return { ok: true };
  }),
});
