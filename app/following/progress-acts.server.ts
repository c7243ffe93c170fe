import { z } from 'zod';
import { PROGRESS } from '../../server/ideas/progress-rules.ts';
import type { Caller } from '../../server/router.ts';

const words = z.string().max(20_000).default('');
const milestone = { milestoneId: z.uuid(), revision: z.coerce.number().int() };

/** Everything an official sends about carrying out one idea. What is wrong is the command's to say. */
export const progressSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('set'), to: z.enum(PROGRESS), reason: words }),
  z.object({ intent: z.literal('add'), title: words, plannedOn: words }),
  z.object({ intent: z.literal('move'), plannedOn: words, reason: words, ...milestone }),
  z.object({ intent: z.literal('reach'), doneOn: words, ...milestone }),
  z.object({ intent: z.literal('remove'), reason: words, ...milestone }),
]);

export async function actOnProgress(call: Caller, ideaId: string, value: z.output<typeof progressSchema>): Promise<void> {
  switch (value.intent) {
    case 'set':
      await call.progress.set({ ideaId, to: value.to, reason: value.reason });
      return;
    case 'add':
      await call.progress.addMilestone({ ideaId, title: value.title, plannedOn: value.plannedOn });
      return;
    case 'move': {
      const { intent: _, ...input } = value;
      await call.progress.moveMilestone(input);
      return;
    }
    case 'reach': {
      const { intent: _, ...input } = value;
      await call.progress.reachMilestone(input);
      return;
    }
    case 'remove': {
      const { intent: _, ...input } = value;
      await call.progress.removeMilestone(input);
      return;
    }
  }
}
