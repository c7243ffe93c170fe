import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../server/testing/database.ts';
import type { DatabaseHandle } from './client.ts';
import { isMigrated, MIGRATIONS, migrate, NewerSchemaError, pendingMigrations } from './migrate.ts';

let handle: DatabaseHandle;
beforeEach(async () => {
  handle = await openTestDatabase();
});
afterEach(async () => {
  await sql`delete from kysely_migration where name not in (${sql.join(Object.keys(MIGRATIONS))})`.execute(handle.db);
  await handle.close();
});

describe('migrating', () => {
  test('twice changes nothing', async () => {
    await handle.db.insertInto('team').values({ name: 'Groen' }).execute();
    await migrate(handle.db);
    await migrate(handle.db);
    expect(await handle.db.selectFrom('team').select('name').execute()).toEqual([{ name: 'Groen' }]);
    expect(await isMigrated(handle.db)).toBe(true);
    expect(await pendingMigrations(handle.db)).toEqual([]);
  });

  test('a database of a newer Oever is refused, and not called ready', async () => {
    await sql`insert into kysely_migration (name, timestamp) values ('0999-later', '')`.execute(handle.db);
    await expect(migrate(handle.db)).rejects.toBeInstanceOf(NewerSchemaError);
    await expect(migrate(handle.db)).rejects.toThrow(/nieuwere versie.*0999-later/);
    expect(await isMigrated(handle.db)).toBe(false);
  });

  test('the statement limit of pages holds again afterwards', async () => {
    await migrate(handle.db);
    const { rows } = await sql<{ limit: string }>`select current_setting('statement_timeout') as limit`.execute(handle.db);
    expect(rows[0]?.limit).not.toBe(handle.kind === 'postgres' ? '0' : '');
  });
});
