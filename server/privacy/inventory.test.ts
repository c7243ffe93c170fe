import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openTestDatabase } from '../testing/database.ts';
import { PERSON_COLUMNS } from './inventory.ts';

test('of every column that points at a person is written down where they can download it and what erasing does to it', async () => {
  const handle = await openTestDatabase();
  const { rows } = await sql<{ name: string }>`
    select c.conrelid::regclass::text || '.' || a.attname as name
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
    where c.contype = 'f' and c.confrelid = 'person'::regclass order by 1`.execute(handle.db);
  await handle.close();
  expect(Object.keys(PERSON_COLUMNS).sort()).toEqual(rows.map((row) => row.name).sort());
});
