import { z } from 'zod';
import { procedure, router } from '../trpc.ts';
import { addressSchema } from './address-rules.ts';
import { askLetter, fillInLetterCode, findOwnLetter, listWaitingLetters, markLettersSent, printLetters } from './letters.ts';

/** The letter with a code to a home address. */
export const lettersRouter = router({
  mine: procedure.query(({ ctx }) => findOwnLetter(ctx)),
  ask: procedure.input(addressSchema).mutation(async ({ ctx, input }) => {
    await askLetter(ctx, input);
    return { ok: true };
  }),
  fillInCode: procedure.input(z.object({ code: z.string().max(40) })).mutation(async ({ ctx, input }) => {
    await fillInLetterCode(ctx, input);
    return { ok: true };
  }),
  /** Of the post room. */
  waiting: procedure.query(({ ctx }) => listWaitingLetters(ctx)),
  print: procedure.mutation(({ ctx }) => printLetters(ctx)),
  markSent: procedure.input(z.object({ ids: z.array(z.uuid()).max(200) })).mutation(({ ctx, input }) => markLettersSent(ctx, input)),
});
