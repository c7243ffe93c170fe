import { z } from 'zod';
import { procedure, router } from '../trpc.ts';
import { getPortfolio } from './queries.ts';

const choice = z.string().max(200).nullish();

export const portfolioRouter = router({
  get: procedure
    .input(z.object({ state: choice, theme: choice, level: choice }).default({}))
    .query(({ ctx, input }) => getPortfolio(ctx, input)),
});
