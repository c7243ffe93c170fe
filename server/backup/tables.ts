import { sql } from 'kysely';
import type { Db } from '../context.ts';
import { LEFT_OUT } from './format.ts';

export type Column = {
  name: string;
  /** As SQL writes it: `timestamp with time zone`, `uuid[]`. */
  type: string;
  /** The sequence behind an identity column. */
  sequence: string | null;
};

export type Table = { name: string; columns: Column[]; refersToItself: boolean; hasTriggers: boolean };

/** Our tables, each after the tables it refers to; without those that stay out of a backup, and without generated columns. */
export async function listTables(db: Db): Promise<Table[]> {
  const { rows: columns } = await sql<Column & { table: string }>`
    select c.relname as "table", a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
      case when a.attidentity <> '' then pg_get_serial_sequence(quote_ident(c.relname), a.attname) end as sequence
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      and c.relname not like 'kysely\\_%'
    order by c.relname, a.attnum`.execute(db);
  const { rows: references } = await sql<{ from: string; to: string }>`
    select distinct conrelid::regclass::text as "from", confrelid::regclass::text as "to" from pg_constraint
    where contype = 'f' and connamespace = 'public'::regnamespace`.execute(db);
  const { rows: triggers } = await sql<{ table: string }>`
    select distinct tgrelid::regclass::text as "table" from pg_trigger where not tgisinternal`.execute(db);

  const names = [...new Set(columns.map((column) => column.table))].filter((name) => !LEFT_OUT.includes(name));
  return inOrder(names, references).map((name) => ({
    name,
    columns: columns.filter((column) => column.table === name).map(({ table: _, ...column }) => column),
    refersToItself: references.some((reference) => reference.from === name && reference.to === name),
    hasTriggers: triggers.some((trigger) => trigger.table === name),
  }));
}

function inOrder(names: string[], references: { from: string; to: string }[]): string[] {
  const ordered: string[] = [];
  let left = names;
  while (left.length > 0) {
    const waitsFor = (name: string) => references.some(({ from, to }) => from === name && to !== name && left.includes(to));
    const free = left.filter((name) => !waitsFor(name));
    if (free.length === 0) throw new Error(`tables that refer to each other in a circle: ${left.join(', ')}`);
    ordered.push(...free);
    left = left.filter((name) => !free.includes(name));
  }
  return ordered;
}

/** The migrations a database has had, in order. */
export async function listMigrations(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map((row) => row.name);
}
