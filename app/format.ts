import { isLocale, LOCALES } from '../server/web/locale.ts';

/** Days, moments and numbers in words, by Intl. Everything is told in Amsterdam's time. */
const ZONE = 'Europe/Amsterdam';

export type Locale = string;

const tag = (locale: Locale) => (isLocale(locale) ? LOCALES[locale].tag : LOCALES.nl.tag);

/** Noon: the same day in every zone. */
const dayAsDate = (day: string) => new Date(`${day}T12:00:00Z`);

const formatters = new Map<string, Intl.DateTimeFormat>();
function dateFormat(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(tag(locale), { timeZone: ZONE, ...options });
  formatters.set(key, known);
  return known;
}

/** "dinsdag 28 april 2026" */
export function formatDay(day: string, locale: Locale): string {
  return dateFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(dayAsDate(day));
}

/** "dinsdag 28 april" */
export function formatWeekday(day: string, locale: Locale): string {
  return dateFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }).format(dayAsDate(day));
}

/** "28 april" */
export function formatDayShort(day: string, locale: Locale): string {
  return dateFormat(locale, { day: 'numeric', month: 'long' }).format(dayAsDate(day));
}

/** "28 apr" */
export function formatDayTiny(day: string, locale: Locale): string {
  return dateFormat(locale, { day: 'numeric', month: 'short' }).format(dayAsDate(day));
}

/** "april – mei 2026", "december 2026 – januari 2027", or one month. */
export function formatMonths(from: string, until: string, locale: Locale): string {
  const month = (day: string) => dateFormat(locale, { month: 'long' }).format(dayAsDate(day));
  const [fromYear, untilYear] = [from.slice(0, 4), until.slice(0, 4)];
  if (from.slice(0, 7) === until.slice(0, 7)) return `${month(from)} ${fromYear}`;
  return fromYear === untilYear
    ? `${month(from)} – ${month(until)} ${untilYear}`
    : `${month(from)} ${fromYear} – ${month(until)} ${untilYear}`;
}

/** A month given as `2026-11`: "november 2026", or short "nov". */
export function formatMonth(month: string, locale: Locale, length: 'long' | 'short' = 'long'): string {
  const options = length === 'long' ? ({ month: 'long', year: 'numeric' } as const) : ({ month: 'short' } as const);
  return dateFormat(locale, options).format(dayAsDate(`${month}-15`));
}

/** "vandaag, 11.20 uur", "gisteren, 11.20 uur" or "22 oktober 2026"; `today` as a plain date. */
export function formatMoment(moment: Date | string, locale: Locale, today?: string): string {
  const instant = typeof moment === 'string' ? new Date(moment) : moment;
  const day = toDay(instant);
  if (today !== undefined) {
    const time = formatTime(instant, locale);
    const told = new Intl.RelativeTimeFormat(tag(locale), { numeric: 'auto' });
    if (day === today) return `${told.format(0, 'day')}, ${time}`;
    if (day === toDay(new Date(dayAsDate(today).getTime() - 86_400_000))) return `${told.format(-1, 'day')}, ${time}`;
  }
  return dateFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' }).format(instant);
}

/** "11.20 uur" */
export function formatTime(moment: Date | string, locale: Locale): string {
  const instant = typeof moment === 'string' ? new Date(moment) : moment;
  const time = dateFormat(locale, { hour: '2-digit', minute: '2-digit', hour12: false }).format(instant);
  return locale === 'nl' ? `${time.replace(':', '.')} uur` : time;
}

/** The plain date (YYYY-MM-DD) of an instant in Amsterdam. */
export function toDay(moment: Date | string): string {
  const instant = typeof moment === 'string' ? new Date(moment) : moment;
  return isoDay.format(instant);
}
const isoDay = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' });

// Making one takes longer than a page has time for.
const numbers = new Map<string, Intl.NumberFormat>();
function numberFormat(locale: Locale, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  const key = `${locale} ${options.style}`;
  const known = numbers.get(key) ?? new Intl.NumberFormat(tag(locale), options);
  numbers.set(key, known);
  return known;
}

export function formatNumber(value: number, locale: Locale): string {
  return numberFormat(locale).format(value);
}

/** Whole euros: "€ 240.000". */
export function formatMoney(euros: number, locale: Locale): string {
  return numberFormat(locale, { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 }).format(euros);
}

/** A share between 0 and 1: "92%". */
export function formatPercent(share: number, locale: Locale): string {
  return `${formatNumber(Math.round(share * 100), locale)}%`;
}
