import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { proposeIdea } from '../ideas/commands.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { createComment } from './commands.ts';
import { listComments } from './queries.ts';
import type { Stance } from './rules.ts';
import { countStances } from './stances.ts';

let handle: DatabaseHandle;
let world: World;
let ideaId: string;
beforeEach(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  const idea = { trajectory: world.trajectory.slug, title: 'Zwemtrap', body: 'Een trap het water in.', publicUrl: null };
  ideaId = (await proposeIdea(contextFor(handle.db, world.people.resident), idea)).id;
});
afterEach(() => handle.close());

let minute = 0;
const say = (person: keyof World['people'], stance: Stance) =>
  createComment(contextFor(handle.db, world.people[person], new Date(TEST_NOW.getTime() + ++minute * 60_000)), {
    ideaId,
    body: 'Ik vind iets.',
    stance,
  });
const count = () => countStances(contextFor(handle.db, null), { ideaId });

test('each person counts once, by what they said last; who is neutral counts in neither', async () => {
  await say('resident', 'for');
  await say('resident', 'for');
  await say('resident2', 'for');
  await say('council', 'against');
  await say('clerk', 'neutral');
  expect(await count()).toEqual({ for: 2, against: 1 });
  await say('resident2', 'against');
  await say('resident2', 'neutral');
  expect(await count()).toEqual({ for: 1, against: 2 });
});

test('what is hidden counts no more', async () => {
  const { id } = await say('resident', 'for');
  await handle.db.updateTable('comment').set({ status: 'hidden' }).where('id', '=', id).execute();
  expect(await count()).toEqual({ for: 0, against: 0 });
  await handle.db.updateTable('idea').set({ status: 'hidden' }).where('id', '=', ideaId).execute();
  await expect(count()).rejects.toThrow('not_found');
});

test('a thousand comments are read page by page, each once', async () => {
  await handle.db
    .insertInto('comment')
    .values(
      Array.from({ length: 1000 }, (_, n) => ({
        trajectory_id: world.trajectory.id,
        idea_id: ideaId,
        author_id: world.people.resident.id,
        body: `Reactie ${n}`,
        created_at: new Date(TEST_NOW.getTime() + Math.floor(n / 3) * 1000),
      })),
    )
    .execute();
  const seen: string[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < 25; page++) {
    const read: Awaited<ReturnType<typeof listComments>> = await listComments(contextFor(handle.db, null), {
      subject: { ideaId },
      cursor,
      limit: 50,
    });
    seen.push(...read.items.map(({ id }) => id));
    cursor = read.nextCursor;
    if (cursor === null) break;
  }
  expect(new Set(seen).size).toBe(1000);
  expect(seen).toHaveLength(1000);
});
