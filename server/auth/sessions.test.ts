import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { applyRetention } from '../privacy/retention.ts';
import { openTestDatabase } from '../testing/database.ts';
import { makePerson, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { createSession, endSession, endSessionsOf, loadActor, validateSession } from './sessions.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const later = (ms: number) => new Date(TEST_NOW.getTime() + ms);

let handle: DatabaseHandle;
let world: World;
beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
beforeEach(async () => {
  await handle.db.deleteFrom('session').execute();
});
afterAll(() => handle.close());

describe('a session', () => {
  test('gives back the person with the rights they have now', async () => {
    const { official } = world.people;
    const { token } = await createSession(handle.db, official.id, TEST_NOW);
    const session = await validateSession(handle.db, token, later(MINUTE));
    expect(session?.actor).toEqual(official);
    await handle.db.deleteFrom('role_grant').where('person_id', '=', official.id).execute();
    expect((await validateSession(handle.db, token, later(2 * MINUTE)))?.actor.roles).toEqual([]);
  });

  test('is not in the table in any form that works as a cookie', async () => {
    const { token } = await createSession(handle.db, world.people.resident.id, TEST_NOW);
    const rows = await handle.db.selectFrom('session').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(token);
    for (const value of rows.flatMap((row) => Object.values(row))) {
      expect(await validateSession(handle.db, String(value), TEST_NOW)).toBeNull();
    }
    expect(await validateSession(handle.db, token, TEST_NOW)).not.toBeNull();
  });

  test('has an id that nobody guesses: a thousand are all different and hold at least 128 bits', async () => {
    const tokens = new Set<string>();
    for (let i = 0; i < 1000; i++) tokens.add((await createSession(handle.db, world.people.resident.id, TEST_NOW)).token);
    expect(tokens.size).toBe(1000);
    for (const token of tokens) expect(token).toMatch(/^[a-z2-7]{40}$/);
  });

  test.each([
    ['resident', 14 * DAY],
    ['moderator', 30 * MINUTE],
  ] as const)('of a %s is refused after %d ms without use', async (who, idle) => {
    const { token } = await createSession(handle.db, world.people[who].id, TEST_NOW);
    expect(await validateSession(handle.db, token, later(idle))).toBeNull();
    expect(await handle.db.selectFrom('session').selectAll().execute()).toEqual([]);
  });

  test('of staff holds for 30 minutes after the last use, also when that was early on', async () => {
    const { token } = await createSession(handle.db, world.people.moderator.id, TEST_NOW);
    expect(await validateSession(handle.db, token, later(10 * MINUTE))).not.toBeNull();
    expect(await validateSession(handle.db, token, later(39 * MINUTE))).not.toBeNull();
    expect(await validateSession(handle.db, token, later(69 * MINUTE))).toBeNull();
  });

  test.each([
    ['resident', 30 * DAY, 7 * DAY],
    ['moderator', 12 * HOUR, 20 * MINUTE],
  ] as const)('of a %s ends %d ms after signing in however much it is used', async (who, absolute, step) => {
    const { token } = await createSession(handle.db, world.people[who].id, TEST_NOW);
    for (let at = step; at < absolute; at += step) expect(await validateSession(handle.db, token, later(at))).not.toBeNull();
    expect(await validateSession(handle.db, token, later(absolute - 1))).not.toBeNull();
    expect(await validateSession(handle.db, token, later(absolute))).toBeNull();
  });

  test('does not write to the database each time it is used', async () => {
    const { token } = await createSession(handle.db, world.people.resident.id, TEST_NOW);
    const before = await handle.db.selectFrom('session').selectAll().executeTakeFirstOrThrow();
    await validateSession(handle.db, token, later(59 * MINUTE));
    expect(await handle.db.selectFrom('session').selectAll().executeTakeFirstOrThrow()).toEqual(before);
    await validateSession(handle.db, token, later(61 * MINUTE));
    expect((await handle.db.selectFrom('session').selectAll().executeTakeFirstOrThrow()).expires_at).toEqual(later(61 * MINUTE + 14 * DAY));
  });

  test.each(['', 'x', 'a'.repeat(41), "' or 1=1 --", '\0'.repeat(40), 'A'.repeat(40)])('named %j is nobody', async (token) => {
    expect(await validateSession(handle.db, token, TEST_NOW)).toBeNull();
  });

  test('can be ended, one by one or all but the one in use', async () => {
    const { resident } = world.people;
    const [one, two, three] = await Promise.all([1, 2, 3].map(() => createSession(handle.db, resident.id, TEST_NOW)));
    const kept = await validateSession(handle.db, one?.token ?? '', TEST_NOW);
    const gone = await validateSession(handle.db, two?.token ?? '', TEST_NOW);
    await endSession(handle.db, gone?.sessionIdHash ?? '');
    expect(await validateSession(handle.db, two?.token ?? '', TEST_NOW)).toBeNull();
    await endSessionsOf(handle.db, resident.id, { exceptIdHash: kept?.sessionIdHash });
    expect(await validateSession(handle.db, three?.token ?? '', TEST_NOW)).toBeNull();
    expect(await validateSession(handle.db, one?.token ?? '', TEST_NOW)).not.toBeNull();
  });

  test('that is over is cleared away by the job, and one that holds is not', async () => {
    await createSession(handle.db, world.people.resident.id, new Date(TEST_NOW.getTime() - 14 * DAY));
    const { token } = await createSession(handle.db, world.people.resident.id, TEST_NOW);
    await applyRetention({ db: handle.db, now: TEST_NOW });
    await applyRetention({ db: handle.db, now: TEST_NOW });
    expect(await handle.db.selectFrom('session').selectAll().execute()).toHaveLength(1);
    expect(await validateSession(handle.db, token, TEST_NOW)).not.toBeNull();
  });
});

describe('the person who acts', () => {
  test('has only the roles that hold on this day in Amsterdam', async () => {
    const person = await makePerson(handle.db, {
      name: 'Tijdelijk',
      email: 'tijdelijk@oever.example',
      roles: [{ role: 'official', trajectoryId: null, teamId: null }],
    });
    await handle.db.updateTable('role_grant').set({ ends_on: '2026-11-18' }).where('person_id', '=', person.id).execute();
    expect((await loadActor(handle.db, person.id, new Date('2026-11-18T22:59:59Z')))?.roles).toHaveLength(1);
    expect((await loadActor(handle.db, person.id, new Date('2026-11-18T23:00:00Z')))?.roles).toEqual([]);
  });

  test('is nobody once erased', async () => {
    const person = await makePerson(handle.db, { name: 'Weg', email: 'weg@oever.example' });
    const { token } = await createSession(handle.db, person.id, TEST_NOW);
    await handle.db.updateTable('person').set({ erased_at: TEST_NOW }).where('id', '=', person.id).execute();
    expect(await loadActor(handle.db, person.id, TEST_NOW)).toBeNull();
    expect(await validateSession(handle.db, token, TEST_NOW)).toBeNull();
  });
});
