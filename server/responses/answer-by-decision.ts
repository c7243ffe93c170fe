import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Context, Tx } from '../context.ts';
import { findLockedClock, writeClock, writeClockEvent } from './clock-store.ts';
import { movement } from './commands.ts';
import type { Outcome } from './response-rules.ts';
import { answeredClock, clockState, pausedDays, termInWorkingDays } from './rules.ts';

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
  const today = amsterdamDay(context.now);
  const clock = answeredClock(found.clock, today);
  if (found.clock.pausedOn)
    await writeClockEvent(tx, context, { contributionId, kind: 'resumed', data: movement(found.clock, clock, context.now) });
  await writeClock(tx, contributionId, clock);
  const data = {
    outcome,
    answeredOn: clock.answeredOn,
    dueOn: clock.dueOn,
    onTime: clockState(clock, today) === 'answered_on_time',
    day: clock.workingDaysTaken,
    term: termInWorkingDays(clock),
    pausedDays: pausedDays(clock, today),
  };
  await writeClockEvent(tx, context, { contributionId, kind: 'answered', data });
}
