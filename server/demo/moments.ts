import { addDays, amsterdamDay, amsterdamMidnight } from '../calendar/amsterdam.ts';
import { addWorkingDays, isWorkingDay } from '../calendar/working-days.ts';

/** Something that happens in the story, at its own moment. */
export type Act = { at: Date; run: (at: Date) => Promise<void> };

/** The moments of the story, counted from the day the demo is filled. */
export function momentsFrom(now: Date) {
  const today = amsterdamDay(now);
  let minute = 0;

  /** The working day `count` working days before today; today (or the last working day before it) for 0. */
  function workingDayAgo(count: number): string {
    let day = today;
    while (!isWorkingDay(day)) day = addDays(day, -1);
    for (let left = count; left > 0; ) {
      day = addDays(day, -1);
      if (isWorkingDay(day)) left--;
    }
    return day;
  }

  /** A moment in the afternoon of that day, each a few minutes after the one asked before; never in the future. */
  function on(day: string, hour = 11): Date {
    minute = (minute + 7) % 300;
    const at = new Date(amsterdamMidnight(day).getTime() + (hour * 60 + minute) * 60_000);
    return at < now ? at : new Date(now.getTime() - 60_000);
  }

  return {
    today,
    day: (calendarDays: number) => addDays(today, calendarDays),
    workingDayAgo,
    workingDayAhead: (count: number) => addWorkingDays(today, count),
    on,
    /** A moment `count` working days before today. */
    ago: (count: number) => on(workingDayAgo(count)),
    /** A moment `days` working days after a day `count` working days before today. */
    agoPlus: (count: number, days: number) => on(addWorkingDays(workingDayAgo(count), days), 15),
  };
}

export type Moments = ReturnType<typeof momentsFrom>;
