/**
 * Formal views on a draft (zienswijzen, afdeling 3.4 Awb). The period runs with the phase in which the draft lies ready. Whatever comes in is kept, and flagged when
 * it is early or late: only people decide what that means. Pure.
 */
import { addDays, isDay } from '../calendar/amsterdam.ts';
import { DomainError, type FieldErrors } from '../errors.ts';
import { readField } from '../text/fields.ts';

/** Characters. The database holds them to the same. */
export const VIEW_LIMITS = { body: { min: 10, max: 20_000 }, name: { min: 2, max: 120 }, address: { max: 300 } } as const;

export type Timing = 'early' | 'in_time' | 'late';
export type Period = { from: string; until: string };

/** By post, sent in time and here within a week of the end is in time (Awb 6:9, second paragraph, by 3:16, third paragraph). */
const POST_DAYS = 7;

/** Where what came in on `receivedOn` falls; `postedOn` is the postmark, if it came by post. All days in Amsterdam. */
export function timingOf({ receivedOn, postedOn, period }: { receivedOn: string; postedOn: string | null; period: Period }): Timing {
  if (receivedOn < period.from) return 'early';
  if (receivedOn <= period.until) return 'in_time';
  return postedOn !== null && postedOn <= period.until && receivedOn <= addDays(period.until, POST_DAYS) ? 'in_time' : 'late';
}

/**
 * The period a view counts for: the one that holds its day, else the next to come, else the last that was.
 * @returns null when no draft lies ready, lay ready or will
 */
export function periodOf(periods: readonly Period[], day: string): Period | null {
  const inOrder = [...periods].sort((a, b) => (a.from < b.from ? -1 : 1));
  return inOrder.find(({ from, until }) => from <= day && day <= until) ?? inOrder.find(({ from }) => from > day) ?? inOrder.at(-1) ?? null;
}

/** A view as it will be kept. @throws DomainError `invalid` with a sentence per field */
export function readView(raw: { body: string; name: string; address: string }): { body: string; name: string; address: string } {
  const fields: FieldErrors = {};
  const sentences = (name: string) => ({
    characters: 'ideas:error.characters',
    short: `kinds:error.view_${name}_short`,
    long: `kinds:error.view_${name}_long`,
  });
  const words = {
    body: readField(raw.body, { name: 'body', fields, ...VIEW_LIMITS.body, lines: true, sentences: sentences('body') }),
    name: readField(raw.name, { name: 'viewName', fields, ...VIEW_LIMITS.name, lines: false, sentences: sentences('name') }),
    address: readField(raw.address, {
      name: 'address',
      fields,
      min: 0,
      ...VIEW_LIMITS.address,
      lines: false,
      sentences: sentences('address'),
    }),
  };
  if (Object.keys(fields).length > 0) throw new DomainError('invalid', { fields });
  return words;
}

/** The postmark on a letter. @throws DomainError `invalid` when it is no day, or later than it came in */
export function readPostedOn(raw: string, receivedOn: string): string | null {
  const day = raw.trim();
  if (day === '') return null;
  if (!isDay(day)) throw new DomainError('invalid', { fields: { postedOn: 'kinds:error.posted' } });
  if (day > receivedOn) throw new DomainError('invalid', { fields: { postedOn: 'kinds:error.posted_late' } });
  return day;
}
