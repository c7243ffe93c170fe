import type { z } from 'zod';
import type { ClockView } from '../../responses/clock-view.ts';
import type { clockSchema } from '../schemas/common.ts';

/** A clock without what happened to it: who did that is told on the page, as far as they chose to be named. */
export function openClock(clock: ClockView | null | undefined): z.output<typeof clockSchema> | null {
  if (!clock) return null;
  const { state, extended, startedOn, firstDueOn, dueOn, answeredOn, daysLate, reasons, handledBy } = clock;
  return { state, extended, startedOn, firstDueOn, dueOn, answeredOn, workingDaysLate: daysLate, reasons, team: handledBy.team };
}
