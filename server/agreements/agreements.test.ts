import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { actingOn, answer, makeIdea, noon, refusal } from '../responses/test-story.ts';
import { openTestDatabase } from '../testing/database.ts';
import { makeWorld, type World } from '../testing/world.ts';
import { updatePhase } from '../trajectories/move-phase.ts';
import { agreeMetric, changeMetric, dropMetric, measureMetric } from './commands.ts';
import { keepDerivedValues } from './derived.ts';
import { addObservation, withdrawObservation } from './observations.ts';
import { getAgreements, getMetric } from './queries.ts';
import { isLocked, isReached, judgedValue, type MetricState, type MetricWords, metricState, readAmount } from './rules.ts';

const WORDS: MetricWords = {
  name: 'Cijfer van deelnemers',
  unit: 'cijfer',
  direction: 'at_least',
  source: 'Vragenlijst aan het einde van elke fase',
  baseline: '6,2',
  target: '7',
  measureOn: '2026-12-15',
  owner: 'Team Participatie',
};
const WHY = 'De vragenlijst gaat later de deur uit dan gepland.';
/** The phase of the world runs from 1 to 30 November 2026. */
const BEFORE = '2026-10-20';
const AFTER = '2026-11-10';

describe('whether a metric was met', () => {
  const metric = { target: 7, direction: 'at_least' as const, measureOn: AFTER, droppedOn: null };
  test.each<[string, number | null, string, MetricState]>([
    ['not measured yet', null, AFTER, 'to_measure'],
    ['not measured in time', null, '2026-11-11', 'unmeasured'],
    ['on target', 7, '2026-11-01', 'met'],
    ['short of it with time left', 6.9, AFTER, 'below'],
    ['short of it when its day is over', 6.9, '2026-11-11', 'missed'],
  ])('%s', (_, value, today, state) => {
    expect(metricState(metric, { value, today })).toBe(state);
  });

  test('dropped says nothing else, and at most turns it round', () => {
    expect(metricState({ ...metric, droppedOn: AFTER }, { value: 9, today: AFTER })).toBe('dropped');
    expect([9, 10, 11].map((value) => isReached({ target: 10, direction: 'at_most' }, value))).toEqual([true, true, false]);
  });

  test('the judged value is the last one in time, and what is measured later never changes it', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((at) => `2026-11-${String(at).padStart(2, '0')}`);
    const value = fc.record({ measuredOn: day, enteredAt: day, value: fc.nat(100) });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 8 }), value, day, (values, later, measureOn) => {
        const judged = judgedValue(values, { measureOn });
        expect(judged).not.toBeNull();
        const inTime = values.filter((one) => one.measuredOn <= measureOn);
        if (judged && inTime.length > 0) {
          expect(inTime.every((one) => one.measuredOn <= judged.measuredOn)).toBe(true);
          if (later.measuredOn > measureOn) expect(judgedValue([...values, later], { measureOn })).toEqual(judged);
        }
      }),
    );
    expect(judgedValue([], { measureOn: AFTER })).toBeNull();
  });

  test.each<[string, number | null]>([
    ['7', 7],
    ['7,5', 7.5],
    ['7.5', 7.5],
    ['1.200', 1200],
    ['1.200,50', 1200.5],
    ['-3', -3],
    ['zeven', null],
    ['1e9', null],
    ['', null],
    ['99999999999', null],
  ])('%j is read as %s', (raw, value) => {
    expect(readAmount(raw)).toBe(value);
  });

  test('the lock goes by the first day of the first phase', () => {
    const phases = [{ startsOn: '2026-12-01' }, { startsOn: '2026-11-01' }];
    expect(['2026-10-31', '2026-11-01'].map((today) => isLocked(phases, today))).toEqual([false, true]);
    expect(isLocked([], AFTER)).toBe(false);
  });
});

describe('what is agreed', () => {
  let handle: DatabaseHandle;
  let world: World;
  let as: ReturnType<typeof actingOn>;
  let trajectoryId: string;
  beforeAll(async () => {
    handle = await openTestDatabase();
    world = await makeWorld(handle.db);
    as = actingOn(handle.db);
    trajectoryId = world.trajectory.id;
  });
  afterAll(() => handle.close());
  const read = (number: number, day: string) => getMetric(as(null, day), { trajectory: world.trajectory.slug, number });
  const ref = async (number: number, day: string) => {
    const { metric } = await read(number, day);
    return { metricId: metric.id, revision: metric.revision };
  };

  test('changes freely before the first phase and leaves no amendment', async () => {
    const { manager } = world.people;
    const { number } = await agreeMetric(as(manager, BEFORE), { trajectoryId, ...WORDS });
    await changeMetric(as(manager, BEFORE), { ...(await ref(number, BEFORE)), ...WORDS, target: '7,5' });
    const extra = await agreeMetric(as(manager, BEFORE), { trajectoryId, ...WORDS, name: 'Te veel' });
    await dropMetric(as(manager, BEFORE), await ref(extra.number, BEFORE));
    const page = await getAgreements(as(null, BEFORE), { trajectory: world.trajectory.slug });
    expect(page).toMatchObject({ locked: false, lockedFrom: '2026-11-01', amendments: [], may: { agree: false } });
    expect(page.metrics.map(({ name, target, amended, state }) => ({ name, target, amended, state }))).toEqual([
      { name: 'Cijfer van deelnemers', target: 7.5, amended: false, state: 'to_measure' },
    ]);
  });

  test('is locked once the first phase opened: a change needs a reason and shows who, when, why, and what stood there', async () => {
    const { manager, official } = world.people;
    const given = { ...(await ref(1, AFTER)), ...WORDS, target: '7', measureOn: '2027-01-15' };
    expect(await refusal(changeMetric(as(manager, AFTER), given))).toBe('invalid');
    expect(await refusal(changeMetric(as(official, AFTER), { ...given, reason: WHY }))).toBe('not_allowed');
    await changeMetric(as(manager, AFTER), { ...given, reason: WHY });
    expect(await refusal(changeMetric(as(manager, AFTER), { ...given, reason: WHY }))).toBe('stale');
    const { metric, amendments } = await read(1, AFTER);
    expect(metric).toMatchObject({ target: 7, measureOn: '2027-01-15', amended: true });
    expect(amendments).toMatchObject([
      {
        kind: 'changed',
        reason: WHY,
        changes: { target: { from: 7.5, to: 7 }, measureOn: { from: '2026-12-15', to: '2027-01-15' } },
      },
    ]);
    expect(new Date(amendments[0]?.at ?? '').toISOString()).toBe(noon(AFTER).toISOString());
    const later = await agreeMetric(as(manager, AFTER), { trajectoryId, ...WORDS, name: 'Nieuwe gezichten', reason: WHY });
    await dropMetric(as(manager, AFTER), { ...(await ref(later.number, AFTER)), reason: WHY });
    expect((await read(later.number, AFTER)).metric.state).toBe('dropped');
    expect((await read(later.number, AFTER)).amendments.map(({ kind }) => kind).sort()).toEqual(['added', 'dropped']);
    const news = await handle.db.selectFrom('news').where('kind', '=', 'metric.amended').select('event_id').execute();
    expect(news).toHaveLength(3);
  });

  test('cannot be changed behind the back of the commands either', async () => {
    const { metric } = await read(1, AFTER);
    const forged = handle.db.updateTable('metric').where('id', '=', metric.id);
    await expect(forged.set({ target: 1, changed_on: AFTER }).execute()).rejects.toThrow('locked');
    await expect(forged.set({ target: 1, changed_on: BEFORE }).execute()).rejects.toThrow('stays what it is');
    await expect(handle.db.deleteFrom('metric').where('id', '=', metric.id).execute()).rejects.toThrow('never deleted');
    await expect(sql`update metric_amendment set reason = 'Een heel andere reden dan er stond'`.execute(handle.db)).rejects.toThrow(
      'record',
    );
    await expect(sql`delete from metric_amendment`.execute(handle.db)).rejects.toThrow('record');
  });

  test('cannot be unlocked by moving the first phase', async () => {
    const { manager } = world.people;
    const move = (startsOn: string) => refusal(updatePhase(as(manager, AFTER), { phaseId: world.phaseId, startsOn }));
    expect(await move('2026-11-20')).toBe('invalid');
    expect(await move('2026-11-02')).toBe('nothing refused');
    expect(await move('2026-11-01')).toBe('nothing refused');
  });

  test('is measured with a note; a better value is added and the first one stays', async () => {
    const { official, resident } = world.people;
    const { metricId } = await ref(1, AFTER);
    const measure = (value: string, day: string, actor = official) =>
      measureMetric(as(actor, day), { metricId, value, measuredOn: day, note: 'Van 84 ingevulde lijsten.' });
    expect(await refusal(measure('8', AFTER, resident))).toBe('not_allowed');
    expect(await refusal(measure('acht', AFTER))).toBe('invalid');
    expect(await refusal(measureMetric(as(official, AFTER), { metricId, value: '8', measuredOn: '2026-11-11', note: '' }))).toBe('invalid');
    await measure('6,4', AFTER);
    expect((await read(1, AFTER)).metric).toMatchObject({ state: 'below', value: { value: 6.4, counted: false } });
    await measure('7,1', '2026-11-12');
    const { metric } = await read(1, '2026-11-12');
    expect(metric).toMatchObject({ state: 'met', value: { value: 7.1 } });
    expect(metric.values.map(({ value }) => value)).toEqual([7.1, 6.4]);
  });

  test('is counted by the system where it can, and kept once on its day by any number of nodes', async () => {
    const { manager, resident, resident2 } = world.people;
    const words = { ...WORDS, unit: 'mensen', baseline: '', reason: WHY };
    const people = await agreeMetric(as(manager, AFTER), {
      trajectoryId,
      ...words,
      name: 'Deelnemers',
      target: '2',
      derived: 'participants',
      measureOn: AFTER,
    });
    const onTime = await agreeMetric(as(manager, AFTER), {
      trajectoryId,
      ...words,
      name: 'Op tijd beantwoord',
      unit: 'procent',
      target: '90',
      derived: 'on_time_percent',
    });
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02', author: resident });
    expect((await read(onTime.number, AFTER)).metric).toMatchObject({ state: 'to_measure', value: null });
    expect((await read(people.number, AFTER)).metric).toMatchObject({ state: 'below', value: { value: 1, counted: true } });
    await Promise.all([1, 2].map(() => keepDerivedValues({ db: handle.db, now: noon('2026-11-11') })));
    await makeIdea(handle.db, world, { on: '2026-11-12', author: resident2 });
    await keepDerivedValues({ db: handle.db, now: noon('2026-11-13') });
    const { metric } = await read(people.number, '2026-11-13');
    expect(metric).toMatchObject({ state: 'missed', value: { value: 1, measuredOn: AFTER } });
    expect(metric.values).toHaveLength(1);
    await answer(handle.db, world, { contributionId: id, on: AFTER });
    expect((await read(onTime.number, '2026-11-13')).metric).toMatchObject({ state: 'met', value: { value: 100 } });
  });

  test('what was noticed is public, and who takes it back leaves a trace without words', async () => {
    const { official, resident, moderator } = world.people;
    const body = 'Wie met een kind kwam, bleef het langst praten.';
    expect(await refusal(addObservation(as(resident, AFTER), { trajectoryId, body, observedOn: AFTER }))).toBe('not_allowed');
    const { id } = await addObservation(as(official, AFTER), { trajectoryId, body, observedOn: '2026-11-08' });
    await addObservation(as(moderator, AFTER), { trajectoryId, body: 'Er kwamen veel vragen over geluid.', observedOn: AFTER });
    expect(await refusal(withdrawObservation(as(moderator, AFTER), { observationId: id }))).toBe('not_allowed');
    await withdrawObservation(as(official, AFTER), { observationId: id });
    const { observations } = await getAgreements(as(null, AFTER), { trajectory: world.trajectory.slug });
    expect(observations.map((row) => [row.body, row.withdrawn])).toEqual([
      ['Er kwamen veel vragen over geluid.', false],
      ['', true],
    ]);
  });
});
