/** Words that the pages of a voting share. */
import type { TFunction } from 'i18next';
import { formatDayShort, formatTime, toDay } from '../format.ts';

/** "en met 30 november", or "30 november, 17.00 uur" when voting does not close at midnight; follows the word "tot". */
export function untilWords(closesAt: string, { t, locale }: { t: TFunction<'votings'>; locale: string }): string {
  const last = lastDay(closesAt);
  if (last !== toDay(closesAt)) return t('until.day', { day: formatDayShort(last, locale) });
  return t('until.time', { day: formatDayShort(last, locale), time: formatTime(closesAt, locale) });
}

/** The last day on which one can vote: closing at midnight is the end of the day before. */
export function lastDay(closesAt: string): string {
  return toDay(new Date(new Date(closesAt).getTime() - 1));
}

/** An amount in hundredths of a euro: "€ 3,34", and without cents when there are none. */
export function formatCents(cents: number, locale: string): string {
  return new Intl.NumberFormat(locale === 'en' ? 'en-GB' : 'nl-NL', {
    style: 'currency',
    currency: 'EUR',
    minimumFractionDigits: cents % 100 === 0 ? 0 : 2,
    maximumFractionDigits: 2,
  }).format(cents / 100);
}
