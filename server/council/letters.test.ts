import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { enterContribution } from '../meetings/enter.ts';
import type { OnBehalf } from '../meetings/rules.ts';
import { erasePerson } from '../privacy/erase.ts';
import { applyRetention } from '../privacy/retention.ts';
import { actingOn, makeIdea, noon, refusal } from '../responses/test-story.ts';
import { openTestDatabase } from '../testing/database.ts';
import { makePerson, makeWorld, type World } from '../testing/world.ts';
import { openDossier, recordDecision } from './commands.ts';
import { listLetters, markPosted } from './letters.ts';
import { getDossier } from './queries.ts';
import { tellParticipants } from './tell-participants.ts';

const DAY = '2026-11-10';
const DECISION = {
  outcome: 'adopted',
  decidedOn: '2026-12-10',
  summary: 'De raad stelt het plan vast, met een latere avond voor het terras.',
  votesFor: '',
  votesAgainst: '',
  url: '',
  deviates: 'no',
  deviations: [],
  motions: [],
  correction: '',
};

let handle: DatabaseHandle;
let world: World;
let as: ReturnType<typeof actingOn>;
let dossierId: string;
let slug: string;

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  as = actingOn(handle.db);
  slug = world.trajectory.slug;
  const { resident, resident2, unverified } = world.people;
  for (const author of [resident, resident2, unverified]) await makeIdea(handle.db, world, { on: '2026-11-02', author });
  const gone = await makePerson(handle.db, { name: 'Weg', email: 'weg@elders.example' });
  await makeIdea(handle.db, world, { on: '2026-11-02', author: gone });
  await handle.db.transaction().execute((tx) => erasePerson(tx, as(null, DAY), gone.id));
  // The ideas above have numbers of their own making.
  await handle.db.updateTable('trajectory').set({ last_idea_number: 100_000 }).execute();
  dossierId = (
    await openDossier(as(world.people.clerk, DAY), {
      trajectory: slug,
      title: 'Plan voor de rivier',
      summary: 'De raad stelt het plan vast.',
      url: '',
      meetings: [],
    })
  ).id;
});
afterAll(() => handle.close());

const onPaper = (reference: string, post: Partial<OnBehalf> = {}): OnBehalf => ({
  channel: 'paper',
  receivedOn: DAY,
  meetingId: null,
  reference,
  name: '',
  agreed: false,
  ...post,
});
const enter = (reference: string, post: Partial<OnBehalf> = {}) =>
  enterContribution(as(world.people.official, DAY), {
    trajectory: slug,
    onBehalf: onPaper(reference, post),
    entry: {
      kind: 'idea',
      title: `Een idee van ${reference}`,
      body: 'Meer bomen langs het water, voor schaduw.',
      theme: null,
      place: null,
    },
  });
const letters = (day: string, actor = world.people.clerk) => listLetters(as(actor, day), { trajectory: slug, number: 1 });
const told = async (day: string) => (await getDossier(as(null, day), { trajectory: slug, number: 1 })).decisions[0]?.told;
const decide = (day: string, change: object = {}) =>
  recordDecision(as(world.people.clerk, day), { dossierId, after: 0, ...DECISION, ...change });

describe('an address for a letter', () => {
  test.each([
    ['a name without an address', { postName: 'A. Dijkstra', postAddress: '' }, 'postAddress'],
    ['an address without a name', { postName: '', postAddress: 'Noordkade 12, 1234 AB Amstelboog' }, 'postName'],
    ['an address without a postcode', { postName: 'A. Dijkstra', postAddress: 'Noordkade 12, Amstelboog' }, 'postAddress'],
    ['a phone number', { postName: 'A. Dijkstra', postAddress: '020 123 45 67' }, 'postAddress'],
  ])('is not taken from %s', async (_, post, field) => {
    await expect(enter('Kaartje 0', post)).rejects.toMatchObject({ code: 'invalid', details: { fields: { [field]: expect.any(String) } } });
    expect(await handle.db.selectFrom('postal_address').selectAll().execute()).toEqual([]);
  });

  test('is kept once for a person, and the last one holds', async () => {
    await enter('Kaartje 1', { postName: 'A. Dijkstra', postAddress: 'Noordkade 1\n1234 AB Amstelboog' });
    await enter('kaartje 1', { postName: 'A. Dijkstra', postAddress: 'Noordkade 12\n1234 AB Amstelboog' });
    // Not given again is not taken back.
    await enter('KAARTJE 1');
    expect(await handle.db.selectFrom('postal_address').select(['addressee', 'address']).execute()).toEqual([
      { addressee: 'A. Dijkstra', address: 'Noordkade 12\n1234 AB Amstelboog' },
    ]);
  });
});

describe('of a decision every participant is told, or counted', () => {
  test('by mail, by letter to who gave an address, and openly not at all', async () => {
    await enter('Kaartje 2');
    expect(await letters('2026-12-09')).toMatchObject({ decision: null, waiting: [] });
    await decide('2026-12-10');
    // The mails first: who has one gets no letter.
    expect(await letters('2026-12-10')).toMatchObject({ done: false, waiting: [] });
    expect(await tellParticipants({ db: handle.db, now: noon('2026-12-10') })).toBe(2);
    expect(await told('2026-12-10')).toEqual({ people: 2, done: true, participants: 6, letters: 0, waiting: 1 });
    const { waiting } = await letters('2026-12-10');
    expect(waiting).toEqual([
      { personId: expect.any(String), addressee: 'A. Dijkstra', address: 'Noordkade 12\n1234 AB Amstelboog', from: 'given' },
    ]);
  });

  test('addresses are seen by the clerk and the administrator only', async () => {
    const { resident, official, manager, council, admin, moderator } = world.people;
    for (const actor of [resident, official, manager, council, moderator])
      expect(await refusal(letters('2026-12-11', actor))).toBe('not_allowed');
    expect((await letters('2026-12-11', admin)).waiting).toHaveLength(1);
    const page = await getDossier(as(world.people.clerk, '2026-12-11'), { trajectory: slug, number: 1 });
    expect(JSON.stringify(page)).not.toContain('Noordkade');
  });

  test('a letter is marked by a person, once, also when two do it', async () => {
    const { clerk, admin, official } = world.people;
    const { decision, waiting } = await letters('2026-12-11');
    const input = { decisionId: decision?.id ?? '', people: [...waiting.map(({ personId }) => personId), world.people.resident.id] };
    expect(await refusal(markPosted(as(official, '2026-12-11'), input))).toBe('not_allowed');
    const done = await Promise.all([clerk, admin].map((actor) => markPosted(as(actor, '2026-12-11'), input)));
    expect(done.map(({ posted }) => posted).sort()).toEqual([0, 1]);
    expect(await told('2026-12-11')).toEqual({ people: 2, done: true, participants: 6, letters: 1, waiting: 0 });
    const events = await handle.db.selectFrom('event').where('kind', '=', 'council_letter.posted').select('data').execute();
    expect(events.map(({ data }) => data)).toEqual([{ subjectTitle: 'Plan voor de rivier', subjectNumber: 1, letters: 1 }]);
  });

  test('who leaves afterwards was told all the same', async () => {
    await handle.db.transaction().execute((tx) => erasePerson(tx, as(null, '2026-12-12'), world.people.resident2.id));
    expect(await told('2026-12-12')).toMatchObject({ people: 2, participants: 6 });
  });

  test('a correction is told again, by letter too, and the old letter is no longer printed', async () => {
    await decide('2026-12-15', { after: 1, decidedOn: '2026-12-10', correction: 'De stemmen waren verkeerd opgeschreven.' });
    await tellParticipants({ db: handle.db, now: noon('2026-12-15') });
    expect((await letters('2026-12-15')).decision?.correction).toBe('De stemmen waren verkeerd opgeschreven.');
    expect((await letters('2026-12-15')).waiting).toHaveLength(1);
  });

  test('the address goes ninety days after its letter', async () => {
    const addresses = async () => (await handle.db.selectFrom('postal_address').select('person_id').execute()).length;
    await applyRetention({ db: handle.db, now: noon('2027-03-10') });
    expect(await addresses()).toBe(1);
    await applyRetention({ db: handle.db, now: noon('2027-03-13') });
    expect(await addresses()).toBe(0);
    // The count stays.
    expect((await getDossier(as(null, '2027-03-13'), { trajectory: slug, number: 1 })).decisions[1]?.told.letters).toBe(1);
  });
});

test('who sent in a formal view on paper has a letter at the address under it', async () => {
  const other = await makeWorld(handle.db, { slug: 'elders' });
  const { id } = await openDossier(as(other.people.clerk, DAY), {
    trajectory: 'elders',
    title: 'Een ander plan',
    summary: 'De raad stelt het plan vast.',
    url: '',
    meetings: [],
  });
  const { person_id } = await handle.db
    .insertInto('person')
    .values({ display_name: 'Een bewoner', email: null, created_at: noon(DAY) })
    .returning('id as person_id')
    .executeTakeFirstOrThrow();
  const contribution = await handle.db
    .insertInto('contribution')
    .values({ trajectory_id: other.trajectory.id, kind: 'formal_view', title: 'Zienswijze 1', author_id: person_id, created_at: noon(DAY) })
    .returning('id')
    .executeTakeFirstOrThrow();
  await handle.db
    .insertInto('formal_view')
    .values({
      id: contribution.id,
      trajectory_id: other.trajectory.id,
      number: 1,
      body: 'Ik ben het er niet mee eens, want de kade is te smal.',
      sha256: 'a'.repeat(64),
      name: 'B. Visser',
      address: 'Kade 2, 1234 AB Amstelboog',
      author_id: person_id,
      received_at: noon(DAY),
      received_on: DAY,
      posted_on: null,
      timing: 'in_time',
      period_from: '2026-11-01',
      period_until: '2026-12-12',
      withdrawn_at: null,
      created_at: noon(DAY),
    })
    .execute();
  await recordDecision(as(other.people.clerk, '2026-12-10'), { dossierId: id, after: 0, ...DECISION });
  await tellParticipants({ db: handle.db, now: noon('2026-12-10') });
  const { waiting } = await listLetters(as(other.people.clerk, '2026-12-10'), { trajectory: 'elders', number: 1 });
  expect(waiting).toMatchObject([{ addressee: 'B. Visser', address: 'Kade 2, 1234 AB Amstelboog', from: 'view' }]);
});
