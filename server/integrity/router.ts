import { z } from 'zod';
import { linesSchema } from '../people/rules.ts';
import { assertCan } from '../permissions.ts';
import { procedure, router } from '../trpc.ts';
import { isVotingId } from '../votings/queries.ts';
import { decideOnFlag, putSupportBack } from './commands.ts';
import { countOpenFlags, listFlags, listFlagsOfVoting } from './queries.ts';
import { OUTCOMES } from './rules.ts';

const reason = linesSchema({ min: 10, max: 2000, short: 'moderation:error.text_short', long: 'moderation:error.text_long' });

export const integrityRouter = router({
  /** What stands out where the caller has a say. */
  flags: procedure.query(({ ctx }) => {
    assertCan(ctx.actor, 'integrity.read', {}, ctx);
    return listFlags(ctx.db, ctx);
  }),
  openCount: procedure.query(({ ctx }) => {
    assertCan(ctx.actor, 'integrity.read', {}, ctx);
    return countOpenFlags(ctx.db, ctx.actor);
  }),
  /** Of one voting; nothing for who has no say in it. */
  ofVoting: procedure
    .input(z.object({ votingId: z.string().max(100) }))
    .query(({ ctx, input }) => (isVotingId(input.votingId) ? listFlagsOfVoting(ctx.db, input.votingId, ctx) : [])),
  decide: procedure
    .input(z.object({ flagId: z.uuid(), outcome: z.enum(OUTCOMES), reason }))
    .mutation(({ ctx, input }) => decideOnFlag(ctx, input)),
  putBack: procedure.input(z.object({ flagId: z.uuid(), reason })).mutation(({ ctx, input }) => putSupportBack(ctx, input)),
});
