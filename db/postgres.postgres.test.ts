import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openTestDatabase } from '../server/testing/database.ts';

test('a statement that says so is planned once per connection, and others never', async () => {
  const { db, close } = await openTestDatabase();
  await db.connection().execute(async (one) => {
    for (const number of [1, 2]) await sql`/* prepared: twice */ select ${number}::integer as number`.execute(one);
    await sql`select ${3}::integer as number`.execute(one);
    const { rows } = await sql<{ name: string; calls: number }>`
      select name, (generic_plans + custom_plans)::integer as calls from pg_prepared_statements`.execute(one);
    expect(rows).toEqual([{ name: 'twice', calls: 2 }]);
  });
  await close();
});
