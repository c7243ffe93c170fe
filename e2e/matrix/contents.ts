/** The whole database, table by table, as values to compare: what is read must write nothing. */
import { sql } from 'kysely';
import type { Db } from '../../server/context.ts';

/** That a session was used, and that an address asked, is noted: nobody can see who is there or count without it. */
const NOTED = ['session', 'rate_limit'];

export async function contentsOf(db: Db): Promise<Record<string, string>> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1
  `.execute(db);
  const contents: Record<string, string> = {};
  for (const { name } of tables.filter((table) => !NOTED.includes(table.name))) {
    const { rows } = await sql<{ sum: string }>`
      select count(*) || ' ' || md5(coalesce(string_agg(one::text, '|' order by one::text), '')) as sum from ${sql.table(name)} as one
    `.execute(db);
    contents[name] = rows[0]?.sum ?? '';
  }
  return contents;
}
