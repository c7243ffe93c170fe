/** The site while its disk is full: everything is read, nothing is written, and everybody hears why. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { createSession } from '../../server/auth/sessions.ts';
import { log } from '../../server/log.ts';
import { appRouter } from '../../server/router.ts';
import { openTestDatabase } from '../../server/testing/database.ts';
import { addressOf } from './addresses.ts';
import { fillWorld } from './content.ts';
import { contentsOf } from './contents.ts';
import { PAGES, type Page } from './pages.ts';
import { makeCast } from './roles.ts';
import type { Known } from './sample.ts';
import { listRoutes, type Site, startSite } from './site.ts';

const SENTENCE = 'Er is nu geen ruimte om iets op te slaan.';

let handle: DatabaseHandle;
let site: Site;
let known: Known;
let cookie: string;
let full = true;

beforeAll(async () => {
  handle = await openTestDatabase();
  const cast = await makeCast(handle.db);
  known = { ...(await fillWorld(handle.db, cast)), token: 'x'.repeat(43), exportKind: 'account' };
  site = await startSite({ handle, log, disk: { isReadOnly: () => full, freeBytes: () => 5 } });
  const { token } = await createSession(handle.db, String(cast.actors.admin?.id), new Date());
  // Used long enough ago to be put off by the next use.
  await handle.db
    .updateTable('session')
    .set({ last_seen_at: new Date(Date.now() - 1_200_000), expires_at: new Date(Date.now() + 600_000) })
    .execute();
  cookie = `oever_session=${token}`;
});
afterAll(async () => {
  await site?.stop();
  await handle.close();
});

const sessions = () => handle.db.selectFrom('session').selectAll().execute();

test('every procedure that may change something is refused, whatever it is given', async () => {
  const before = await contentsOf(handle.db);
  const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;
  const changing = Object.keys(procedures).filter((name) => procedures[name]?._def.type === 'mutation');
  expect(changing.length).toBeGreaterThan(100);
  for (const name of changing) {
    const answer = await fetch(`${site.origin}/api/trpc/${name}`, {
      method: 'POST',
      headers: { cookie, origin: site.origin, 'content-type': 'application/json' },
      body: '{}',
    });
    const { error } = (await answer.json()) as { error: { data: { oever: string } } };
    expect([answer.status, error.data.oever, answer.headers.get('retry-after')], name).toEqual([503, 'site_read_only', '600']);
  }
  expect(await contentsOf(handle.db)).toEqual(before);
});

test('a voting that is over is not closed by who looks, as it is when there is room', async () => {
  const result = () => fetch(`${site.origin}${addressOf('/trajecten/:slug/stemmingen/:id/uitslag', known)}`);
  expect((await result()).status).toBe(503);
  full = false;
  expect((await result()).status).toBe(200);
  full = true;
});

test('every page is shown as ever, and being signed in writes nothing', async () => {
  const [before, session] = [await contentsOf(handle.db), await sessions()];
  const failed: string[] = [];
  let shown = 0;
  for (const { id, path } of await listRoutes()) {
    const page = PAGES[id.replace('routes/', '')];
    const row: Partial<Page> = typeof page === 'object' ? page : {};
    const address = `${addressOf(path, known, row.with)}${row.query ?? ''}`;
    const answer = await fetch(site.origin + address, { redirect: 'manual', headers: { cookie, 'sec-fetch-site': 'cross-site' } });
    await answer.arrayBuffer();
    if (answer.status === 200) shown++;
    if (answer.status >= 500) failed.push(`${address}: ${answer.status}`);
  }
  expect(failed).toEqual([]);
  expect(shown).toBeGreaterThan(90);
  expect(await contentsOf(handle.db)).toEqual(before);
  expect(await sessions()).toEqual(session);
});

test('a form gives back what was typed with a sentence that says why, and takes it once there is room', async () => {
  const form = () => {
    const typed = new FormData();
    for (const [name, value] of Object.entries({ title: 'Bankjes langs de kade', body: 'Ik zit daar graag, maar er is geen plek.' }))
      typed.set(name, value);
    typed.set('showName', 'ja');
    return typed;
  };
  const post = () =>
    fetch(`${site.origin}/trajecten/${known.slug}/ideeen/nieuw`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, origin: site.origin },
      body: new URLSearchParams([...form()].map(([name, value]) => [name, String(value)])),
    });
  const refused = await post();
  const html = await refused.text();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '600']);
  expect(html).toContain(SENTENCE);
  expect(html).toContain('value="Bankjes langs de kade"');
  expect(html).toContain('Ik zit daar graag, maar er is geen plek.');
  full = false;
  const taken = await post();
  expect([taken.status, taken.headers.get('retry-after')]).toEqual([303, null]);
  full = true;
});

test('who looks after the site reads it where programs look', async () => {
  const ready = await fetch(`${site.origin}/readyz`);
  expect([ready.status, await ready.text()]).toEqual([200, 'read-only: no room on the disk\n']);
  const figures = await (await fetch(`${site.origin}/metrics`)).text();
  expect(figures).toMatch(/^oever_read_only 1$/m);
  expect(figures).toMatch(/^oever_disk_free_bytes 5$/m);
});
