/** A start with DEMO=0 in an empty folder, as a municipality does it: nobody is there, and none of the doors of the demo. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openDatabase } from '../db/client.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '../server/demo/accounts.ts';
import { expect, SLUG, test } from './fixtures.ts';
import { freePort, startBuilt } from './process.ts';

/** Filled by the migrations and by the start itself: what the program is, not what somebody did. */
const OF_THE_PROGRAM = [
  'kysely_migration',
  'kysely_migration_lock',
  'site',
  'event_seal',
  'equated_day',
  'listed_word',
  'rate_limit',
  'backup_run',
];

test('a site that starts without the demo has nobody and nothing in it: no accounts, no content, no mail to read', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'oever-no-demo-'));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const server = startBuilt('build/main.js', { port, dataDir, env: { DEMO: '0' } });
  let said = '';
  server.child.stdout?.on('data', (chunk: Buffer) => (said += chunk));
  try {
    await server.ready;
    expect(said, 'no password at the terminal').not.toContain(DEMO_PASSWORD);
    for (const path of ['/dev/mail', '/dev/leeg', `/trajecten/${SLUG}`]) expect((await fetch(origin + path)).status, path).toBe(404);
    const home = await (await fetch(origin)).text();
    expect(home).toContain('Oever');
    expect(home).not.toMatch(/Amstelboog|verzonnen|oever\.example/);
    expect(await (await fetch(`${origin}/inloggen`)).text()).not.toMatch(/oever\.example|name="account"/);
    for (const { key, email } of DEMO_ACCOUNTS.slice(-2)) {
      const forms: Record<string, string>[] = [{ email, password: DEMO_PASSWORD }, { account: key }];
      for (const form of forms) {
        const answer = await fetch(`${origin}/inloggen`, {
          method: 'POST',
          redirect: 'manual',
          headers: { Origin: origin },
          body: new URLSearchParams(form),
        });
        expect(answer.status, JSON.stringify(form)).toBe(400);
        expect(answer.headers.getSetCookie().join()).not.toContain('oever_session=');
      }
    }
  } finally {
    server.child.kill('SIGTERM');
    await server.ended;
  }
  const handle = await openDatabase({ dataDir });
  try {
    const { rows } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(
      handle.db,
    );
    const filled: string[] = [];
    for (const { name } of rows) {
      const found = await sql`select 1 from ${sql.table(name)} limit 1`.execute(handle.db);
      if (found.rows.length > 0) filled.push(name);
    }
    expect(filled.filter((name) => !OF_THE_PROGRAM.includes(name))).toEqual([]);
    expect(rows.length).toBeGreaterThan(80);
  } finally {
    await handle.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
