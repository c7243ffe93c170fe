/** The states of open clocks as conditions in SQL; `clockState` in `rules.ts` draws the same lines, and a test holds the two together. */
import { type RawBuilder, sql } from 'kysely';
import { dueSoonUntil } from './rules.ts';

/** The largest `due_soon_days` a policy can have (a check in the database). */
const MOST_DUE_SOON_DAYS = 30;

/** For rows of `clock` that are neither answered nor stopped. `today` is a day in Amsterdam. */
export function openStates(today: string): Record<'running' | 'dueSoon' | 'overdue' | 'paused', RawBuilder<boolean>> {
  // Element 1 + d holds the last date that is due soon for a policy of d days.
  const until = `{${Array.from({ length: MOST_DUE_SOON_DAYS + 1 }, (_, days) => dueSoonUntil(today, days)).join(',')}}`;
  const soon = sql`((select ${until}::text::date[]))[1 + clock.due_soon_days]`;
  return {
    running: sql<boolean>`(clock.paused_on is null and clock.due_on >= ${today}::date and clock.due_on > ${soon})`,
    dueSoon: sql<boolean>`(clock.paused_on is null and clock.due_on >= ${today}::date and clock.due_on <= ${soon})`,
    overdue: sql<boolean>`(clock.paused_on is null and clock.due_on < ${today}::date)`,
    paused: sql<boolean>`(clock.paused_on is not null)`,
  };
}
