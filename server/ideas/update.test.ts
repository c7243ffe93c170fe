import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { proposeIdea, withdrawIdea } from './commands.ts';
import { getIdea } from './queries.ts';
import { listIdeaChanges } from './revisions.ts';
import { supportIdea, withdrawSupport } from './support.ts';
import { type IdeaUpdate, updateIdea } from './update.ts';

let handle: DatabaseHandle;
let world: World;
let ideaId: string;

const WORDS = { title: 'Zwemtrap bij het Bochtpark', body: 'Een trap waar iedereen veilig het water in kan.' };
const later = (minutes: number) => new Date(TEST_NOW.getTime() + minutes * 60_000);
const as = (person: keyof World['people'] | null, now = TEST_NOW) => contextFor(handle.db, person && world.people[person], now);
const where = () => ({ trajectory: world.trajectory.slug, number: 1 });
const read = (person: keyof World['people'] | null = null) => getIdea(as(person), where());
const update = (changes: Partial<IdeaUpdate>, person: keyof World['people'] = 'resident', now = later(5)) =>
  updateIdea(as(person, now), { ideaId, edits: 0, ...WORDS, ...changes });
const changes = async () => (await listIdeaChanges(as(null, later(60)), where())).items;

beforeEach(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  const idea = { trajectory: world.trajectory.slug, ...WORDS, map: { x: 0.36, y: 0.3 }, publicUrl: null };
  ideaId = (await proposeIdea(as('resident'), idea)).id;
});
afterEach(() => handle.close());

describe('the author changes an idea', () => {
  test('without a trace, as long as nobody supported it', async () => {
    expect(
      await update({ title: 'Zwemsteiger bij het park', theme: 'water', place: 'naast het gemaal', map: { x: 0.5, y: 0.25 } }),
    ).toEqual({ kept: false });
    expect(await read()).toMatchObject({
      title: 'Zwemsteiger bij het park',
      theme: 'water',
      place: 'naast het gemaal',
      map: { x: 0.5, y: 0.25 },
      edits: 1,
      changedAt: null,
    });
    expect(await changes()).toEqual([]);
    const { title } = await handle.db.selectFrom('contribution').select('title').executeTakeFirstOrThrow();
    expect(title).toBe('Zwemsteiger bij het park');
    const events = await handle.db.selectFrom('event').select(['kind', 'data']).where('kind', '=', 'idea.updated').execute();
    expect(events).toEqual([{ kind: 'idea.updated', data: { edits: 1, kept: false } }]);
  });

  test('and from the first support on everybody reads what it said before, word for word', async () => {
    await supportIdea(as('resident2'), { ideaId });
    expect(await update({ body: 'Een trap waar iedereen altijd het water in kan.', map: { x: 0.36, y: 0.3 } })).toEqual({ kept: true });
    await update(
      { edits: 1, title: 'Zwemsteiger', body: 'Een trap waar iedereen altijd het water in kan.', theme: 'water', map: null },
      'resident',
      later(9),
    );
    const [second, first, ...none] = await changes();
    expect(none).toEqual([]);
    expect(first).toMatchObject({
      number: 1,
      supportCount: 1,
      changedAt: later(5).toISOString(),
      title: null,
      theme: null,
      mapChanged: false,
    });
    expect(first?.body?.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: 'veilig' },
      { kind: 'added', text: 'altijd' },
    ]);
    expect(second).toMatchObject({ number: 2, body: null, theme: { before: null, after: 'Water' }, mapChanged: true });
    expect((await read()).changedAt).toBe(later(9).toISOString());
  });

  test('also when who supported it first took that back', async () => {
    await supportIdea(as('resident2'), { ideaId });
    await withdrawSupport(as('resident2'), { ideaId });
    expect(await update({ title: 'Iets heel anders' })).toEqual({ kept: true });
  });

  test('and sending the same words again changes nothing', async () => {
    await supportIdea(as('resident2'), { ideaId });
    const { map } = await read();
    expect(await update({ map })).toEqual({ kept: false });
    expect([(await read()).edits, await changes()]).toEqual([0, []]);
  });

  test('but not over a change in another window', async () => {
    await update({ title: 'Uit het eerste venster' });
    await expect(update({ title: 'Uit het tweede venster' })).rejects.toMatchObject({ code: 'stale' });
    expect((await read()).title).toBe('Uit het eerste venster');
  });
});

test.each(['resident2', 'official', 'manager', 'moderator', 'admin'] as const)(
  'a %s does not change the words of another',
  async (person) => {
    await expect(update({ title: 'Van mij' }, person)).rejects.toMatchObject({ code: 'not_allowed' });
    expect((await read(person)).may.update).toBe(false);
  },
);

test.each([
  ['a title of two letters', { title: 'ab' }, { title: 'ideas:error.title_short' }],
  ['no explanation', { body: '' }, { body: 'ideas:error.body_missing' }],
  ['a theme of nowhere', { theme: 'lucht' }, { theme: 'ideas:error.theme_unknown' }],
])('%s is refused at the field', async (_, wrong, fields) => {
  await expect(update(wrong)).rejects.toMatchObject({ code: 'invalid', details: { fields } });
});

test('what is withdrawn, answered or hidden stays as it is', async () => {
  for (const status of ['answered', 'carrying_out', 'done'] as const) {
    await handle.db.updateTable('idea').set({ status }).execute();
    await expect(update({ title: 'Toch anders' })).rejects.toMatchObject({ code: 'already_decided' });
  }
  await handle.db.updateTable('idea').set({ status: 'hidden' }).execute();
  await expect(update({ title: 'Toch anders' })).rejects.toMatchObject({ code: 'not_found' });
  await handle.db.updateTable('idea').set({ status: 'visible' }).execute();
  await withdrawIdea(as('resident'), { ideaId });
  await expect(update({ title: 'Toch anders' })).rejects.toMatchObject({ code: 'already_decided' });
});

test('who reads an idea sees how many of its supporters are confirmed', async () => {
  for (const person of ['resident', 'resident2', 'unverified'] as const) await supportIdea(as(person), { ideaId });
  expect(await read()).toMatchObject({ supportCount: 3, verifiedSupportCount: 2 });
  await withdrawSupport(as('resident2'), { ideaId });
  expect(await read()).toMatchObject({ supportCount: 2, verifiedSupportCount: 1 });
});
