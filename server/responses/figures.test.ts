import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { openTestDatabase } from '../testing/database.ts';
import { makeWorld, type World } from '../testing/world.ts';
import { extendClock, pauseClock, reopen, resumeClock } from './commands.ts';
import { computeResponseTimes } from './figures.ts';
import { foldTallies } from './fold-tallies.ts';
import { removePolicy, setPolicy } from './policies.ts';
import { actingOn, answer, makeIdea, noon } from './test-story.ts';

let handle: DatabaseHandle;
let world: World;
let as: ReturnType<typeof actingOn>;

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  as = actingOn(handle.db);
});
afterAll(() => handle.close());

const WHY = 'We wachten op de meting.';
const all = { trajectoryId: null, teamId: null, kind: null };
const figures = (filter: Partial<Parameters<typeof computeResponseTimes>[1]> = {}) =>
  computeResponseTimes(handle.db, { ...all, now: noon('2026-11-25'), ...filter });

describe('the figures', () => {
  test('tell pauses and later dates apart', async () => {
    const { official } = world.people;
    const paused = await makeIdea(handle.db, world, { on: '2026-10-05' }); // due 19 October
    await pauseClock(as(official, '2026-10-06'), { contributionId: paused.id, reason: WHY });
    await resumeClock(as(official, '2026-10-09'), { contributionId: paused.id }); // 22 October
    await answer(handle.db, world, { contributionId: paused.id, on: '2026-10-21' });
    const extended = await makeIdea(handle.db, world, { on: '2026-10-05' });
    await extendClock(as(official, '2026-10-06'), { contributionId: extended.id, reason: WHY, newDueOn: '2026-11-02' });
    await answer(handle.db, world, { contributionId: extended.id, on: '2026-11-02' });
    const late = await makeIdea(handle.db, world, { on: '2026-11-02' });
    await answer(handle.db, world, { contributionId: late.id, on: '2026-11-20' });
    expect(await figures()).toMatchObject({
      from: '2025-11-01',
      n: 3,
      onTime: 2,
      onTimeFirst: 0,
      paused: { answers: 1, days: 3 },
      extended: 1,
      median: 14,
      p90: 20,
      days: [
        { day: 9, onTime: 1, late: 0 },
        { day: 14, onTime: 0, late: 1 },
        { day: 20, onTime: 1, late: 0 },
      ],
      kinds: [{ kind: 'idea', n: 3, enough: false, median: null }],
      trajectories: [{ slug: world.trajectory.slug, n: 3 }],
    });
  });

  test('are of one team and kind when asked', async () => {
    expect((await figures({ teamId: world.teamId })).n).toBe(3);
    expect((await figures({ kind: 'question' })).n).toBe(0);
    expect((await figures({ trajectoryId: world.trajectory.id, kind: 'idea' })).n).toBe(3);
  });

  test('say the same when what was counted is folded, and again with more', async () => {
    const before = await figures();
    expect(await foldTallies({ db: handle.db, few: 0 })).toBe(true);
    expect(await handle.db.selectFrom('clock_tally').select('kind').execute()).toEqual([]);
    expect(await figures()).toEqual(before);
    expect(await foldTallies({ db: handle.db, few: 0 })).toBe(false);

    // An answer taken back counts no more; another comes.
    const again = await makeIdea(handle.db, world, { on: '2026-11-16' });
    await answer(handle.db, world, { contributionId: again.id, on: '2026-11-17' });
    await foldTallies({ db: handle.db, few: 0 });
    const four = await figures();
    expect(four).toMatchObject({ n: 4, onTime: 3, onTimeFirst: 1, median: 9 });
    for (const filter of [{ trajectoryId: world.trajectory.id }, { teamId: world.teamId }, { kind: 'idea' as const }])
      expect((await figures(filter)).months).toEqual(four.months);
    await reopen(as(world.people.resident, '2026-11-18'), { contributionId: again.id, reason: WHY });
    expect((await figures()).days).toEqual(before.days);
    await foldTallies({ db: handle.db, few: 0 });
    expect((await figures()).days).toEqual(before.days);
    expect((await figures()).paused).toEqual({ answers: 1, days: 3 });
  });

  test('of the whole site name the promise only when every trajectory makes the same', async () => {
    const { admin, manager } = world.people;
    const site = (workingDays: number) =>
      setPolicy(as(admin, '2026-11-25'), { trajectoryId: null, kind: 'idea', policy: { term: { workingDays } } });
    await site(15);
    expect((await figures()).promise).toMatchObject({ workingDays: 10 });
    await makeWorld(handle.db, { slug: 'ander-traject' });
    const other = await handle.db.selectFrom('trajectory').where('slug', '=', 'ander-traject').select('id').executeTakeFirstOrThrow();
    expect((await figures()).promise).toMatchObject({ workingDays: 10 });
    await removePolicy(as(manager, '2026-11-25'), { trajectoryId: other.id, kind: 'idea' });
    expect((await figures()).promise).toBeNull();
    await site(10);
    expect((await figures()).promise).toMatchObject({ workingDays: 10 });
  });
});
