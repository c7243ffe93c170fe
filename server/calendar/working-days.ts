/** Working days: all days but Saturdays, Sundays, holidays and the equated days of a calendar (the built-in one when none is given). */
import { addDays, dayFromNumber, dayNumber, dutchDay, weekday, weekdayOfNumber } from './amsterdam.ts';
import { BUILT_IN, type Calendar } from './calendar.ts';
import { holidayName, holidaysOf } from './holidays.ts';

/** Why nobody works on this day, as a Dutch sentence (`27 april is Koningsdag`); null on a working day. */
export function whyFree(day: string, calendar = BUILT_IN): string | null {
  const holiday = holidayName(day);
  if (holiday) return `${dutchDay(day)} is ${holiday}`;
  if (calendar.equated.has(day)) return `${dutchDay(day)} is door het Rijk aangewezen als vrije dag`;
  if (weekday(day) === 6) return `${dutchDay(day)} is een zaterdag`;
  if (weekday(day) === 7) return `${dutchDay(day)} is een zondag`;
  return null;
}

/** Whether the municipality works on this day. */
export function isWorkingDay(day: string, calendar = BUILT_IN): boolean {
  return isWorkingNumber(dayNumber(day), calendar);
}

/** The day itself when it is a working day, else the first one after it. */
export function nextWorkingDay(day: string, calendar = BUILT_IN): string {
  let number = dayNumber(day);
  while (!isWorkingNumber(number, calendar)) number++;
  return dayFromNumber(number);
}

/**
 * The working day that is `count` working days after `day`; `day` itself is not counted.
 * @throws RangeError on a negative or fractional count
 */
export function addWorkingDays(day: string, count: number, calendar = BUILT_IN): string {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`not a number of working days: ${count}`);
  if (count > 100_000) throw new RangeError(`too many working days: ${count}`);
  let number = dayNumber(day);
  for (let left = count; left > 0; ) if (isWorkingNumber(++number, calendar)) left--;
  return dayFromNumber(number);
}

/** How many working days come after `from`, up to and including `to`. Zero when `to` is not later. */
export function countWorkingDays(from: string, to: string, calendar = BUILT_IN): number {
  const last = dayNumber(to);
  let count = 0;
  for (let number = dayNumber(from) + 1; number <= last; number++) if (isWorkingNumber(number, calendar)) count++;
  return count;
}

/** The working days after `from`, up to and including `to`, in order. */
export function workingDaysAfter(from: string, to: string, calendar = BUILT_IN): string[] {
  const days: string[] = [];
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day, calendar)) days.push(day);
  return days;
}

const freeWeekdays = new WeakMap<Calendar, Map<number, ReadonlySet<number>>>();

/** By number: the clocks of a long list are counted day by day, and making a string of each day would cost most of that. */
function isWorkingNumber(number: number, calendar: Calendar): boolean {
  if (weekdayOfNumber(number) > 5) return false;
  return !freeNumbers(new Date(number * 86_400_000).getUTCFullYear(), calendar).has(number);
}

function freeNumbers(year: number, calendar: Calendar): ReadonlySet<number> {
  const years = freeWeekdays.get(calendar) ?? new Map<number, ReadonlySet<number>>();
  freeWeekdays.set(calendar, years);
  const before = years.get(year);
  if (before) return before;
  const days = [...holidaysOf(year).keys(), ...[...calendar.equated].filter((day) => day.startsWith(`${year}-`))];
  const numbers = new Set(days.map(dayNumber));
  years.set(year, numbers);
  return numbers;
}
