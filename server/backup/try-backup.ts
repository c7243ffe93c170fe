/** Puts a backup or a snapshot back in a database that is thrown away, and looks whether it is whole. Runs in a thread (`try-thread.ts`). */
import { createReadStream } from 'node:fs';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { sql } from 'kysely';
import { openInMemory } from '../../db/embedded/embedded.ts';
import type { DatabaseLog } from '../../db/log.ts';
import { migrate } from '../../db/migrate.ts';
import type { Db } from '../context.ts';
import { verifyEvents } from '../events/verify.ts';
import { verifyAllChains } from '../plan-texts/chain-queries.ts';
import { BackupError, readBackup } from './format.ts';
import { restoreBackup } from './restore-backup.ts';
import { listTables } from './tables.ts';

export type Back = {
  rows: number /** The last link of the chain of events that came back; null without one. */;
  end: { seq: number; sha256: string } | null;
};

/**
 * @param image what the database begins with when the file is not a snapshot
 * @returns what came back
 * @throws BackupError with what does not fit, as a Dutch sentence
 */
export async function putBackAndLook({ file, image, log }: { file: string; image: string | null; log: DatabaseLog }): Promise<Back> {
  const isSnapshot = file.endsWith('.tar.gz');
  await assertWhole(file);
  const expected = isSnapshot ? null : await countRows(file);
  const handle = await openInMemory({ image: isSnapshot ? file : image, log }).catch((error: unknown) => {
    throw new BackupError(`De momentopname is niet te openen: ${error instanceof Error ? error.message : String(error)}`);
  });
  try {
    await migrate(handle.db);
    if (!isSnapshot) await restoreBackup(handle.db, file);
    const rows = await compareCounts(handle.db, expected);
    return { rows, end: await checkChains(handle.db) };
  } finally {
    await handle.close();
  }
}

/** Reads it to its last byte: what is cut off is found before anything is made of it. */
async function assertWhole(file: string): Promise<void> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  await pipeline(createReadStream(file), createGunzip(), nowhere).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new BackupError('Het bestand bestaat niet.');
    throw new BackupError(error.code === 'Z_BUF_ERROR' ? 'Het bestand is afgekapt.' : 'Het bestand is beschadigd.');
  });
}

async function countRows(file: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  let table = '';
  for await (const part of readBackup(file)) {
    if ('table' in part) {
      table = part.table.table;
      counts.set(table, 0);
    } else if ('row' in part) counts.set(table, (counts.get(table) ?? 0) + 1);
  }
  return counts;
}

async function compareCounts(db: Db, expected: Map<string, number> | null): Promise<number> {
  let total = 0;
  for (const { name } of await listTables(db)) {
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}`.execute(db);
    const count = Number(rows[0]?.count ?? 0);
    const wanted = expected?.get(name) ?? count;
    if (count !== wanted) throw new BackupError(`Van ${name} kwamen ${count} rijen terug, en niet ${wanted}.`);
    total += count;
  }
  return total;
}

async function checkChains(db: Db): Promise<Back['end']> {
  const { broken, sealed } = await verifyEvents(db);
  if (broken) throw new BackupError(`De ketting van gebeurtenissen klopt niet (${broken.reason}).`);
  const versions = await verifyAllChains(db);
  if (versions.broken.length > 0) throw new BackupError(`De ketting van versies klopt niet bij ${versions.broken.length} onderdelen.`);
  const last = await db.selectFrom('event_seal').where('seq', '=', sealed).select(['seq', 'sha256']).executeTakeFirst();
  return last?.seq && last.sha256 ? { seq: last.seq, sha256: last.sha256 } : null;
}
