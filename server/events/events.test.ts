import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { eraseEventData } from './erase-data.ts';
import { findDayOfChain, listAnchors, listEventKinds, listEvents } from './queries.ts';
import { recordEvent } from './record-event.ts';
import { anchorYesterday, sealEvents } from './seal.ts';
import { verifyEvents } from './verify.ts';

let handle: DatabaseHandle;
let world: World;
beforeEach(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterEach(() => handle.close());

async function record(count: number, data: Record<string, unknown> = { reason: 'Jansen deed dit' }): Promise<void> {
  await handle.db.transaction().execute(async (tx) => {
    for (let i = 0; i < count; i++) {
      await recordEvent(tx, contextFor(handle.db, world.people.official), {
        kind: i % 2 ? 'section.created' : 'section.policy_set',
        trajectoryId: world.trajectory.id,
        subjectKind: 'section',
        subjectId: `onderwerp-${i}`,
        data,
      });
    }
  });
}

const tomorrow = (days = 1) => new Date(TEST_NOW.getTime() + days * 86_400_000);

/** Past the triggers, as who has the database could. */
async function tamper(statement: string): Promise<void> {
  await handle.db.connection().execute(async (connection) => {
    await sql`set session_replication_role = replica`.execute(connection);
    await sql.raw(statement).execute(connection);
    await sql`set session_replication_role = origin`.execute(connection);
  });
}

describe('the chain of events', () => {
  test('holds every event once, and is whole', async () => {
    await record(1203);
    expect(await verifyEvents(handle.db)).toMatchObject({ sealed: 0, waiting: 1203, broken: null });
    expect(await sealEvents(handle.db)).toBe(1203);
    expect(await sealEvents(handle.db)).toBe(0);
    await record(2);
    expect(await sealEvents(handle.db)).toBe(2);
    expect(await verifyEvents(handle.db)).toEqual({ sealed: 1205, waiting: 0, erased: 0, anchors: 0, broken: null });
  });

  test.each([
    [
      'another moment',
      `update event set at = at + interval '1 second' where id = (select event_id from event_seal where seq = 5)`,
      'changed',
    ],
    ['another actor', `update event set actor_id = null where id = (select event_id from event_seal where seq = 5)`, 'changed'],
    ['other data', `update event set data = '{"reason":"anders"}' where id = (select event_id from event_seal where seq = 5)`, 'changed'],
    ['another code', `update event_seal set sha256 = repeat('0', 64) where seq = 5`, 'changed'],
    ['data erased without the salt', `update event set data = '{}' where id = (select event_id from event_seal where seq = 5)`, 'changed'],
    ['the event removed', `delete from event where id = (select event_id from event_seal where seq = 5)`, 'missing'],
    [
      'event and seal removed',
      `with gone as (delete from event_seal where seq = 5 returning event_id) delete from event where id in (select event_id from gone)`,
      'missing',
    ],
  ])('shows %s', async (_, statement, reason) => {
    await record(9);
    await sealEvents(handle.db);
    await tamper(statement);
    expect((await verifyEvents(handle.db)).broken).toEqual({ reason, seq: 5 });
  });

  test('shows an event put there past the application', async () => {
    await record(2);
    await sealEvents(handle.db);
    await tamper(`insert into event (at, kind, subject_kind, subject_id) values (now(), 'idea.proposed', 'idea', 'x')`);
    expect((await verifyEvents(handle.db)).broken).toMatchObject({ reason: 'unsealable' });
  });

  test('computed anew after a change, it does not fit the code of that day', async () => {
    await record(4);
    await sealEvents(handle.db);
    expect(await anchorYesterday({ db: handle.db, now: tomorrow() })).toBe('2026-11-18');
    expect(await anchorYesterday({ db: handle.db, now: tomorrow() })).toBeNull();
    await tamper(`update event set kind = 'idea.withdrawn' where kind = 'section.created'`);
    await tamper('update event_seal set seq = null, personal = null, digest = null, sha256 = null');
    await sealEvents(handle.db);
    expect((await verifyEvents(handle.db)).broken).toEqual({ reason: 'anchor', day: '2026-11-18' });
  });

  test('refuses to be changed, and lets personal data go', async () => {
    await record(3);
    await sealEvents(handle.db);
    await anchorYesterday({ db: handle.db, now: tomorrow() });
    for (const statement of [
      `update event set kind = 'x'`,
      `update event set data = '{"a":1}'`,
      `update event set actor_id = null, data = '{}'`,
      'delete from event',
      'truncate event cascade',
      `update event_seal set sha256 = repeat('0', 64)`,
      'update event_seal set seq = seq + 10',
      'delete from event_seal',
      'delete from event_anchor',
      `update event_anchor set sha256 = ''`,
    ]) {
      await expect(sql.raw(statement).execute(handle.db), statement).rejects.toThrow(/append-only/);
    }
    const erased = await handle.db.transaction().execute((tx) => eraseEventData(tx, (eb) => eb('subject_id', '=', 'onderwerp-1')));
    expect(erased).toBe(1);
    expect(await verifyEvents(handle.db)).toMatchObject({ sealed: 3, erased: 1, broken: null });
    const { rows } = await sql`select 1 from event_seal where salt is null`.execute(handle.db);
    expect(rows).toHaveLength(1);
  });

  test('what is erased before it was sealed is sealed without its data', async () => {
    await record(2);
    await handle.db.transaction().execute((tx) => eraseEventData(tx, (eb) => eb('kind', '=', 'section.created')));
    await sealEvents(handle.db);
    expect(await verifyEvents(handle.db)).toMatchObject({ sealed: 2, erased: 0, broken: null });
  });

  test('an outsider computes the codes of days with the script, and sees a changed file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'oever-log-'));
    const files: string[] = [];
    for (const days of [1, 2, 3]) {
      await record(days * 2);
      await sealEvents(handle.db);
      await anchorYesterday({ db: handle.db, now: tomorrow(days) });
    }
    for (const { day } of await listAnchors(handle.db, { limit: 10 })) {
      const found = await findDayOfChain(handle.db, day);
      expect(JSON.stringify(found)).not.toContain('Jansen');
      const file = join(folder, `${day}.json`);
      writeFileSync(file, JSON.stringify(found));
      files.push(file);
    }
    const run = () => execFileSync(process.execPath, ['public/controleer-logboek.mjs', ...files], { stdio: 'pipe' }).toString();
    expect(run()).toContain('Alles klopt: 3 dagen.');
    const day = await findDayOfChain(handle.db, '2026-11-19');
    const link = day?.links[1];
    if (!day || !link) throw new Error('that day has events');
    link.digest = link.digest.replace(/^./, (first) => (first === '0' ? '1' : '0'));
    writeFileSync(files[1] ?? '', JSON.stringify(day));
    expect(run).toThrow(/2026-11-19: nummer 4 klopt niet/);
    rmSync(folder, { recursive: true });
  });
});

describe('the log for administrators', () => {
  test('is read page by page, newest first, and narrowed by who, what, when and where', async () => {
    await record(7);
    const first = await listEvents(handle.db, { limit: 4 });
    const second = await listEvents(handle.db, { limit: 4, before: first.nextCursor ?? 0 });
    expect([...first.items, ...second.items].map((event) => event.subjectId)).toEqual([6, 5, 4, 3, 2, 1, 0].map((i) => `onderwerp-${i}`));
    expect(second.nextCursor).toBeNull();
    const count = async (filter: Parameters<typeof listEvents>[1]) => (await listEvents(handle.db, filter)).items.length;
    expect(await count({ limit: 50, kind: 'section' })).toBe(7);
    expect(await count({ limit: 50, kind: 'section.created', who: 'OFFICIAL' })).toBe(3);
    expect(await count({ limit: 50, who: '%' })).toBe(0);
    expect(await count({ limit: 50, from: '2026-11-18', until: '2026-11-18', trajectory: world.trajectory.slug })).toBe(7);
    expect(await count({ limit: 50, from: '2026-11-19' })).toBe(0);
    expect(await listEventKinds(handle.db)).toEqual(['section.created', 'section.policy_set']);
  });
});
