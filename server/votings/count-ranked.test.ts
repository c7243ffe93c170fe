import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countApprovals } from './count-approvals.ts';
import { countInstantRunoff } from './count-ranked.ts';

describe('a ranked voting', () => {
  test('is won at once by an option with more than half', () => {
    expect(countInstantRunoff({ options: ['a', 'b'], ballots: rank('a', 'a b', 'b') }).winner).toBe('a');
  });

  test('passes the ballots of the weakest option on to their next choice', () => {
    const { winner, rounds } = countInstantRunoff({ options: ['a', 'b', 'c'], ballots: rank('a', 'a', 'a', 'b', 'b', 'c b', 'c b') });
    expect(winner).toBe('b');
    expect(rounds.map(({ eliminated }) => eliminated)).toEqual(['c', null]);
    expect(rounds[1]).toMatchObject({
      tallies: [
        { id: 'a', votes: 3 },
        { id: 'b', votes: 4 },
      ],
      exhausted: 0,
    });
  });

  test('counts ballots that run out of options as exhausted', () => {
    const { winner, rounds } = countInstantRunoff({ options: ['a', 'b', 'c'], ballots: rank('a', 'a', 'b', 'b a', 'c') });
    expect(rounds[1]?.exhausted).toBe(1);
    expect(winner, 'a and b are equal in every round: b is last by id').toBe('a');
  });

  test('has no winner without ballots, and refuses unknown options', () => {
    expect(countInstantRunoff({ options: ['a', 'b'], ballots: [] }).winner).toBeNull();
    expect(() => countInstantRunoff({ options: ['a'], ballots: rank('x') })).toThrow(RangeError);
  });

  test('does not depend on the order of ballots, and every round counts every ballot', () => {
    const options = ['a', 'b', 'c', 'd'];
    const ballot = fc.record({ ranking: fc.shuffledSubarray(options) });
    fc.assert(
      fc.property(fc.array(ballot, { maxLength: 12 }), (ballots) => {
        const count = countInstantRunoff({ options, ballots });
        expect(countInstantRunoff({ options, ballots: [...ballots].reverse() })).toEqual(count);
        for (const round of count.rounds) {
          expect(round.tallies.reduce((sum, { votes }) => sum + votes, round.exhausted)).toBe(ballots.length);
        }
      }),
    );
  });
});

describe('an approval voting', () => {
  test('is won by the most chosen option; equals win together; a double choice counts once', () => {
    expect(countApprovals({ options: ['a', 'b', 'c'], ballots: approve('a b', 'a', 'c c') }).winners).toEqual(['a']);
    expect(countApprovals({ options: ['a', 'b', 'c'], ballots: approve('a b', 'c c c') })).toEqual({
      winners: ['a', 'b', 'c'],
      tally: [
        { id: 'a', votes: 1 },
        { id: 'b', votes: 1 },
        { id: 'c', votes: 1 },
      ],
    });
    expect(countApprovals({ options: ['a'], ballots: [] }).winners).toEqual([]);
  });
});

function rank(...lines: string[]): { ranking: string[] }[] {
  return lines.map((line) => ({ ranking: line.split(' ') }));
}

function approve(...lines: string[]): { approvals: string[] }[] {
  return lines.map((line) => ({ approvals: line.split(' ') }));
}
