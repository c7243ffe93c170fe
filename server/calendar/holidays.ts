/**
 * The public holidays of article 3 of the Algemene termijnenwet, by formula. Days that a royal decree puts on a par with them are data:
 * see `equated-days.ts`. Rules as the Act reads today; the package `date-holidays` counts Good Friday and 5 May as school holidays.
 */
import { addDays, weekday } from './amsterdam.ts';

/** Easter Sunday of a year, by the algorithm of Meeus, Jones and Butcher (Gregorian calendar). */
export function easterSunday(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const day = ((h + l - 7 * m + 114) % 31) + 1;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The day the King's birthday is celebrated: 27 April, or the Saturday before when that is a Sunday. */
export function kingsDay(year: number): string {
  const birthday = `${year}-04-27`;
  return weekday(birthday) === 7 ? addDays(birthday, -1) : birthday;
}

const known = new Map<number, ReadonlyMap<string, string>>();

/** All holidays of a year: day → Dutch name. Two on one day share it: `Bevrijdingsdag en Hemelvaartsdag`. */
export function holidaysOf(year: number): ReadonlyMap<string, string> {
  const before = known.get(year);
  if (before) return before;
  const easter = easterSunday(year);
  const holidays = new Map<string, string>();
  const list: [day: string, name: string][] = [
    [`${year}-01-01`, 'Nieuwjaarsdag'],
    [addDays(easter, -2), 'Goede Vrijdag'], // art. 3 lid 2: put on a par with a holiday by the Act itself
    [addDays(easter, 1), 'Tweede Paasdag'],
    [kingsDay(year), 'Koningsdag'],
    [`${year}-05-05`, 'Bevrijdingsdag'], // every year, not only in lustrum years
    [addDays(easter, 39), 'Hemelvaartsdag'],
    [addDays(easter, 50), 'Tweede Pinksterdag'],
    [`${year}-12-25`, 'Eerste Kerstdag'],
    [`${year}-12-26`, 'Tweede Kerstdag'],
  ];
  for (const [day, name] of list) holidays.set(day, holidays.has(day) ? `${holidays.get(day)} en ${name}` : name);
  known.set(year, holidays);
  return holidays;
}

/** The Dutch name of the holiday on this day, or null. */
export function holidayName(day: string): string | null {
  return holidaysOf(Number(day.slice(0, 4))).get(day) ?? null;
}
