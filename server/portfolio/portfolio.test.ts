import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { agreeMetric } from '../agreements/commands.ts';
import { actingOn, answer, makeIdea, noon } from '../responses/test-story.ts';
import { openTestDatabase } from '../testing/database.ts';
import { makeWorld, type World } from '../testing/world.ts';
import { getPortfolio } from './queries.ts';
import { filterPortfolio, type Standing, summarize, TROUBLES, type Trouble, troublesOf } from './rules.ts';

const FINE: Standing = {
  state: 'running',
  gateLate: false,
  metrics: ['met'],
  overdue: 0,
  onTime: { share: 0.95, promised: 0.9 },
  commitmentsLate: 0,
};

describe('what asks for attention', () => {
  test.each<[string, Partial<Standing>, Trouble[]]>([
    ['nothing', {}, []],
    ['a late gate', { gateLate: true }, ['gate_late']],
    ['a metric that was missed', { metrics: ['met', 'missed', 'below'] }, ['metric_missed']],
    ['a metric nobody measured', { metrics: ['unmeasured'] }, ['metric_unmeasured']],
    ['answers that wait too long', { overdue: 2 }, ['answers_overdue']],
    ['fewer answers on time than promised', { onTime: { share: 0.89, promised: 0.9 } }, ['below_promise']],
    ['no answers yet', { onTime: null }, []],
    ['a commitment that is late', { commitmentsLate: 1 }, ['commitment_late']],
    ['a stopped one has given its account', { state: 'stopped', gateLate: true, metrics: ['missed'], overdue: 3 }, []],
  ])('%s', (_, change, troubles) => {
    expect(troublesOf({ ...FINE, ...change })).toEqual(troubles);
  });

  test('the sentence never counts more trajectories than there are', () => {
    const row = fc.record({
      state: fc.constantFrom('running', 'stopped', 'announced', 'evaluated', 'deciding'),
      troubles: fc.subarray([...TROUBLES]),
      participants: fc.nat(1000),
      metrics: fc.record({ met: fc.nat(9), missed: fc.nat(9) }),
    });
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const summary = summarize(rows);
        expect(summary.onCourse).toBeLessThanOrEqual(summary.alive);
        expect(summary.alive + summary.stopped).toBeLessThanOrEqual(summary.total);
        expect(summary.participants).toBe(rows.reduce((sum, { participants }) => sum + participants, 0));
      }),
    );
  });

  test('a choice narrows and an empty one does not', () => {
    const rows = [
      { state: 'running' as const, themes: ['Water'], level: 'coproduce' as const },
      { state: 'stopped' as const, themes: ['Groen', 'Water'], level: 'advise' as const },
    ];
    expect(filterPortfolio(rows, { state: '', theme: null })).toHaveLength(2);
    expect(filterPortfolio(rows, { theme: 'Groen' })).toEqual([rows[1]]);
    expect(filterPortfolio(rows, { state: 'running', theme: 'Groen' })).toEqual([]);
    expect(filterPortfolio(rows, { level: 'coproduce' })).toEqual([rows[0]]);
  });
});

describe('the portfolio', () => {
  let handle: DatabaseHandle;
  let world: World;
  beforeAll(async () => {
    handle = await openTestDatabase();
    world = await makeWorld(handle.db);
  });
  afterAll(() => handle.close());

  test('tells of each trajectory what the tables say', async () => {
    const as = actingOn(handle.db);
    const { manager, resident, resident2 } = world.people;
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02', author: resident });
    await makeIdea(handle.db, world, { on: '2026-11-02', author: resident2 });
    await answer(handle.db, world, { contributionId: id, on: '2026-11-10' });
    await agreeMetric(as(manager, '2026-11-03'), {
      trajectoryId: world.trajectory.id,
      name: 'Deelnemers',
      unit: 'mensen',
      direction: 'at_least',
      source: 'Geteld door Oever',
      baseline: '',
      target: '2',
      measureOn: '2026-12-01',
      owner: 'Team Participatie',
      derived: 'participants',
      reason: 'Bij de start is dit doel vergeten op te schrijven.',
    });
    const { items, summary, choices } = await getPortfolio({ db: handle.db, now: noon('2026-11-20') });
    const counted = await handle.db
      .selectFrom('contribution')
      .select((eb) => [eb.fn.countAll<number>().as('all'), eb.fn.count<number>('author_id').distinct().as('people')])
      .executeTakeFirstOrThrow();
    expect(items).toMatchObject([
      {
        slug: world.trajectory.slug,
        state: 'running',
        level: 'coproduce',
        themes: ['Water'],
        phase: { title: 'Samen schrijven', endsOn: '2026-11-30' },
        gate: null,
        metrics: { agreed: 1, met: 1, missed: 0, open: 0 },
        // Ten working days: the second idea had to be answered by 16 November.
        answers: { n: 1, onTimeShare: 1, promised: 0.9, overdue: 1 },
        reach: { participants: Number(counted.people), target: 2 },
        troubles: ['answers_overdue'],
      },
    ]);
    expect(items[0]?.trend.map(({ month }) => month)).toEqual(['2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-11']);
    expect(items[0]?.trend.at(-1)?.contributions).toBe(Number(counted.all));
    expect(summary).toMatchObject({ total: 1, alive: 1, onCourse: 0, metricsMet: 1, participants: 2 });
    expect(choices).toEqual({ states: ['running'], themes: ['Water'], levels: ['coproduce'] });
    await handle.db.updateTable('trajectory').set({ gates_from: '2026-11-01' }).execute();
    const later = await getPortfolio({ db: handle.db, now: noon('2026-12-04') });
    expect(later.items[0]).toMatchObject({ gate: { phase: 'Samen schrijven', state: 'late', daysLate: 4 } });
    expect(later.summary.gatesLate).toBe(1);
  });
});
