import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { createLog } from '../log.ts';
import { openTestDatabase } from '../testing/database.ts';
import { makeWorld, type World } from '../testing/world.ts';
import { watchDisk } from './disk-room.ts';
import { isNoRoom } from './no-room.ts';

const MB = 1024 * 1024;
const DAY = 86_400_000;

let handle: DatabaseHandle;
let world: World;
let now = new Date('2026-11-18T10:00:00Z');
let free = 0;
const lines: string[] = [];

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterAll(() => handle.close());
beforeEach(() => {
  // Whatever was told before was told more than a day ago.
  now = new Date(now.getTime() + 3 * DAY);
  lines.length = 0;
});

function watch({ kind = 'embedded', reserve = 200 * MB }: { kind?: DatabaseHandle['kind']; reserve?: number } = {}) {
  return watchDisk({
    handle: { db: handle.db, kind },
    dataDir: '/data',
    reserve,
    publicUrl: 'https://oever.example',
    log: createLog({ level: 'warn', destination: { write: (line: string) => void lines.push(line) } }),
    now: () => now,
    readFree: async () => free,
  });
}

const fullDisk = () => Object.assign(new Error('could not extend file: No space left on device'), { code: '53100' });
const mails = () => handle.db.selectFrom('mail').where('created_at', '=', now).select(['to_email', 'subject', 'text']).execute();
const events = async () =>
  (await handle.db.selectFrom('event').where('at', '=', now).where('subject_kind', '=', 'site').select('kind').orderBy('id').execute()).map(
    ({ kind }) => kind,
  );

test.each([
  [fullDisk(), true],
  [Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }), true],
  [new Error('a job failed', { cause: fullDisk() }), true],
  [Object.assign(new Error('duplicate key'), { code: '23505' }), false],
  [new Error('No space left on device'), false],
  ['ENOSPC', false],
])('%s: is about a full disk: %s', (error, expected) => {
  expect(isNoRoom(error)).toBe(expected);
});

describe('on the embedded database', () => {
  test('below the reserve the site reads only, until a quarter more than the reserve is free', async () => {
    const disk = watch();
    const seen: boolean[] = [];
    for (free of [500 * MB, 200 * MB, 199 * MB, 201 * MB, 249 * MB, 250 * MB, 201 * MB]) {
      await disk.look();
      seen.push(disk.isReadOnly());
    }
    expect(seen).toEqual([false, false, true, true, true, false, false]);
    expect(disk.freeBytes()).toBe(201 * MB);
    await disk.stop();
  });

  test('administrators get one mail a day, the log a line, and the log of events what happened', async () => {
    const disk = watch();
    for (free of [100 * MB, 90 * MB, 300 * MB, 100 * MB]) await disk.look();
    expect((await mails()).map(({ to_email }) => to_email)).toEqual([world.people.admin.email]);
    expect((await mails())[0]?.text).toContain('Maak ruimte op de schijf');
    expect(await events()).toEqual(['site.read_only', 'site.writable', 'site.read_only']);
    expect(lines.filter((line) => line.includes('reads only'))).toHaveLength(2);
    await disk.stop();
  });

  test('an error of the database stops the writing at once, whatever is free, and it begins again when a write goes well', async () => {
    free = 900 * MB;
    const disk = watch();
    disk.note(new Error('iets anders'));
    expect(disk.isReadOnly()).toBe(false);
    disk.note(fullDisk());
    expect(disk.isReadOnly()).toBe(true);
    await disk.look();
    expect(disk.isReadOnly()).toBe(false);
    await disk.stop();
  });

  test('while even the try does not fit it stays that way, and the mail goes when there is room for it', async () => {
    free = 900 * MB;
    let room = false;
    const db = handle.db.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: ({ result }) => (room ? Promise.resolve(result) : Promise.reject(fullDisk())),
    });
    const disk = watchDisk({
      handle: { db, kind: 'embedded' },
      dataDir: '/data',
      reserve: 0,
      publicUrl: '',
      log: createLog({ level: 'silent' }),
      now: () => now,
      readFree: async () => free,
    });
    disk.note(fullDisk());
    await disk.look();
    expect(disk.isReadOnly()).toBe(true);
    expect(await events()).toEqual([]);
    room = true;
    await disk.look();
    expect(disk.isReadOnly()).toBe(false);
    expect(await events()).toEqual(['site.writable']);
    await disk.stop();
  });

  test('a backup that does not fit says it too', async () => {
    const disk = watch({ reserve: 0 });
    disk.note(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' }));
    expect(disk.isReadOnly()).toBe(true);
    await disk.stop();
  });
});

test('beside PostgreSQL the disk of this machine says nothing of the database, and PostgreSQL itself does', async () => {
  free = 0;
  const disk = watch({ kind: 'postgres' });
  disk.note(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' }));
  await disk.look();
  expect(disk.isReadOnly()).toBe(false);
  expect(disk.freeBytes()).toBeNull();
  disk.note(fullDisk());
  expect(disk.isReadOnly()).toBe(true);
  await disk.look();
  expect(disk.isReadOnly()).toBe(false);
  await disk.stop();
});
