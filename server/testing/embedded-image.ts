import { existsSync } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeEmptyImage } from '../../db/embedded/image.ts';
import { migrationKey } from './migration-key.ts';

/** A migrated, empty database to begin every embedded test with; made once per version of the migrations. @returns the file */
export async function embeddedImage(): Promise<string> {
  const file = join(tmpdir(), `oever-test-image-${migrationKey()}.tar.gz`);
  if (existsSync(file)) return file;
  const own = `${file}.${process.pid}`;
  await writeEmptyImage(own);
  await rename(own, file);
  await removeOld(file);
  return file;
}

/** Images of migrations that have changed since; not those another checkout may be using today. */
async function removeOld(newest: string): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const path = join(tmpdir(), name);
    if (!name.startsWith('oever-test-image-') || path === newest) continue;
    // Another run may have removed it meanwhile.
    const found = await stat(path).catch(() => null);
    if (found && Date.now() - found.mtimeMs > 86_400_000) await rm(path, { force: true });
  }
}

/** Vitest's global set-up of the embedded project. */
export default async function setup(): Promise<void> {
  await embeddedImage();
}
