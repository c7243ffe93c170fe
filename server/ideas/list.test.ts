import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { createCallerFactory } from '../trpc.ts';
import { proposeIdea, withdrawIdea } from './commands.ts';
import { ideasRouter } from './router.ts';
import { supportIdea } from './support.ts';

let handle: DatabaseHandle;
let world: World;
let other: World;
const ids: string[] = [];

/** Each a minute after the one before. The last two are withdrawn and hidden. */
const IDEAS: [title: string, body: string, theme: string | null][] = [
  ['Lagere kades bij de brug', 'Dan zitten we dichter op het water, zoals vroeger.', 'water'],
  ['Meer natuur langs het jaagpad', 'Riet en bloemen in plaats van gras dat elke week wordt gemaaid.', null],
  ['Zwemtrap bij het Bochtpark', 'Een trap waar iedereen veilig het water in kan.', 'water'],
  ['Steiger voor vier woonboten', 'Bewoners delen dan één steiger en houden uitzicht.', null],
  ['Goede ideeën belonen', 'Geef elk jaar een prijs aan wie iets moois bedacht.', null],
  ['Eén bankje is genoeg', 'Waar de bocht begint kun je uitrusten met uitzicht op de kade.', null],
  ['Drijvende tuin', 'Met planten voor vogels en bijen uit natuurgebieden in de buurt.', 'water'],
  ['Ingetrokken plan', 'Dit idee trek ik straks weer in.', null],
  ['Verborgen plan', 'Dit idee wordt straks verborgen.', 'water'],
];

const caller = (person: keyof World['people'] | null = null) =>
  createCallerFactory(ideasRouter)(contextFor(handle.db, person && world.people[person], later(60)));
const later = (minutes: number) => new Date(TEST_NOW.getTime() + minutes * 60_000);

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  other = await makeWorld(handle.db, { slug: 'ander-traject' });
  for (const [n, [title, body, theme]] of IDEAS.entries()) {
    const context = contextFor(handle.db, world.people.resident, later(n));
    ids.push((await proposeIdea(context, { trajectory: world.trajectory.slug, title, body, theme, publicUrl: null })).id);
  }
  await proposeIdea(contextFor(handle.db, other.people.resident, later(30)), {
    trajectory: 'ander-traject',
    title: 'Pleinfeest in mei',
    body: 'Iedereen eet mee aan één lange tafel.',
    publicUrl: null,
  });
  for (const person of ['resident', 'resident2', 'official'] as const)
    await supportIdea(contextFor(handle.db, world.people[person]), { ideaId: ids[3] ?? '' });
  await supportIdea(contextFor(handle.db, world.people.resident), { ideaId: ids[5] ?? '' });
  await withdrawIdea(contextFor(handle.db, world.people.resident), { ideaId: ids[7] ?? '' });
  await handle.db
    .updateTable('idea')
    .set({ status: 'hidden' })
    .where('id', '=', ids[8] ?? '')
    .execute();
});
afterAll(() => handle.close());

type Input = Parameters<ReturnType<typeof caller>['list']>[0];
const numbers = async (input: Omit<Input, 'trajectory'>) =>
  (await caller().list({ trajectory: world.trajectory.slug, ...input })).items.map(({ number }) => number);

/** Every page in turn. */
async function walk(input: Input): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<ReturnType<typeof caller>['list']>> = await caller().list({ ...input, cursor });
    found.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
}

describe('the list of ideas', () => {
  test('shows the newest first, without what is hidden or withdrawn', async () => {
    expect(await numbers({})).toEqual([7, 6, 5, 4, 3, 2, 1]);
  });

  test('shows the most supported first, newer ids breaking ties in a fixed way', async () => {
    expect((await numbers({ sort: 'supported' })).slice(0, 2)).toEqual([4, 6]);
  });

  test.each(['newest', 'supported', 'random'] as const)(
    '%s: pages of two give every idea once, also over all trajectories',
    async (sort) => {
      const here = await walk({ trajectory: world.trajectory.slug, sort, limit: 2, seed: 0.5 });
      expect([here.length, new Set(here).size]).toEqual([7, 7]);
      const everywhere = await walk({ sort, limit: 3, seed: 0.5 });
      expect([everywhere.length, new Set(everywhere).size]).toEqual([8, 8]);
    },
  );

  test('a random order starts anywhere and keeps its seed over the pages', async () => {
    const orders = new Set(
      await Promise.all([0, 0.2, 0.4, 0.6, 0.8].map(async (seed) => (await numbers({ sort: 'random', seed })).join())),
    );
    expect(orders.size).toBeGreaterThan(1);
  });

  test('a page is not disturbed by an idea that comes in between', async () => {
    const first = await caller().list({ trajectory: 'ander-traject', limit: 1 });
    expect(first.nextCursor).toBeNull();
    const page = await caller().list({ trajectory: world.trajectory.slug, limit: 3 });
    await handle.db
      .updateTable('idea')
      .set({ created_at: later(50) })
      .where('id', '=', ids[0] ?? '')
      .execute();
    const next = await caller().list({ trajectory: world.trajectory.slug, limit: 3, cursor: page.nextCursor });
    expect(next.items.map(({ number }) => number)).toEqual([4, 3, 2]);
    await handle.db
      .updateTable('idea')
      .set({ created_at: later(0) })
      .where('id', '=', ids[0] ?? '')
      .execute();
  });

  test.each<[string, Omit<Input, 'trajectory'>, number[]]>([
    ['a theme', { theme: 'water' }, [7, 3, 1]],
    ['a theme nobody has', { theme: 'lucht' }, []],
    ['two themes', { theme: ['water', 'lucht'] }, [7, 3, 1]],
    ['a status', { status: 'withdrawn' }, [8]],
    ['a state of the answer', { answer: 'running' }, [7, 6, 5, 4, 3, 2, 1]],
    ['another state of the answer', { answer: ['overdue', 'paused'] }, []],
    ['a theme and a search', { theme: 'water', query: 'water' }, [3, 1]],
  ])('is narrowed by %s, and says how many it finds', async (_, input, expected) => {
    const page = await caller().list({ trajectory: world.trajectory.slug, ...input });
    expect([page.items.map(({ number }) => number), page.total]).toEqual([expected, expected.length]);
  });

  test('tells who is signed in what they support', async () => {
    const { items } = await caller('official').list({ trajectory: world.trajectory.slug });
    expect(items.filter(({ supported }) => supported).map(({ number }) => number)).toEqual([4]);
    expect((await caller().list({ trajectory: world.trajectory.slug })).items.some(({ supported }) => supported)).toBe(false);
  });

  test('of all trajectories says which is which', async () => {
    const { items, total } = await caller().list({});
    expect([items[0]?.trajectory, total]).toEqual([{ slug: 'ander-traject', title: 'Proeftraject' }, 8]);
  });
});

describe('a search in Dutch', () => {
  test.each<[query: string, expected: number[]]>([
    ['kade', [6, 1]],
    ['kades', [6, 1]],
    ['idee', [5]],
    ['ideeën', [5]],
    ['natuur', [7, 2]],
    ['natuurgebieden', [7, 2]],
    ['woonboot', [4]],
    ['zwemtrp', [3]],
    ['ZWEMTRAP', [3]],
    ['water -trap', [1]],
    ['"lagere kades"', [1]],
    ['xylofoon', []],
    ['   ', [7, 6, 5, 4, 3, 2, 1]],
    ["' or 1=1 --", []],
    ['%', []],
    ['!!! & | <->', []],
    ['\u202E', [7, 6, 5, 4, 3, 2, 1]],
  ])('for %j finds %j', async (query, expected) => {
    expect(await numbers({ query })).toEqual(expected);
  });

  test('never finds what is hidden', async () => {
    expect(await numbers({ query: 'verborgen' })).toEqual([]);
  });
});

describe('what comes from an address is checked', () => {
  test.each<[string, Record<string, unknown>]>([
    ['a sort that is SQL', { sort: '(select pg_sleep(3))' }],
    ['a status we do not have', { status: 'hidden' }],
    ['a page of a billion', { limit: 1e9 }],
    ['a page of nothing', { limit: 0 }],
    ['a page that is markup', { limit: '"><svg onload=1>' }],
    ['a query of 201 characters', { query: 'q'.repeat(201) }],
    ['a query with NUL', { query: 'a\0b' }],
    ['a cursor that is made up', { cursor: 'eyJhIjoxfQ' }],
    ['a cursor that is SQL', { cursor: "' or 1=1 --" }],
  ])('%s is refused as wrong input', async (_, input) => {
    const started = performance.now();
    await expect(caller().list({ trajectory: world.trajectory.slug, ...input } as Input)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test('an unknown trajectory is not found', async () => {
    await expect(caller().list({ trajectory: "x' or '1'='1" })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('ideas like this one', () => {
  test.each([
    ['Zwemtrap', [3]],
    ['een zwemtrap in het bochtpark', [3]],
    ['Steiger voor woonboten', [4]],
    ['Woonbooten aan het water', [4]],
    ['Zwemtrap voor iedereen', [3]],
    ['Woonboot', [4]],
    ['De kade bij het water', [1]],
    ['Mijn kades', [1]],
    ['Idee', [5]],
    ['Ideeën', [5]],
    ['Natuurgebieden beschermen', [2]],
    ['Natuur', [2]],
    ['Meer plek voor iedereen langs de oever', []],
    ['iets heel anders', []],
    ['', []],
  ])('%s: %j', async (title, expected) => {
    const similar = await caller().similar({ trajectory: world.trajectory.slug, title });
    expect(similar.map(({ number }) => number)).toEqual(expected);
  });
});

test('proposing gives the idea back as the contract has it', async () => {
  const { number } = await caller('resident2').propose({
    trajectory: 'ander-traject',
    title: 'Muziek op het plein',
    body: 'Elke eerste zondag van de maand.',
    theme: 'water',
  });
  const idea = await caller('resident2').get({ trajectory: 'ander-traject', number });
  expect(Object.keys(idea)).toEqual(
    expect.arrayContaining([
      'id',
      'number',
      'title',
      'body',
      'theme',
      'status',
      'supportCount',
      'supported',
      'commentCount',
      'author',
      'clock',
    ]),
  );
  expect(idea).toMatchObject({ theme: 'water', own: true, may: { support: true, comment: true, withdraw: true, merge: false } });
});
