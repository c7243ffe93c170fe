import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { agreeMetric, measureMetric } from '../agreements/commands.ts';
import { proposeIdea } from '../ideas/commands.ts';
import { actingOn, noon, refusal } from '../responses/test-story.ts';
import { createCaller } from '../router.ts';
import { openTestDatabase } from '../testing/database.ts';
import { makeWorld, type World } from '../testing/world.ts';
import { createTrajectory, publishTrajectory } from '../trajectories/commands.ts';
import { updatePhase } from '../trajectories/move-phase.ts';
import { loadActiveFeatures } from '../trajectories/queries.ts';
import type { GatedPhase, PhaseKind, Verdict } from '../trajectories/rules.ts';
import { decideGate } from './commands.ts';
import { getGates } from './queries.ts';
import { daysLate, type GateState, gateState } from './rules.ts';

describe('where a gate stands', () => {
  const phase = (kind: PhaseKind, startsOn: string, endsOn: string, verdict: Verdict | null = null): GatedPhase => ({
    kind,
    startsOn,
    endsOn,
    gated: true,
    verdict,
  });
  const first = phase('problem', '2026-01-01', '2026-01-31');
  const second = phase('ideas', '2026-02-01', '2026-02-28');
  test.each<[string, string, GateState]>([
    ['far from the end', '2026-01-16', 'to_come'],
    ['two weeks before the end', '2026-01-17', 'open'],
    ['on the last day', '2026-01-31', 'open'],
    ['the day after', '2026-02-01', 'late'],
  ])('%s', (_, today, state) => {
    expect(gateState(first, { phases: [first, second], today, decidedOn: null, stoppedOn: null })).toBe(state);
  });

  test('behind a gate that waits it is to come; behind finish or in a stopped trajectory it is skipped', () => {
    const given = { today: '2026-03-01', decidedOn: null, stoppedOn: null };
    expect(gateState(second, { phases: [first, second], ...given })).toBe('to_come');
    const finish = { ...first, verdict: 'finish' as const };
    expect(gateState(second, { phases: [finish, second], ...given })).toBe('skipped');
    expect(gateState(first, { phases: [first], ...given, stoppedOn: '2026-01-10' })).toBe('skipped');
    expect(gateState({ ...first, gated: false }, { phases: [first], ...given })).toBe('none');
  });

  test('a verdict on time and one that came late', () => {
    const given = { phases: [first], today: '2026-03-01', stoppedOn: null };
    expect(gateState(first, { ...given, decidedOn: '2026-01-31' })).toBe('decided');
    expect(gateState(first, { ...given, decidedOn: '2026-02-03' })).toBe('decided_late');
    expect([daysLate(first, '2026-01-30'), daysLate(first, '2026-01-31'), daysLate(first, '2026-02-03')]).toEqual([0, 0, 3]);
  });
});

describe('a gate', () => {
  let handle: DatabaseHandle;
  let world: World;
  let as: ReturnType<typeof actingOn>;
  beforeAll(async () => {
    handle = await openTestDatabase();
    world = await makeWorld(handle.db);
    as = actingOn(handle.db);
  });
  afterAll(() => handle.close());

  const VERDICT = {
    verdict: 'go_on',
    reason: 'Er kwamen genoeg verhalen en de buurt wil verder met ideeën.',
    owner: 'Team Participatie',
    nextOn: '2027-06-30',
  };

  async function make(slug: string) {
    const { admin, manager } = world.people;
    const texts = { title: 'Fase', summary: 'Zo gaat het.', influenceLevel: 'advise' as const, promise: 'U geeft advies.' };
    const { id } = await createTrajectory(as(admin, '2026-12-20'), {
      slug,
      title: 'De kade',
      question: 'Wat komt er op de kade?',
      lead: 'Bewoners kiezen mee.',
      areaName: 'Noordkade',
      decisionMaker: 'Het college',
      influenceSubject: 'De inrichting',
      fixedPoints: [],
      contactName: 'Noor Hamstra',
      areas: [],
      themes: [],
      policies: [],
      phases: [
        { ...texts, kind: 'agreements', startsOn: '2026-12-01', endsOn: '2026-12-10' },
        { ...texts, kind: 'problem', title: 'Verkennen', startsOn: '2027-01-01', endsOn: '2027-01-31' },
        { ...texts, kind: 'ideas', title: 'Ideeën', startsOn: '2027-02-01', endsOn: '2027-02-28' },
        { ...texts, kind: 'decision', title: 'Besluit', startsOn: '2027-03-01', endsOn: '2027-03-31' },
      ],
    });
    await publishTrajectory(as(manager, '2026-12-20'), { trajectoryId: id });
    const { gates } = await getGates(as(null, '2026-12-20'), { trajectory: slug });
    const phaseId = (title: string) => gates.find(({ phase }) => phase.title === title)?.phase.id ?? '';
    return { id, slug, phaseId };
  }
  const features = async (id: string, day: string) => [...(await loadActiveFeatures(handle.db, id, noon(day))).keys()];

  test('keeps the next phase shut on the page and in commands, and shows how late it is; then opens it', async () => {
    const { manager, official, resident } = world.people;
    const { id, slug, phaseId } = await make('poort');
    // What was over before the trajectory was written down here has no gate.
    expect(await features(id, '2027-01-10')).toContain('propose');
    const day = '2027-02-03';
    expect(await features(id, day)).toEqual([]);
    const page = () => createCaller(as(null, day)).trajectories.get({ slug });
    expect(await page()).toMatchObject({ state: 'running' });
    expect((await page()).phases.some(({ active }) => active)).toBe(false);
    const propose = () =>
      refusal(
        proposeIdea(as(resident, day), {
          trajectory: slug,
          title: 'Een bankje aan de kade',
          body: 'Daar kunt u rusten en kijken.',
          publicUrl: 'http://localhost',
        }),
      );
    expect(await propose()).toBe('phase_closed');
    const { gates } = await getGates(as(null, day), { trajectory: slug });
    expect(gates.map(({ state, daysLate: late }) => [state, late])).toEqual([
      ['none', 0],
      ['late', 3],
      ['to_come', 0],
      ['to_come', 0],
    ]);
    const decide = (actor: typeof manager, change: object = {}) =>
      refusal(decideGate(as(actor, day), { phaseId: phaseId('Verkennen'), ...VERDICT, ...change }));
    expect(await decide(official)).toBe('not_allowed');
    expect(await decide(manager, { reason: 'Te kort.' })).toBe('invalid');
    expect(await decide(manager, { nextOn: '2027-02-02' })).toBe('invalid');
    expect(await decide(manager, { phaseId: phaseId('Ideeën') })).toBe('gate_not_open');
    expect(await decide(manager)).toBe('nothing refused');
    expect(await decide(manager, { verdict: 'stop' })).toBe('already_decided');
    expect(await features(id, day)).toContain('propose');
    expect((await page()).phases.find(({ active }) => active)?.title).toBe('Ideeën');
    expect(await propose()).toBe('nothing refused');
    expect((await getGates(as(null, day), { trajectory: slug })).gates[1]).toMatchObject({
      state: 'decided_late',
      daysLate: 3,
      decision: { verdict: 'go_on', owner: 'Team Participatie', nextOn: '2027-06-30', decidedOn: day },
    });
    // A decided gate stays at the end of its phase.
    expect(await refusal(updatePhase(as(manager, day), { phaseId: phaseId('Verkennen'), endsOn: '2027-01-20' }))).toBe('invalid');
    await expect(handle.db.updateTable('gate').set({ verdict: 'stop' }).execute()).rejects.toThrow('record');
  });

  test('is decided once, also when two people do it at the same moment', async () => {
    const { manager, admin } = world.people;
    const { phaseId } = await make('tegelijk');
    const decide = (actor: typeof manager, verdict: string) =>
      refusal(decideGate(as(actor, '2027-01-30'), { phaseId: phaseId('Verkennen'), ...VERDICT, verdict }));
    const outcomes = await Promise.all([decide(manager, 'go_on'), decide(admin, 'finish')]);
    expect(outcomes.sort()).toEqual(['already_decided', 'nothing refused']);
  });

  test('with finish opens what was begun and nothing new', async () => {
    const { manager } = world.people;
    const { id, slug, phaseId } = await make('afmaken');
    await decideGate(as(manager, '2027-01-31'), { phaseId: phaseId('Verkennen'), ...VERDICT, verdict: 'finish' });
    expect(await features(id, '2027-02-10')).toEqual([]);
    expect(await features(id, '2027-03-10')).toEqual(['read']);
    expect((await createCaller(as(null, '2027-03-10')).trajectories.get({ slug })).state).toBe('deciding');
    expect((await getGates(as(null, '2027-03-10'), { trajectory: slug })).gates.map(({ state }) => state)).toEqual([
      'none',
      'decided',
      'skipped',
      'to_come',
    ]);
  });

  test('with stop ends the trajectory, with its reason as the account and the metrics as they stood', async () => {
    const { manager, official } = world.people;
    const { id, slug, phaseId } = await make('stoppen');
    const metric = await agreeMetric(as(manager, '2026-12-21'), {
      trajectoryId: id,
      name: 'Opkomst per avond',
      unit: 'mensen',
      direction: 'at_least',
      source: 'Geteld aan de deur',
      baseline: '',
      target: '40',
      measureOn: '2027-01-25',
      owner: 'Team Participatie',
      reason: 'Het eerste deel begon voordat wij dit konden afspreken.',
    });
    await measureMetric(as(official, '2027-01-20'), { metricId: metric.id, value: '12', measuredOn: '2027-01-20', note: '' });
    const reason = 'Onder de kade ligt een riool dat eerst open moet. Wij beginnen later opnieuw.';
    await decideGate(as(manager, '2027-01-30'), { phaseId: phaseId('Verkennen'), ...VERDICT, verdict: 'stop', reason });
    expect(await createCaller(as(null, '2027-02-01')).trajectories.get({ slug })).toMatchObject({
      state: 'stopped',
      stop: { on: '2027-01-30', account: reason },
    });
    expect(await features(id, '2027-01-31')).toEqual([]);
    const { gates } = await getGates(as(null, '2027-02-01'), { trajectory: slug });
    expect(gates[1]?.decision?.metrics).toMatchObject([{ name: 'Opkomst per avond', value: 12, target: 40, state: 'missed' }]);
    expect(gates.slice(2).map(({ state }) => state)).toEqual(['skipped', 'skipped']);
    const kinds = await handle.db.selectFrom('news').where('trajectory_id', '=', id).select('kind').execute();
    expect(kinds.map(({ kind }) => kind)).toEqual(['metric.amended', 'trajectory.stopped']);
  });
});
