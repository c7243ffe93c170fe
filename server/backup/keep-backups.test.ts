import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { openInMemory } from '../../db/embedded/embedded.ts';
import { recordEvent } from '../events/record-event.ts';
import { sealEvents } from '../events/seal.ts';
import { log } from '../log.ts';
import { createCaller } from '../router.ts';
import { openTestDatabase } from '../testing/database.ts';
import { embeddedImage } from '../testing/embedded-image.ts';
import { contextFor, makeWorld, type World } from '../testing/world.ts';
import { isBackupDue, isTooOld, isTryDue, KEPT_BACKUPS, needsAttention } from './backup-rules.ts';
import { keepBackups } from './keep-backups.ts';
import { backupAge, readBackupStatus } from './runs.ts';
import { tryBackup } from './try-thread.ts';
import { writeBackup } from './write-backup.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TIMEOUT = 60_000;
/** Three o'clock at night in Amsterdam. */
const night = new Date('2026-11-18T02:00:00Z');
const hours = (count: number) => new Date(night.getTime() + count * HOUR);

let handle: DatabaseHandle;
let world: World;
let dataDir: string;
let image: string;

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  image = await embeddedImage();
  dataDir = mkdtempSync(join(tmpdir(), 'oever-backups-'));
  await handle.db
    .transaction()
    .execute((tx) =>
      recordEvent(
        tx,
        { actor: world.people.resident, now: night },
        { kind: 'idea.proposed', trajectoryId: null, subjectKind: 'idea', subjectId: 'x' },
      ),
    );
  await sealEvents(handle.db);
});
afterAll(async () => {
  await handle.close();
  rmSync(dataDir, { recursive: true });
});

/** As on PostgreSQL, whatever the tests run on: the files are the same from both. */
function keep(now: Date, changes: Partial<DatabaseHandle> = {}): Promise<void> {
  const { db } = handle;
  return keepBackups({
    handle: { db, kind: 'postgres', snapshot: async () => {}, ...changes },
    dataDir,
    publicUrl: 'http://oever.example',
    now,
    log,
    image,
  });
}

function files(): string[] {
  return readdirSync(join(dataDir, 'backups')).sort();
}

async function alarms(): Promise<{ to_email: string; text: string }[]> {
  return await handle.db
    .selectFrom('mail')
    .where('subject', '=', 'Er is geen goede back-up van vandaag')
    .select(['to_email', 'text'])
    .execute();
}

describe('when', () => {
  test.each<[string, Date | null, Date, boolean]>([
    ['at once on a site without one', null, hours(9), true],
    ['at night, when the last is of the evening before', hours(-12), night, true],
    ['not twice in a night', hours(-1), night, false],
    ['not by day', night, hours(12), false],
    ['by day, rather than letting a day pass', night, hours(23), true],
  ])('a backup is made: %s', (_, last, now, due) => {
    expect(isBackupDue({ last, now })).toBe(due);
  });

  test.each<[string, { lastTried: Date | null; firstMade: Date | null }, Date, boolean]>([
    ['not without one', { lastTried: null, firstMade: null }, night, false],
    ['not at the first start', { lastTried: null, firstMade: night }, night, false],
    ['the first night after', { lastTried: null, firstMade: hours(-8) }, night, true],
    ['by day, when there is no night', { lastTried: null, firstMade: night }, hours(30), true],
    ['not every night', { lastTried: hours(-24), firstMade: hours(-99) }, night, false],
    ['each week', { lastTried: hours(-7 * 24), firstMade: hours(-999) }, night, true],
    ['each week at night', { lastTried: hours(-7 * 24), firstMade: hours(-999) }, hours(12), false],
    ['but not much later', { lastTried: hours(-8 * 24), firstMade: hours(-999) }, hours(12), true],
  ])('one is tried: %s', (_, moments, now, due) => {
    expect(isTryDue({ ...moments, now })).toBe(due);
  });

  test('it has become too old: more than a day', () => {
    const good = { at: night, file: null, rows: null };
    expect(isTooOld(good, hours(24))).toBe(false);
    expect(isTooOld(good, hours(24.1))).toBe(true);
    expect(isTooOld(null, night)).toBe(true);
    expect(
      needsAttention({ lastGood: good, problem: null, lastTry: { at: night, file: null, rows: null, problem: 'afgekapt' } }, night),
    ).toBe(true);
  });
});

describe('by itself', () => {
  test('a backup is made for the owner only, seven are kept, and its age can be asked', { timeout: TIMEOUT }, async () => {
    expect(await backupAge(handle.db, night)).toBe(Number.POSITIVE_INFINITY);
    for (let day = 0; day < 9; day++) await keep(hours(24 * day - 9 * 24), { db: handle.db });
    expect(files()).toHaveLength(KEPT_BACKUPS);
    expect(files().at(-1)).toBe('oever-2026-11-17T02-00-00-000Z.gz');
    for (const file of files()) expect(statSync(join(dataDir, 'backups', file)).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, 'backups')).mode & 0o777).toBe(0o700);
    await keep(hours(-23));
    expect(files(), 'one a night').toHaveLength(KEPT_BACKUPS);
    expect(await backupAge(handle.db, night)).toBe(DAY / 1000);
    const events = await handle.db.selectFrom('event').where('kind', '=', 'backup.made').selectAll().execute();
    expect(events).toHaveLength(9);
  });

  test('the newest is put back once a week, and a dated line says how that went', { timeout: TIMEOUT }, async () => {
    const { lastTry } = await readBackupStatus(handle.db);
    expect(lastTry).toMatchObject({ problem: null });
    expect(lastTry?.rows).toBeGreaterThan(20);
    const tried = await handle.db.selectFrom('backup_run').where('kind', '=', 'tested').select('at').orderBy('at').execute();
    expect(tried.map(({ at }) => at)).toEqual([hours(-8 * 24), hours(-24)]);
    expect(await handle.db.selectFrom('event').where('kind', '=', 'backup.tested').select('data').execute()).toEqual([
      { data: { ok: true, rows: expect.any(Number) } },
      { data: { ok: true, rows: expect.any(Number) } },
    ]);
    expect(await alarms()).toEqual([]);
  });

  test('who runs the site is told once a day when there is no good one, and sees it', { timeout: TIMEOUT }, async () => {
    const full = { kind: 'embedded', snapshot: () => Promise.reject(new Error('no space left on device')) } as const;
    await expect(keep(hours(5), full)).rejects.toThrow('no space left');
    const [mail] = await alarms();
    expect(mail).toMatchObject({ to_email: world.people.admin.email });
    expect(mail?.text).toContain('17 november 2026');
    expect(mail?.text).toContain('no space left on device');
    await expect(keep(hours(6), full)).rejects.toThrow();
    expect(await alarms()).toHaveLength(1);
    await expect(keep(hours(29.5), full)).rejects.toThrow();
    expect(await alarms()).toHaveLength(2);
    const status = await createCaller(contextFor(handle.db, world.people.admin)).site.backups();
    expect(status).toMatchObject({ lastGood: { at: hours(-24) }, problem: { sentence: 'no space left on device' } });
    await expect(createCaller(contextFor(handle.db, world.people.official)).site.backups()).rejects.toMatchObject({
      cause: { code: 'not_allowed' },
    });
    await keep(hours(30));
    expect(await readBackupStatus(handle.db)).toMatchObject({ lastGood: { at: hours(30) }, problem: null });
  });
});

describe('a backup that is tried', () => {
  test('is refused when a byte is missing, before anything is made of it', { timeout: TIMEOUT }, async () => {
    const file = join(dataDir, 'whole.gz');
    await writeBackup({ db: handle.db, file, now: night });
    const cut = join(dataDir, 'cut.gz');
    writeFileSync(cut, readFileSync(file).subarray(0, -1));
    await expect(tryBackup({ file: cut, live: handle.db })).rejects.toThrow('afgekapt');
    await expect(tryBackup({ file: join(dataDir, 'weg.gz'), live: handle.db })).rejects.toThrow('bestaat niet');
    writeFileSync(cut, gzipSync('{"kind":"iets anders"}\n'));
    await expect(tryBackup({ file: cut, live: handle.db })).rejects.toThrow('geen back-up van Oever');
  });

  test('may be a snapshot of the embedded database; one that was cut off, or is of another site, is refused', {
    timeout: TIMEOUT,
  }, async () => {
    const other = await openInMemory({ image: await embeddedImage(), log });
    await other.db
      .transaction()
      .execute((tx) =>
        recordEvent(
          tx,
          { actor: null, now: night },
          { kind: 'idea.proposed', trajectoryId: null, subjectKind: 'idea', subjectId: 'elders' },
        ),
      );
    await sealEvents(other.db);
    const file = join(dataDir, 'snapshot.tar.gz');
    await other.dump(file);
    expect(await tryBackup({ file, live: other.db })).toBeGreaterThan(1);
    await expect(tryBackup({ file, live: handle.db })).rejects.toThrow('een andere dan op de site');
    await other.close();
    const cut = join(dataDir, 'cut.tar.gz');
    writeFileSync(cut, readFileSync(file).subarray(0, -1));
    await expect(tryBackup({ file: cut, live: handle.db })).rejects.toThrow('afgekapt');
  });
});
