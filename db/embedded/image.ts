import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Kysely } from 'kysely';
import { SILENT } from '../log.ts';
import { migrate } from '../migrate.ts';
import type { Database } from '../schema.ts';
import { openInMemory } from './embedded.ts';

/** Writes an empty, migrated database (tar.gz, about 5 MB) to `file`. The build makes it; a first start unpacks it instead of running initdb. */
export async function writeEmptyImage(file: string): Promise<void> {
  await writeImage({ file, from: null, fill: migrate });
}

/** Writes a database to `file` that begins as the image `from` (null: as initdb makes it) and then holds what `fill` puts in it. */
export async function writeImage({
  file,
  from,
  fill,
}: {
  file: string;
  from: string | null;
  fill: (db: Kysely<Database>) => Promise<void>;
}): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const handle = await openInMemory({ image: from, log: SILENT });
  try {
    await fill(handle.db);
    await handle.dump(file);
  } finally {
    await handle.close();
  }
}
