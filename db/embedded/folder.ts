import { access, constants, mkdir, readdir, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseLog } from '../log.ts';
import { listSnapshots, readEverything } from './snapshots.ts';
import { type DatabaseThread, OpenError, startThread } from './worker-thread.ts';

const LEAST_FREE_BYTES = 64 * 1024 * 1024;

export type OpenedFolder = {
  thread: DatabaseThread;
  /** The snapshot that had to be put back, or null. */
  restoredFrom: string | null;
};

type Where = { dataDir: string; image: string | null; log: DatabaseLog };

/** The database is there but cannot be opened, and nothing could be put back. The folder is left as it was. */
export class DatabaseDamagedError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'DatabaseDamagedError';
  }
}

/**
 * Opens the folder `database` in `dataDir`. An empty place is filled from the image. A folder that does not open is put aside and the
 * newest snapshot that does takes its place; without one this throws. It never begins an empty site where there was one.
 * The caller holds the lock.
 */
export async function openFolder({ dataDir, image, log }: Where): Promise<OpenedFolder> {
  const folder = join(dataDir, 'database');
  const unfinished = `${folder}.unfinished`;
  await checkRoom(dataDir);
  // A first start that was killed half-way: nothing in it was ever used.
  if (await exists(unfinished)) await rm(folder, { recursive: true, force: true });
  const contents = await readdir(folder).catch((): string[] => []);
  const snapshots = await listSnapshots(join(dataDir, 'snapshots'));

  if (contents.length === 0 && snapshots.length === 0) {
    return { thread: await fillEmpty({ folder, unfinished, image }), restoredFrom: null };
  }
  if (contents.length > 0) {
    try {
      if (!contents.includes('PG_VERSION')) throw new OpenError('PG_VERSION is missing');
      return { thread: await openChecked(folder), restoredFrom: null };
    } catch (error) {
      if (isTheMachinesFault(error)) throw error;
      log.error({ err: error, folder }, 'the embedded database cannot be opened; looking for a snapshot');
    }
  }
  return await restoreNewest({ dataDir, folder, unfinished, snapshots, log });
}

async function fillEmpty({
  folder,
  unfinished,
  image,
}: {
  folder: string;
  unfinished: string;
  image: string | null;
}): Promise<DatabaseThread> {
  await writeFile(unfinished, '');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const thread = await startThread({ folder, image });
  await rm(unfinished, { force: true });
  return thread;
}

async function openChecked(folder: string): Promise<DatabaseThread> {
  const thread = await startThread({ folder, image: null });
  try {
    await readEverything(thread.client);
    return thread;
  } catch (error) {
    await thread.kill();
    throw error;
  }
}

type Restoring = { dataDir: string; folder: string; unfinished: string; snapshots: string[]; log: DatabaseLog };

async function restoreNewest({ dataDir, folder, unfinished, snapshots, log }: Restoring): Promise<OpenedFolder> {
  if (snapshots.length === 0) {
    throw new DatabaseDamagedError(
      `De database in ${folder} is beschadigd en er is geen momentopname om terug te zetten. Er is niets veranderd. Zet een back-up terug in een nieuwe map (npm run restore).`,
    );
  }
  const aside = `${folder}.damaged-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  const hadFolder = await exists(folder);
  if (hadFolder) await rename(folder, aside);
  for (const snapshot of snapshots) {
    try {
      const thread = await fillEmpty({ folder, unfinished, image: snapshot });
      await readEverything(thread.client);
      log.error(
        { snapshot, damaged: hadFolder ? aside : null },
        'the embedded database was damaged; the newest good snapshot was put back',
      );
      return { thread, restoredFrom: snapshot };
    } catch (error) {
      log.error({ err: error, snapshot }, 'this snapshot cannot be opened');
      await rm(folder, { recursive: true, force: true });
      await rm(unfinished, { force: true });
    }
  }
  if (hadFolder) await rename(aside, folder);
  throw new DatabaseDamagedError(
    `De database in ${folder} is beschadigd en geen van de ${snapshots.length} momentopnamen in ${join(dataDir, 'snapshots')} is te openen. Er is niets veranderd. Zet een back-up terug in een nieuwe map (npm run restore).`,
  );
}

/** @throws with a plain sentence when the disk is full or the folder is not ours, so that neither is taken for damage */
async function checkRoom(dataDir: string): Promise<void> {
  try {
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Error(`De map ${dataDir} is niet leesbaar en beschrijfbaar voor deze gebruiker.`, { cause: error });
  }
  const { bavail, bsize } = await statfs(dataDir);
  if (bavail * bsize < LEAST_FREE_BYTES)
    throw new Error(`De schijf met ${dataDir} is vol: er is minder dan 64 MB vrij. Maak eerst ruimte.`);
}

/** Then the folder may be as good as ever, and an older snapshot must not take its place. */
function isTheMachinesFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  // 53: PostgreSQL's own "insufficient resources".
  if (/^(EACCES|EPERM|ENOSPC|EROFS|EMFILE|ENFILE|ENOMEM|53...)$/.test(code)) return true;
  return /out of memory|could not allocate|no space left|took longer than/i.test(error.message);
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
