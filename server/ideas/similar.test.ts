import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { proposeIdea } from './commands.ts';
import { findSimilarIdeas } from './similar.ts';

let handle: DatabaseHandle;
let world: World;

const TITLES = [
  'Steiger voor woonboten',
  'Woonboot als buurthuis',
  'Lagere kades',
  'Kade met bankjes',
  'Goede ideeën belonen',
  'Elk idee telt',
  'Natuurgebieden verbinden',
  'Ruimte voor natuur',
];

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  for (const [n, title] of TITLES.entries()) {
    const context = contextFor(handle.db, world.people.resident, new Date(TEST_NOW.getTime() + n * 60_000));
    await proposeIdea(context, {
      trajectory: world.trajectory.slug,
      title,
      body: 'Een paar zinnen uitleg, dat is genoeg.',
      publicUrl: null,
    });
  }
});
afterAll(() => handle.close());

const similar = async (title: string) =>
  (await findSimilarIdeas({ db: handle.db, now: TEST_NOW }, { trajectory: world.trajectory.slug, title })).map((idea) => idea.title).sort();

test.each([
  ['woonboten', ['Steiger voor woonboten', 'Woonboot als buurthuis']],
  ['woonboot', ['Steiger voor woonboten', 'Woonboot als buurthuis']],
  ['kades', ['Kade met bankjes', 'Lagere kades']],
  ['kade', ['Kade met bankjes', 'Lagere kades']],
  ['ideeën', ['Elk idee telt', 'Goede ideeën belonen']],
  ['idee', ['Elk idee telt', 'Goede ideeën belonen']],
  ['natuurgebieden', ['Natuurgebieden verbinden', 'Ruimte voor natuur']],
  ['natuur', ['Natuurgebieden verbinden', 'Ruimte voor natuur']],
])('who writes "%s" sees every form of that word, alone and in a sentence', async (word, expected) => {
  expect(await similar(word)).toEqual(expected);
  expect(await similar(`Meer ${word} langs de oever`)).toEqual(expected);
});

test.each(["' | 'x':* --", "kade':A & !'", '\\', 'kade\u0000', '<<>>&&||!!'])(
  'what looks like a search language in %j harms nothing',
  async (title) => {
    expect(Array.isArray(await similar(title))).toBe(true);
  },
);
