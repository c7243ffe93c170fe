import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../server/testing/database.ts';
import type { DatabaseHandle } from './client.ts';

let handle: DatabaseHandle;
beforeAll(async () => {
  handle = await openTestDatabase();
});
afterAll(() => handle.close());

async function one<T>(query: ReturnType<typeof sql<T>>): Promise<T> {
  const { rows } = await query.execute(handle.db);
  return rows[0] as T;
}

describe('values are the same on both databases', () => {
  test('out: int8 is a number, a day a string, an instant a Date, bytes a Buffer, jsonb parsed', async () => {
    const row = await one(sql<Record<string, unknown>>`
      select 9007199254740991::int8 as big, array[1, 2]::int8[] as bigs, date '2026-03-29' as day, array[date '2026-03-29'] as days,
        timestamptz '2026-03-29 01:00Z' as at, '\\x00ff'::bytea as bytes, '{"a": [1]}'::jsonb as json, array['a', null, 'b,"c'] as texts,
        null::date as nothing, true as yes, 0.1::float8 as share, 12.50::numeric as exact, array['a1b2c3d4-0000-4000-8000-000000000000']::uuid[] as ids`);
    expect(row).toEqual({
      big: 9007199254740991,
      bigs: [1, 2],
      day: '2026-03-29',
      days: ['2026-03-29'],
      at: new Date('2026-03-29T01:00:00Z'),
      bytes: Buffer.from([0, 255]),
      json: { a: [1] },
      texts: ['a', null, 'b,"c'],
      nothing: null,
      yes: true,
      share: 0.1,
      exact: '12.50',
      ids: ['a1b2c3d4-0000-4000-8000-000000000000'],
    });
    expect(Buffer.isBuffer(row.bytes)).toBe(true);
  });

  test('a number JavaScript cannot hold is refused, not rounded', async () => {
    await expect(sql`select 9007199254740993::int8 as big`.execute(handle.db)).rejects.toThrow(/does not fit/);
    expect(await one(sql<{ ok: number }>`select 1 as ok`)).toEqual({ ok: 1 });
  });

  test('in: Date, Buffer, arrays, days and JSON text', async () => {
    const at = new Date('2026-11-18T10:00:00.123Z');
    const row = await one(sql<Record<string, unknown>>`
      select ${at}::timestamptz as at, ${Buffer.from('é')}::bytea as bytes, ${['x', 'y "z"']}::text[] as texts, ${'2026-10-25'}::date as day,
        ${JSON.stringify({ a: 'ë' })}::jsonb as json, ${3}::int8 as number, ${'Łódź 🎉'}::text as text`);
    expect(row).toEqual({
      at,
      bytes: Buffer.from('é'),
      texts: ['x', 'y "z"'],
      day: '2026-10-25',
      json: { a: 'ë' },
      number: 3,
      text: 'Łódź 🎉',
    });
  });

  test('a 3 MB value goes in and comes out whole', async () => {
    const bytes = Buffer.alloc(3_000_000, 7);
    const row = await one(sql<{ bytes: Buffer }>`select ${bytes}::bytea as bytes`);
    expect(row.bytes.equals(bytes)).toBe(true);
  });
});

describe('errors and transactions', () => {
  test('a broken rule carries its PostgreSQL code and the name of the constraint', async () => {
    await handle.db.insertInto('team').values({ name: 'Groen' }).execute();
    await expect(handle.db.insertInto('team').values({ name: 'Groen' }).execute()).rejects.toMatchObject({
      code: '23505',
      constraint: 'team_name_key',
    });
  });

  test('a failed transaction leaves nothing behind and the connection usable', async () => {
    const failing = handle.db.transaction().execute(async (tx) => {
      await tx.insertInto('team').values({ name: 'Verkeer' }).execute();
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    expect(await handle.db.selectFrom('team').where('name', '=', 'Verkeer').selectAll().execute()).toEqual([]);
  });

  test('twenty transactions at once all add up', async () => {
    await handle.db.insertInto('rate_limit').values({ key: 'teller', points: 0 }).execute();
    const add = () =>
      handle.db.transaction().execute(async (tx) => {
        await sql`select pg_advisory_xact_lock(1)`.execute(tx);
        const row = await tx.selectFrom('rate_limit').where('key', '=', 'teller').select('points').executeTakeFirstOrThrow();
        await tx
          .updateTable('rate_limit')
          .set({ points: row.points + 1 })
          .where('key', '=', 'teller')
          .execute();
      });
    await Promise.all(Array.from({ length: 20 }, add));
    const row = await handle.db.selectFrom('rate_limit').where('key', '=', 'teller').select('points').executeTakeFirstOrThrow();
    expect(row.points).toBe(20);
  });

  test('an update tells how many rows it changed', async () => {
    const result = await handle.db.updateTable('rate_limit').set({ points: 1 }).where('key', '=', 'teller').executeTakeFirst();
    expect(result.numUpdatedRows).toBe(1n);
  });
});

describe('notifications', () => {
  test('arrive after the commit, not after a rollback, and no longer after stopping', async () => {
    const heard: string[] = [];
    const stop = await handle.listen('Oever_test', (payload) => heard.push(payload));
    await handle.db.transaction().execute((tx) => sql`select pg_notify('Oever_test', 'één')`.execute(tx));
    await handle.db
      .transaction()
      .execute(async (tx) => {
        await sql`select pg_notify('Oever_test', 'nooit')`.execute(tx);
        throw new Error('terug');
      })
      .catch(() => {});
    await expect.poll(() => heard).toEqual(['één']);
    await stop();
    await sql`select pg_notify('Oever_test', 'te laat')`.execute(handle.db);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(heard).toEqual(['één']);
  });
});
