import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, type World } from '../testing/world.ts';
import { getClock } from './queries.ts';
import { draftResponse, publishResponse } from './response-commands.ts';
import { runClocks } from './run-clocks.ts';
import { ANSWER, answer, makeIdea, noon } from './test-story.ts';

const HOUR = 3_600_000;

let handle: DatabaseHandle;
let world: World;
beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterAll(() => handle.close());

async function publishedAt(contributionId: string) {
  return handle.db
    .selectFrom('response')
    .where('contribution_id', '=', contributionId)
    .select(['published_at', 'approved_at', 'created_at'])
    .executeTakeFirstOrThrow();
}

test('an answer that is published on a clock set back is not older than its approval', async () => {
  const { id } = await makeIdea(handle.db, world, { on: '2026-11-09' });
  await answer(handle.db, world, { contributionId: id, on: '2026-11-17', stage: 'approved' });
  await publishResponse(contextFor(handle.db, world.people.official, new Date(noon('2026-11-17').getTime() - HOUR)), {
    contributionId: id,
  });
  const { published_at, approved_at } = await publishedAt(id);
  expect(published_at).toEqual(approved_at);
  expect(approved_at).toEqual(noon('2026-11-17'));
});

test('an answer that was noted as late stays late, whatever the clock says afterwards', async () => {
  const { id } = await makeIdea(handle.db, world, { on: '2026-11-02' });
  const midnight = new Date('2026-11-16T23:00:30Z');
  await runClocks({ db: handle.db, now: midnight });
  expect(await getClock(handle.db, id, midnight)).toMatchObject({ state: 'overdue', daysLate: 1 });
  await answer(handle.db, world, { contributionId: id, on: '2026-11-16', stage: 'approved' });
  const back = new Date(midnight.getTime() - HOUR);
  await publishResponse(contextFor(handle.db, world.people.official, back), { contributionId: id });
  expect((await publishedAt(id)).published_at?.getTime()).toBeGreaterThanOrEqual(midnight.getTime() - 60_000);
  expect(await getClock(handle.db, id, back)).toMatchObject({ state: 'answered_late', answeredOn: '2026-11-17' });
});

test('nobody gives an answer a date: what is sent along with one is no part of it', async () => {
  const { id } = await makeIdea(handle.db, world, { on: '2026-11-09' });
  const long = '2020-01-01T00:00:00Z';
  const input = { contributionId: id, ...ANSWER, createdAt: long, publishedAt: long, publishAt: long, answeredOn: '2020-01-01' };
  await draftResponse(contextFor(handle.db, world.people.official), input);
  const { created_at, published_at, approved_at } = await publishedAt(id);
  expect({ published_at, approved_at }).toEqual({ published_at: null, approved_at: null });
  expect(created_at.getTime()).toBeGreaterThan(noon('2026-11-17').getTime());
});

test('no clock shows a negative time before its own beginning', async () => {
  const { id } = await makeIdea(handle.db, world, { on: '2026-11-09' });
  const clock = await getClock(handle.db, id, new Date(noon('2026-11-09').getTime() - 26 * HOUR));
  expect(clock?.state).toBe('running');
  for (const value of [clock?.day, clock?.term, clock?.daysLeft, clock?.daysLate]) expect(value).toBeGreaterThanOrEqual(0);
});
