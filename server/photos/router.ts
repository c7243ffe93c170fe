import { z } from 'zod';
import { procedure, router } from '../trpc.ts';
import { keepPhoto } from './commands.ts';
import { findWaitingPhoto } from './queries.ts';

export const photosRouter = router({
  /** For our own forms, in this process: bytes do not travel as JSON. */
  keep: procedure
    .input(z.object({ bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array) }))
    .mutation(({ ctx, input }) => keepPhoto(ctx, input)),
  /** The id is the key: only who sent the photo knows it. */
  waiting: procedure.input(z.object({ id: z.uuid() })).query(({ ctx, input }) => findWaitingPhoto(ctx.db, input.id)),
});
