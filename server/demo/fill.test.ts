import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { recordEvent } from '../events/record-event.ts';
import { setUpSite } from '../site/commands.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor } from '../testing/world.ts';
import { wipeHalfFilled } from './fill.ts';

let handle: DatabaseHandle;
const now = new Date('2026-11-18T10:00:00Z');
beforeAll(async () => {
  handle = await openTestDatabase();
});
afterAll(() => handle.close());

const SITE = { municipality: 'Amstelboog', contactName: 'Team', contactEmail: 'team@amstelboog.example', contactPhone: '000 123 45 67' };

test('a first start that was broken off begins anew, although its events may not be removed', async () => {
  await setUpSite(contextFor(handle.db, null, now), { ...SITE, demo: true });
  await wipeHalfFilled(handle.db);
  expect(await handle.db.selectFrom('site').selectAll().execute()).toEqual([]);
  expect(await handle.db.selectFrom('event').selectAll().execute()).toEqual([]);
  await setUpSite(contextFor(handle.db, null, now), { ...SITE, demo: true });
  await expect(sql`truncate event cascade`.execute(handle.db)).rejects.toThrow(/append-only/);
});

test('a demo that was filled whole stays', async () => {
  const event = { kind: 'demo.filled', trajectoryId: null, subjectKind: 'site', subjectId: 'site' };
  await handle.db.transaction().execute((tx) => recordEvent(tx, { actor: null, now }, event));
  await wipeHalfFilled(handle.db);
  expect((await handle.db.selectFrom('site').select('municipality').execute()).length).toBe(1);
});
