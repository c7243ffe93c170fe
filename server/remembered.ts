/**
 * Figures that many pages show and few things change: computed once per process, and again when any clock had an event, on a new day, and after a minute.
 * Without this every view of a trajectory would count all its answers.
 */
import { amsterdamDay } from './calendar/amsterdam.ts';
import type { Db } from './context.ts';

/** A transaction that began before another and ended after it can carry a lower event number; this is how long it may stay unseen. */
const LONGEST_MS = 60_000;
const MOST_ENTRIES = 500;

type Entry = { version: string; at: number; value: Promise<unknown> };

const remembered = new WeakMap<Db, Map<string, Entry>>();

/** The value of `compute` for `key`, from memory while no clock of this database has changed. */
export async function remember<Value>(db: Db, { key, now }: { key: string; now: Date }, compute: () => Promise<Value>): Promise<Value> {
  const { last } = await db
    .selectFrom('clock_event')
    .select((eb) => eb.fn.max('id').as('last'))
    .executeTakeFirstOrThrow();
  return rememberFor(db, { key, now, version: `${last} ${amsterdamDay(now)}`, forMs: LONGEST_MS }, compute);
}

/** How long a page may be behind when what it shows changed by the clock alone, such as a voting that closes. */
const PAGE_MS = 10_000;

/** The value of `compute` for `key`, from memory while nothing happened in this database, for ten seconds at most. Every command records what it did. */
export async function rememberUntilEvent<Value>(
  db: Db,
  { key, now }: { key: string; now: Date },
  compute: () => Promise<Value>,
): Promise<Value> {
  const { last } = await db
    .selectFrom('event')
    .select((eb) => eb.fn.max('id').as('last'))
    .executeTakeFirstOrThrow();
  return rememberFor(db, { key, now, version: `${last} ${amsterdamDay(now)}`, forMs: PAGE_MS }, compute);
}

/** Computed anew the next time in this process: whoever changed it wants to see that. */
export function forget(db: Db, key: string): void {
  remembered.get(db)?.delete(key);
}

/** The value of `compute` for `key`, from memory for `forMs` while `version` stays the same. */
export function rememberFor<Value>(
  db: Db,
  { key, now, version = '', forMs }: { key: string; now: Date; version?: string; forMs: number },
  compute: () => Promise<Value>,
): Promise<Value> {
  const entries = remembered.get(db) ?? new Map<string, Entry>();
  remembered.set(db, entries);
  const known = entries.get(key);
  if (known && known.version === version && Math.abs(now.getTime() - known.at) < forMs) return known.value as Promise<Value>;
  if (entries.size >= MOST_ENTRIES) entries.clear();
  const value = compute();
  entries.set(key, { version, at: now.getTime(), value });
  // What failed is tried again next time; whoever asked now is told.
  value.catch(() => entries.delete(key));
  return value;
}
