/** Several nodes at once, on real PostgreSQL. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { createComment } from '../comments/commands.ts';
import { proposeIdea } from '../ideas/commands.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makePerson, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { follow } from './commands.ts';
import { mailDigests } from './digest.ts';
import { tellFollowers } from './tell.ts';

let handle: DatabaseHandle;
let world: World;
let ideaId: string;
const tomorrow = new Date(TEST_NOW.getTime() + 24 * 3_600_000);

beforeEach(async () => {
  handle = await openTestDatabase({ poolSize: 20 });
  world = await makeWorld(handle.db);
  const idea = { trajectory: world.trajectory.slug, title: 'Zwemtrap', body: 'Een trap het water in.', publicUrl: null };
  ideaId = (await proposeIdea(contextFor(handle.db, world.people.resident), idea)).id;
});
afterEach(() => handle.close());

test('eight nodes that tell and mail at the same time send each follower one mail with everything in it', async () => {
  const followers = await Promise.all(
    Array.from({ length: 30 }, (_, n) => makePerson(handle.db, { name: `Volger ${n}`, email: `volger${n}@veel.example` })),
  );
  for (const person of followers) await follow(contextFor(handle.db, person), { ideaId });
  const at = new Date(TEST_NOW.getTime() + 60_000);
  for (let n = 0; n < 6; n++) await createComment(contextFor(handle.db, world.people.resident2, at), { ideaId, body: `Reactie ${n}` });
  await Promise.all(Array.from({ length: 8 }, () => tellFollowers({ db: handle.db, now: at })));
  expect(await handle.db.selectFrom('notice').select('event_id').execute()).toHaveLength(30 * 6);
  const queued = await Promise.all(Array.from({ length: 8 }, () => mailDigests({ db: handle.db, now: tomorrow })));
  expect(queued.reduce((sum, count) => sum + count, 0)).toBe(30);
  const mails = await handle.db.selectFrom('mail').where('to_email', 'like', 'volger%').select(['to_email', 'subject']).execute();
  expect(new Set(mails.map(({ to_email }) => to_email)).size).toBe(30);
  expect(mails).toHaveLength(30);
  expect(mails.every(({ subject }) => subject.includes('6 berichten'))).toBe(true);
});

test('news that is written while nodes tell is told too, once', async () => {
  await follow(contextFor(handle.db, world.people.clerk), { ideaId });
  const at = new Date(TEST_NOW.getTime() + 60_000);
  await Promise.all([
    ...Array.from({ length: 20 }, (_, n) =>
      createComment(contextFor(handle.db, world.people.resident2, at), { ideaId, body: `Reactie ${n}` }),
    ),
    ...Array.from({ length: 10 }, () => tellFollowers({ db: handle.db, now: at })),
  ]);
  await tellFollowers({ db: handle.db, now: at });
  expect(await handle.db.selectFrom('notice').select('event_id').execute()).toHaveLength(20);
  expect(await handle.db.selectFrom('news').where('told_at', 'is', null).select('event_id').execute()).toEqual([]);
});
