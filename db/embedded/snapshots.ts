import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import type { DatabaseThread } from './worker-thread.ts';

/** Why a snapshot was made. Of each the newest are kept. */
export type SnapshotReason = 'closing' | 'hourly' | 'migration';

const KEEP_PER_REASON = 3;
const NAME = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z-(closing|hourly|migration)\.tar\.gz$/;

/**
 * Copies the whole database to a file in `folder`. The embedded database does not fsync, so after a power cut this may be all there is.
 * @returns the file
 * @throws when the database cannot be read: a copy of a damaged database would push out a good one
 */
export async function makeSnapshot({
  thread,
  folder,
  reason,
}: {
  thread: DatabaseThread;
  folder: string;
  reason: SnapshotReason;
}): Promise<string> {
  await readEverything(thread.client);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${new Date().toISOString().replaceAll(/[:.]/g, '-')}-${reason}.tar.gz`);
  await thread.dump(file);
  await removeOld(folder, reason);
  return file;
}

/** Newest first. */
export async function listSnapshots(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((): string[] => []);
  return names
    .filter((name) => NAME.test(name))
    .sort()
    .reverse()
    .map((name) => join(folder, name));
}

/** Reads every table once. Pages carry checksums, so a flipped byte is found here and not a year later. */
export async function readEverything(client: pg.Client): Promise<void> {
  await client.query(`do $$
    declare item regclass;
    begin
      for item in select oid from pg_class where relkind in ('r', 't', 'm') loop
        execute format('select count(*) from %s', item);
      end loop;
    end $$`);
}

async function removeOld(folder: string, reason: SnapshotReason): Promise<void> {
  const ofReason = (await listSnapshots(folder)).filter((file) => file.endsWith(`-${reason}.tar.gz`));
  for (const file of ofReason.slice(KEEP_PER_REASON)) await rm(file, { force: true });
}
