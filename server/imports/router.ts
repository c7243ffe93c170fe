import { z } from 'zod';
import { procedure, router } from '../trpc.ts';
import { findPeerSource } from './queries.ts';

/** What came from other participation systems. */
export const peersRouter = router({
  sourceOf: procedure.input(z.object({ ideaId: z.uuid() })).query(({ ctx, input }) => findPeerSource(ctx, input)),
});
