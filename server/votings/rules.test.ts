import { describe, expect, test } from 'vitest';
import { isVotingHeld, meetsLevel, rankingFrom, readChoices, shuffleFor, votingState } from './rules.ts';

const opensAt = new Date('2026-11-01T08:00:00Z');
const closesAt = new Date('2026-11-30T23:00:00Z');

test.each([
  ['2026-11-01T07:59:59.999Z', 'planned'],
  ['2026-11-01T08:00:00.000Z', 'open'],
  ['2026-11-30T22:59:59.999Z', 'open'],
  ['2026-11-30T23:00:00.000Z', 'closed'],
])('at %s the voting is %s', (now, state) => {
  expect(votingState({ opensAt, closesAt }, new Date(now))).toBe(state);
});

test('a voting stays planned while its phase waits behind a gate', () => {
  const phase = (kind: 'ideas' | 'voting', startsOn: string, endsOn: string, verdict: 'go_on' | null) => ({
    kind,
    startsOn,
    endsOn,
    gated: true,
    verdict,
    features: kind === 'voting' ? ['vote'] : [],
  });
  const phases = (verdict: 'go_on' | null) => [
    phase('ideas', '2026-10-01', '2026-10-31', verdict),
    phase('voting', '2026-11-01', '2026-11-30', null),
  ];
  expect([null, 'go_on' as const].map((verdict) => isVotingHeld(phases(verdict), '2026-11-10'))).toEqual([true, false]);
  // Outside any phase in which people vote, the moments of the voting decide alone.
  expect(isVotingHeld(phases(null), '2026-12-10')).toBe(false);
  const now = new Date('2026-11-10T12:00:00Z');
  expect([true, false].map((held) => votingState({ opensAt, closesAt, held }, now))).toEqual(['planned', 'open']);
});

test('a level suffices when it is at least the level asked', () => {
  expect(meetsLevel('email', 'email')).toBe(true);
  expect(meetsLevel('oidc', 'address')).toBe(true);
  expect(meetsLevel('none', 'email')).toBe(false);
  expect(meetsLevel('email', 'address')).toBe(false);
});

describe('choices', () => {
  const options = [
    { id: 'a', cost: 60 },
    { id: 'b', cost: 40 },
    { id: 'c', cost: 1 },
  ];
  const rules = { kind: 'budget', budget: 100, maxChoices: null, options } as const;

  test('may cost exactly the budget, in any order', () => {
    expect(readChoices({ ...rules }, ['b', 'a'])).toEqual(['a', 'b']);
  });

  test('keep their order in a ranked voting', () => {
    expect(readChoices({ kind: 'ranked', budget: null, maxChoices: 2, options }, ['c', 'a'])).toEqual(['c', 'a']);
  });

  test.each([
    [['a', 'b', 'c'], 'budget_exceeded'],
    [[], 'invalid'],
    [['a', 'a'], 'invalid'],
    [['x'], 'invalid'],
  ])('%j is refused: %s', (choices, code) => {
    expect(() => readChoices(rules, choices)).toThrow(expect.objectContaining({ code }));
  });

  test('above the number allowed are refused, told how many are', () => {
    expect(() => readChoices({ ...rules, maxChoices: 1 }, ['b', 'c'])).toThrow(
      expect.objectContaining({ code: 'vote_limit_reached', details: { max: 1 } }),
    );
  });
});

describe('the order of options', () => {
  const options = Array.from({ length: 12 }, (_, index) => ({ id: `optie-${index}` }));

  test('is the same each time for one visitor, holds every option, and differs between visitors', () => {
    const first = shuffleFor(options, 'anna');
    expect(shuffleFor([...options].reverse(), 'anna')).toEqual(first);
    expect([...first].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual([...options].sort((a, b) => (a.id < b.id ? -1 : 1)));
    expect(shuffleFor(options, 'bram')).not.toEqual(first);
  });

  test('puts every option on top about equally often', () => {
    const tops = new Map<string, number>();
    for (let visitor = 0; visitor < 3000; visitor++) {
      const top = shuffleFor(options, `visitor-${visitor}`)[0]?.id ?? '';
      tops.set(top, (tops.get(top) ?? 0) + 1);
    }
    for (const { id } of options) expect(tops.get(id)).toBeGreaterThan(180);
  });
});

test('places become a ranking; two options on one place do not', () => {
  expect(
    rankingFrom([
      { id: 'a', place: 3 },
      { id: 'b', place: 0 },
      { id: 'c', place: 1 },
    ]),
  ).toEqual(['c', 'a']);
  expect(
    rankingFrom([
      { id: 'a', place: 1 },
      { id: 'b', place: 1 },
    ]),
  ).toBeNull();
});
