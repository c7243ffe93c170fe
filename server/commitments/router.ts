import { z } from 'zod';
import { DomainError } from '../errors.ts';
import { procedure, router } from '../trpc.ts';
import { addMilestone, endCommitment, handOver, makeCommitment, moveCommitment, reachMilestone, tellProgress } from './commands.ts';
import { countCommitments, getCommitment, getCommitments, getNewCommitment, listCommitments } from './queries.ts';

const slug = z.string().min(1).max(100);
/** Long enough that the rules can say what is too long, short enough to be read without harm. */
const text = z.string().max(20_000).default('');
const line = z.string().max(1000).default('');
const ref = { commitmentId: z.uuid(), revision: z.int() };
const level = z.int().nullish();

export const commitmentsRouter = router({
  list: procedure.input(z.object({ trajectory: slug })).query(({ ctx, input }) => getCommitments(ctx, input)),
  get: procedure
    .input(z.object({ trajectory: slug, number: z.int().min(1).max(2_000_000_000) }))
    .query(({ ctx, input }) => getCommitment(ctx, input)),
  totals: procedure.query(({ ctx }) => countCommitments(ctx.db, ctx.now)),
  /** What I see to, and what was promised in answers to what I sent in. */
  mine: procedure.query(async ({ ctx }) => {
    if (!ctx.actor) throw new DomainError('sign_in_first');
    const { id } = ctx.actor;
    return {
      own: await listCommitments(ctx.db, { ownerId: id, openOnly: true, now: ctx.now }),
      asked: await listCommitments(ctx.db, { askedById: id, now: ctx.now }),
    };
  }),
  new: procedure
    .input(z.object({ trajectory: slug, responseId: z.uuid().nullable() }))
    .query(({ ctx, input }) => getNewCommitment(ctx, input)),
  make: procedure
    .input(
      z.object({
        trajectoryId: z.uuid(),
        responseId: z.uuid().nullish(),
        ownerId: z.uuid().nullish(),
        title: line,
        description: text,
        promisedOn: line,
        decisionTitle: line,
        decisionUrl: line,
      }),
    )
    .mutation(({ ctx, input }) => makeCommitment(ctx, input)),
  tell: procedure.input(z.object({ ...ref, body: text, evidenceLevel: level })).mutation(({ ctx, input }) => tellProgress(ctx, input)),
  move: procedure.input(z.object({ ...ref, body: text, promisedOn: line })).mutation(({ ctx, input }) => moveCommitment(ctx, input)),
  end: procedure
    .input(z.object({ ...ref, how: z.enum(['done', 'stopped']), body: text, evidenceLevel: level }))
    .mutation(({ ctx, input }) => endCommitment(ctx, input)),
  handOver: procedure.input(z.object({ ...ref, ownerId: z.uuid() })).mutation(({ ctx, input }) => handOver(ctx, input)),
  addMilestone: procedure.input(z.object({ ...ref, title: line, plannedOn: line })).mutation(({ ctx, input }) => addMilestone(ctx, input)),
  reachMilestone: procedure.input(z.object({ ...ref, milestoneId: z.uuid() })).mutation(({ ctx, input }) => reachMilestone(ctx, input)),
});
