import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openPostgres } from '../../db/postgres.ts';
import { log } from '../log.ts';
import { openOnPostgres } from '../testing/database.ts';
import { startJobs } from './start.ts';

const env = { smtpUrl: null, mailFrom: 'Oever <noreply@oever.example>' };

test('two nodes that start at once share the work: each period once', async () => {
  const { handle, url } = await openOnPostgres();
  const other = await openPostgres({ databaseUrl: url, log, poolSize: 4 });
  let runs = 0;
  const job = {
    name: 'shared',
    everySeconds: 600,
    async run() {
      runs++;
    },
  };
  try {
    const nodes = await Promise.all([handle, other].map((node) => startJobs({ handle: node, env, log, moreJobs: [job] })));
    await expect.poll(() => runs, { timeout: 5_000 }).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(runs).toBe(1);
    await Promise.all(nodes.map((node) => node.stop()));
  } finally {
    await other.close();
    await handle.close();
  }
});

test('losing every database connection ends no process; the jobs go on', async () => {
  const { handle, url } = await openOnPostgres();
  const other = await openPostgres({ databaseUrl: url, log, poolSize: 4 });
  let runs = 0;
  let heard = 0;
  let gaps = 0;
  const job = {
    name: 'steady',
    everySeconds: 1,
    async run() {
      runs++;
    },
  };
  try {
    const jobs = await startJobs({ handle: other, env, log, moreJobs: [job] });
    await other.listen(
      'steady',
      () => heard++,
      () => gaps++,
    );
    await expect.poll(() => runs, { timeout: 5_000 }).toBeGreaterThan(0);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`.execute(
      handle.db,
    );
    const before = runs;
    await expect.poll(() => runs, { timeout: 8_000 }).toBeGreaterThan(before);
    await expect.poll(() => gaps, { timeout: 8_000 }).toBe(1);
    await sql`select pg_notify('steady', '')`.execute(handle.db);
    await expect.poll(() => heard, { timeout: 5_000 }).toBe(1);
    await jobs.stop();
  } finally {
    await other.close();
    await handle.close();
  }
});
