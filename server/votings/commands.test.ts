import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import type { Actor } from '../context.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makePerson, makeWorld, type World } from '../testing/world.ts';
import { createCallerFactory, router } from '../trpc.ts';
import { castBallot, createVoting, sealClosedVotings, sealVoting } from './commands.ts';
import { getResult } from './result.ts';
import { votingsRouter } from './router.ts';

const createCaller = createCallerFactory(router({ votings: votingsRouter }));
const HOUR = 3_600_000;
/** The database's own clock has a say in closing, so these tests live now. */
const now = new Date();
const later = new Date(now.getTime() + 2 * HOUR);

let handle: DatabaseHandle;
let world: World;

beforeEach(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterEach(() => handle.close());

describe('casting a ballot', () => {
  test('a verified resident votes, sees the own ballot, and may change it', async () => {
    const { id, optionIds } = await budgetVoting();
    const [steiger = '', helling = '', bankje = ''] = optionIds;
    const caller = callerFor(world.people.resident);
    expect(await caller.votings.myBallot({ votingId: id })).toBeNull();
    const { receipt } = await caller.votings.cast({ votingId: id, choices: [bankje, steiger] });
    expect(receipt).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/);
    expect(await caller.votings.myBallot({ votingId: id }), 'in the order of the options, not of clicking').toMatchObject({
      choices: [steiger, bankje],
    });
    await caller.votings.cast({ votingId: id, choices: [helling] });
    await caller.votings.cast({ votingId: id, choices: [helling] });
    expect(await caller.votings.myBallot({ votingId: id }), 'a changed ballot keeps its code').toEqual({ choices: [helling], receipt });
    expect((await caller.votings.get({ id })).ballotCount).toBe(1);
    const events = await handle.db.selectFrom('event').selectAll().where('kind', '=', 'ballot.cast').execute();
    expect(events).toHaveLength(1);
    expect(events[0], 'an event names neither voter nor choice').toMatchObject({ actor_id: null, subject_id: id, data: {} });
  });

  test('is refused without an account, without a confirmed address, and to who is blocked', async () => {
    const { id, optionIds } = await budgetVoting();
    const choices = optionIds.slice(0, 1);
    const blocked = { ...world.people.resident, blockedUntil: later };
    await expectRefusal(castBallot(as(null), { votingId: id, choices }), 'sign_in_first');
    await expectRefusal(castBallot(as(world.people.unverified), { votingId: id, choices }), 'not_verified');
    await expectRefusal(castBallot(as(blocked), { votingId: id, choices }), 'blocked');
    expect(await countRows('ballot')).toBe(0);
    expect(await countRows('voting_participant')).toBe(0);
  });

  test('is refused to who is known too little for this voting', async () => {
    const { id, optionIds } = await budgetVoting({ minimumLevel: 'address' });
    await expectRefusal(castBallot(as(world.people.resident), { votingId: id, choices: optionIds.slice(0, 1) }), 'not_verified');
    const known = await makePerson(handle.db, { name: 'Bekend', email: 'bekend@proef.example', level: 'address' });
    await castBallot(as(known), { votingId: id, choices: optionIds.slice(0, 1) });
  });

  test('is refused before opening, after closing, and when sealed', async () => {
    const planned = await budgetVoting({ opensAt: later, closesAt: new Date(later.getTime() + HOUR) });
    await expectRefusal(
      castBallot(as(world.people.resident), { votingId: planned.id, choices: planned.optionIds.slice(0, 1) }),
      'voting_not_open',
    );
    const closed = await budgetVoting({ closesAt: new Date(now.getTime() - 1) });
    await expectRefusal(
      castBallot(as(world.people.resident), { votingId: closed.id, choices: closed.optionIds.slice(0, 1) }),
      'voting_not_open',
    );
    const { id, optionIds } = await budgetVoting();
    const context = contextFor(handle.db, world.people.resident, new Date(now.getTime() + 2 * HOUR));
    await expectRefusal(castBallot(context, { votingId: id, choices: optionIds.slice(0, 1) }), 'voting_not_open');
    await sealVoting({ db: handle.db, now: later }, id);
    await expectRefusal(castBallot(as(world.people.resident), { votingId: id, choices: optionIds.slice(0, 1) }), 'voting_not_open');
  });

  test('is refused over budget, over the number of choices, empty, doubled or unknown; the earlier ballot stands', async () => {
    const { id, optionIds } = await budgetVoting({ maxChoices: 2 });
    const [steiger = '', helling = '', bankje = '', kraan = ''] = optionIds;
    const context = as(world.people.resident);
    await castBallot(context, { votingId: id, choices: [bankje] });
    await expectRefusal(castBallot(context, { votingId: id, choices: [steiger, helling] }), 'budget_exceeded', {
      budget: 100,
      spent: 110,
      short: 10,
    });
    await expectRefusal(castBallot(context, { votingId: id, choices: [steiger, bankje, kraan] }), 'vote_limit_reached', { max: 2 });
    await expectRefusal(castBallot(context, { votingId: id, choices: [] }), 'invalid');
    await expectRefusal(castBallot(context, { votingId: id, choices: [bankje, bankje] }), 'invalid');
    await expectRefusal(castBallot(context, { votingId: id, choices: [id] }), 'invalid');
    await expectRefusal(castBallot(context, { votingId: 'geen-id', choices: [bankje] }), 'not_found');
    expect(await callerFor(world.people.resident).votings.myBallot({ votingId: id })).toMatchObject({ choices: [bankje] });
  });
});

describe('the outcome', () => {
  test('is secret until closed, by every road', async () => {
    const { id, optionIds } = await budgetVoting();
    await castBallot(as(world.people.resident), { votingId: id, choices: optionIds.slice(0, 1) });
    for (const actor of [null, world.people.resident, world.people.manager, world.people.admin]) {
      const caller = callerFor(actor);
      await expect(caller.votings.result({ votingId: id })).rejects.toMatchObject({ cause: { code: 'result_secret' } });
      await expect(caller.votings.ballotFile({ votingId: id })).rejects.toMatchObject({ cause: { code: 'result_secret' } });
      expect(JSON.stringify(await caller.votings.get({ id }))).not.toContain('"votes"');
    }
    await expectRefusal(sealVoting({ db: handle.db, now }, id), 'result_secret');
  });

  test('is counted after closing, with the winners in order and why', async () => {
    const { id, optionIds } = await budgetVoting();
    const [steiger = '', helling = '', bankje = ''] = optionIds;
    await castBallot(as(world.people.resident), { votingId: id, choices: [steiger, bankje] });
    await castBallot(as(world.people.resident2), { votingId: id, choices: [steiger] });
    await castBallot(as(world.people.official), { votingId: id, choices: [helling] });
    const result = await getResult(contextFor(handle.db, null, later), id);
    expect(result).toMatchObject({ method: 'greedy', winners: [steiger, bankje, optionIds[3]], ballotCount: 3, spent: 100 });
    expect(result.tally[0]).toEqual({ optionId: steiger, votes: 2 });
    expect(result.explanation?.projects.find((project) => project.id === helling)).toMatchObject({ outcome: 'too_expensive', short: 40 });
    expect(await getResult(contextFor(handle.db, null, later), id)).toEqual(result);
  });

  test('of an approval voting is the most chosen, of a ranked voting the instant-runoff winner', async () => {
    const base = {
      trajectoryId: world.trajectory.id,
      title: 'Naam',
      question: 'Welke naam?',
      opensAt: new Date(now.getTime() - HOUR),
      closesAt: new Date(now.getTime() + HOUR),
    };
    const options = [{ title: 'Wilgenpad' }, { title: 'Rietpad' }, { title: 'Oeverpad' }];
    const approval = await createVoting(as(world.people.manager), { ...base, kind: 'approval', options });
    const ranked = await createVoting(as(world.people.manager), { ...base, kind: 'ranked', options });
    const [wilg = '', riet = '', oever = ''] = ranked.optionIds;
    for (const [actor, choices] of [
      [world.people.resident, [wilg, riet]],
      [world.people.resident2, [riet, oever]],
      [world.people.official, [oever, riet]],
      [world.people.colleague, [riet]],
      [world.people.manager, [oever]],
    ] as const) {
      await castBallot(as(actor), { votingId: ranked.id, choices: [...choices] });
      await castBallot(as(actor), {
        votingId: approval.id,
        choices: choices.map((choice) => approval.optionIds[ranked.optionIds.indexOf(choice)] ?? ''),
      });
    }
    const runoff = await getResult(contextFor(handle.db, null, later), ranked.id);
    expect(runoff.winners).toEqual([riet]);
    expect(runoff.rounds?.[0]).toMatchObject({ eliminated: wilg });
    expect((await getResult(contextFor(handle.db, null, later), approval.id)).winners).toEqual([approval.optionIds[1]]);
  });
});

describe('sealing', () => {
  test('destroys the key, leaves ballots and voters without anything in common, and is done once', async () => {
    const { id, optionIds } = await budgetVoting();
    await castBallot(as(world.people.resident), { votingId: id, choices: optionIds.slice(0, 1) });
    await castBallot(as(world.people.resident2), { votingId: id, choices: optionIds.slice(1, 2) });
    const before = await handle.db.selectFrom('ballot').select('id').execute();
    expect(await sealClosedVotings({ db: handle.db, now })).toBe(0);
    expect(await sealClosedVotings({ db: handle.db, now: later })).toBe(1);
    expect(await sealClosedVotings({ db: handle.db, now: later })).toBe(0);
    await sealVoting({ db: handle.db, now: later }, id);
    expect(await countRows('voting_key')).toBe(0);
    const ballots = await handle.db.selectFrom('ballot').selectAll().execute();
    expect(ballots.map(({ link }) => link)).toEqual([null, null]);
    expect(ballots.some((ballot) => before.some((old) => old.id === ballot.id))).toBe(false);
    expect(await countRows('voting_participant')).toBe(2);
    expect(await handle.db.selectFrom('event').selectAll().where('kind', '=', 'voting.closed').execute()).toHaveLength(1);
    const caller = createCaller(contextFor(handle.db, world.people.resident, later));
    expect(await caller.votings.myBallot({ votingId: id })).toBeNull();
    expect(await caller.votings.get({ id })).toMatchObject({ state: 'closed', ballotCount: 2 });
  });
});

describe('the list of votings', () => {
  test('is only for people who live where it is held, when it says so', async () => {
    await handle.db.updateTable('person').set({ neighbourhood: 'Noordkade' }).where('id', '=', world.people.resident.id).execute();
    const { id, optionIds } = await budgetVoting();
    await handle.db
      .updateTable('voting')
      .set({ neighbourhoods: ['Noordkade', 'Bochtpark'] })
      .where('id', '=', id)
      .execute();
    const choices = [optionIds[0] ?? ''];
    await expectRefusal(castBallot(contextFor(handle.db, world.people.resident2), { votingId: id, choices }), 'outside_area');
    expect((await callerFor(world.people.resident2).votings.get({ id })).whyNotCast).toBe('outside_area');
    expect((await callerFor(world.people.resident).votings.get({ id })).whyNotCast).toBeNull();
    await castBallot(contextFor(handle.db, world.people.resident), { votingId: id, choices });
    expect((await callerFor(null).votings.get({ id })).ballotCount).toBe(1);
  });

  test('lets a voter find the own ballot among those that were counted, by the code alone', async () => {
    const { id, optionIds } = await budgetVoting();
    const caller = callerFor(world.people.resident);
    const { receipt } = await caller.votings.cast({ votingId: id, choices: [optionIds[0] ?? ''] });
    await expect(callerFor(null).votings.findBallot({ votingId: id, receipt: receipt ?? '' })).rejects.toMatchObject({
      cause: { code: 'result_secret' },
    });
    await handle.db
      .updateTable('voting')
      .set({ opens_at: new Date('2026-01-01'), closes_at: new Date('2026-01-02') })
      .where('id', '=', id)
      .execute();
    const typed = receipt?.toLowerCase().replaceAll('-', ' ') ?? '';
    expect(await callerFor(null).votings.findBallot({ votingId: id, receipt: typed })).toEqual({ receipt, choices: [optionIds[0]] });
    expect(await callerFor(null).votings.findBallot({ votingId: id, receipt: '0000-0000-0000' })).toBeNull();
    expect(await callerFor(null).votings.findBallot({ votingId: id, receipt: 'onzin' })).toBeNull();
    const { items } = await callerFor(null).votings.ballots({ votingId: id });
    expect(items).toEqual([{ voterId: receipt, choices: [optionIds[0]], points: null }]);
  });

  test('gives every voting of a public trajectory in the shape of the contract', async () => {
    const { id, optionIds } = await budgetVoting();
    const { items, nextCursor } = await callerFor(null).votings.list({ trajectory: world.trajectory.slug });
    expect(nextCursor).toBeNull();
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      id,
      kind: 'budget',
      budget: 100,
      state: 'open',
      ballotCount: 0,
      opensAt: expect.any(String),
      closesAt: expect.any(String),
    });
    expect(items[0]?.options[0]).toEqual({ id: optionIds[0], publicId: '1', title: 'Zwemsteiger', description: '', cost: 60 });
  });

  test('shows nothing of a trajectory that is not public yet', async () => {
    const { id } = await budgetVoting();
    await handle.db.updateTable('trajectory').set({ published_at: null }).execute();
    await expect(callerFor(world.people.resident).votings.get({ id })).rejects.toMatchObject({ cause: { code: 'not_found' } });
    await expect(callerFor(null).votings.list({ trajectory: world.trajectory.slug })).rejects.toMatchObject({
      cause: { code: 'not_found' },
    });
    expect((await callerFor(world.people.manager).votings.get({ id })).id).toBe(id);
  });
});

test('only who runs the trajectory sets up a voting, and it must be possible to hold it', async () => {
  const input = {
    trajectoryId: world.trajectory.id,
    title: 'Geld',
    question: 'Waaraan?',
    opensAt: now,
    closesAt: later,
    kind: 'budget',
    budget: 100,
    method: 'greedy',
  } as const;
  const options = [
    { title: 'Steiger', cost: 60 },
    { title: 'Bankje', cost: 40 },
  ];
  await expectRefusal(createVoting(as(world.people.resident), { ...input, options }), 'not_allowed');
  await expectRefusal(createVoting(as(world.people.manager), { ...input, options: options.slice(1) }), 'invalid');
  await expectRefusal(createVoting(as(world.people.manager), { ...input, options: [{ title: 'Gratis' }, ...options] }), 'invalid');
  await expectRefusal(createVoting(as(world.people.manager), { ...input, options, closesAt: now }), 'invalid');
});

async function budgetVoting(changes: { opensAt?: Date; closesAt?: Date; maxChoices?: number; minimumLevel?: 'address' } = {}) {
  return createVoting(as(world.people.manager), {
    trajectoryId: world.trajectory.id,
    title: 'Oeverbudget',
    question: 'Waaraan geven we het geld uit?',
    opensAt: new Date(now.getTime() - HOUR),
    closesAt: new Date(now.getTime() + HOUR),
    kind: 'budget',
    budget: 100,
    method: 'greedy',
    options: [
      { title: 'Zwemsteiger', cost: 60 },
      { title: 'Botenhelling', cost: 50 },
      { title: 'Bankje', cost: 30 },
      { title: 'Kraan', cost: 10 },
    ],
    ...changes,
  });
}

function as(actor: Actor | null) {
  return contextFor(handle.db, actor, now);
}

function callerFor(actor: Actor | null) {
  return createCaller(as(actor));
}

async function expectRefusal(promise: Promise<unknown>, code: string, details?: Record<string, unknown>): Promise<void> {
  await expect(promise).rejects.toMatchObject(details ? { code, details } : { code });
}

async function countRows(table: 'ballot' | 'voting_participant' | 'voting_key'): Promise<number> {
  const { n } = await handle.db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return n;
}
