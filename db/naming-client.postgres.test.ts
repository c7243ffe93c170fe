import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase } from '../server/testing/database.ts';
import type { DatabaseHandle } from './client.ts';

let handle: DatabaseHandle;
beforeAll(async () => {
  handle = await openTestDatabase();
});
afterAll(async () => {
  await handle.close();
});

test('a statement with values is planned once per connection from the third time on, others never', async () => {
  await handle.db.connection().execute(async (one) => {
    for (const number of [1, 2, 3, 4]) await sql`select ${number}::integer as number`.execute(one);
    for (const _ of [1, 2, 3, 4]) await sql`select 5 as number`.execute(one);
    const { rows } = await sql<{ statement: string; calls: number }>`
      select statement, (generic_plans + custom_plans)::integer as calls from pg_prepared_statements`.execute(one);
    expect(rows).toEqual([{ statement: 'select $1::integer as number', calls: 2 }]);
  });
});

test('a table that changes meanwhile is asked anew; in a transaction from the next time on', async () => {
  const { db } = handle;
  await sql`create table thing (id integer); insert into thing values (1)`.execute(db);
  await db.connection().execute(async (one) => {
    const ask = async () => (await sql`select * from thing where id = ${1}`.execute(one)).rows;
    for (const _ of [1, 2, 3, 4]) expect(await ask()).toEqual([{ id: 1 }]);
    await sql`alter table thing add column name text`.execute(db);
    expect(await ask()).toEqual([{ id: 1, name: null }]);
    for (const _ of [1, 2, 3]) await ask();
    await sql`alter table thing drop column name`.execute(db);
    const inTransaction = () => one.transaction().execute(async (tx) => (await sql`select * from thing where id = ${1}`.execute(tx)).rows);
    await expect(inTransaction()).rejects.toThrow('cached plan');
    expect(await inTransaction()).toEqual([{ id: 1 }]);
  });
});
