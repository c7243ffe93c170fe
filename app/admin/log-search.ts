/** Filters of the log as they stand in the address. What cannot be meant is left out: nobody gets an error page for a half-typed day. */
import { isDay } from '../../server/calendar/amsterdam.ts';

export type LogSearch = { who?: string; kind?: string; from?: string; until?: string; trajectory?: string; before?: number };

export function readLogSearch(search: URLSearchParams): LogSearch {
  const text = (name: string) => search.get(name)?.trim().replaceAll('\0', '').slice(0, 100) ?? '';
  const who = text('wie');
  const kind = text('wat');
  const from = text('van');
  const until = text('tot');
  const trajectory = text('traject');
  const before = Number(search.get('voor'));
  return {
    ...(who ? { who } : {}),
    ...(/^[a-z_]+(\.[a-z_]+)?$/.test(kind) ? { kind } : {}),
    ...(isDay(from) ? { from } : {}),
    ...(isDay(until) ? { until } : {}),
    ...(/^[a-z0-9-]+$/.test(trajectory) ? { trajectory } : {}),
    ...(Number.isSafeInteger(before) && before > 0 ? { before } : {}),
  };
}

/** The address of the same search, further on or as a file. */
export function logSearchText({ who, kind, from, until, trajectory, before }: LogSearch): string {
  const search = new URLSearchParams();
  if (who) search.set('wie', who);
  if (kind) search.set('wat', kind);
  if (from) search.set('van', from);
  if (until) search.set('tot', until);
  if (trajectory) search.set('traject', trajectory);
  if (before) search.set('voor', String(before));
  const text = search.toString();
  return text ? `?${text}` : '';
}
