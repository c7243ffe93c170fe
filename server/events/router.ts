import { z } from 'zod';
import { isDay } from '../calendar/amsterdam.ts';
import { DomainError } from '../errors.ts';
import { assertCan } from '../permissions.ts';
import { procedure, router } from '../trpc.ts';
import { findDayOfChain, listAnchors, listEventKinds, listEvents } from './queries.ts';

const day = z.string().refine(isDay, 'log:error.day');
const words = z
  .string()
  .trim()
  .max(100)
  .refine((text) => !text.includes('\0'));

export const eventFilterSchema = z.object({
  who: words.optional(),
  kind: z
    .string()
    .regex(/^[a-z_]+(\.[a-z_]+)?$/)
    .optional(),
  from: day.optional(),
  until: day.optional(),
  trajectory: z
    .string()
    .regex(/^[a-z0-9-]{1,100}$/)
    .optional(),
  subject: words.optional(),
});

export const eventsRouter = router({
  /** The whole log, for administrators. */
  list: procedure
    .input(
      eventFilterSchema.extend({ before: z.number().int().positive().optional(), limit: z.number().int().min(1).max(1000).default(50) }),
    )
    .query(({ ctx, input }) => {
      assertCan(ctx.actor, 'event.list', {}, ctx);
      return listEvents(ctx.db, input);
    }),
  kinds: procedure.query(({ ctx }) => {
    assertCan(ctx.actor, 'event.list', {}, ctx);
    return listEventKinds(ctx.db);
  }),
  /** The codes of days: for everybody. */
  anchors: procedure
    .input(z.object({ before: day.optional(), limit: z.number().int().min(1).max(100).default(31) }))
    .query(({ ctx, input }) => listAnchors(ctx.db, input)),
  dayOfChain: procedure.input(z.object({ day })).query(async ({ ctx, input }) => {
    const found = await findDayOfChain(ctx.db, input.day);
    if (!found) throw new DomainError('not_found');
    return found;
  }),
});
