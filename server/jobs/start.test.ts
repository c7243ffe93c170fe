import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { log } from '../log.ts';
import { openTestDatabase } from '../testing/database.ts';
import type { Job } from './jobs.ts';
import { startJobs } from './start.ts';

const env = { smtpUrl: null, mailFrom: 'Oever <noreply@oever.example>' };

let handle: DatabaseHandle;
beforeEach(async () => {
  handle = await openTestDatabase();
});
afterEach(() => handle.close());

function counting(name: string, run: (count: number) => Promise<void> = async () => {}): { job: Job; count(): number } {
  let count = 0;
  return {
    count: () => count,
    job: {
      name,
      everySeconds: 1,
      run: () => run(++count),
    },
  };
}

describe('jobs', () => {
  test('start on an empty database, run, stop, and start again', async () => {
    const { job, count } = counting('count');
    const jobs = await startJobs({ handle, env, log, moreJobs: [job] });
    await expect.poll(count, { timeout: 5_000 }).toBeGreaterThan(0);
    await jobs.stop();
    const stoppedAt = count();
    const again = await startJobs({ handle, env, log, moreJobs: [job] });
    await expect.poll(count, { timeout: 5_000 }).toBeGreaterThan(stoppedAt);
    await again.stop();
    const { rows } = await sql`select 1 from pgboss.job where state = 'active'`.execute(handle.db);
    expect(rows).toEqual([]);
  });

  test('a session that is over is removed, one that holds is kept', async () => {
    const now = new Date();
    const person = await handle.db
      .insertInto('person')
      .values({ display_name: 'Vera', created_at: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    const hour = 3_600_000;
    await handle.db
      .insertInto('session')
      .values([
        { id_hash: 'over', person_id: person.id, created_at: now, expires_at: new Date(now.getTime() - hour) },
        { id_hash: 'holds', person_id: person.id, created_at: now, expires_at: new Date(now.getTime() + hour) },
      ])
      .execute();
    const jobs = await startJobs({ handle, env, log });
    const left = () => handle.db.selectFrom('session').select('id_hash').execute();
    await expect.poll(left, { timeout: 5_000 }).toEqual([{ id_hash: 'holds' }]);
    await jobs.stop();
  });

  test('a job that fails does not stop the others, nor the process, and runs again', async () => {
    const failing = counting('fails', async () => {
      throw new Error('mislukt');
    });
    const fine = counting('fine');
    const jobs = await startJobs({ handle, env, log, moreJobs: [failing.job, fine.job] });
    await expect.poll(failing.count, { timeout: 6_000 }).toBeGreaterThan(1);
    await expect.poll(fine.count, { timeout: 5_000 }).toBeGreaterThan(0);
    await jobs.stop();
  });

  test('stopping waits for the run that is busy', async () => {
    let finished = false;
    const slow = counting('slow', async () => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      finished = true;
    });
    const jobs = await startJobs({ handle, env, log, moreJobs: [slow.job] });
    await expect.poll(slow.count, { timeout: 5_000, interval: 10 }).toBe(1);
    await jobs.stop();
    expect(finished).toBe(true);
  });
});
