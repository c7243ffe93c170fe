/** Everybody signs in at the same moment, as when a council meeting begins: who cannot be helped now hears so, and others go on reading. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { hashPassword } from '../../server/auth/passwords.ts';
import { log } from '../../server/log.ts';
import { openTestDatabase } from '../../server/testing/database.ts';
import { makeCast } from './roles.ts';
import { type Site, startSite } from './site.ts';

const PASSWORD = 'een vlot vol ganzen';
let handle: DatabaseHandle;
let site: Site;
let email: string;

beforeAll(async () => {
  handle = await openTestDatabase();
  const cast = await makeCast(handle.db);
  email = cast.actors.resident?.email ?? '';
  await handle.db
    .updateTable('person')
    .set({ password_hash: await hashPassword(PASSWORD) })
    .where('email', '=', email)
    .execute();
  site = await startSite({ handle, log });
  await (await fetch(site.origin)).arrayBuffer();
});
afterAll(async () => {
  await site?.stop();
  await handle.close();
});

async function signIn(): Promise<number> {
  const answer = await fetch(`${site.origin}/inloggen`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: site.origin },
    body: new URLSearchParams({ email, password: PASSWORD }),
  });
  await answer.arrayBuffer();
  return answer.status;
}

test('of a hundred at once everybody is let in or asked to wait; pages of others come meanwhile', { timeout: 60_000 }, async () => {
  const before = process.memoryUsage().rss;
  let busy = true;
  const waited: number[] = [];
  const reading = (async () => {
    while (busy) {
      const began = performance.now();
      expect((await fetch(site.origin)).status).toBe(200);
      waited.push(performance.now() - began);
    }
  })();
  const statuses = await Promise.all(Array.from({ length: 100 }, signIn));
  busy = false;
  await reading;
  expect(statuses.filter((status) => ![302, 429, 503].includes(status))).toEqual([]);
  // Two at a time with fifty waiting: so many at least.
  expect(statuses.filter((status) => status === 302).length).toBeGreaterThanOrEqual(50);
  expect(waited.length).toBeGreaterThan(3);
  expect(process.memoryUsage().rss - before).toBeLessThan(300e6);
});
