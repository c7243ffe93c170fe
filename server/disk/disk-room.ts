/**
 * Room to write. When the disk under the embedded database is nearly full, or the database says that its disk is, the site reads only: a database that
 * has no byte left for its log stops altogether (seen on a disk of 220 MB), and then nobody can read either. It writes again by itself once there is room.
 */
import { statfs } from 'node:fs/promises';
import { sql } from 'kysely';
import type { DatabaseHandle } from '../../db/client.ts';
import type { Db } from '../context.ts';
import type { Log } from '../log.ts';
import { isNoRoom } from './no-room.ts';
import { tellOfRoom } from './tell-of-room.ts';

const EVERY_MS = 60_000;
/** How much more than the reserve must be free before writing begins again: nobody wants a site that changes its mind each minute. */
const BACK_AT = 1.25;
/** Rows of 8 kB that are written to see whether there is room again, and are gone at once: 8 MB. */
const PROBE_ROWS = 1_000;

export type DiskRoom = {
  /** Nothing may be written now. */
  isReadOnly(): boolean;
  /** Bytes that are free for the embedded database; null where the disk is that of a PostgreSQL server. */
  freeBytes(): number | null;
  /** Looks at an error of the database or a job: when it says that the disk is full, the site reads only from that moment. */
  note(error: unknown): void;
  /** Looks at the disk now. */
  look(): Promise<void>;
  stop(): Promise<void>;
};

type Options = {
  handle: Pick<DatabaseHandle, 'db' | 'kind'>;
  dataDir: string;
  /** Bytes that must stay free; 0 looks at errors only. */
  reserve: number;
  publicUrl: string;
  log: Log;
  now?: () => Date;
  /** Bytes free under a folder. */
  readFree?: (folder: string) => Promise<number>;
};

/** Looks each minute, and at every error that is noted. Nothing is looked at before the first `look()` but errors. */
export function watchDisk({ handle, dataDir, reserve, publicUrl, log, now = () => new Date(), readFree = freeUnder }: Options): DiskRoom {
  const { db } = handle;
  const embedded = handle.kind === 'embedded';
  let readOnly = false;
  let free: number | null = null;
  let told = true;
  let looking: Promise<void> | null = null;

  function stopWriting(why: string): void {
    if (readOnly) return;
    readOnly = true;
    told = false;
    log.error({ why, freeBytes: free, reserve }, 'no room on the disk: the site reads only until there is');
  }

  async function look(): Promise<void> {
    free = embedded ? await readFree(dataDir) : null;
    const least = readOnly ? reserve * BACK_AT : reserve;
    if (free !== null && free < least) stopWriting('less is free than the reserve');
    else if (readOnly && (await hasRoom(db))) {
      readOnly = false;
      log.warn({ freeBytes: free }, 'there is room on the disk again: the site writes');
      await tellOfRoom(db, { readOnly, publicUrl, now: now() });
    }
    if (readOnly && !told) {
      await tellOfRoom(db, { readOnly, publicUrl, now: now() });
      told = true;
    }
  }

  function lookOnce(): Promise<void> {
    looking ??= look()
      .catch((error) => {
        note(error);
        log.warn({ err: error }, 'the room on the disk could not be looked at or told of; trying again in a minute');
      })
      .finally(() => {
        looking = null;
      });
    return looking;
  }

  function note(error: unknown): void {
    // A file of a backup beside PostgreSQL says nothing of the disk of PostgreSQL; its own alarm tells of that.
    if (isNoRoom(error) && (embedded || !isOfFile(error))) stopWriting(error instanceof Error ? error.message : String(error));
  }

  const timer = setInterval(() => void lookOnce(), EVERY_MS).unref();
  return {
    isReadOnly: () => readOnly,
    freeBytes: () => free,
    note,
    look: lookOnce,
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}

async function freeUnder(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

function isOfFile(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

/** Writes something and throws it away. */
async function hasRoom(db: Db): Promise<boolean> {
  try {
    await db.transaction().execute(async (tx) => {
      await sql`create temp table oever_room on commit drop as
        select string_agg(md5(random()::text), '') as filler from generate_series(1, ${PROBE_ROWS}) row, generate_series(1, 250) part group by row`.execute(
        tx,
      );
    });
    return true;
  } catch (error) {
    if (isNoRoom(error)) return false;
    throw error;
  }
}
