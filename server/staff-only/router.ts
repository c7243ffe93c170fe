import { z } from 'zod';
import { env } from '../env.ts';
import { procedure, router } from '../trpc.ts';
import { sendToStaff, withdrawFromStaff } from './commands.ts';
import { staffOnlySchema } from './details.ts';
import { makePublic } from './make-public.ts';
import { getOwnStaffOnly, listWithoutClock } from './queries.ts';

const contribution = z.object({ contributionId: z.uuid() });

export const staffOnlyRouter = router({
  send: procedure.input(staffOnlySchema).mutation(({ ctx, input }) => sendToStaff(ctx, { ...input, publicUrl: env.publicUrl })),
  /** The caller's own; null when it is for everybody, or somebody else's. */
  own: procedure.input(contribution).query(({ ctx, input }) => getOwnStaffOnly(ctx, input)),
  withdraw: procedure.input(contribution).mutation(async ({ ctx, input }) => {
    await withdrawFromStaff(ctx, input);
    return { ok: true };
  }),
  makePublic: procedure.input(contribution.extend({ showName: z.boolean() })).mutation(({ ctx, input }) => makePublic(ctx, input)),
  /** For staff: what has no term and stands in no queue. */
  withoutClock: procedure.query(({ ctx }) => listWithoutClock(ctx)),
});
