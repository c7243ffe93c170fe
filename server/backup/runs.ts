/** What became of backups: written down by the job, read by who runs the site. */
import type { Db, Tx } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import type { BackupStatus } from './backup-rules.ts';

const DAY = 86_400_000;

export type BackupRun = { kind: 'made' | 'tested' | 'alarm'; file: string | null; rows: number | null; problem: string | null };

/** Writes a run down. Of the hourly snapshots there is a row, not an event: they would bury what people did. */
export async function recordRun(db: Db, { now, quiet = false, ...run }: BackupRun & { now: Date; quiet?: boolean }): Promise<void> {
  await db.transaction().execute(async (tx: Tx) => {
    await tx
      .deleteFrom('backup_run')
      .where('kind', '=', 'made')
      .where('at', '<', new Date(now.getTime() - 30 * DAY))
      .execute();
    await tx
      .insertInto('backup_run')
      .values({ at: now, ...run })
      .execute();
    if (quiet) return;
    await recordEvent(
      tx,
      { actor: null, now },
      {
        kind: `backup.${run.kind}`,
        trajectoryId: null,
        subjectKind: 'site',
        subjectId: 'site',
        data: { rows: run.rows, ok: run.problem === null },
      },
    );
  });
}

export async function readBackupStatus(db: Db): Promise<BackupStatus> {
  const newest = (kind: BackupRun['kind']) =>
    db.selectFrom('backup_run').where('kind', '=', kind).orderBy('at', 'desc').orderBy('id', 'desc').limit(1).selectAll();
  const good = await newest('made').where('problem', 'is', null).executeTakeFirst();
  const made = await newest('made').executeTakeFirst();
  const tried = await newest('tested').executeTakeFirst();
  return {
    lastGood: good ? { at: good.at, file: good.file, rows: good.rows } : null,
    problem: made?.problem ? { at: made.at, sentence: made.problem } : null,
    lastTry: tried ? { at: tried.at, file: tried.file, rows: tried.rows, problem: tried.problem } : null,
  };
}

/** In seconds; infinite while there is none. */
export async function backupAge(db: Db, now: Date): Promise<number> {
  const { lastGood } = await readBackupStatus(db);
  return lastGood ? Math.max(0, (now.getTime() - lastGood.at.getTime()) / 1000) : Number.POSITIVE_INFINITY;
}

/** When the oldest good backup that is known was made, and when an alarm went out last. */
export async function readMoments(db: Db): Promise<{ firstMade: Date | null; lastAlarm: Date | null }> {
  const first = await db
    .selectFrom('backup_run')
    .where('kind', '=', 'made')
    .where('problem', 'is', null)
    .select((eb) => eb.fn.min('at').as('at'))
    .executeTakeFirst();
  const alarm = await db
    .selectFrom('backup_run')
    .where('kind', '=', 'alarm')
    .select((eb) => eb.fn.max('at').as('at'))
    .executeTakeFirst();
  return { firstMade: first?.at ?? null, lastAlarm: alarm?.at ?? null };
}
