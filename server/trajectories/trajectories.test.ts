import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { proposeIdea } from '../ideas/commands.ts';
import { createCaller } from '../router.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { createVoting } from '../votings/commands.ts';
import { createTrajectory, type NewTrajectory, publishTrajectory, stopTrajectory } from './commands.ts';
import { updatePhase } from './move-phase.ts';
import { loadActiveFeatures } from './queries.ts';

let handle: DatabaseHandle;
let world: World;

beforeEach(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterEach(() => handle.close());

type Person = keyof World['people'];
const as = (person: Person | null, now = TEST_NOW) => contextFor(handle.db, person && world.people[person], now);
const later = (ms: number) => new Date(TEST_NOW.getTime() + ms);
const get = (slug: string, person: Person | null = null, now = TEST_NOW) => createCaller(as(person, now)).trajectories.get({ slug });

const NEW: NewTrajectory = {
  slug: 'de-kade',
  title: 'De kade',
  question: 'Wat komt er op de kade?',
  lead: 'Bewoners kiezen mee.',
  areaName: 'Noordkade',
  decisionMaker: 'Het college',
  influenceSubject: 'De inrichting',
  fixedPoints: ['De bomen blijven.'],
  contactName: 'Noor Hamstra',
  areas: ['Noordkade', 'Bochtpark'],
  themes: [{ slug: 'groen', name: 'Groen' }],
  phases: [
    phase('ideas', '2026-11-01', '2026-11-30'),
    phase('answering', '2026-12-01', '2026-12-31'),
    phase('decision', '2027-01-01', '2027-01-31'),
  ],
  policies: [{ kind: 'idea', policy: { term: { workingDays: 20 } } }],
};

function phase(kind: NewTrajectory['phases'][number]['kind'], startsOn: string, endsOn: string): NewTrajectory['phases'][number] {
  return { kind, title: kind, summary: 'Zo gaat het.', startsOn, endsOn, influenceLevel: 'advise', promise: 'U geeft advies.' };
}

describe('setting up a trajectory', () => {
  test('writes everything at once, and nobody sees it before it is published', async () => {
    const { id } = await createTrajectory(as('admin'), NEW);
    await expect(get('de-kade')).rejects.toMatchObject({ cause: { code: 'not_found' } });
    await expect(get('de-kade', 'resident')).rejects.toMatchObject({ cause: { code: 'not_found' } });
    expect(await get('de-kade', 'manager')).toMatchObject({ state: 'concept', areas: [{ name: 'Noordkade' }, { name: 'Bochtpark' }] });
    await publishTrajectory(as('manager'), { trajectoryId: id });
    const open = await get('de-kade');
    expect(open).toMatchObject({
      slug: 'de-kade',
      title: 'De kade',
      question: 'Wat komt er op de kade?',
      state: 'running',
      votings: [],
      fixedPoints: ['De bomen blijven.'],
      themes: [{ slug: 'groen', name: 'Groen' }],
      stop: null,
    });
    expect(open.phases.map(({ kind, startsOn, active, features, turn }) => ({ kind, startsOn, active, features, turn }))).toEqual([
      {
        kind: 'ideas',
        startsOn: '2026-11-01',
        active: true,
        features: ['read', 'comment', 'propose', 'support', 'challenge'],
        turn: 'residents',
      },
      { kind: 'answering', startsOn: '2026-12-01', active: false, features: ['read'], turn: 'government' },
      { kind: 'decision', startsOn: '2027-01-01', active: false, features: ['read'], turn: 'council' },
    ]);
    await expect(publishTrajectory(as('manager'), { trajectoryId: id })).rejects.toMatchObject({ code: 'already_published' });
  });

  test('with a wrong theme leaves nothing behind', async () => {
    const themes = [{ slug: 'groen', name: 'Groen', team: 'Bestaat niet' }];
    await expect(createTrajectory(as('admin'), { ...NEW, themes })).rejects.toMatchObject({ code: 'invalid' });
    await expect(get('de-kade', 'manager')).rejects.toMatchObject({ cause: { code: 'not_found' } });
  });

  test('refuses an address in use and phases that overlap', async () => {
    await expect(createTrajectory(as('admin'), { ...NEW, slug: world.trajectory.slug })).rejects.toMatchObject({
      details: { fields: { slug: 'trajectories:error.slug_taken' } },
    });
    const phases = [phase('ideas', '2026-11-01', '2026-12-01'), phase('answering', '2026-12-01', '2026-12-31')];
    await expect(createTrajectory(as('admin'), { ...NEW, phases })).rejects.toMatchObject({
      details: { fields: { phases: 'trajectories:error.overlap' } },
    });
  });

  test.each(['resident', 'official', 'moderator', 'manager'] as const)('is not for the %s', async (person) => {
    await expect(createTrajectory(as(person), NEW)).rejects.toMatchObject({ code: 'not_allowed' });
  });
});

describe('moving a phase', () => {
  test('opens and closes what people may do, from its first day through its last', async () => {
    const { phaseId, trajectory } = world;
    await updatePhase(as('manager'), { phaseId, endsOn: '2026-11-18' });
    expect((await loadActiveFeatures(handle.db, trajectory.id, new Date('2026-11-18T22:59:00Z'))).has('write')).toBe(true);
    expect((await loadActiveFeatures(handle.db, trajectory.id, new Date('2026-11-18T23:00:00Z'))).has('write')).toBe(false);
    const events = await handle.db.selectFrom('event').where('kind', '=', 'phase.moved').select(['subject_id', 'data']).execute();
    expect(events).toMatchObject([{ subject_id: phaseId, data: { to: { startsOn: '2026-11-01', endsOn: '2026-11-18' } } }]);
  });

  test('tells the open sockets', async () => {
    const told: string[] = [];
    const stop = await handle.listen('oever_rights', (payload) => void told.push(payload));
    await updatePhase(as('manager'), { phaseId: world.phaseId, endsOn: '2026-11-20' });
    await expect.poll(() => told.length).toBe(1);
    await stop();
  });

  test.each([
    [{ endsOn: '2026-10-31' }, { endsOn: 'trajectories:error.ends_before_start' }],
    [{ startsOn: '2026-12-01' }, { startsOn: 'trajectories:error.ends_before_start' }],
    [{ endsOn: '2026-02-30' }, { endsOn: 'trajectories:error.day' }],
  ])('%j is refused at its field', async (change, fields) => {
    await expect(updatePhase(as('manager'), { phaseId: world.phaseId, ...change })).rejects.toMatchObject({ details: { fields } });
  });

  test('with votes in makes it longer, never shorter', async () => {
    const { phaseId, trajectory } = world;
    const { id, optionIds } = await createVoting(as('manager'), {
      kind: 'approval',
      trajectoryId: trajectory.id,
      title: 'De naam',
      question: 'Welke naam?',
      opensAt: later(-3_600_000),
      closesAt: new Date('2026-11-27T12:00:00Z'),
      options: [{ title: 'Rietpad' }, { title: 'Oeverpad' }],
    });
    await updatePhase(as('manager'), { phaseId, endsOn: '2026-11-29' });
    await handle.db
      .insertInto('ballot')
      .values({ voting_id: id, choices: optionIds.slice(0, 1) })
      .execute();
    const move = (change: { startsOn?: string; endsOn?: string }) => updatePhase(as('manager'), { phaseId, ...change });
    const fields = async (change: Parameters<typeof move>[0]) => (await move(change).catch((error) => error))?.details?.fields;
    expect(await fields({ endsOn: '2026-11-28' })).toEqual({ endsOn: 'trajectories:error.votes_in' });
    expect(await fields({ startsOn: '2026-11-02' })).toEqual({ startsOn: 'trajectories:error.votes_in' });
    await move({ endsOn: '2026-12-05' });
    expect(await fields({ endsOn: '2026-12-04' })).toEqual({ endsOn: 'trajectories:error.votes_in' });
    await handle.db
      .updateTable('voting')
      .set({ sealed_at: later(0) })
      .where('id', '=', id)
      .execute();
    await move({ endsOn: '2026-12-04' });
  });

  test('over the next one is refused, and nothing moved', async () => {
    await createTrajectory(as('admin'), NEW);
    const { phases } = await get('de-kade', 'manager');
    const [first, second] = phases;
    if (!first || !second) throw new Error('no phases');
    await expect(updatePhase(as('manager'), { phaseId: first.id, endsOn: second.startsOn })).rejects.toMatchObject({ code: 'invalid' });
    expect((await get('de-kade', 'manager')).phases[0]?.endsOn).toBe('2026-11-30');
  });

  test.each([
    [null, 'sign_in_first'],
    ['resident', 'not_allowed'],
    ['official', 'not_allowed'],
    ['council', 'not_allowed'],
  ] as const)('is not for %s', async (person, code) => {
    await expect(updatePhase(as(person), { phaseId: world.phaseId, endsOn: '2026-12-01' })).rejects.toMatchObject({ code });
  });
});

describe('stopping a trajectory', () => {
  const account = 'Onder de kade ligt een riool dat binnen vier jaar open moet. Dat wisten wij niet.';

  test('closes everything at once and shows why', async () => {
    const { trajectory } = world;
    await stopTrajectory(as('manager'), { trajectoryId: trajectory.id, account });
    const page = await get(trajectory.slug, null, later(1000));
    expect(page).toMatchObject({ state: 'stopped', stop: { on: '2026-11-18', account } });
    expect(page.phases.some(({ active }) => active)).toBe(false);
    expect((await loadActiveFeatures(handle.db, trajectory.id, later(1000))).size).toBe(0);
    const { items } = await createCaller(as(null, later(1000))).trajectories.list();
    expect(items).toMatchObject([{ state: 'stopped', stoppedOn: '2026-11-18', phases: [{ active: false }] }]);
    await expect(stopTrajectory(as('manager'), { trajectoryId: trajectory.id, account })).rejects.toMatchObject({
      code: 'already_decided',
    });
  });

  test('needs an account a resident can read', async () => {
    const short = { trajectoryId: world.trajectory.id, account: 'Geen geld.' };
    await expect(stopTrajectory(as('manager'), short)).rejects.toMatchObject({ details: { fields: { account: expect.any(String) } } });
  });
});

describe('figures of a trajectory', () => {
  const idea = {
    title: 'Zwemtrap bij het park',
    body: 'Een trap waar iedereen veilig het water in kan.',
    publicUrl: 'https://oever.example',
  };

  test('count contributions in the week of Amsterdam, and people once', async () => {
    const { slug } = world.trajectory;
    // Sunday evening and Monday, either side of midnight in Amsterdam (22:30 and 23:30 UTC).
    await proposeIdea(as('resident', new Date('2026-11-15T22:30:00Z')), { trajectory: slug, ...idea });
    await proposeIdea(as('resident', new Date('2026-11-15T23:30:00Z')), { trajectory: slug, ...idea, title: 'Bankjes langs het water' });
    const page = await get(slug);
    expect(page.weeks).toEqual([
      { weekStartsOn: '2026-11-09', contributions: 1, answers: 0 },
      { weekStartsOn: '2026-11-16', contributions: 1, answers: 0 },
    ]);
    expect(page.participants).toBe(1);
  });

  test('may be some seconds behind, never more than twenty', async () => {
    const { slug } = world.trajectory;
    expect((await get(slug)).participants).toBe(0);
    await proposeIdea(as('resident'), { trajectory: slug, ...idea });
    expect((await get(slug, null, later(5000))).participants).toBe(0);
    expect((await get(slug, null, later(20_000))).participants).toBe(1);
  });

  test('count each imported ballot as somebody', async () => {
    const { id, slug } = world.trajectory;
    const voting = await handle.db
      .insertInto('voting')
      .values({
        trajectory_id: id,
        title: 'Buurtbudget',
        question: 'Waaraan?',
        kind: 'approval',
        method: 'approval',
        opens_at: later(-9_000_000),
        closes_at: later(-1_000_000),
        created_at: later(-9_000_000),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await sql`insert into ballot (voting_id, choices, source_key) select ${voting.id}, '{}', n::text from generate_series(1, 61) as n`.execute(
      handle.db,
    );
    expect((await get(slug)).participants).toBe(61);
  });
});
