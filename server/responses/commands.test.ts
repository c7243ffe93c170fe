import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { openTestDatabase } from '../testing/database.ts';
import { makeWorld, type World } from '../testing/world.ts';
import { claim, extendClock, pauseClock, rate, reopen, restartClock, resumeClock, startClock, stopClock } from './commands.ts';
import { findPolicy, removePolicy, setPolicy, termText } from './policies.ts';
import { getClock, listClocks, promiseFor } from './queries.ts';
import { actingOn, answer, makeIdea, noon, refusal } from './test-story.ts';

let handle: DatabaseHandle;
let world: World;
let as: ReturnType<typeof actingOn>;

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  as = actingOn(handle.db);
});
afterAll(() => handle.close());

const WHY = 'We wachten op de meting van het waterschap.';

describe('the clock of an idea', () => {
  test('starts with the promise of the trajectory, and tells why its date is that date', async () => {
    const { id } = await makeIdea(handle.db, world, { on: '2026-04-13' });
    const clock = await getClock(handle.db, id, noon('2026-04-20'));
    expect(clock).toMatchObject({
      state: 'due_soon',
      startedAt: '2026-04-13T11:00:00.000Z',
      startedOn: '2026-04-13',
      dueOn: '2026-04-28',
      firstDueOn: '2026-04-28',
      reasons: ['27 april is Koningsdag'],
      day: 5,
      term: 10,
      daysLeft: 5,
      extended: false,
    });
    expect(clock.events).toEqual([
      { kind: 'started', at: '2026-04-13T11:00:00.000Z', actor: null, data: expect.objectContaining({ dueOn: '2026-04-28' }) },
    ]);
  });

  test('counts a day from midnight in Amsterdam', async () => {
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-18' });
    expect((await getClock(handle.db, id, new Date('2026-11-18T22:59:00Z'))).day).toBe(0);
    expect((await getClock(handle.db, id, new Date('2026-11-18T23:01:00Z'))).day).toBe(1);
  });

  test('does not start for a kind nothing is promised for', async () => {
    const { id } = await handle.db
      .insertInto('contribution')
      .values({
        trajectory_id: world.trajectory.id,
        kind: 'complaint',
        title: 'Buurt beheert het park',
        author_id: null,
        created_at: noon('2026-11-02'),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const started = await handle.db
      .transaction()
      .execute((tx) =>
        startClock(
          tx,
          { actor: null, now: noon('2026-11-02') },
          { contributionId: id, trajectoryId: world.trajectory.id, kind: 'complaint' },
        ),
      );
    expect(started).toBeNull();
    expect(await refusal(getClock(handle.db, id, noon('2026-11-02')))).toBe('not_found');
  });

  test('keeps the promise it started with when the promise changes', async () => {
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02' });
    const { trajectory, people } = world;
    await setPolicy(as(people.manager, '2026-11-03'), { trajectoryId: trajectory.id, kind: 'idea', policy: { term: { workingDays: 5 } } });
    const later = await makeIdea(handle.db, world, { on: '2026-11-02' });
    expect((await getClock(handle.db, id, noon('2026-11-03'))).dueOn).toBe('2026-11-16');
    expect((await getClock(handle.db, later.id, noon('2026-11-03'))).dueOn).toBe('2026-11-09');
    await setPolicy(as(people.manager, '2026-11-03'), { trajectoryId: trajectory.id, kind: 'idea', policy: { term: { workingDays: 10 } } });
    expect(
      await refusal(
        setPolicy(as(people.official, '2026-11-03'), { trajectoryId: trajectory.id, kind: 'idea', policy: { term: { weeks: 1 } } }),
      ),
    ).toBe('not_allowed');
  });

  test('is paused with a public reason, told to the author, and moves when it runs again', async () => {
    const { official, resident } = world.people;
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02', title: 'Pauze' });
    expect(await refusal(pauseClock(as(official, '2026-11-04'), { contributionId: id, reason: 'kort' }))).toBe('invalid');
    expect(await refusal(pauseClock(as(resident, '2026-11-04'), { contributionId: id, reason: WHY }))).toBe('not_allowed');
    await pauseClock(as(official, '2026-11-04'), { contributionId: id, reason: WHY });
    expect(await getClock(handle.db, id, noon('2026-11-11'))).toMatchObject({
      state: 'paused',
      day: 2,
      daysLeft: 8,
      pausedDays: [3, 4, 5, 6, 7],
    });
    expect(await refusal(pauseClock(as(official, '2026-11-05'), { contributionId: id, reason: WHY }))).toBe('clock_not_running');
    expect(await resumeClock(as(official, '2026-11-11'), { contributionId: id })).toEqual({ dueOn: '2026-11-23' });
    expect(await refusal(resumeClock(as(official, '2026-11-11'), { contributionId: id }))).toBe('clock_not_paused');

    const clock = await getClock(handle.db, id, noon('2026-11-12'));
    expect(clock).toMatchObject({
      state: 'running',
      dueOn: '2026-11-23',
      firstDueOn: '2026-11-16',
      day: 3,
      term: 10,
      pausedDays: [3, 4, 5, 6, 7],
    });
    expect(clock.events.slice(1)).toEqual([
      { kind: 'paused', at: '2026-11-04T11:00:00.000Z', actor: null, data: { reason: WHY, dueOn: '2026-11-16' } },
      {
        kind: 'resumed',
        at: '2026-11-11T11:00:00.000Z',
        actor: null,
        data: { workingDays: 5, day: 2, dueOnBefore: '2026-11-16', dueOn: '2026-11-23' },
      },
    ]);
    const mails = await handle.db.selectFrom('mail').selectAll().where('subject', 'like', '%Pauze').orderBy('created_at').execute();
    expect(mails.map((mail) => [mail.to_email, mail.subject])).toEqual([
      [resident.email, 'De klok staat stil: Pauze'],
      [resident.email, 'De klok loopt weer: Pauze'],
    ]);
    expect(mails[0]?.text).toContain(WHY);
  });

  test('cannot be paused in the past, nor without a reason, and nothing of it stays', async () => {
    const { official } = world.people;
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02' });
    const before = await getClock(handle.db, id, noon('2026-11-04'));
    const pause = (from: string, reason = WHY) => refusal(pauseClock(as(official, '2026-11-04'), { contributionId: id, reason, from }));
    expect(await pause('2026-11-03')).toBe('invalid');
    expect(await pause('2026-11-05')).toBe('invalid');
    expect(await pause('2026-11-04', ' ')).toBe('invalid');
    expect(await getClock(handle.db, id, noon('2026-11-04'))).toEqual(before);
    expect(await pause('2026-11-04')).toBe('nothing refused');
  });

  test('is extended to a later working day before its date is over, and not after', async () => {
    const { official } = world.people;
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02' });
    const extend = (on: string, newDueOn: string, reason = WHY) => extendClock(as(official, on), { contributionId: id, newDueOn, reason });
    expect(await refusal(extend('2026-11-16', '2026-11-16'))).toBe('date_not_later');
    expect(await refusal(extend('2026-11-16', '2026-13-01'))).toBe('invalid');
    expect(await refusal(extend('2026-11-16', '2026-11-28', ''))).toBe('invalid');
    expect(await extend('2026-11-16', '2026-11-28')).toMatchObject({ dueOn: '2026-11-30' });
    const clock = await getClock(handle.db, id, noon('2026-11-17'));
    expect(clock).toMatchObject({ state: 'running', extended: true, dueOn: '2026-11-30', firstDueOn: '2026-11-16', term: 20 });
    expect(clock.events.at(-1)).toMatchObject({ kind: 'extended', actor: null, data: { reason: WHY, dueOnBefore: '2026-11-16' } });
    expect(await refusal(extend('2026-12-01', '2026-12-10'))).toBe('term_over');
  });

  test('is taken on by an official, and the idea is then in treatment', async () => {
    const { official, colleague, moderator, resident } = world.people;
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02' });
    expect(await refusal(claim(as(resident, '2026-11-03'), { contributionId: id }))).toBe('not_allowed');
    expect(await refusal(claim(as(moderator, '2026-11-03'), { contributionId: id }))).toBe('not_allowed');
    expect(await refusal(claim(as(null, '2026-11-03'), { contributionId: id }))).toBe('sign_in_first');
    await claim(as(official, '2026-11-03'), { contributionId: id });
    await claim(as(colleague, '2026-11-04'), { contributionId: id });
    const { status } = await handle.db.selectFrom('idea').select('status').where('id', '=', id).executeTakeFirstOrThrow();
    const { handler_id } = await handle.db
      .selectFrom('clock')
      .select('handler_id')
      .where('contribution_id', '=', id)
      .executeTakeFirstOrThrow();
    expect([status, handler_id]).toEqual(['in_treatment', colleague.id]);
  });

  test('is not to be seen while its idea is hidden, and does not count those days', async () => {
    const { moderator } = world.people;
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02' });
    await handle.db.transaction().execute((tx) => stopClock(tx, as(moderator, '2026-11-04'), id, 'hidden'));
    expect(await listClocks(handle.db, [id], noon('2026-11-05'))).toEqual(new Map());
    expect(await refusal(pauseClock(as(world.people.official, '2026-11-05'), { contributionId: id, reason: WHY }))).toBe(
      'clock_not_running',
    );
    await handle.db.transaction().execute((tx) => restartClock(tx, as(moderator, '2026-11-11'), id));
    expect(await getClock(handle.db, id, noon('2026-11-12'))).toMatchObject({ dueOn: '2026-11-23', day: 3 });
  });

  test('is reopened once by who sent it in, whose words are not told to everybody', async () => {
    const { resident, resident2 } = world.people;
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02', author: resident });
    const ask = (actor = resident) =>
      reopen(as(actor, '2026-11-12'), { contributionId: id, reason: 'Mijn vraag over de trap is niet beantwoord.' });
    expect(await refusal(ask())).toBe('clock_not_running');
    await answer(handle.db, world, { contributionId: id, on: '2026-11-10' });
    expect(await refusal(ask(resident2))).toBe('not_allowed');
    expect(await ask()).toEqual({ dueOn: '2026-11-26' });
    const clock = await getClock(handle.db, id, noon('2026-11-13'));
    expect(clock).toMatchObject({
      state: 'running',
      startedOn: '2026-11-12',
      startedAt: '2026-11-12T11:00:00.000Z',
      day: 1,
      answeredOn: null,
    });
    expect(clock.events.at(-1)).toEqual({ kind: 'reopened', at: expect.any(String), actor: null, data: { dueOn: '2026-11-26' } });
    await answer(handle.db, world, { contributionId: id, on: '2026-11-13' });
    expect(await refusal(ask())).toBe('already_decided');
  });

  test('is rated by who sent it in, once there is an answer', async () => {
    const { resident, resident2 } = world.people;
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02', author: resident });
    expect(await refusal(rate(as(resident, '2026-11-12'), { contributionId: id, rating: 4 }))).toBe('clock_not_running');
    await answer(handle.db, world, { contributionId: id, on: '2026-11-10' });
    expect(await refusal(rate(as(resident, '2026-11-12'), { contributionId: id, rating: 6 }))).toBe('invalid');
    expect(await refusal(rate(as(resident2, '2026-11-12'), { contributionId: id, rating: 4 }))).toBe('not_allowed');
    await rate(as(resident, '2026-11-12'), { contributionId: id, rating: 4 });
    expect((await getClock(handle.db, id, noon('2026-11-12'))).events.at(-1)).toMatchObject({ kind: 'rated', data: { rating: 4 } });
  });
});

describe('a promise', () => {
  test('of the site holds where a trajectory makes none', async () => {
    const { admin } = world.people;
    await setPolicy(as(admin, '2026-11-02'), {
      trajectoryId: null,
      kind: 'complaint',
      policy: { term: { weeks: 6 }, basis: 'statutory', basisText: 'Awb 9:11' },
    });
    const policy = await findPolicy(handle.db, world.trajectory.id, 'complaint');
    expect(policy).toMatchObject({
      term: { weeks: 6 },
      basis: 'statutory',
      firstDay: 'next',
      termsAct: true,
      dueSoonDays: 5,
      targetPercent: 90,
    });
    expect(policy && termText(policy)).toBe('6 weken');
    expect(await findPolicy(handle.db, world.trajectory.id, 'kind of tomorrow')).toBeNull();
  });

  test('tells the date for what is sent today, and says nothing of practice after too few answers', async () => {
    const promised = await promiseFor(handle.db, world.trajectory.id, 'question', noon('2026-04-13'));
    expect(promised).toEqual({
      startEvent: 'submitted',
      supportThreshold: null,
      dueOn: '2026-04-28',
      reasons: ['27 april is Koningsdag'],
      termText: '10 werkdagen',
      term: { workingDays: 10 },
      medianDays: null,
      n: 0,
    });
    await removePolicy(as(world.people.manager, '2026-04-13'), { trajectoryId: world.trajectory.id, kind: 'challenge' });
    expect(await promiseFor(handle.db, world.trajectory.id, 'challenge', noon('2026-04-13'))).toBeNull();
  });
});
