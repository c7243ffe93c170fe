import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseHandle } from '../db/client.ts';
import { createCaller } from './router.ts';
import { openTestDatabase } from './testing/database.ts';
import { contextFor } from './testing/world.ts';

let handle: DatabaseHandle;

beforeAll(async () => {
  handle = await openTestDatabase();
});
afterAll(() => handle.close());

test('text that no database can hold is bad input, not our fault', async () => {
  const call = createCaller(contextFor(handle.db, null));
  await expect(call.trajectories.get({ slug: 'de-amstel\u0000verandert' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});

test('what does not exist is a 404 with its own code', async () => {
  const call = createCaller(contextFor(handle.db, null));
  await expect(call.trajectories.get({ slug: 'nergens' })).rejects.toMatchObject({ code: 'NOT_FOUND', cause: { code: 'not_found' } });
});
