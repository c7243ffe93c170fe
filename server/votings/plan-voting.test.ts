import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { proposeIdea } from '../ideas/commands.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, type World } from '../testing/world.ts';
import { planVoting, readOptionLines, type VotingPlan } from './plan-voting.ts';
import { getVoting } from './queries.ts';

describe('options as lines', () => {
  test('may name an idea by its number, and a price in whole euros', () => {
    expect(readOptionLines('Zwemsteiger; € 12.500\n\n #7; 300\r\nEen; twee; 40', { budgeted: true })).toEqual([
      { title: 'Zwemsteiger', ideaNumber: null, cost: 12_500 },
      { title: null, ideaNumber: 7, cost: 300 },
      { title: 'Een; twee', ideaNumber: null, cost: 40 },
    ]);
  });

  test.each([
    ['een', false, 'options_few'],
    ['een; 5\ntwee', true, 'options_cost'],
    ['een; 0\ntwee; 5', true, 'options_cost'],
    ['een; 5\ntwee', false, 'options_no_cost'],
    [`${'x'.repeat(121)}\ntwee`, false, 'options_title'],
    [Array.from({ length: 201 }, (_, index) => `optie ${index}`).join('\n'), false, 'options_many'],
  ])('%j is refused', (text, budgeted, key) => {
    expect(() => readOptionLines(text, { budgeted })).toThrow(
      expect.objectContaining({ code: 'invalid', details: { fields: { options: `votings:error.${key}` } } }),
    );
  });
});

describe('setting up a voting', () => {
  let handle: DatabaseHandle;
  let world: World;
  beforeEach(async () => {
    handle = await openTestDatabase();
    world = await makeWorld(handle.db);
  });
  afterEach(() => handle.close());

  const plan = (): VotingPlan => ({
    trajectory: world.trajectory.slug,
    title: 'Welke naam?',
    question: 'Hoe heet de nieuwe steiger?',
    kind: 'ranked',
    budget: null,
    method: 'greedy',
    seats: 1,
    maxChoices: null,
    minimumLevel: 'email',
    neighbourhoods: [],
    receipts: true,
    opensOn: '2026-11-18',
    closesOn: '2026-11-20',
    options: 'De Reiger\nDe Fuut\nDe Meerkoet',
  });

  test('is done by the manager of the trajectory, within a phase in which people vote, from now on', async () => {
    const { id } = await planVoting(contextFor(handle.db, world.people.manager), plan());
    const voting = await getVoting(handle.db, id, { actor: null, now: new Date('2026-11-18T10:00:00Z') });
    expect(voting).toMatchObject({
      kind: 'ranked',
      method: 'instant_runoff',
      state: 'open',
      opensAt: new Date('2026-11-18T10:00:00Z'),
      closesAt: new Date('2026-11-20T23:00:00Z'),
    });
    expect(voting.options.map(({ title }) => title)).toEqual(['De Reiger', 'De Fuut', 'De Meerkoet']);
  });

  test('takes over the title of an idea and stays linked to it', async () => {
    const { number } = await proposeIdea(contextFor(handle.db, world.people.resident), {
      trajectory: world.trajectory.slug,
      title: 'Een zwemsteiger bij de brug',
      body: 'Daar kan iedereen veilig het water in.',
      showName: true,
      publicUrl: 'http://localhost',
    });
    const input = { ...plan(), kind: 'budget' as const, budget: 500, options: `#${number}; 300\nBankje; 200` };
    const { id } = await planVoting(contextFor(handle.db, world.people.manager), input);
    const { options } = await getVoting(handle.db, id, { actor: null, now: new Date('2026-11-18T10:00:00Z') });
    expect(options[0]).toMatchObject({ title: 'Een zwemsteiger bij de brug', ideaNumber: number, cost: 300 });
  });

  test('is refused with what is wrong at its field, and writes nothing', async () => {
    const manager = contextFor(handle.db, world.people.manager);
    await expect(planVoting(contextFor(handle.db, world.people.resident), plan())).rejects.toMatchObject({ code: 'not_allowed' });
    const faults: [Partial<VotingPlan>, string, string][] = [
      [{ title: ' ' }, 'title', 'title'],
      [{ question: '' }, 'question', 'question'],
      [{ opensOn: '2026-11-17' }, 'opensOn', 'opens_on'],
      [{ opensOn: '2026-02-30' }, 'opensOn', 'opens_on'],
      [{ closesOn: '2026-11-17' }, 'closesOn', 'closes_on'],
      [{ closesOn: '2099-01-01' }, 'closesOn', 'no_phase'],
      [{ kind: 'budget', options: 'a; 1\nb; 2' }, 'budget', 'budget'],
      [{ seats: 3 }, 'seats', 'seats'],
      [{ options: '#999\nDe Fuut' }, 'options', 'options_idea'],
    ];
    for (const [change, field, key] of faults)
      await expect(planVoting(manager, { ...plan(), ...change }), field).rejects.toMatchObject({
        code: 'invalid',
        details: { fields: { [field]: `votings:error.${key}` } },
      });
    expect(await handle.db.selectFrom('voting').select('id').execute()).toEqual([]);
  });
});
