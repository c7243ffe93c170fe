import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, TEST_NOW } from '../testing/world.ts';
import { eraseEventData } from './erase-data.ts';
import { recordEvent } from './record-event.ts';
import { anchorYesterday, sealEvents } from './seal.ts';
import { verifyEvents } from './verify.ts';

let handle: DatabaseHandle;
beforeAll(async () => {
  handle = await openTestDatabase({ poolSize: 60 });
});
afterAll(() => handle.close());

test('fifty writers, some of them slow, while two nodes seal and one erases: nothing is left out and the chain is whole', async () => {
  const context = contextFor(handle.db, null);
  const ROUNDS = 20;
  let writing = true;
  const writers = Array.from({ length: 50 }, async (_, writer) => {
    for (let round = 0; round < ROUNDS; round++) {
      await handle.db.transaction().execute(async (tx) => {
        await recordEvent(tx, context, {
          kind: 'section.policy_set',
          trajectoryId: null,
          subjectKind: 'section',
          subjectId: `${writer}-${round}`,
          data: { writer, round },
        });
        // Its number is older than those of others that are sealed meanwhile.
        if (writer % 5 === 0) await sleep(20);
      });
    }
  });
  const sealers = [1, 2].map(async () => {
    while (writing) await sealEvents(handle.db);
  });
  const eraser = (async () => {
    for (let writer = 0; writer < 50; writer += 7) {
      await handle.db.transaction().execute((tx) => eraseEventData(tx, (eb) => eb('subject_id', 'like', `${writer}-%`)));
      await sleep(10);
    }
  })();
  await Promise.all([...writers, eraser]);
  writing = false;
  await Promise.all(sealers);
  await sealEvents(handle.db);
  expect(await verifyEvents(handle.db)).toMatchObject({ sealed: 50 * ROUNDS, waiting: 0, broken: null });
});

test('a role of its own for the application, as docs/operations.md gives it, works and cannot change the log', async () => {
  const role = `app_${randomBytes(6).toString('hex')}`;
  const other = await openTestDatabase();
  try {
    for (const statement of [
      `create role ${role}`,
      `grant usage on schema public to ${role}`,
      `grant select, insert, update, delete on all tables in schema public to ${role}`,
      `grant usage on all sequences in schema public to ${role}`,
      `revoke update, delete on event, event_seal, event_anchor from ${role}`,
      `grant update (data) on event to ${role}`,
      `grant update (salt, personal, digest, seq, sha256) on event_seal to ${role}`,
    ])
      await sql.raw(statement).execute(other.db);
    await other.db.connection().execute(async (connection) => {
      await sql.raw(`set role ${role}`).execute(connection);
      const event = { kind: 'section.policy_set', trajectoryId: null, subjectKind: 'section', subjectId: 'x', data: { reason: 'weg' } };
      await connection.transaction().execute((tx) => recordEvent(tx, contextFor(connection, null), event));
      expect(await sealEvents(connection)).toBe(1);
      expect(await anchorYesterday({ db: connection, now: new Date(TEST_NOW.getTime() + 86_400_000) })).toBe('2026-11-18');
      expect(await connection.transaction().execute((tx) => eraseEventData(tx, (eb) => eb('subject_id', '=', 'x')))).toBe(1);
      for (const statement of [
        `update event set kind = 'x'`,
        'delete from event',
        'truncate event cascade',
        'delete from event_seal',
        `update event_anchor set sha256 = ''`,
        'alter table event disable trigger user',
        'set session_replication_role = replica',
      ])
        await expect(sql.raw(statement).execute(connection), statement).rejects.toThrow(/permission denied|must be owner/);
      expect(await verifyEvents(connection)).toMatchObject({ sealed: 1, erased: 1, anchors: 1, broken: null });
      await sql`reset role`.execute(connection);
    });
    await sql.raw(`drop owned by ${role}; drop role ${role}`).execute(other.db);
  } finally {
    await other.close();
  }
});
