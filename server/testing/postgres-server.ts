import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { SILENT } from '../../db/log.ts';
import { migrate } from '../../db/migrate.ts';
import { openPostgres } from '../../db/postgres.ts';
import { migrationKey } from './migration-key.ts';
import { findPostgresBinaries } from './postgres-binaries.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The server's own database `postgres`, as a user that may create databases. */
    postgresUrl: string;
    /** A migrated, empty database to copy. */
    postgresTemplate: string;
    /** What the names of all databases of this run begin with. */
    postgresRun: string;
  }
}

/** Vitest's global set-up of the postgres project: one server per run, at TEST_DATABASE_URL or started here. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const run = `oever_test_${randomBytes(4).toString('hex')}`;
  const server = given ? { url: given, stop: () => dropAll(given, run) } : await startPostgres();
  try {
    project.provide('postgresUrl', server.url);
    project.provide('postgresTemplate', await makeTemplate(server.url));
    project.provide('postgresRun', run);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server.stop;
}

/**
 * A PostgreSQL server of our own in a temporary folder, gone afterwards. PostgreSQL refuses to run as root, so then an ordinary user runs it.
 * `durable`: it writes to the disk as in production, to be measured; tests do without.
 */
export async function startPostgres({ durable = false }: { durable?: boolean } = {}): Promise<{ url: string; stop(): Promise<void> }> {
  const binaries = findPostgresBinaries(process.env.PATH ?? '');
  const user = ordinaryUser();
  const folder = mkdtempSync(join(tmpdir(), 'oever-postgres-'));
  const data = join(folder, 'data');
  const password = randomBytes(16).toString('hex');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  for (const path of [folder, passwordFile]) if (user) chownSync(path, user.uid, user.gid);
  chmodSync(folder, 0o700);
  try {
    const flags = ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', '--pwfile', passwordFile, '-E', 'UTF8', '--locale=C', '--no-sync'];
    execFileSync(join(binaries, 'initdb'), flags, { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    const port = await freePort();
    const settings = {
      port,
      listen_addresses: '127.0.0.1',
      unix_socket_directories: folder,
      max_connections: 300,
      shared_buffers: '64MB',
      max_wal_size: '512MB',
      logging_collector: 'off',
    };
    const fast = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' };
    const args = Object.entries({ ...settings, ...(durable ? {} : fast) }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    // The shell outlives nobody: when this process is gone, however it went, its standard input closes and it stops the server.
    const script = '"$@" >server.log 2>&1 </dev/null & server=$!; read _; kill -QUIT $server; wait $server; cd / && rm -rf "$FOLDER"';
    const keeper = spawn('/bin/sh', ['-c', script, 'sh', join(binaries, 'postgres'), '-D', data, ...args], {
      ...user,
      cwd: folder,
      env: { FOLDER: folder, PATH: '/usr/bin:/bin' } as unknown as NodeJS.ProcessEnv,
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    keeper.unref();
    const ended = new Promise<void>((resolve) => keeper.on('exit', () => resolve()));
    const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
    await waitUntilReady(url);
    return {
      url,
      async stop() {
        keeper.ref();
        keeper.stdin.end();
        await ended;
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function makeTemplate(url: string): Promise<string> {
  const name = `oever_template_${migrationKey()}`;
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    // Two runs on one server at TEST_DATABASE_URL must not make it twice.
    await admin.query('select pg_advisory_lock(7164001)');
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1 and datistemplate', [name]);
    if (rowCount) return name;
    await admin.query(`drop database if exists ${name}`);
    await admin.query(`create database ${name}`);
    const handle = await openPostgres({ databaseUrl: databaseAt(url, name), log: SILENT, poolSize: 1 });
    await migrate(handle.db).finally(() => handle.close());
    await admin.query(`alter database ${name} is_template true`);
    return name;
  } finally {
    await admin.end();
  }
}

/** Leaves somebody's server as it was found. */
async function dropAll(url: string, run: string): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    const { rows } = await admin.query<{ datname: string }>('select datname from pg_database where starts_with(datname, $1)', [`${run}_`]);
    for (const { datname } of rows) await admin.query(`drop database if exists ${datname} with (force)`);
  } finally {
    await admin.end();
  }
}

/** The same server, another database. */
export function databaseAt(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}

/** @returns null when we are an ordinary user ourselves */
function ordinaryUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = ['-u', '-g'].map((flag) =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })),
      );
      if (uid !== undefined && gid !== undefined && uid > 0) return { uid, gid };
    } catch {
      // No such user here; the next.
    }
  }
  return { uid: 65534, gid: 65534 };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function waitUntilReady(url: string): Promise<void> {
  const giveUpAt = Date.now() + 30_000;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (Date.now() > giveUpAt) throw new Error('the PostgreSQL of the tests does not start', { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
