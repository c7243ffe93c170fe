import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { amsterdamDay } from '../calendar/amsterdam.ts';
import { openTestDatabase } from '../testing/database.ts';
import { makePerson, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { claim, extendClock, pauseClock } from './commands.ts';
import { MINIMUM_N, responseTimes } from './figures.ts';
import { listQueue, type QueueTab } from './queue.ts';
import { actingOn, answer, makeIdea, noon, refusal } from './test-story.ts';

let handle: DatabaseHandle;
let world: World;
const TODAY = amsterdamDay(TEST_NOW); // Wednesday 18 November 2026
const WHY = 'We wachten op de meting van het waterschap.';

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  const as = actingOn(handle.db);
  const { official, colleague } = world.people;
  const make = async (title: string, on: string) => (await makeIdea(handle.db, world, { title, on })).id;

  await make('te laat', '2026-10-30'); // due 13 November
  const handled = await make('bijna', '2026-11-04'); // due today
  await claim(as(official, '2026-11-05'), { contributionId: handled });
  const running = await make('loopt', '2026-11-16');
  await claim(as(colleague, '2026-11-17'), { contributionId: running });
  const paused = await make('staat stil', '2026-11-11');
  await claim(as(colleague, '2026-11-12'), { contributionId: paused });
  await pauseClock(as(colleague, '2026-11-12'), { contributionId: paused, reason: WHY });
  const extended = await make('verlengd', '2026-11-10');
  await claim(as(colleague, '2026-11-11'), { contributionId: extended });
  await extendClock(as(colleague, '2026-11-11'), { contributionId: extended, reason: WHY, newDueOn: '2026-12-10' });
  await answer(handle.db, world, { contributionId: await make('tegenlezen', '2026-11-16'), on: '2026-11-17', stage: 'in_review' });
  await answer(handle.db, world, { contributionId: await make('klaar', '2026-11-16'), on: '2026-11-17', stage: 'approved' });
  await answer(handle.db, world, { contributionId: await make('beantwoord', '2026-11-02'), on: '2026-11-17' });
});
afterAll(() => handle.close());

async function queue(
  tab: QueueTab,
  { actor = world.people.official, trajectoryId = null as string | null, teamId = null as string | null } = {},
) {
  return listQueue(handle.db, { actor, filter: { tab, trajectoryId, teamId }, cursor: null, limit: 50, now: TEST_NOW });
}

describe('the queue', () => {
  test.each<[QueueTab, string[]]>([
    ['attention', ['te laat', 'bijna', 'staat stil', 'verlengd']],
    ['all', ['te laat', 'bijna', 'staat stil', 'loopt', 'tegenlezen', 'klaar', 'verlengd']],
    ['mine', ['bijna', 'tegenlezen', 'klaar']],
    ['nobody', ['te laat']],
    ['review', ['tegenlezen']],
    ['publish', ['klaar']],
  ])('shows under "%s" what belongs there, the shortest clock first', async (tab, titles) => {
    const { items, counts } = await queue(tab);
    expect(items.map(({ title }) => title).sort()).toEqual([...titles].sort());
    const due = items.map(({ clock }) => clock.dueOn);
    expect(due).toEqual([...due].sort());
    expect(counts[tab]).toBe(titles.length);
  });

  test('counts the states as the clocks tell them', async () => {
    const { states, items } = await queue('all');
    expect(states).toEqual({ overdue: 1, dueSoon: 1, running: 3, paused: 1, extended: 1 });
    expect(Object.fromEntries(items.map(({ title, clock }) => [title, clock.state]))).toMatchObject({
      'te laat': 'overdue',
      bijna: 'due_soon',
      'staat stil': 'paused',
      verlengd: 'running',
      loopt: 'running',
    });
    expect(items[0]).toMatchObject({
      title: 'te laat',
      handler: null,
      author: { name: world.people.resident.name },
      team: { id: world.teamId },
      response: null,
    });
    expect(items.find(({ title }) => title === 'tegenlezen')?.response).toEqual({
      status: 'in_review',
      authorName: world.people.official.name,
      together: 0,
      publishAt: null,
    });
  });

  test('shows an official of another trajectory nothing of this one', async () => {
    const other = await makeWorld(handle.db, { slug: 'ander' });
    const outsider = await makePerson(handle.db, {
      name: 'Els van Buiten',
      email: 'els@ander.example',
      roles: [{ role: 'official', trajectoryId: other.trajectory.id, teamId: null }],
    });
    expect(await queue('all', { actor: outsider })).toMatchObject({ items: [], counts: { all: 0 }, trajectories: [], teams: [] });
  });

  test('narrows to a trajectory and a team', async () => {
    expect((await queue('all', { teamId: world.teamId })).counts.all).toBe(7);
    expect((await queue('all', { teamId: world.trajectory.id })).counts.all).toBe(0);
    const { trajectories, teams } = await queue('all', { trajectoryId: world.trajectory.id });
    expect([trajectories.map(({ slug }) => slug), teams.map(({ id }) => id)]).toEqual([[world.trajectory.slug], [world.teamId]]);
  });

  test('is read page by page, each once', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await listQueue(handle.db, {
        actor: world.people.official,
        filter: { tab: 'all', trajectoryId: null, teamId: null },
        cursor,
        limit: 3,
        now: TEST_NOW,
      });
      seen.push(...page.items.map(({ contributionId }) => contributionId));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
    const filter = { tab: 'all' as const, trajectoryId: null, teamId: null };
    expect(await refusal(listQueue(handle.db, { actor: world.people.official, filter, cursor: 'onzin', limit: 3, now: TEST_NOW }))).toBe(
      'invalid',
    );
  });
});

describe('the figures', () => {
  test('without answers say nothing, and do not break', async () => {
    const other = await makeWorld(handle.db, { slug: 'stil' });
    expect(await responseTimes(handle.db, { trajectoryId: other.trajectory.id, now: TEST_NOW })).toMatchObject({
      n: 0,
      onTimeShare: null,
      median: null,
      p90: null,
      months: [],
      teams: [],
      days: [],
      overdue: [],
      open: { total: 0 },
      promise: { workingDays: 10, targetPercent: 90 },
    });
  });

  test('tell median, ninetieth percentile and share on time, per month and team', async () => {
    const other = await makeWorld(handle.db, { slug: 'cijfers' });
    // Received on Thursday 1 October; answered after so many working days.
    const answers: [on: string, days: number][] = [
      ['2026-10-02', 1],
      ['2026-10-05', 2],
      ['2026-10-06', 3],
      ['2026-10-07', 4],
      ['2026-10-08', 5],
      ['2026-10-09', 6],
      ['2026-10-12', 7],
      ['2026-10-13', 8],
      ['2026-10-16', 11],
      ['2026-11-02', 22],
    ];
    for (const [on] of answers)
      await answer(handle.db, other, { contributionId: (await makeIdea(handle.db, other, { on: '2026-10-01' })).id, on });
    await makeIdea(handle.db, other, { on: '2026-10-15', title: 'Wacht te lang' });
    const figures = await responseTimes(handle.db, { trajectoryId: other.trajectory.id, now: TEST_NOW });
    expect(figures).toMatchObject({ n: 10, onTime: 8, onTimeShare: 0.8, median: 5, p90: 11 });
    expect(figures.months).toEqual([
      { month: '2026-10', n: 9, onTime: 8, onTimeShare: 8 / 9, median: 5, p90: 11 },
      { month: '2026-11', n: 1, onTime: 0, onTimeShare: 0, median: 22, p90: 22 },
    ]);
    expect(figures.teams).toMatchObject([{ id: other.teamId, name: 'Team cijfers', enough: true, n: 10, median: 5, onTimeShare: 0.8 }]);
    expect(figures.days).toEqual(answers.map(([, day]) => ({ day, onTime: day <= 10 ? 1 : 0, late: day <= 10 ? 0 : 1 })));
    expect(figures.open).toEqual({ total: 1, running: 0, dueSoon: 0, overdue: 1, paused: 0, extended: 0 });
    expect(figures.overdue).toMatchObject([
      { title: 'Wacht te lang', stage: 'nobody', team: 'Team cijfers', clock: { state: 'overdue', daysLate: 14 } },
    ]);
  });

  test('do not compare a team with too few answers', async () => {
    const other = await makeWorld(handle.db, { slug: 'klein' });
    for (let index = 1; index < MINIMUM_N; index++) {
      await answer(handle.db, other, { contributionId: (await makeIdea(handle.db, other, { on: '2026-11-02' })).id, on: '2026-11-10' });
    }
    const { teams, n } = await responseTimes(handle.db, { trajectoryId: other.trajectory.id, now: TEST_NOW });
    expect(n).toBe(MINIMUM_N - 1);
    expect(teams).toMatchObject([{ n: MINIMUM_N - 1, enough: false, median: null, p90: null, onTimeShare: null, months: [] }]);
  });

  test('of the whole site count every trajectory', async () => {
    const { n } = await responseTimes(handle.db, { trajectoryId: null, now: noon(TODAY) });
    expect(n).toBe(1 + 10 + MINIMUM_N - 1);
  });
});
