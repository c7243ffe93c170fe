import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openOnPostgres } from '../server/testing/database.ts';
import { SILENT } from './log.ts';
import { isMigrated, MIGRATIONS, migrate } from './migrate.ts';
import { openPostgres } from './postgres.ts';

test('eight nodes that migrate an empty database at once all succeed', async () => {
  const { handle, url } = await openOnPostgres();
  await sql`drop schema public cascade`.execute(handle.db);
  await sql`create schema public`.execute(handle.db);
  const nodes = await Promise.all(Array.from({ length: 8 }, () => openPostgres({ databaseUrl: url, log: SILENT, poolSize: 2 })));
  await Promise.all(nodes.map((node) => migrate(node.db)));
  expect(await isMigrated(handle.db)).toBe(true);
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(handle.db);
  expect(rows.map((row) => row.name)).toEqual(Object.keys(MIGRATIONS));
  await Promise.all(nodes.map((node) => node.close()));
  await handle.close();
});

test('a migration whose connection is killed half-way leaves nothing behind; the next start does it', async () => {
  const { handle, url } = await openOnPostgres();
  await sql`drop schema public cascade`.execute(handle.db);
  await sql`create schema public`.execute(handle.db);
  // The migration has to wait for this name, so that it can be killed in the middle.
  const node = await openPostgres({ databaseUrl: url, log: SILENT, poolSize: 2 });
  const held = handle.db.transaction().execute(async (tx) => {
    await sql`create table clock_event (id int)`.execute(tx);
    await expect.poll(() => waitingOthers(tx), { timeout: 10_000 }).toBeGreaterThan(0);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
      tx,
    );
    throw new Error('made room');
  });
  const [migrated, made] = await Promise.allSettled([migrate(node.db), held]);
  expect([migrated.status, made.status]).toEqual(['rejected', 'rejected']);
  const { rows } = await sql`select 1 from pg_tables where schemaname = 'public' and tablename not like 'kysely%'`.execute(handle.db);
  expect(rows).toEqual([]);
  await migrate(node.db);
  expect(await isMigrated(handle.db)).toBe(true);
  await node.close();
  await handle.close();
});

async function waitingOthers(db: Parameters<typeof migrate>[0]): Promise<number> {
  const { rows } = await sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
  return rows.length;
}
