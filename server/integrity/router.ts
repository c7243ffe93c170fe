import { z } from 'zod';
import { env } from '../env.ts';
import { DomainError } from '../errors.ts';
import { linesSchema } from '../people/rules.ts';
import { assertCan } from '../permissions.ts';
import { procedure, router } from '../trpc.ts';
import { isVotingId } from '../votings/queries.ts';
import { decideOnFlag, putSupportBack } from './commands.ts';
import { findOwnExclusion, listOpenObjections, listOwnExclusions } from './objection-queries.ts';
import { decideObjection, objectToExclusion } from './objections.ts';
import { countOpenFlags, listFlags, listFlagsOfVoting } from './queries.ts';
import { OUTCOMES } from './rules.ts';

const reason = linesSchema({ min: 10, max: 2000, short: 'moderation:error.text_short', long: 'moderation:error.text_long' });

export const integrityRouter = router({
  /** What stands out where the caller has a say; objections for moderators only. */
  flags: procedure.query(async ({ ctx }) => {
    assertCan(ctx.actor, 'integrity.read', {}, ctx);
    return { ...(await listFlags(ctx.db, ctx)), objections: await listOpenObjections(ctx.db, ctx) };
  }),
  /** What waits for a decision there. */
  openCount: procedure.query(async ({ ctx }) => {
    assertCan(ctx.actor, 'integrity.read', {}, ctx);
    return (await countOpenFlags(ctx.db, ctx.actor)) + (await listOpenObjections(ctx.db, ctx)).length;
  }),
  /** Of one voting; nothing for who has no say in it. */
  ofVoting: procedure
    .input(z.object({ votingId: z.string().max(100) }))
    .query(({ ctx, input }) => (isVotingId(input.votingId) ? listFlagsOfVoting(ctx.db, input.votingId, ctx) : [])),
  decide: procedure
    .input(z.object({ flagId: z.uuid(), outcome: z.enum(OUTCOMES), reason }))
    .mutation(({ ctx, input }) => decideOnFlag(ctx, { ...input, publicUrl: env.publicUrl })),
  putBack: procedure
    .input(z.object({ flagId: z.uuid(), reason }))
    .mutation(({ ctx, input }) => putSupportBack(ctx, { ...input, publicUrl: env.publicUrl })),
  /** The caller's own support that is out of a count, and what they said to that; nothing for who is not signed in. */
  mine: procedure.query(({ ctx }) => (ctx.actor ? listOwnExclusions(ctx.db, ctx.actor.id) : [])),
  /** One of them. */
  exclusion: procedure.input(z.object({ flagId: z.uuid() })).query(async ({ ctx, input }) => {
    if (!ctx.actor) throw new DomainError('sign_in_first');
    const found = await findOwnExclusion(ctx.db, { flagId: input.flagId, personId: ctx.actor.id });
    if (!found) throw new DomainError('not_found');
    return found;
  }),
  object: procedure
    .input(z.object({ flagId: z.uuid(), statement: reason }))
    .mutation(({ ctx, input }) => objectToExclusion(ctx, { ...input, publicUrl: env.publicUrl })),
  decideObjection: procedure
    .input(z.object({ objectionId: z.uuid(), outcome: z.enum(['upheld', 'overturned']), reason }))
    .mutation(async ({ ctx, input }) => {
      await decideObjection(ctx, { ...input, publicUrl: env.publicUrl });
      return { ok: true };
    }),
});
