import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { DatabaseHandle } from '../db/client.ts';
import { notifyRights } from '../server/auth/notify-rights.ts';
import { endSessionsOf } from '../server/auth/sessions.ts';
import { loadDocument } from '../server/plan-texts/documents.ts';
import { openTestDatabase } from '../server/testing/database.ts';
import { makeWorld, TEST_NOW, type World } from '../server/testing/world.ts';
import { cookieOf, eventually, openRaw, paragraphUpdate, type RawClient, startTestServer, type TestServer, textOf } from './testing.ts';

let handle: DatabaseHandle;
let world: World;
let server: TestServer;
let documentId: string;
let now: Date;

beforeEach(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  documentId = world.sections.open.documentId;
  now = TEST_NOW;
  server = await startTestServer(handle, { now: () => now });
});

afterEach(async () => {
  await server.stop();
  await handle.close();
});

async function openWriter({ extended = true }: { extended?: boolean } = {}): Promise<RawClient> {
  const raw = await openRaw(server, documentId, { cookie: await cookieOf(handle.db, world.people.resident), extended });
  await eventually(() => raw.received.length > 0, 'asked for its state');
  return raw;
}

async function losesPen(raw: RawClient, reason: string): Promise<void> {
  await eventually(
    () => raw.said.some((said) => JSON.stringify(said) === JSON.stringify({ rights: 'read', reason })),
    `loses the pen: ${reason}`,
    2_000,
  );
  raw.sendUpdate(paragraphUpdate('te laat'));
  raw.sendUpdate(paragraphUpdate('ook te laat'), 1);
  await eventually(async () => textOf((await loadDocument(handle.db, documentId)).doc) === '', 'nothing arrives');
  expect(raw.socket.readyState).toBe(raw.socket.OPEN);
  raw.socket.close();
}

describe('within two seconds the pen is gone', () => {
  test('when the section is fixed', async () => {
    const raw = await openWriter();
    await handle.db.updateTable('section').set({ policy: 'fixed' }).where('document_id', '=', documentId).execute();
    await losesPen(raw, 'read_only');
  });

  test('when the phase ends by its date', async () => {
    const raw = await openWriter();
    now = new Date('2026-11-30T23:00:01Z');
    await handle.db
      .updateTable('session')
      .set({ expires_at: new Date('2026-12-10T00:00:00Z') })
      .execute();
    await losesPen(raw, 'phase_closed');
  });

  test('when the trajectory stops', async () => {
    const raw = await openWriter();
    await handle.db.updateTable('trajectory').set({ stopped_at: TEST_NOW, stop_account: 'Het geld is op.' }).execute();
    await losesPen(raw, 'phase_closed');
  });

  test('when the account is blocked, and at once when somebody says so', async () => {
    const raw = await openWriter();
    await handle.db
      .updateTable('person')
      .set({ blocked_until: new Date('2026-12-01T00:00:00Z'), blocked_reason: 'schelden' })
      .where('id', '=', world.people.resident.id)
      .execute();
    await notifyRights(handle.db, world.people.resident.id);
    await losesPen(raw, 'blocked');
  });

  test('and back again when it opens, with what was typed meanwhile', async () => {
    const raw = await openWriter();
    await handle.db.updateTable('section').set({ policy: 'closed' }).where('document_id', '=', documentId).execute();
    await eventually(() => raw.said.some((said) => JSON.stringify(said).includes('read_only')), 'loses the pen');
    await handle.db.updateTable('section').set({ policy: 'open' }).where('document_id', '=', documentId).execute();
    await eventually(() => JSON.stringify(raw.said.at(-1)).includes('write'), 'gets it back', 2_000);
    const asked = await eventually(() => raw.received.filter((message) => message.step === 0).at(1), 'is asked for what it has');
    expect(asked.payload).toEqual(Y.encodeStateVector(new Y.Doc()));
    raw.sendUpdate(paragraphUpdate('intussen getypt'), 1);
    await eventually(async () => textOf((await loadDocument(handle.db, documentId)).doc) === 'intussen getypt', 'stored');
    raw.socket.close();
  });
});

describe('within two seconds the connection is closed', () => {
  test('when the session ends elsewhere', async () => {
    const raw = await openWriter();
    await endSessionsOf(handle.db, world.people.resident.id);
    expect(await raw.closed).toBe(4401);
  });

  test('when the section is taken out of the plan', async () => {
    const raw = await openWriter();
    await handle.db.updateTable('section').set({ removed_at: TEST_NOW }).where('document_id', '=', documentId).execute();
    expect(await raw.closed).toBe(4404);
  });

  test('when a client that does not know our messages loses the pen', async () => {
    const raw = await openWriter({ extended: false });
    await handle.db.updateTable('section').set({ policy: 'suggest' }).where('document_id', '=', documentId).execute();
    expect(await raw.closed).toBe(4403);
  });
});

describe('an update that was on its way when the section closed', () => {
  test('is not stored, and everybody starts from what is', async () => {
    const raw = await openWriter();
    // The table tells before any watch does: the same statement that stores asks for the policy.
    await handle.db.updateTable('section').set({ policy: 'fixed' }).where('document_id', '=', documentId).execute();
    raw.sendUpdate(paragraphUpdate('net te laat'));
    expect(
      await Promise.race([
        raw.closed,
        eventually(() => raw.said.some((said) => JSON.stringify(said).includes('read_only')), 'loses the pen'),
      ]),
    ).toBeTruthy();
    expect((await loadDocument(handle.db, documentId)).seq).toBe(0);
    raw.socket.close();
  });
});
