import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Context, Tx } from '../context.ts';
import { writeClock, writeClockEvent } from './clock-store.ts';
import { movement } from './commands.ts';
import type { Outcome } from './response-rules.ts';
import { answeredClock, type Clock, clockState, pausedDays, termInWorkingDays } from './rules.ts';

type Acting = Pick<Context, 'actor' | 'now'>;

/**
 * Answers a locked clock on the day it is in Amsterdam, ending a pause when there is one, and tells its history how it went.
 * @throws DomainError `clock_not_running` when it is stopped, `already_published` when it was answered before
 */
export async function answerClock(
  tx: Tx,
  context: Acting,
  { contributionId, clock, outcome, responseId }: { contributionId: string; clock: Clock; outcome: Outcome | null; responseId?: string },
): Promise<void> {
  const today = amsterdamDay(context.now);
  const answered = answeredClock(clock, today);
  if (clock.pausedOn) await writeClockEvent(tx, context, { contributionId, kind: 'resumed', data: movement(clock, answered, context.now) });
  await writeClock(tx, contributionId, answered);
  const data = {
    ...(responseId ? { responseId } : {}),
    outcome,
    answeredOn: answered.answeredOn,
    dueOn: answered.dueOn,
    onTime: clockState(answered, today) === 'answered_on_time',
    day: answered.workingDaysTaken,
    term: termInWorkingDays(answered),
    pausedDays: pausedDays(answered, today),
  };
  await writeClockEvent(tx, context, { contributionId, kind: 'answered', data });
}
