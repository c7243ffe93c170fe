import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { inject } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { openInMemory } from '../../db/embedded/embedded.ts';
import { SILENT } from '../../db/log.ts';
import { openPostgres } from '../../db/postgres.ts';
import { embeddedImage } from './embedded-image.ts';
import { databaseAt } from './postgres-server.ts';

/** Which database the tests of this vitest project run on. */
export function testDatabaseKind(): 'embedded' | 'postgres' {
  return process.env.OEVER_TEST_DATABASE === 'postgres' ? 'postgres' : 'embedded';
}

/** A fresh, migrated, empty database. Close it when done. `poolSize`: connections at once, on PostgreSQL. */
export async function openTestDatabase({ poolSize = 10 }: { poolSize?: number } = {}): Promise<DatabaseHandle> {
  return testDatabaseKind() === 'postgres' ? await openUsedOnPostgres(poolSize) : await openEmbedded();
}

/** As `openTestDatabase` on PostgreSQL, with its address, for tests that open it from more than one process; dropped afterwards. */
export async function openOnPostgres(poolSize = 10): Promise<{ handle: DatabaseHandle; url: string }> {
  const url = await createOnPostgres();
  const handle = await openPostgres({ databaseUrl: url, log: SILENT, poolSize });
  return { url, handle: onceClosed(handle, () => dropOnPostgres(url)) };
}

/** Addresses of databases that were closed. Emptying one takes a tenth of the time of making one. */
const used: string[] = [];

async function openUsedOnPostgres(poolSize: number): Promise<DatabaseHandle> {
  const url = used.pop();
  if (url) {
    const handle = await openPostgres({ databaseUrl: url, log: SILENT, poolSize });
    try {
      await empty(handle);
      return onceClosed(handle, async () => void used.push(url));
    } catch {
      // Something of the test before still holds it, or has taken it apart: a new one.
      await handle.close();
      await dropOnPostgres(url);
    }
  }
  const fresh = await createOnPostgres();
  return onceClosed(await openPostgres({ databaseUrl: fresh, log: SILENT, poolSize }), async () => void used.push(fresh));
}

function onceClosed(handle: DatabaseHandle, afterwards: () => Promise<void>): DatabaseHandle {
  let closed = false;
  return {
    ...handle,
    async close() {
      if (closed) return;
      closed = true;
      await handle.close();
      await afterwards();
    },
  };
}

async function createOnPostgres(): Promise<string> {
  const serverUrl = inject('postgresUrl');
  const name = `${inject('postgresRun')}_${randomBytes(8).toString('hex')}`;
  await asAdmin(serverUrl, `create database ${name} template ${inject('postgresTemplate')}`);
  return databaseAt(serverUrl, name);
}

async function dropOnPostgres(url: string): Promise<void> {
  await asAdmin(inject('postgresUrl'), `drop database if exists ${new URL(url).pathname.slice(1)} with (force)`);
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(statement).finally(() => admin.end());
}

/** As `used`, on the embedded database. */
const idle: DatabaseHandle[] = [];

async function openEmbedded(): Promise<DatabaseHandle> {
  const found = idle.pop();
  if (found) await empty(found);
  const handle = found ?? (await openInMemory({ image: await embeddedImage(), log: SILENT }));
  const stops: (() => Promise<void>)[] = [];
  let closed = false;
  return {
    ...handle,
    async listen(...args) {
      const stop = await handle.listen(...args);
      stops.push(stop);
      return stop;
    },
    async close() {
      if (closed) return;
      closed = true;
      for (const stop of stops) await stop();
      idle.push(handle);
    },
  };
}

/**
 * Back to what the migrations make: nothing in any table, no jobs schema, no locks. Deleting the few rows of a test is four times as fast as truncating all
 * tables; with replica as role neither triggers nor foreign keys ask for an order.
 */
async function empty({ db }: DatabaseHandle): Promise<void> {
  await sql`
    do $$
    declare item record; filled boolean;
    begin
      perform set_config('lock_timeout', '2s', true);
      perform set_config('session_replication_role', 'replica', true);
      drop schema if exists pgboss cascade;
      for item in select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely\\_%' loop
        execute format('select exists (select 1 from %I)', item.name) into filled;
        if filled then execute format('delete from %I', item.name); end if;
      end loop;
      for item in select format('%I', sequencename) as name from pg_sequences where schemaname = 'public' loop
        perform setval(item.name, 1, false);
      end loop;
      perform pg_advisory_unlock_all();
    end $$`.execute(db);
}
