import type { Db } from '../context.ts';
import { rememberFor } from '../remembered.ts';
import { type Calendar, calendarsWith, newestOf } from './calendar.ts';

/** Every version of the calendar, oldest first; the last is in force. */
export async function loadCalendars(db: Db): Promise<readonly Calendar[]> {
  const rows = await db.selectFrom('equated_day').select('on_day').orderBy('number').execute();
  return calendarsWith(rows.map((row) => row.on_day));
}

const KEPT_MS = 60_000;

/**
 * As `loadCalendars`, from memory when it holds at least the version with `addedDays` days: versions never change, so an old answer is a right answer for them.
 */
export async function knownCalendars(db: Db, { addedDays, now }: { addedDays: number; now: Date }): Promise<readonly Calendar[]> {
  if (addedDays === 0) return calendarsWith([]);
  return rememberFor(db, { key: 'calendars', now, version: String(addedDays), forMs: KEPT_MS }, () => loadCalendars(db));
}

/** The newest calendar, and its days that nobody has confirmed for dates promised before: those leave such dates alone. */
export async function loadConfirmedDays(db: Db): Promise<{ calendar: Calendar; except: string[] }> {
  const rows = await db.selectFrom('equated_day').select(['on_day', 'status']).orderBy('number').execute();
  return {
    calendar: newestOf(calendarsWith(rows.map((row) => row.on_day))),
    except: rows.filter(({ status }) => status !== 'confirmed').map((row) => row.on_day),
  };
}
