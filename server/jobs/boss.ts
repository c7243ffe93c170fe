import { CompiledQuery, type Kysely, sql } from 'kysely';
import PgBoss from 'pg-boss';
import type { Database } from '../../db/schema.ts';
import type { Log } from '../log.ts';

const QUEUE_OPTIONS = { retryLimit: 2, retryDelay: 30, expireInSeconds: 900, retentionDays: 1 };

/**
 * pg-boss over our own database connection, so that it works on the embedded database as well. It makes and migrates its own schema, `pgboss`.
 * Its workers and its cron are not used: they leave promises without a handler, which ends the process when the database is away for a moment.
 */
export async function startBoss(db: Kysely<Database>, { queues, log }: { queues: string[]; log: Log }): Promise<PgBoss> {
  await makeQueues(db, queues);
  const boss = bossOn({ run: (work) => db.connection().execute(work), supervise: true });
  boss.on('error', (error) => log.error({ err: error }, 'a job queue error'));
  return await boss.start();
}

/**
 * One node at a time, and only what is missing: pg-boss makes a table per queue, and two nodes doing that, or one doing it while another works,
 * deadlock (seen on PostgreSQL 15).
 */
async function makeQueues(db: Kysely<Database>, queues: string[]): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(hashtextextended('oever jobs', 0))`.execute(connection);
    try {
      const boss = bossOn({ run: (work) => work(connection), supervise: false });
      await boss.start();
      const existing = (await boss.getQueues()).map((queue) => queue.name);
      for (const name of queues.filter((queue) => !existing.includes(queue))) {
        await retryDeadlock(() => boss.createQueue(name, { name, ...QUEUE_OPTIONS }));
      }
      await boss.stop({ graceful: false });
    } finally {
      await sql`select pg_advisory_unlock(hashtextextended('oever jobs', 0))`.execute(connection);
    }
  });
}

/** A node of the version before may be at work while we add a queue. */
async function retryDeadlock(work: () => Promise<void>, attemptsLeft = 5): Promise<void> {
  try {
    await work();
  } catch (error) {
    const isDeadlock = error instanceof Error && 'code' in error && error.code === '40P01';
    if (!isDeadlock || attemptsLeft === 0) throw error;
    await retryDeadlock(work, attemptsLeft - 1);
  }
}

type RunOnConnection = <T>(work: (connection: Kysely<Database>) => Promise<T>) => Promise<T>;

function bossOn({ run, supervise }: { run: RunOnConnection; supervise: boolean }): PgBoss {
  const executeSql = (text: string, values: unknown[] = []) => run((connection) => execute(connection, text, values));
  return new PgBoss({ db: { executeSql }, schedule: false, supervise, archiveCompletedAfterSeconds: 3600, deleteAfterDays: 2 });
}

/** pg-boss sends some work as one text `BEGIN; …; COMMIT;`. If that fails half-way the connection must not go back with the transaction open. */
async function execute(connection: Kysely<Database>, text: string, values: unknown[]): Promise<{ rows: unknown[] }> {
  try {
    return await connection.executeQuery(CompiledQuery.raw(text, values));
  } catch (error) {
    if (/^\s*BEGIN;/i.test(text)) await connection.executeQuery(CompiledQuery.raw('rollback'));
    throw error;
  }
}
