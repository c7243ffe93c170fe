import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { sql } from 'kysely';
import type { Db, Tx } from '../context.ts';
import { BackupError, FORMAT, type Header, lineHash, type TableLine, type Trailer } from './format.ts';
import { listMigrations, listTables, type Table } from './tables.ts';

const ROWS_AT_ONCE = 500;
const LARGE_ROWS_AT_ONCE = 20;

/**
 * Writes everything but sessions, tokens, rate limits and mails to `file` (gzip, readable for the owner only), as it was at one moment, while others go on
 * writing. Whole or not at all.
 * @returns the number of rows
 * @throws BackupError when the file is already there
 */
export async function writeBackup({ db, file, now }: { db: Db; file: string; now: Date }): Promise<number> {
  if (existsSync(file)) throw new BackupError(`${file} bestaat al. Kies een andere naam.`);
  const partial = `${file}.partial`;
  try {
    const rows = await writeTo({ db, partial, now });
    await syncToDisk(partial);
    await rename(partial, file);
    return rows;
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

async function writeTo({ db, partial, now }: { db: Db; partial: string; now: Date }): Promise<number> {
  const gzip = createGzip({ level: 6 });
  const output = createWriteStream(partial, { mode: 0o600 });
  gzip.pipe(output);
  const written = finished(output);
  // Its rejection is awaited below; until then it must not count as unhandled.
  written.catch(() => {});
  output.on('error', (error) => gzip.destroy(error));
  const hash = lineHash();
  let rows = 0;

  async function write(line: string): Promise<void> {
    hash.update(line).update('\n');
    if (!gzip.write(`${line}\n`)) await once(gzip, 'drain');
  }

  await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      await sql`set local timezone = 'UTC'`.execute(tx);
      await sql`set local statement_timeout = 0`.execute(tx);
      const header: Header = { kind: 'oever-backup', format: FORMAT, createdAt: now.toISOString(), migrations: await listMigrations(tx) };
      await write(JSON.stringify(header));
      for (const table of await listTables(tx)) {
        const tableLine: TableLine = { table: table.name, columns: table.columns.map((column) => column.name) };
        await write(JSON.stringify(tableLine));
        for await (const row of rowsOf(tx, table)) {
          rows++;
          await write(row);
        }
      }
    });
  const trailer: Trailer = { rows, sha256: hash.digest('hex') };
  gzip.end(`${JSON.stringify(trailer)}\n`);
  await written;
  return rows;
}

/** Each row as a JSON array of texts, made by the database itself. */
async function* rowsOf(tx: Tx, table: Table): AsyncGenerator<string> {
  const columns = table.columns.map(({ name }) => sql`${sql.ref(name)}::text`);
  await sql`declare backup_rows no scroll cursor for select json_build_array(${sql.join(columns)})::text as row from ${sql.table(table.name)}`.execute(
    tx,
  );
  // A row with a photo or a document may be megabytes of text.
  const atOnce = table.columns.some(({ type }) => type === 'bytea') ? LARGE_ROWS_AT_ONCE : ROWS_AT_ONCE;
  for (;;) {
    const { rows } = await sql<{ row: string }>`fetch ${sql.lit(atOnce)} from backup_rows`.execute(tx);
    for (const { row } of rows) yield row;
    if (rows.length < atOnce) break;
  }
  await sql`close backup_rows`.execute(tx);
}

async function syncToDisk(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
