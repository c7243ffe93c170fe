import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { embeddedImage } from '../../server/testing/embedded-image.ts';
import { DatabaseDamagedError, type DatabaseHandle, DatabaseInUseError } from '../client.ts';
import { SILENT } from '../log.ts';
import { openEmbedded } from './embedded.ts';
import { listSnapshots } from './snapshots.ts';

const LONG = 120_000;
let dataDir: string;
const processes: ChildProcessWithoutNullStreams[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'oever-embedded-test-'));
});
afterEach(() => {
  for (const child of processes.splice(0)) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

async function open(limits: Parameters<typeof openEmbedded>[0]['limits'] = {}): Promise<DatabaseHandle> {
  return await openEmbedded({ dataDir, log: SILENT, limits, image: await embeddedImage() });
}

function startProcess(mode: 'hold' | 'write') {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const script = fileURLToPath(new URL('./test-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', tsx, script, dataDir, mode]);
  processes.push(child);
  const said: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => said.push(line));
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  return { child, said, ended, complaint: () => complaint };
}

async function addTeam(handle: DatabaseHandle, name: string): Promise<void> {
  await handle.db.insertInto('team').values({ name }).execute();
}

async function teams(handle: DatabaseHandle): Promise<string[]> {
  const rows = await handle.db.selectFrom('team').select('name').orderBy('name').execute();
  return rows.map((row) => row.name);
}

describe('one folder belongs to one process', () => {
  test('a second process is refused within 2 s with a plain sentence, and harms nothing', { timeout: LONG }, async () => {
    const handle = await open();
    const second = startProcess('hold');
    expect(await second.ended).toBe(1);
    expect(second.complaint()).toMatch(/al in gebruik door proces \d+.*Stop eerst de server/);
    // The refusal itself, without the start of Node.
    const began = performance.now();
    await expect(open()).rejects.toBeInstanceOf(DatabaseInUseError);
    expect(performance.now() - began).toBeLessThan(2_000);
    await addTeam(handle, 'Groen');
    expect(await teams(handle)).toEqual(['Groen']);
    await handle.close();
  });

  test('of three processes that start at once over the lock of a dead one, one gets it', { timeout: LONG }, async () => {
    await (await open()).close();
    await writeFile(
      join(dataDir, 'database.lock'),
      JSON.stringify({ pid: 2 ** 22 + 1, started: '1', place: 'elsewhere', since: 'long ago' }),
    );
    // As old as a lock of another machine must be before it counts as abandoned.
    await utimes(join(dataDir, 'database.lock'), 1, 1);
    const racers = [1, 2, 3].map(() => startProcess('hold'));
    await expect.poll(() => racers.filter((racer) => racer.said.includes('open')).length, { timeout: 30_000 }).toBe(1);
    const losers = racers.filter((racer) => !racer.said.includes('open'));
    expect(await Promise.all(losers.map((loser) => loser.ended))).toEqual([1, 1]);
    const winner = racers.find((racer) => racer.said.includes('open'));
    winner?.child.stdin.end();
    expect(await winner?.ended).toBe(0);
  });
});

describe('a process that is killed', () => {
  test('with kill -9 while it writes loses nothing it has said was written', { timeout: LONG }, async () => {
    let acknowledged = 0;
    await (await open()).close();
    for (let round = 0; round < 2; round++) {
      const writer = startProcess('write');
      await expect.poll(() => writer.said.length, { timeout: 30_000 }).toBeGreaterThan(50 + round * 37);
      writer.child.kill('SIGKILL');
      await writer.ended;
      acknowledged += writer.said.filter((line) => line !== 'open').length;
    }
    const handle = await open();
    const { count } = await handle.db
      .selectFrom('team')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    expect(count).toBeGreaterThanOrEqual(acknowledged);
    await handle.close();
  });

  test('in its first start leaves a folder the next start can use', { timeout: LONG }, async () => {
    for (const afterMs of [800, 1_300]) {
      const child = startProcess('hold');
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      child.child.kill('SIGKILL');
      await child.ended;
    }
    const handle = await open();
    await addTeam(handle, 'Groen');
    expect(await teams(handle)).toEqual(['Groen']);
    await handle.close();
  });
});

describe('a statement that runs away', () => {
  test('is stopped at its limit; others wait meanwhile and then go on; nothing that was committed is lost', { timeout: LONG }, async () => {
    const handle = await open({ statementLimitMs: 700 });
    await addTeam(handle, 'Groen');
    const heard: string[] = [];
    let gaps = 0;
    await handle.listen(
      'oever_test',
      (payload) => heard.push(payload),
      () => gaps++,
    );
    const runaway = handle.db.transaction().execute(async (tx) => {
      await tx.insertInto('team').values({ name: 'verloren' }).execute();
      await sql`select count(*) from generate_series(1, 100000000000)`.execute(tx);
    });
    const waiting = teams(handle);
    await expect(runaway).rejects.toMatchObject({ code: '57014' });
    expect(await waiting).toEqual(['Groen']);
    expect(gaps).toBe(1);
    await sql`select pg_notify('oever_test', 'weer daar')`.execute(handle.db);
    await expect.poll(() => heard).toEqual(['weer daar']);
    await handle.close();
  });

  test('may run longer when it says so itself, as on PostgreSQL, and does not hold up the rest of the process', {
    timeout: LONG,
  }, async () => {
    const handle = await open({ statementLimitMs: 300 });
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    await handle.db.connection().execute(async (connection) => {
      await sql`set statement_timeout = 0`.execute(connection);
      await sql`select pg_sleep(1)`.execute(connection);
      clearInterval(timer);
      expect(longest).toBeLessThan(500);
      await sql`reset statement_timeout`.execute(connection);
      await expect(sql`select pg_sleep(0.6)`.execute(connection)).rejects.toMatchObject({ code: '57014' });
    });
    await handle.close();
  });

  test('a transaction that waits for another connection is ended instead of standing still for ever', { timeout: LONG }, async () => {
    const handle = await open({ idleLimitMs: 300 });
    const stuck = handle.db.transaction().execute(async (tx) => {
      await tx.insertInto('team').values({ name: 'verloren' }).execute();
      await teams(handle);
      await tx.insertInto('team').values({ name: 'ook verloren' }).execute();
    });
    await expect(stuck).rejects.toThrow(/held for 300 ms/);
    expect(await teams(handle)).toEqual([]);
    await handle.close();
  });
});

describe('a damaged folder', () => {
  async function filled(): Promise<void> {
    const handle = await open();
    await addTeam(handle, 'Groen');
    await handle.close();
  }

  async function damage(): Promise<void> {
    const wal = join(dataDir, 'database', 'pg_wal');
    for (const name of await readdir(wal)) if (/^[0-9A-F]{24}$/.test(name)) await rm(join(wal, name));
  }

  async function asides(): Promise<string[]> {
    return (await readdir(dataDir)).filter((name) => name.startsWith('database.damaged-'));
  }

  test('is noticed when only bytes of a table were flipped', { timeout: LONG }, async () => {
    const handle = await open();
    for (let n = 0; n < 300; n++) await addTeam(handle, `team ${String(n).padStart(4, '0')}`);
    // Nothing is left to note down on the page: what a start reads back from the write-ahead log would mend it.
    await sql`vacuum (freeze) team`.execute(handle.db);
    await sql`checkpoint`.execute(handle.db);
    const { rows } = await sql<{ path: string }>`select pg_relation_filepath('team') as path`.execute(handle.db);
    await handle.close();
    const file = join(dataDir, 'database', rows[0]?.path ?? '');
    const bytes = await readFile(file);
    bytes.fill(0x5a, 4_000, 4_100);
    await writeFile(file, bytes);
    const again = await open();
    expect(again.restoredFrom).not.toBeNull();
    expect(await teams(again)).toHaveLength(300);
    await again.close();
  });

  test('is put aside; the newest snapshot takes its place, or the one before when that is damaged too', { timeout: LONG }, async () => {
    await filled();
    const handle = await open();
    await addTeam(handle, 'Verkeer');
    await handle.close();
    await damage();
    const restored = await open();
    expect(restored.restoredFrom).toMatch(/-closing\.tar\.gz$/);
    expect(await teams(restored)).toEqual(['Groen', 'Verkeer']);
    expect(await asides()).toHaveLength(1);
    await restored.close();

    await damage();
    const [newest = '', second = '', oldest = ''] = await listSnapshots(join(dataDir, 'snapshots'));
    for (const file of [newest, second]) await truncate(file, (await stat(file)).size - 1_000);
    const older = await open();
    expect(older.restoredFrom).toBe(oldest);
    expect(await teams(older)).toEqual(['Groen']);
    await older.close();
  });

  test('without a snapshot the start is refused and the folder left alone: never an empty site', { timeout: LONG }, async () => {
    await filled();
    await damage();
    await rm(join(dataDir, 'snapshots'), { recursive: true });
    const table = join(dataDir, 'database', 'base');
    const before = await readdir(table, { recursive: true });
    await expect(open()).rejects.toBeInstanceOf(DatabaseDamagedError);
    expect(await readdir(table, { recursive: true })).toEqual(before);
    expect(await asides()).toEqual([]);
  });

  test('a folder that is gone is brought back from the snapshot', { timeout: LONG }, async () => {
    await filled();
    await rm(join(dataDir, 'database'), { recursive: true });
    const handle = await open();
    expect(await teams(handle)).toEqual(['Groen']);
    await handle.close();
  });
});

describe('snapshots', () => {
  test('three of each kind are kept, readable for the owner only', { timeout: LONG }, async () => {
    const handle = await open();
    for (let n = 0; n < 4; n++) await handle.snapshot('hourly');
    await handle.close();
    const files = await listSnapshots(join(dataDir, 'snapshots'));
    const kinds = files.map((file) => /-(\w+)\.tar\.gz$/.exec(file)?.[1]).sort();
    expect(kinds).toEqual(['closing', 'hourly', 'hourly', 'hourly']);
    for (const file of files) expect((await stat(file)).mode & 0o077).toBe(0);
  });
});
