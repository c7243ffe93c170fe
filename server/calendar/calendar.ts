/**
 * Which days a royal decree has put on a par with a holiday, as a version that never changes. The days of `equated-days.ts` are the first; each day an
 * administrator adds makes the next: `2026-1`, `2026-1+1`, `2026-1+2`. A clock keeps the version its date was computed with, and is counted by it.
 */
import { CALENDAR_VERSION, EQUATED_DAYS } from './equated-days.ts';

export type Calendar = { version: string; equated: ReadonlySet<string> };

export const BUILT_IN: Calendar = { version: CALENDAR_VERSION, equated: EQUATED_DAYS };

const made = new Map<string, Calendar>();

/** All versions there are, oldest first, with the days that were added, in order of adding. The same days give the same objects: free days are remembered per object. */
export function calendarsWith(addedDays: readonly string[]): readonly Calendar[] {
  return [
    BUILT_IN,
    ...addedDays.map((_, index) => {
      const added = addedDays.slice(0, index + 1);
      const key = added.join(' ');
      const calendar = made.get(key) ?? { version: `${CALENDAR_VERSION}+${added.length}`, equated: new Set([...EQUATED_DAYS, ...added]) };
      made.set(key, calendar);
      return calendar;
    }),
  ];
}

/** How many added days a version has. */
export function addedDaysIn(version: string): number {
  return Number(/\+(\d+)$/.exec(version)?.[1] ?? 0);
}

/** The calendar of a version; the newest known for a version nobody here has heard of. */
export function calendarOf(version: string, calendars: readonly Calendar[]): Calendar {
  return calendars[addedDaysIn(version)] ?? newestOf(calendars);
}

/** What dates are computed with now. */
export function newestOf(calendars: readonly Calendar[]): Calendar {
  return calendars.at(-1) ?? BUILT_IN;
}
