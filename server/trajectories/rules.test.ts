import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { activeFeatures, activePhases, isActive, PHASE_KINDS, type PhaseKind, phaseOrderFault, trajectoryState } from './rules.ts';

const phase = (kind: PhaseKind, startsOn: string, endsOn: string) => ({ kind, startsOn, endsOn, features: PHASE_KINDS[kind].features });
const PHASES = [
  phase('agreements', '2026-09-01', '2026-09-30'),
  phase('writing', '2026-10-01', '2026-11-30'),
  phase('decision', '2027-01-10', '2027-01-31'),
  phase('carrying_out', '2027-02-01', '2027-12-31'),
];

describe('a phase by its dates', () => {
  test.each([
    ['2026-09-30', false],
    ['2026-10-01', true],
    ['2026-11-15', true],
    ['2026-11-30', true],
    ['2026-12-01', false],
  ])('on %s: active %s', (today, active) => {
    expect(isActive({ startsOn: '2026-10-01', endsOn: '2026-11-30' }, today)).toBe(active);
  });

  test('of one day is active on that day only', () => {
    const day = { startsOn: '2026-03-29', endsOn: '2026-03-29' };
    expect(['2026-03-28', '2026-03-29', '2026-03-30'].map((today) => isActive(day, today))).toEqual([false, true, false]);
  });

  test('gives what its kind allows, and a day between two phases gives nothing', () => {
    expect(activeFeatures(PHASES, '2026-11-30')).toEqual(new Set(['read', 'comment', 'write', 'suggest', 'propose', 'support']));
    expect(activeFeatures(PHASES, '2026-12-01')).toEqual(new Set());
    expect(activePhases(PHASES, '2027-01-31').map(({ kind }) => kind)).toEqual(['decision']);
  });
});

describe('where a trajectory stands', () => {
  const published = new Date('2026-08-01T08:00:00Z');
  const at = (today: string, change: Partial<Parameters<typeof trajectoryState>[0]> = {}) =>
    trajectoryState({ publishedAt: published, stoppedAt: null, phases: PHASES, ...change }, { now: new Date(`${today}T12:00:00Z`), today });

  test.each([
    ['2026-07-31', 'concept'],
    ['2026-08-31', 'announced'],
    ['2026-09-01', 'running'],
    ['2026-11-30', 'running'],
    ['2026-12-15', 'running'],
    ['2027-01-10', 'deciding'],
    ['2027-02-01', 'carrying_out'],
    ['2027-12-31', 'carrying_out'],
    ['2028-01-01', 'evaluated'],
  ])('on %s: %s', (today, state) => {
    expect(at(today)).toBe(state);
  });

  test('a concept stays a concept, whatever its dates', () => {
    expect(at('2026-11-01', { publishedAt: null })).toBe('concept');
  });

  test('stopped counts from the moment it was stopped, also after its last phase', () => {
    const stoppedAt = new Date('2026-10-20T09:00:00Z');
    expect(at('2026-10-19', { stoppedAt })).toBe('running');
    expect(at('2026-10-20', { stoppedAt })).toBe('stopped');
    expect(at('2028-06-01', { stoppedAt })).toBe('stopped');
  });

  test('without phases it is announced', () => {
    expect(at('2026-11-01', { phases: [] })).toBe('announced');
  });
});

describe('the order of phases', () => {
  test.each([
    [
      'one after another',
      [
        ['2026-01-01', '2026-01-31'],
        ['2026-02-01', '2026-02-28'],
      ],
      null,
    ],
    [
      'with a gap',
      [
        ['2026-01-01', '2026-01-31'],
        ['2026-03-01', '2026-03-31'],
      ],
      null,
    ],
    [
      'of one day',
      [
        ['2026-01-01', '2026-01-01'],
        ['2026-01-02', '2026-01-02'],
      ],
      null,
    ],
    [
      'sharing a day',
      [
        ['2026-01-01', '2026-01-31'],
        ['2026-01-31', '2026-02-28'],
      ],
      'overlap',
    ],
    [
      'swapped',
      [
        ['2026-02-01', '2026-02-28'],
        ['2026-01-01', '2026-01-31'],
      ],
      'overlap',
    ],
    ['ending before it starts', [['2026-01-31', '2026-01-01']], 'ends_before_start'],
  ])('%s', (_, dates, fault) => {
    expect(phaseOrderFault(dates.map(([startsOn = '', endsOn = '']) => ({ startsOn, endsOn })))).toBe(fault);
  });

  test('phases without a fault never have two active on one day', () => {
    const day = fc.integer({ min: 0, max: 60 }).map((offset) => new Date(Date.UTC(2026, 0, 1 + offset)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(fc.array(fc.record({ startsOn: day, endsOn: day }), { maxLength: 6 }), day, (phases, today) => {
        if (phaseOrderFault(phases) === null) expect(activePhases(phases, today).length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
