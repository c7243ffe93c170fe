import { z } from 'zod';
import { DomainError } from '../../server/errors.ts';
import type { Caller } from '../../server/router.ts';
import { refusalOf } from '../api.server.ts';

const reason = z.string().max(20_000).default('');
const mergeId = z.uuid();

/** Everything that can be sent about merging one idea. What is wrong with a reason is the command's to say. */
export const mergePageSchema = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('propose'),
    into: z.coerce
      .number({ error: 'ideas:error.merge_number' })
      .int('ideas:error.merge_number')
      .min(1, 'ideas:error.merge_number')
      .max(2_000_000_000, 'ideas:error.merge_number'),
    reason,
  }),
  z.object({ intent: z.literal('yes'), mergeId }),
  z.object({ intent: z.literal('no'), mergeId }),
  z.object({ intent: z.literal('cancel'), mergeId }),
  z.object({ intent: z.literal('undo'), mergeId, reason }),
  z.object({ intent: z.literal('carry') }),
]);

/** @returns the number of the idea to go on reading */
export async function actOnMerge(
  call: Caller,
  { trajectory, number, value }: { trajectory: string; number: number; value: z.output<typeof mergePageSchema> },
): Promise<number> {
  switch (value.intent) {
    case 'propose': {
      const idea = await call.ideas.get({ trajectory, number });
      await call.ideas.merge({ fromId: idea.id, intoId: await findInto(call, trajectory, value.into), reason: value.reason });
      return number;
    }
    case 'yes':
    case 'no':
      await call.merges.answer({ mergeId: value.mergeId, agrees: value.intent === 'yes' });
      return number;
    case 'cancel':
      await call.merges.cancel({ mergeId: value.mergeId });
      return number;
    case 'undo':
      await call.merges.undo({ mergeId: value.mergeId, reason: value.reason });
      return number;
    case 'carry': {
      const idea = await call.ideas.get({ trajectory, number });
      return (await call.merges.carrySupport({ ideaId: idea.id })).number;
    }
  }
}

/** An idea that is not there is a fault of the field, and not of the page. */
async function findInto(call: Caller, trajectory: string, number: number): Promise<string> {
  try {
    return (await call.ideas.get({ trajectory, number })).id;
  } catch (error) {
    if (refusalOf(error)?.code !== 'not_found') throw error;
    throw new DomainError('invalid', { fields: { into: 'ideas:error.merge_unknown' } });
  }
}
