import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makePerson, TEST_NOW } from '../testing/world.ts';
import { blockPerson, revokeRole } from './commands.ts';
import { listAdministratorIds } from './queries.ts';

const grants = [{ role: 'administrator' as const, trajectoryId: null, teamId: null }];
let handle: DatabaseHandle;
beforeAll(async () => {
  handle = await openTestDatabase({ poolSize: 30 });
});
afterAll(() => handle.close());

test('administrators who take each other’s role at the same moment leave one', async () => {
  const people = await Promise.all(
    Array.from({ length: 12 }, (_, i) => makePerson(handle.db, { name: `Beheer ${i}`, email: `beheer${i}@oever.example`, roles: grants })),
  );
  await Promise.allSettled(
    people.map((actor, i) =>
      revokeRole(contextFor(handle.db, actor), { personId: people[(i + 1) % people.length]?.id ?? '', role: 'administrator' }),
    ),
  );
  const left = await listAdministratorIds(handle.db, TEST_NOW);
  expect(left.length).toBeGreaterThanOrEqual(1);
});

test('administrators who block each other at the same moment leave one who can act', async () => {
  const [one, two] = await Promise.all(
    ['een', 'twee'].map((name) => makePerson(handle.db, { name, email: `${name}@oever.example`, roles: grants })),
  );
  if (!one || !two) throw new Error('two people were made');
  await handle.db.deleteFrom('role_grant').where('person_id', 'not in', [one.id, two.id]).execute();
  const input = { until: new Date('2026-12-01T00:00:00Z'), reason: 'Ruzie over de sleutels.' };
  await Promise.allSettled([
    blockPerson(contextFor(handle.db, one), { personId: two.id, ...input }),
    blockPerson(contextFor(handle.db, two), { personId: one.id, ...input }),
  ]);
  expect(await listAdministratorIds(handle.db, TEST_NOW)).toHaveLength(1);
});
