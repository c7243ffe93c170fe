/**
 * Days and midnights in the Netherlands. A day is a plain `YYYY-MM-DD` string and never a `Date`: it has no hour and no zone.
 * Instants are `Date`s; only this file turns the one into the other.
 */

const ZONE = 'Europe/Amsterdam';
const DAY_MS = 86_400_000;

const dayInZone = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' });
const momentInZone = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** The day it is in Amsterdam at this instant. */
export function amsterdamDay(instant: Date): string {
  return dayInZone.format(instant);
}

/** The first instant of a day in Amsterdam. Safe around the clock changes: their nights have 23 and 25 hours, but one midnight each. */
export function amsterdamMidnight(day: string): Date {
  const wanted = dayNumber(day) * DAY_MS;
  const guess = wanted - offsetAt(wanted);
  return new Date(wanted - offsetAt(guess));
}

/** The instant a term that ends on `day` is over: 24:00 local time. */
export function endOfAmsterdamDay(day: string): Date {
  return amsterdamMidnight(addDays(day, 1));
}

/** Milliseconds by which the wall clock in Amsterdam is ahead of UTC at this instant. */
function offsetAt(instant: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of momentInZone.formatToParts(instant)) part[type] = Number(value);
  const wall = Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour, part.minute, part.second);
  return wall - Math.floor(instant / 1000) * 1000;
}

/** Whether the text is a day that exists: `2026-02-29` does not. */
export function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match || Number(match[1]) < 1583) return false;
  const time = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return new Date(time).toISOString().slice(0, 10) === text;
}

/**
 * Days since 1 January 1970, so that days can be counted with.
 * @throws RangeError when the day does not exist, or lies before the Gregorian calendar (1583)
 */
export function dayNumber(day: string): number {
  if (typeof day !== 'string' || !isDay(day)) throw new RangeError(`not a day that exists: ${String(day)}`);
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / DAY_MS;
}

/**
 * The day with this number.
 * @throws RangeError beyond the year 9999
 */
export function dayFromNumber(number: number): string {
  if (!Number.isInteger(number) || number > 2_932_896 || number < -141_349) throw new RangeError(`day out of range: ${number}`);
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}

/** The day `count` days later (earlier when negative). */
export function addDays(day: string, count: number): string {
  return dayFromNumber(dayNumber(day) + count);
}

/** How many days `to` lies after `from`; negative when before. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** 1 is Monday, 7 is Sunday (ISO 8601). */
export function weekday(day: string): number {
  return weekdayOfNumber(dayNumber(day));
}

/** `weekday` for a day number; 1 January 1970 was a Thursday. */
export function weekdayOfNumber(number: number): number {
  return ((((number + 3) % 7) + 7) % 7) + 1;
}

/** The later of two days. */
export function laterDay(one: string, other: string): string {
  return one > other ? one : other;
}

const MONTHS = ['januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli', 'augustus', 'september', 'oktober', 'november', 'december'];

/** A day as it stands in a Dutch sentence: `27 april`. */
export function dutchDay(day: string): string {
  return `${Number(day.slice(8, 10))} ${MONTHS[Number(day.slice(5, 7)) - 1]}`;
}

/** A day with its year: `27 april 2026`. */
export function dutchDayWithYear(day: string): string {
  return `${dutchDay(day)} ${day.slice(0, 4)}`;
}
