import { z } from 'zod';
import { proveAgain } from '../auth/commands.ts';
import type { Actor, Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { procedure, router } from '../trpc.ts';
import { eraseOwnAccount } from './erase.ts';
import { countOwnData, exportOwnData, listOwnData } from './export.ts';
import { EXPORT_KINDS } from './kinds.ts';
import { isProofFresh } from './rules.ts';

export const privacyRouter = router({
  /** How much of each kind the caller can download. */
  ownCounts: procedure.query(({ ctx }) => countOwnData(ctx.db, requireSelf(ctx).id)),
  ownData: procedure.query(({ ctx }) => exportOwnData(ctx.db, { personId: requireSelf(ctx).id, now: ctx.now })),
  ownRows: procedure
    .input(z.object({ kind: z.enum(EXPORT_KINDS) }))
    .query(({ ctx, input }) => listOwnData(ctx.db, { personId: requireSelf(ctx).id, kind: input.kind })),
  /** Whether the password was given again a moment ago. */
  isProved: procedure.query(async ({ ctx }) => {
    requireSelf(ctx);
    const session = await ctx.db
      .selectFrom('session')
      .where('id_hash', '=', ctx.sessionIdHash ?? '')
      .select('proved_at')
      .executeTakeFirst();
    return isProofFresh(session?.proved_at ?? null, ctx.now);
  }),
  proveAgain: procedure.input(z.object({ password: z.string().max(4096) })).mutation(async ({ ctx, input }) => {
    await proveAgain(ctx, input);
    return { ok: true };
  }),
  eraseAccount: procedure.mutation(async ({ ctx }) => {
    await eraseOwnAccount(ctx);
    return { ok: true };
  }),
});

function requireSelf({ actor }: Pick<Context, 'actor'>): Actor {
  if (!actor) throw new DomainError('sign_in_first');
  return actor;
}
