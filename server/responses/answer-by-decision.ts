import type { Context, Tx } from '../context.ts';
import { answerClock } from './answer-clock.ts';
import { findLockedClock } from './clock-store.ts';
import type { Outcome } from './response-rules.ts';

/**
 * Answers the clock of a contribution on which the municipality decided with a reason of its own, such as a change proposal: that decision is the answer, so no
 * response is written beside it. Without a clock nothing happens.
 */
export async function answerByDecision(
  tx: Tx,
  context: Pick<Context, 'actor' | 'now'>,
  { contributionId, outcome }: { contributionId: string; outcome: Outcome },
): Promise<void> {
  const found = await findLockedClock(tx, contributionId);
  if (!found || found.clock.stoppedOn || found.clock.answeredOn) return;
  await answerClock(tx, context, { contributionId, clock: found.clock, outcome });
}
