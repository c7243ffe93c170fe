import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  activeFeatures,
  activePhases,
  heldBy,
  PHASE_KINDS,
  type PhaseKind,
  phaseOrderFault,
  runsOn,
  trajectoryState,
  type Verdict,
} from './rules.ts';

const phase = (kind: PhaseKind, startsOn: string, endsOn: string) => ({
  kind,
  startsOn,
  endsOn,
  features: PHASE_KINDS[kind].features,
  gated: false,
  verdict: null as Verdict | null,
});
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
    expect(runsOn({ startsOn: '2026-10-01', endsOn: '2026-11-30' }, today)).toBe(active);
  });

  test('of one day is active on that day only', () => {
    const day = { startsOn: '2026-03-29', endsOn: '2026-03-29' };
    expect(['2026-03-28', '2026-03-29', '2026-03-30'].map((today) => runsOn(day, today))).toEqual([false, true, false]);
  });

  const features = (today: string) =>
    activeFeatures(
      PHASES.map((phase) => ({ ...phase, minimumLevel: 'none' })),
      today,
    );

  test('gives what its kind allows, and a day between two phases gives nothing', () => {
    expect([...features('2026-11-30').keys()]).toEqual(['read', 'comment', 'write', 'suggest', 'propose', 'support']);
    expect(features('2026-12-01').size).toBe(0);
    expect(activePhases(PHASES, '2027-01-31').map(({ kind }) => kind)).toEqual(['decision']);
  });
});

test('what two phases allow at once asks no more than the one that asks least', () => {
  const [phase] = PHASES;
  if (!phase) throw new Error('no phase');
  const day = phase.startsOn;
  const two = (first: 'email' | 'address', second: 'none' | 'oidc') =>
    activeFeatures(
      [
        { ...phase, features: ['comment', 'write'], minimumLevel: first },
        { ...phase, features: ['comment'], minimumLevel: second },
      ],
      day,
    );
  expect([...two('address', 'oidc')]).toEqual([
    ['comment', 'address'],
    ['write', 'address'],
  ]);
  expect([...two('email', 'none')]).toEqual([
    ['comment', 'none'],
    ['write', 'email'],
  ]);
});

describe('a phase after a gate', () => {
  const gated = (verdicts: (Verdict | null)[]) => PHASES.map((own, index) => ({ ...own, gated: true, verdict: verdicts[index] ?? null }));
  const open = (verdicts: (Verdict | null)[], today: string) => activePhases(gated(verdicts), today).map(({ kind }) => kind);

  test.each<[string, (Verdict | null)[], string, PhaseKind[]]>([
    ['the first has no gate before it', [], '2026-09-10', ['agreements']],
    ['without a verdict it stays shut', [], '2026-10-10', []],
    ['go on opens it on its date', ['go_on'], '2026-10-10', ['writing']],
    ['and not before', ['go_on'], '2026-09-30', ['agreements']],
    ['finish opens nothing new', ['finish'], '2026-10-10', []],
    ['finish lets what was begun be decided', ['finish'], '2027-01-10', ['decision']],
    ['and carried out when the decision has its verdict', ['finish', null, 'finish'], '2027-02-10', ['carrying_out']],
    ['not when the decision has none', ['finish'], '2027-02-10', []],
    ['stop opens nothing', ['stop'], '2027-01-10', []],
    ['a verdict further on does not jump over one that lacks', [null, 'go_on'], '2027-01-10', []],
  ])('%s', (_, verdicts, today, kinds) => {
    expect(open(verdicts, today)).toEqual(kinds);
  });

  test('opens by its dates alone where no gate is set', () => {
    expect(activePhases(PHASES, '2026-10-10').map(({ kind }) => kind)).toEqual(['writing']);
  });

  test('never opens while an open phase before it lacks a verdict, and verdicts never open a phase outside its dates', () => {
    const verdict = fc.constantFrom<Verdict | null>('go_on', 'finish', 'stop', null);
    const kind = fc.constantFrom<PhaseKind>('problem', 'ideas', 'answering', 'writing', 'decision');
    fc.assert(
      fc.property(fc.array(fc.record({ verdict, kind, gated: fc.boolean() }), { minLength: 1, maxLength: 6 }), fc.nat(5), (rows, at) => {
        const month = (index: number) => String(index + 1).padStart(2, '0');
        const phases = rows.map((row, index) => ({
          ...phase(row.kind, `2026-${month(index)}-01`, `2026-${month(index)}-28`),
          gated: row.gated,
          verdict: row.verdict,
        }));
        const today = `2026-${month(at)}-10`;
        const found = activePhases(phases, today);
        expect(found.length).toBeLessThanOrEqual(at < phases.length ? 1 : 0);
        const [active] = found;
        if (!active) return;
        expect(runsOn(active, today)).toBe(true);
        for (const before of phases.slice(0, at))
          if (before.gated && heldBy(before, phases) === null) expect(['go_on', 'finish']).toContain(before.verdict);
      }),
    );
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

  test('a gate without a verdict keeps it where it was, whatever the dates of the next phases', () => {
    const phases = PHASES.map((own, index) => ({ ...own, gated: true, verdict: index === 0 ? ('go_on' as const) : null }));
    expect(at('2027-01-10', { phases })).toBe('running');
    expect(at('2028-06-01', { phases })).toBe('running');
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
      fc.property(fc.array(fc.record({ startsOn: day, endsOn: day }), { maxLength: 6 }), day, (dates, today) => {
        const phases = dates.map(({ startsOn, endsOn }) => phase('writing', startsOn, endsOn));
        if (phaseOrderFault(phases) === null) expect(activePhases(phases, today).length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
