import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SILENT } from '../log.ts';
import { migrate } from '../migrate.ts';
import { openInMemory } from './embedded.ts';

/** Writes an empty, migrated database (tar.gz, about 5 MB) to `file`. The build makes it; a first start unpacks it instead of running initdb. */
export async function writeEmptyImage(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const handle = await openInMemory({ image: null, log: SILENT });
  try {
    await migrate(handle.db);
    await handle.dump(file);
  } finally {
    await handle.close();
  }
}
