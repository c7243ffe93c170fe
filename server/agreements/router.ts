import { z } from 'zod';
import { procedure, router } from '../trpc.ts';
import { agreeMetric, changeMetric, dropMetric, measureMetric } from './commands.ts';
import { addObservation, withdrawObservation } from './observations.ts';
import { getAgreements, getMetric } from './queries.ts';

const slug = z.string().min(1).max(100);
/** Long enough that the rules can say what is too long, short enough to be read without harm. */
const text = z.string().max(20_000).default('');
const line = z.string().max(1000).default('');
const words = {
  name: line,
  unit: line,
  direction: line,
  source: line,
  baseline: line,
  target: line,
  measureOn: line,
  owner: line,
  derived: line,
};
const ref = { metricId: z.uuid(), revision: z.int() };

export const agreementsRouter = router({
  list: procedure.input(z.object({ trajectory: slug })).query(({ ctx, input }) => getAgreements(ctx, input)),
  metric: procedure
    .input(z.object({ trajectory: slug, number: z.int().min(1).max(2_000_000_000) }))
    .query(({ ctx, input }) => getMetric(ctx, input)),
  agree: procedure
    .input(z.object({ trajectoryId: z.uuid(), ...words, reason: text }))
    .mutation(({ ctx, input }) => agreeMetric(ctx, input)),
  change: procedure.input(z.object({ ...ref, ...words, reason: text })).mutation(({ ctx, input }) => changeMetric(ctx, input)),
  drop: procedure.input(z.object({ ...ref, reason: text })).mutation(({ ctx, input }) => dropMetric(ctx, input)),
  measure: procedure
    .input(z.object({ metricId: z.uuid(), value: line, measuredOn: line, note: text }))
    .mutation(({ ctx, input }) => measureMetric(ctx, input)),
  observe: procedure
    .input(z.object({ trajectoryId: z.uuid(), body: text, observedOn: line }))
    .mutation(({ ctx, input }) => addObservation(ctx, input)),
  withdrawObservation: procedure.input(z.object({ observationId: z.uuid() })).mutation(({ ctx, input }) => withdrawObservation(ctx, input)),
});
