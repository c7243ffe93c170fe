import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { appendUpdates } from './documents.ts';
import { getPlanText, getSection } from './queries.ts';

let handle: DatabaseHandle;
let world: World;

beforeEach(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterEach(() => handle.close());

const secondsLater = (seconds: number) => new Date(TEST_NOW.getTime() + seconds * 1000);
/** An update that changes nothing. */
const payload = new Uint8Array([0, 0]);
const connectionId = '00000000-0000-4000-8000-000000000000';

async function write(policy: keyof World['sections'], person: keyof World['people'], at: Date, byHand = true): Promise<void> {
  const update = { payload, authorId: world.people[person].id, connectionId: byHand ? connectionId : null, at };
  await appendUpdates(handle.db, world.sections[policy].documentId, [update]);
}

const counts = async (seconds: number) => {
  const context = contextFor(handle.db, null, secondsLater(seconds));
  const { sections } = await getPlanText(context, { trajectory: world.trajectory.slug });
  return sections.map(({ writersNow }) => writersNow);
};

test('people who wrote in the last minute and a half are writing now, each once', async () => {
  await write('open', 'resident', secondsLater(0));
  await write('open', 'resident', secondsLater(10));
  await write('open', 'official', secondsLater(60));
  await write('suggest', 'resident2', secondsLater(60));
  expect(await counts(80)).toEqual([0, 2, 1, 0]);
  expect(await counts(101)).toEqual([0, 1, 1, 0]);
  expect(await counts(200)).toEqual([0, 0, 0, 0]);
  const context = contextFor(handle.db, null, secondsLater(300));
  await write('open', 'resident', secondsLater(290));
  const { section, chapters } = await getSection(context, { trajectory: world.trajectory.slug, number: world.sections.open.number });
  expect([section.writersNow, chapters.map(({ writersNow }) => writersNow)]).toEqual([1, [0, 1, 0, 0]]);
});

test('what the municipality took over or imported is not somebody writing', async () => {
  await write('open', 'official', secondsLater(0), false);
  expect(await counts(10)).toEqual([0, 0, 0, 0]);
});
