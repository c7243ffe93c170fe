import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../context.ts';
import { BackupError, type Header, type Row, readBackup, type TableLine } from './format.ts';
import { listMigrations, listTables, type Table } from './tables.ts';

const ROWS_AT_ONCE = 500;
/** Documents are large: a batch also ends here. */
const CHARACTERS_AT_ONCE = 4_000_000;

/**
 * Puts a backup into an empty, migrated database, in one transaction. The file is read once before anything is written.
 * @returns the number of rows and the moment the backup was made
 * @throws BackupError when the file is damaged, made by another version, or the database is not empty
 */
export async function restoreBackup(db: Db, file: string): Promise<{ rows: number; createdAt: string }> {
  const header = await checkWhole(file);
  return await db.transaction().execute(async (tx) => {
    await sql`set local statement_timeout = 0`.execute(tx);
    const tables = await listTables(tx);
    await refuseUnfit({ tx, tables, header });
    // No other process may write meanwhile, however unlikely on an empty database.
    await sql`lock table ${sql.join(tables.map((table) => sql.table(table.name)))} in exclusive mode`.execute(tx);
    for (const { name } of tables.filter((table) => table.hasTriggers)) {
      // The counts are in the backup; counting again would double them. Foreign keys and checks stay on.
      await sql`alter table ${sql.table(name)} disable trigger user`.execute(tx);
    }
    const rows = await fill({ tx, tables, file });
    for (const { name } of tables.filter((table) => table.hasTriggers))
      await sql`alter table ${sql.table(name)} enable trigger user`.execute(tx);
    await moveSequences(tx, tables);
    return { rows, createdAt: header.createdAt };
  });
}

async function checkWhole(file: string): Promise<Header> {
  let header: Header | null = null;
  for await (const part of readBackup(file)) if ('header' in part) header = part.header;
  if (!header) throw new BackupError('De back-up heeft geen begin.');
  return header;
}

async function refuseUnfit({ tx, tables, header }: { tx: Tx; tables: Table[]; header: Header }): Promise<void> {
  const migrations = await listMigrations(tx);
  if (migrations.join() !== header.migrations.join()) {
    throw new BackupError(
      `De back-up hoort bij een andere versie van Oever (${header.migrations.at(-1)}, hier ${migrations.at(-1)}). Zet hem terug met die versie en werk daarna bij.`,
    );
  }
  for (const { name } of tables) {
    const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(tx);
    if (rows.length > 0)
      throw new BackupError(
        'De database is niet leeg. Zet een back-up terug in een nieuwe, lege database (een andere DATA_DIR of DATABASE_URL).',
      );
  }
}

async function fill({ tx, tables, file }: { tx: Tx; tables: Table[]; file: string }): Promise<number> {
  let count = 0;
  let target: { table: Table; columns: Table['columns'] } | null = null;
  let batch: Row[] = [];
  let characters = 0;

  async function flush(): Promise<void> {
    if (target && batch.length > 0) await insert({ tx, ...target, rows: batch });
    batch = [];
    characters = 0;
  }
  async function endTable(): Promise<void> {
    await flush();
    if (target?.table.refersToItself) await moveFromStaging(tx, target);
  }

  for await (const part of readBackup(file)) {
    if ('header' in part) continue;
    if ('table' in part) {
      await endTable();
      target = findTarget(tables, part.table);
      if (target.table.refersToItself) await makeStaging(tx, target);
      continue;
    }
    if (!target || part.row.length !== target.columns.length) throw new BackupError('De back-up heeft een rij die bij geen tabel past.');
    batch.push(part.row);
    characters += part.row.reduce((sum, value) => sum + (value?.length ?? 0), 0);
    count++;
    if (batch.length >= ROWS_AT_ONCE || characters >= CHARACTERS_AT_ONCE) await flush();
  }
  await endTable();
  return count;
}

function findTarget(tables: Table[], { table: name, columns }: TableLine): { table: Table; columns: Table['columns'] } {
  const table = tables.find((candidate) => candidate.name === name);
  if (!table) throw new BackupError(`De back-up heeft een tabel die hier niet bestaat: ${name}.`);
  return {
    table,
    columns: columns.map((wanted) => {
      const column = table.columns.find((candidate) => candidate.name === wanted);
      if (!column) throw new BackupError(`De back-up heeft een kolom die hier niet bestaat: ${name}.${wanted}.`);
      return column;
    }),
  };
}

type Insertion = { tx: Tx; table: Table; columns: Table['columns']; rows: Row[] };

async function insert({ tx, table, columns, rows }: Insertion): Promise<void> {
  const values = columns.map((_, index) => sql`${rows.map((row) => row[index] ?? null)}::text[]`);
  const names = columns.map((column) => sql.ref(column.name));
  if (table.refersToItself) {
    await sql`insert into ${staging(table)} (${sql.join(names)}) select * from unnest(${sql.join(values)})`.execute(tx);
  } else {
    const source = sql`unnest(${sql.join(values)}) as source (${sql.join(names)})`;
    await sql`insert into ${sql.table(table.name)} (${sql.join(names)}) overriding system value select ${cast(columns)} from ${source}`.execute(
      tx,
    );
  }
}

/** A table whose rows refer to each other goes in with one statement: only then may a row come before the one it refers to. */
async function makeStaging(tx: Tx, { table, columns }: Pick<Insertion, 'table' | 'columns'>): Promise<void> {
  const definitions = columns.map((column) => sql`${sql.ref(column.name)} text`);
  await sql`create temporary table ${staging(table)} (${sql.join(definitions)}) on commit drop`.execute(tx);
}

async function moveFromStaging(tx: Tx, { table, columns }: Pick<Insertion, 'table' | 'columns'>): Promise<void> {
  const names = sql.join(columns.map((column) => sql.ref(column.name)));
  await sql`insert into ${sql.table(table.name)} (${names}) overriding system value select ${cast(columns)} from ${staging(table)}`.execute(
    tx,
  );
}

function staging(table: Table): RawBuilder<unknown> {
  return sql.table(`restored_${table.name}`);
}

function cast(columns: Table['columns']): RawBuilder<unknown> {
  // The type comes from the catalogue of this very database.
  return sql.join(columns.map(({ name, type }) => sql`${sql.ref(name)}::${sql.raw(type)}`));
}

/** So that the next event does not get the number of an old one. */
async function moveSequences(tx: Tx, tables: Table[]): Promise<void> {
  for (const { name, columns } of tables) {
    for (const column of columns) {
      if (column.sequence === null) continue;
      const last = sql`select max(${sql.ref(column.name)}) from ${sql.table(name)}`;
      await sql`select setval(${column.sequence}, coalesce((${last}), 1), (${last}) is not null)`.execute(tx);
    }
  }
}
