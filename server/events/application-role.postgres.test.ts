import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { SILENT } from '../../db/log.ts';
import { openPostgres } from '../../db/postgres.ts';
import { createCaller } from '../router.ts';
import { openOnPostgres } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW } from '../testing/world.ts';
import { eraseEventData } from './erase-data.ts';
import { anchorYesterday, sealEvents } from './seal.ts';
import { verifyEvents } from './verify.ts';

/** The statements as an operator copies them. */
function documented(): string {
  const text = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  const [, statements = ''] = /```sql\n(create role oever_app[\s\S]*?)```/.exec(text) ?? [];
  return statements;
}

test('with the role of the documentation the application works, and cannot change or delete events whatever it tries', {
  timeout: 30_000,
}, async () => {
  const { handle, url } = await openOnPostgres();
  const role = `oever_app_${randomBytes(6).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  const address = new URL(url);
  const database = address.pathname.slice(1);
  expect(documented()).toContain('revoke update, delete on event');
  const statements = documented()
    .replaceAll('oever_app', role)
    .replace("'…'", `'${password}'`)
    .replace('on database oever ', `on database ${database} `);
  await sql.raw(statements).execute(handle.db);
  address.username = role;
  address.password = password;
  const app = await openPostgres({ databaseUrl: address.href, log: SILENT });
  try {
    const world = await makeWorld(app.db);
    const call = createCaller(contextFor(app.db, world.people.resident));
    await call.ideas.propose({ trajectory: world.trajectory.slug, title: 'Bankjes', body: 'Langs het water graag.' });
    expect(await sealEvents(app.db)).toBeGreaterThan(0);
    await anchorYesterday({ db: app.db, now: new Date(TEST_NOW.getTime() + 86_400_000) });
    for (const statement of [
      `update event set kind = 'x'`,
      'update event set actor_id = null',
      'delete from event',
      'truncate event cascade',
      'delete from event_seal',
      'truncate event_seal cascade',
      `update event_anchor set sha256 = ''`,
      'delete from event_anchor',
      'alter table event disable trigger user',
      'drop trigger event_append_only on event',
      'drop table event cascade',
      `set session_replication_role = replica`,
    ])
      await expect(sql.raw(statement).execute(app.db), statement).rejects.toThrow(/permission denied|must be owner/);
    // What the owner's triggers let nobody do, the role may not even ask; erasing personal data it may.
    await app.db.transaction().execute((tx) => eraseEventData(tx, (eb) => eb('kind', '=', 'idea.proposed')));
    expect(await verifyEvents(app.db)).toMatchObject({ broken: null, erased: 1 });
  } finally {
    await app.close();
    await sql.raw(`drop owned by ${role} cascade; drop role ${role}`).execute(handle.db);
    await handle.close();
  }
});
