/** The job that makes backups, tries the newest once a week, and tells administrators when there is none that is good. */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { DatabaseHandle } from '../../db/client.ts';
import { listSnapshots } from '../../db/embedded/snapshots.ts';
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Db } from '../context.ts';
import type { Log } from '../log.ts';
import { letter } from '../mail/letter.ts';
import { writeMail } from '../mail/write-mail.ts';
import { type BackupStatus, isBackupDue, isTooOld, isTryDue, KEPT_BACKUPS, needsAttention } from './backup-rules.ts';
import { readBackupStatus, readMoments, recordRun } from './runs.ts';
import { tryBackup } from './try-thread.ts';
import { writeBackup } from './write-backup.ts';

const DAY = 86_400_000;
const NAME = /^oever-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z\.gz$/;

type Surroundings = {
  handle: Pick<DatabaseHandle, 'db' | 'kind' | 'snapshot'>;
  dataDir: string;
  publicUrl: string;
  now: Date;
  log: Log;
  /** What a database to try one in begins with; the empty one of the build. */
  image?: string;
};

/** In this order: who looks after a day of standing still has a new backup before anybody is alarmed. What fails is written down and thrown in the end. */
export async function keepBackups(surroundings: Surroundings): Promise<void> {
  const failed: unknown[] = [];
  for (const step of [makeBackup, tryNewest]) await step(surroundings).catch((error: unknown) => failed.push(error));
  await alarm(surroundings);
  if (failed.length > 0) throw failed[0];
}

/** PostgreSQL: a file of `npm run backup` in `DATA_DIR/backups`, once a day. Embedded: the hourly snapshot. */
async function makeBackup({ handle, dataDir, now }: Surroundings): Promise<void> {
  const { db } = handle;
  const quiet = handle.kind === 'embedded';
  if (!quiet && !isBackupDue({ last: (await readBackupStatus(db)).lastGood?.at ?? null, now })) return;
  let file: string | null = null;
  try {
    let rows: number | null = null;
    if (quiet) await handle.snapshot('hourly');
    else {
      const folder = join(dataDir, 'backups');
      await mkdir(folder, { recursive: true, mode: 0o700 });
      file = join(folder, `oever-${now.toISOString().replaceAll(/[:.]/g, '-')}.gz`);
      rows = await writeBackup({ db, file, now });
      await removeOld(folder);
    }
    await recordRun(db, { kind: 'made', file: file && basename(file), rows, problem: null, now, quiet });
  } catch (error) {
    await recordRun(db, { kind: 'made', file: file && basename(file), rows: null, problem: sentenceOf(error), now });
    throw error;
  }
}

async function tryNewest({ handle, dataDir, now, log, image }: Surroundings): Promise<void> {
  const { db } = handle;
  const { lastTry } = await readBackupStatus(db);
  const { firstMade } = await readMoments(db);
  if (!isTryDue({ lastTried: lastTry?.at ?? null, firstMade, now })) return;
  const file = await findNewest({ kind: handle.kind, dataDir });
  if (!file) return log.warn({ dataDir }, 'there is no backup on this machine to try; another node may have it');
  try {
    const rows = await tryBackup({ file, live: db, ...(image ? { image } : {}) });
    await recordRun(db, { kind: 'tested', file: basename(file), rows, problem: null, now });
  } catch (error) {
    await recordRun(db, { kind: 'tested', file: basename(file), rows: null, problem: sentenceOf(error), now });
    throw error;
  }
}

/** The newest file that a restore would begin with; null without one. */
export async function findNewest({ kind, dataDir }: { kind: DatabaseHandle['kind']; dataDir: string }): Promise<string | null> {
  if (kind === 'embedded') return (await listSnapshots(join(dataDir, 'snapshots')))[0] ?? null;
  const [newest] = await listFiles(join(dataDir, 'backups'));
  return newest ?? null;
}

/** Newest first. */
async function listFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names
    .filter((name) => NAME.test(name))
    .sort()
    .reverse()
    .map((name) => join(folder, name));
}

async function removeOld(folder: string): Promise<void> {
  for (const file of (await listFiles(folder)).slice(KEPT_BACKUPS)) await rm(file, { force: true });
}

/** At most once a day. */
async function alarm({ handle: { db }, publicUrl, now }: Surroundings): Promise<void> {
  const status = await readBackupStatus(db);
  if (!needsAttention(status, now)) return;
  const { lastAlarm } = await readMoments(db);
  if (lastAlarm && now.getTime() - lastAlarm.getTime() < DAY) return;
  await recordRun(db, { kind: 'alarm', file: null, rows: null, problem: status.problem?.sentence ?? status.lastTry?.problem ?? null, now });
  for (const to of await listAdministrators(db, now)) await writeAlarm(db, { to, status, publicUrl, now });
}

/** The addresses of who looks after the site. */
export async function listAdministrators(db: Db, now: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('role_grant')
    .innerJoin('person', 'person.id', 'role_grant.person_id')
    .where('role', '=', 'administrator')
    .where((eb) => eb.or([eb('ends_on', 'is', null), eb('ends_on', '>=', amsterdamDay(now))]))
    .where('person.email', 'is not', null)
    .select('person.email')
    .distinct()
    .execute();
  return rows.flatMap(({ email }) => email ?? []).sort();
}

async function writeAlarm(
  db: Db,
  { to, status, publicUrl, now }: { to: string; status: BackupStatus; publicUrl: string; now: Date },
): Promise<void> {
  const { lastGood, problem, lastTry } = status;
  await writeMail(
    db,
    {
      to,
      write: ({ t, day }) => ({
        subject: t('mails:backup.subject'),
        text: letter(
          t('mails:backup.dear'),
          lastGood && isTooOld(lastGood, now) ? t('mails:backup.old', { day: day(amsterdamDay(lastGood.at)) }) : null,
          lastGood ? null : t('mails:backup.none'),
          problem ? t('mails:backup.failed', { problem: problem.sentence }) : null,
          lastTry?.problem ? t('mails:backup.try_failed', { problem: lastTry.problem }) : null,
          t('mails:backup.look', { url: `${publicUrl}/beheer` }),
        ),
      }),
    },
    now,
  );
}

function sentenceOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.slice(0, 500);
}
