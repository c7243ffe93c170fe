import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import type { Actor } from '../context.ts';
import { openTestDatabase } from '../testing/database.ts';
import { makeWorld, type World } from '../testing/world.ts';
import { createCallerFactory, router } from '../trpc.ts';
import { clocksRouter, figuresRouter, responsesRouter } from './router.ts';
import { ANSWER, actingOn, answer, makeIdea, refusal } from './test-story.ts';

const createCaller = createCallerFactory(router({ responses: responsesRouter, clocks: clocksRouter, figures: figuresRouter }));

let handle: DatabaseHandle;
let world: World;
const DAY = '2026-11-10';
const call = (actor: Actor | null, day = DAY) => createCaller(actingOn(handle.db)(actor, day));

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterAll(() => handle.close());

describe('over the API', () => {
  test('an answer goes from draft to published by contribution alone, without asking for a reader first', async () => {
    const { official, colleague, resident } = world.people;
    const { id: contributionId } = await makeIdea(handle.db, world, { on: '2026-11-02' });
    await call(official).responses.draft({ contributionId, ...ANSWER });
    await call(colleague).responses.approve({ contributionId });
    await call(official).responses.publish({ contributionId });
    expect(await call(null).clocks.get({ contributionId })).toMatchObject({
      state: 'answered_on_time',
      extended: false,
      startedAt: '2026-11-02T11:00:00.000Z',
      dueOn: '2026-11-16',
      reasons: [],
      events: [{ kind: 'started' }, { kind: 'assigned' }, { kind: 'answered' }],
    });
    await call(resident).responses.rate({ contributionId, rating: 5 });
    expect(await call(resident).responses.reopen({ contributionId, reason: 'De trap is nog niet genoemd.' })).toEqual({
      dueOn: '2026-11-24',
    });
  });

  test('the queue is for officials, the figures and answers for everybody', async () => {
    const { resident, council, official, moderator } = world.people;
    expect(await refusal(call(null).responses.queue())).toBe('sign_in_first');
    for (const actor of [resident, council]) expect(await refusal(call(actor).responses.queue())).toBe('not_allowed');
    for (const actor of [official, moderator]) expect((await call(actor).responses.queue({ tab: 'all' })).items.length).toBeGreaterThan(0);
    expect((await call(null).figures.responseTimes()).n).toBeGreaterThanOrEqual(0);
    expect((await call(null).responses.latest({ trajectory: world.trajectory.slug })).items).toHaveLength(1);
    expect(await refusal(call(null).responses.latest({ trajectory: 'bestaat-niet' }))).toBe('not_found');
  });

  test('nobody reads an e-mail address, and nobody the name of who did not show it', async () => {
    const { resident2, official } = world.people;
    const { id: contributionId } = await makeIdea(handle.db, world, { on: '2026-11-02', author: resident2, showName: false });
    await answer(handle.db, world, { contributionId, on: DAY });
    const read = [
      await call(null).responses.get({ contributionId }),
      await call(null).clocks.get({ contributionId }),
      await call(null).responses.latest({ trajectory: world.trajectory.slug }),
      await call(null).figures.responseTimes(),
      await call(official).responses.queue({ tab: 'all' }),
    ];
    expect(JSON.stringify(read)).not.toContain(resident2.name);
    expect(JSON.stringify(read)).not.toContain('@');
  });

  test('the promise for what is sent now is there before anything is sent', async () => {
    const promise = await call(null).clocks.promise({ trajectory: world.trajectory.slug, kind: 'idea' });
    expect(promise).toMatchObject({ dueOn: '2026-11-24', termText: '10 werkdagen' });
  });

  test('figures follow every change at once', async () => {
    const { official } = world.people;
    const figures = () => call(null, '2026-11-25').figures.responseTimes({ trajectory: world.trajectory.slug });
    const { id: contributionId } = await makeIdea(handle.db, world, { on: '2026-11-02' });
    const before = await figures();
    await answer(handle.db, world, { contributionId, on: '2026-11-25', stage: 'approved' });
    await call(official, '2026-11-25').responses.publish({ contributionId });
    const after = await figures();
    expect([after.n - before.n, after.onTime - before.onTime, before.open.overdue - after.open.overdue]).toEqual([1, 0, 1]);
  });
});
