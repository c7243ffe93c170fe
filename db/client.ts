import type { Kysely } from 'kysely';
import { openEmbedded } from './embedded/embedded.ts';
import type { SnapshotReason } from './embedded/snapshots.ts';
import { type DatabaseLog, SILENT } from './log.ts';
import { openPostgres } from './postgres.ts';
import type { Database } from './schema.ts';

export { DatabaseDamagedError } from './embedded/folder.ts';
export { DatabaseInUseError } from './embedded/lock.ts';

/** An open database. Both kinds give the same values: int8 as number, date as `YYYY-MM-DD`, timestamptz as Date, bytea as Buffer, jsonb parsed. */
export type DatabaseHandle = {
  db: Kysely<Database>;
  kind: 'embedded' | 'postgres';
  /**
   * Calls `onNotification` for every `pg_notify(channel, payload)` once its transaction has been committed, by any process.
   * `onGap`: the connection was lost for a moment, notifications may have been missed.
   * @returns stops listening
   */
  listen(channel: string, onNotification: (payload: string) => void, onGap?: () => void): Promise<() => Promise<void>>;
  /** Embedded: copies the whole database to `dataDir/snapshots`. PostgreSQL: does nothing, its backups are its own. */
  snapshot(reason: SnapshotReason): Promise<void>;
  /** Embedded: the snapshot that was put back because the database would not open, else null. */
  restoredFrom: string | null;
  /** Lets running transactions finish, then closes. Twice is fine. */
  close(): Promise<void>;
};

export type OpenOptions = {
  /** A PostgreSQL server; without it the embedded database in `dataDir`. */
  databaseUrl?: string | null;
  dataDir: string;
  log?: DatabaseLog;
  /** Connections to PostgreSQL at once. */
  poolSize?: number;
  /** What an empty `dataDir` begins with: an image of `embedded/image.ts`. Without it the empty one of the build. */
  image?: string;
  /** Sees the error of every statement that failed; whoever asked gets it too. */
  onError?: (error: unknown) => void;
};

/**
 * Opens the database; does not migrate it (see `migrate.ts`).
 * @throws DatabaseInUseError when another process has the embedded database, DatabaseDamagedError when it cannot be opened nor restored
 */
export async function openDatabase({ databaseUrl, dataDir, log = SILENT, poolSize, image, onError }: OpenOptions): Promise<DatabaseHandle> {
  if (databaseUrl) return await openPostgres({ databaseUrl, log, onError, ...(poolSize === undefined ? {} : { poolSize }) });
  return await openEmbedded({ dataDir, log, onError, ...(image ? { image } : {}) });
}
