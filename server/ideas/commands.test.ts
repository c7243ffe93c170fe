import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { decideOnSubject } from '../moderation/commands.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { type NewIdea, proposeIdea, withdrawIdea } from './commands.ts';
import { getIdeaFacets } from './facets.ts';
import { getIdea } from './queries.ts';
import { supportIdea, withdrawSupport } from './support.ts';

let handle: DatabaseHandle;
let world: World;

beforeEach(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterEach(() => handle.close());

const as = (person: keyof World['people'] | null, now = TEST_NOW) => contextFor(handle.db, person && world.people[person], now);
const WORDS = { title: 'Zwemtrap bij het Bochtpark', body: 'Een trap waar iedereen veilig het water in kan.' };

function propose(person: keyof World['people'] = 'resident', idea: Partial<NewIdea> = {}, now = TEST_NOW) {
  return proposeIdea(as(person, now), { trajectory: world.trajectory.slug, ...WORDS, publicUrl: 'https://oever.example', ...idea });
}

function moderate(action: 'hide' | 'restore', subjectId: string) {
  const reason = 'Dit gaat niet over de oever van de rivier.';
  const rule = action === 'hide' ? ('off_topic' as const) : null;
  return decideOnSubject(as('moderator'), { subjectKind: 'idea', subjectId, action, rule, reason, publicUrl: 'https://oever.example' });
}

const read = (number: number, person: keyof World['people'] | null = null) =>
  getIdea(as(person), { trajectory: world.trajectory.slug, number });

describe('proposing', () => {
  test('makes the idea visible at once, with a number, a clock and a receipt', async () => {
    const { number, dueOn } = await propose('resident', { theme: 'water', place: 'naast het gemaal', map: { x: 0.5, y: 0.25 } });
    expect({ number, dueOn }).toEqual({ number: 1, dueOn: '2026-12-02' });
    const idea = await read(number);
    expect(idea).toMatchObject({
      number: 1,
      ...WORDS,
      theme: 'water',
      themeName: 'Water',
      status: 'visible',
      supportCount: 0,
      supported: false,
      commentCount: 0,
      author: { name: 'resident van Proef' },
      place: 'naast het gemaal',
      map: { x: 0.5, y: 0.25 },
      clock: { state: 'running', dueOn: '2026-12-02' },
    });
    const mails = await handle.db.selectFrom('mail').selectAll().execute();
    expect(mails.map((mail) => mail.to_email)).toEqual(['resident@proeftraject.example']);
    expect(mails[0]?.text).toContain('uiterlijk 2 december 2026');
    expect(mails[0]?.text).toContain('https://oever.example/trajecten/proeftraject/ideeen/1');
    const clock = await handle.db.selectFrom('clock').select('team_id').executeTakeFirstOrThrow();
    expect(clock.team_id).toBe(world.teamId);
    expect(await handle.db.selectFrom('event').select('kind').execute()).toEqual([{ kind: 'idea.proposed' }]);
  });

  test('numbers follow each other', async () => {
    await propose();
    expect((await propose('resident2')).number).toBe(2);
  });

  test('the same words sent twice are one idea; an hour later they are two', async () => {
    const first = await propose();
    expect(await propose()).toEqual(first);
    expect(await handle.db.selectFrom('mail').select('id').execute()).toHaveLength(1);
    expect((await propose('resident', {}, new Date(TEST_NOW.getTime() + 3_600_000))).number).toBe(2);
  });

  test('without a name shown nobody reads who it was', async () => {
    const { number } = await propose('resident', { showName: false });
    expect((await read(number)).author).toEqual({ name: 'Een bewoner', anonymous: true, neighbourhood: null });
    expect((await read(number, 'resident')).own).toBe(true);
  });

  test('an address that is not confirmed gets no mail', async () => {
    await propose('unverified');
    expect(await handle.db.selectFrom('mail').select('id').execute()).toEqual([]);
  });

  test.each([
    ['without an account', null, {}, 'sign_in_first'],
    ['on a trajectory that is not there', 'resident', { trajectory: 'bestaat-niet' }, 'not_found'],
    ['with a theme that is not there', 'resident', { theme: 'lucht' }, 'invalid'],
    ['in an area that is not there', 'resident', { area: 'Nergenshuizen' }, 'invalid'],
    ['with a title of a megabyte', 'resident', { title: 'a'.repeat(1_000_000) }, 'invalid'],
    ['with NUL', 'resident', { body: 'Dit is een lang genoeg \0 verhaal.' }, 'invalid'],
  ] as const)('%s is refused and nothing is written', async (_, person, idea, code) => {
    const attempt = proposeIdea(as(person), { trajectory: world.trajectory.slug, ...WORDS, publicUrl: null, ...idea });
    await expect(attempt).rejects.toThrow(code);
    for (const table of ['idea', 'contribution', 'event', 'mail', 'idea_tally'] as const) {
      expect(await handle.db.selectFrom(table).selectAll().execute()).toEqual([]);
    }
    expect(await handle.db.selectFrom('trajectory').select('last_idea_number').execute()).toEqual([{ last_idea_number: 0 }]);
  });

  test('is over when the phase is over', async () => {
    await expect(propose('resident', {}, new Date('2026-12-01T09:00:00Z'))).rejects.toThrow('phase_closed');
  });
});

describe('support', () => {
  test('twice is once, and can be taken back', async () => {
    const { id, number } = await propose();
    expect(await supportIdea(as('resident2'), { ideaId: id })).toEqual({ ideaId: id, supported: true, supportCount: 1 });
    expect(await supportIdea(as('resident2'), { ideaId: id })).toEqual({ ideaId: id, supported: true, supportCount: 1 });
    expect(await read(number, 'resident2')).toMatchObject({ supported: true, supportCount: 1, may: { support: true } });
    expect(await read(number, 'resident')).toMatchObject({ supported: false });
    expect(await read(number)).toMatchObject({ supported: false, may: { support: false }, why: { support: 'sign_in_first' } });
    expect(await withdrawSupport(as('resident2'), { ideaId: id })).toEqual({ ideaId: id, supported: false, supportCount: 0 });
    expect(await withdrawSupport(as('resident2'), { ideaId: id })).toEqual({ ideaId: id, supported: false, supportCount: 0 });
  });

  test('the public log says how many, never who', async () => {
    const { id } = await propose();
    await supportIdea(as('resident2'), { ideaId: id });
    const event = await handle.db.selectFrom('event').selectAll().where('kind', '=', 'idea.supported').executeTakeFirstOrThrow();
    expect(JSON.stringify(event)).not.toContain(world.people.resident2.id);
  });

  test.each([
    ['nobody signed in', null, 'sign_in_first'],
    ['after the phase', 'resident2', 'phase_closed'],
  ] as const)('%s: refused', async (_, person, code) => {
    const { id } = await propose();
    const when = person ? new Date('2026-12-01T09:00:00Z') : TEST_NOW;
    await expect(supportIdea(as(person, when), { ideaId: id })).rejects.toThrow(code);
  });

  test('a hidden idea cannot be told from one that never was', async () => {
    const { id } = await propose();
    await moderate('hide', id);
    await expect(supportIdea(as('resident2'), { ideaId: id })).rejects.toThrow('not_found');
    await expect(supportIdea(as('resident2'), { ideaId: '00000000-0000-4000-8000-000000000000' })).rejects.toThrow('not_found');
  });

  test('closes when the idea is withdrawn', async () => {
    const { id } = await propose();
    await withdrawIdea(as('resident'), { ideaId: id });
    await expect(supportIdea(as('resident2'), { ideaId: id })).rejects.toThrow('support_closed');
  });
});

describe('withdrawing, hiding and merging', () => {
  test('the author withdraws: the clock stops, the words stay', async () => {
    const { id, number } = await propose();
    await expect(withdrawIdea(as('resident2'), { ideaId: id })).rejects.toThrow('not_allowed');
    await withdrawIdea(as('resident'), { ideaId: id });
    await withdrawIdea(as('resident'), { ideaId: id });
    expect(await read(number)).toMatchObject({ status: 'withdrawn', clock: null, ...WORDS });
    expect((await getIdeaFacets(as(null), world.trajectory.slug)).total).toBe(0);
  });

  test('an answered idea stays', async () => {
    const { id } = await propose();
    await handle.db.updateTable('idea').set({ status: 'answered' }).where('id', '=', id).execute();
    await expect(withdrawIdea(as('resident'), { ideaId: id })).rejects.toThrow('already_decided');
  });

  test('a hidden idea is there for its author and for moderators only, and comes back as it was', async () => {
    const { id, number } = await propose();
    await handle.db.updateTable('idea').set({ status: 'in_treatment' }).where('id', '=', id).execute();
    await moderate('hide', id);
    for (const person of [null, 'resident2', 'official', 'council'] as const)
      await expect(read(number, person)).rejects.toThrow('not_found');
    for (const person of ['resident', 'moderator', 'admin'] as const) expect((await read(number, person)).status).toBe('hidden');
    expect((await read(number, 'resident')).clock).toBeNull();
    await moderate('restore', id);
    expect(await read(number)).toMatchObject({ status: 'in_treatment', clock: { state: 'running' } });
  });
});

test('the counts per theme and status are those of the ideas themselves', async () => {
  const first = await propose('resident', { theme: 'water' });
  const second = await propose('resident2', { title: 'Tweede idee' });
  await propose('resident2', { title: 'Derde idee', theme: 'water' });
  await withdrawIdea(as('resident'), { ideaId: first.id });
  await handle.db.updateTable('idea').set({ theme_id: world.themeId, status: 'answered' }).where('id', '=', second.id).execute();
  const counted = await handle.db
    .selectFrom('idea')
    .groupBy(['theme_id', 'status'])
    .select((eb) => ['theme_id', 'status', eb.cast<number>(eb.fn.countAll(), 'integer').as('ideas')])
    .orderBy('status')
    .execute();
  const kept = await handle.db
    .selectFrom('idea_tally')
    .where('ideas', '>', 0)
    .select(['theme_id', 'status', 'ideas'])
    .orderBy('status')
    .execute();
  expect(kept).toEqual(counted);
  expect(await getIdeaFacets(as(null), world.trajectory.slug)).toMatchObject({
    total: 2,
    themes: [{ slug: 'water', count: 2 }],
    statuses: { visible: 1, answered: 1, withdrawn: 1 },
    answers: { answered: 1, running: 2 },
  });
});
