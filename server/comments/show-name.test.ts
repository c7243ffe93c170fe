import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { proposeIdea } from '../ideas/commands.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, type World } from '../testing/world.ts';
import { createComment } from './commands.ts';
import { listComments } from './queries.ts';

let handle: DatabaseHandle;
let world: World;
beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterAll(() => handle.close());

test('a resident leaves their name out of a comment; who speaks for the municipality cannot', async () => {
  const { resident, resident2, official } = world.people;
  const { id: ideaId } = await proposeIdea(contextFor(handle.db, resident), {
    trajectory: world.trajectory.slug,
    title: 'Een bankje aan het water',
    body: 'Mijn moeder wil daar graag even zitten en naar de boten kijken.',
    publicUrl: null,
  });
  const write = (who: typeof resident, body: string) => createComment(contextFor(handle.db, who), { ideaId, body, showName: false });
  await write(resident2, 'Dat zeg ik liever zonder mijn naam.');
  await write(official, 'Dit zegt de gemeente zonder naam.');
  for (const reader of [null, resident, official]) {
    const { items } = await listComments(contextFor(handle.db, reader), { subject: { ideaId }, which: 'all', cursor: null, limit: 10 });
    const names = Object.fromEntries(items.map(({ body, author }) => [body, author.name]));
    expect(names).toEqual({
      'Dat zeg ik liever zonder mijn naam.': 'Een bewoner',
      'Dit zegt de gemeente zonder naam.': official.name,
    });
    expect(JSON.stringify(items)).not.toContain(resident2.name);
  }
});
