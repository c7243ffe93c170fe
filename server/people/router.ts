import { z } from 'zod';
import { assertProved } from '../auth/proof.ts';
import { endOfAmsterdamDay, isDay } from '../calendar/amsterdam.ts';
import { DomainError } from '../errors.ts';
import { assertCan } from '../permissions.ts';
import { procedure, router } from '../trpc.ts';
import { blockPerson, grantRole, revokeRole, unblockPerson } from './commands.ts';
import { listMine } from './mine.ts';
import { listPeople } from './queries.ts';
import { ROLES, reasonSchema } from './rules.ts';

const personId = z.uuid();
const grant = z.object({
  personId,
  role: z.enum(ROLES),
  trajectory: z
    .string()
    .regex(/^[a-z0-9-]{1,100}$/)
    .optional(),
});
const day = z.string().refine(isDay, 'accounts:error.until_wrong');

/** A day, which counts whole, or an instant. */
const until = z.union(
  [day.transform(endOfAmsterdamDay), z.iso.datetime({ offset: true }).transform((text) => new Date(text))],
  'accounts:error.until_wrong',
);

export const peopleRouter = router({
  /** The caller's own contributions with their clocks. */
  mine: procedure.query(({ ctx }) => {
    if (!ctx.actor) throw new DomainError('sign_in_first');
    return listMine(ctx.db, { personId: ctx.actor.id, now: ctx.now });
  }),
  list: procedure
    .input(
      z.object({
        search: z
          .string()
          .trim()
          .max(100)
          .refine((text) => !text.includes('\0'))
          .optional(),
        staffOnly: z.boolean().optional(),
        cursor: z.string().max(300).optional(),
        limit: z.number().int().min(1).max(100).default(25),
      }),
    )
    .query(({ ctx, input }) => {
      assertCan(ctx.actor, 'person.list', {}, ctx);
      return listPeople(ctx.db, { ...input, now: ctx.now });
    }),
  block: procedure.input(z.object({ personId, until, reason: reasonSchema })).mutation(async ({ ctx, input }) => {
    await blockPerson(ctx, input);
    return { ok: true };
  }),
  unblock: procedure.input(z.object({ personId })).mutation(async ({ ctx, input }) => {
    await unblockPerson(ctx, input);
    return { ok: true };
  }),
  /** Giving power takes a fresh proof of who gives it. */
  grantRole: procedure.input(grant.extend({ teamId: z.uuid().optional(), endsOn: day.optional() })).mutation(async ({ ctx, input }) => {
    assertCan(ctx.actor, 'person.grant_role', { ownerId: input.personId }, ctx);
    await assertProved(ctx);
    await grantRole(ctx, input);
    return { ok: true };
  }),
  revokeRole: procedure.input(grant).mutation(async ({ ctx, input }) => {
    await revokeRole(ctx, input);
    return { ok: true };
  }),
});
