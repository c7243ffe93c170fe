import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countInstantRunoff } from './count-ranked.ts';
import { countSingleTransferableVote } from './count-stv.ts';

describe('a single transferable vote', () => {
  // The example that text books give (en.wikipedia.org/wiki/Single_transferable_vote, "party food"): 20 guests, 3 foods.
  test('elects three of five foods as worked out by hand', () => {
    const ballots = rank(
      [4, 'orange'],
      [2, 'pear orange'],
      [8, 'chocolate strawberry'],
      [4, 'chocolate hamburger'],
      [1, 'strawberry'],
      [1, 'hamburger'],
    );
    const count = countSingleTransferableVote({ options: ['orange', 'pear', 'chocolate', 'strawberry', 'hamburger'], seats: 3, ballots });
    expect(count.quota).toBe(6);
    expect(count.winners).toEqual(['chocolate', 'orange', 'strawberry']);
    // Half of the twelve votes for chocolate were not needed: four go on to strawberry, two to hamburger.
    expect(count.rounds[1]?.tallies).toEqual([
      { id: 'orange', votes: 4 },
      { id: 'pear', votes: 2 },
      { id: 'chocolate', votes: 6 },
      { id: 'strawberry', votes: 5 },
      { id: 'hamburger', votes: 3 },
    ]);
    expect(count.rounds.map(({ elected, eliminated }) => [elected, eliminated])).toEqual([
      [['chocolate'], null],
      [[], 'pear'],
      [['orange'], null],
      [[], 'hamburger'],
      [['strawberry'], null],
    ]);
  });

  test('passes on parts of votes exactly', () => {
    // Quota floor(10 / 3) + 1 = 4. A has 7: each of its ballots goes on at 3/7, so B gets 6 × 3/7 = 18/7 and C 1 + 3/7.
    const ballots = rank([6, 'a b'], [1, 'a c'], [2, 'd'], [1, 'c']);
    const count = countSingleTransferableVote({ options: ['a', 'b', 'c', 'd'], seats: 2, ballots });
    expect(count.rounds[1]?.tallies).toEqual([
      { id: 'a', votes: 4 },
      { id: 'b', votes: 2.57 },
      { id: 'c', votes: 1.42 },
      { id: 'd', votes: 2 },
    ]);
    expect(count.winners).toEqual(['a', 'b']);
  });

  test('gives a minority of more than a third one of two seats', () => {
    const { winners } = countSingleTransferableVote({
      options: ['a1', 'a2', 'b1', 'b2'],
      seats: 2,
      ballots: rank([60, 'a1 a2'], [40, 'b1 b2']),
    });
    expect(winners).toEqual(['a1', 'b1']);
  });

  test('elects whoever is left when nobody else can be', () => {
    expect(countSingleTransferableVote({ options: ['a', 'b'], seats: 5, ballots: rank([1, 'b']) }).winners).toEqual(['b', 'a']);
    expect(countSingleTransferableVote({ options: ['a', 'b'], seats: 1, ballots: [] }).winners).toEqual([]);
    expect(() => countSingleTransferableVote({ options: ['a'], seats: 0, ballots: [] })).toThrow(RangeError);
    expect(() => countSingleTransferableVote({ options: ['a'], seats: 1, ballots: rank([1, 'x']) })).toThrow(RangeError);
  });

  const options = ['a', 'b', 'c', 'd', 'e'];
  const someBallots = fc.array(fc.record({ ranking: fc.shuffledSubarray(options) }), { maxLength: 25 });

  test('fills every seat, does not depend on the order of ballots or options, and loses no vote', () => {
    fc.assert(
      fc.property(someBallots, fc.integer({ min: 1, max: 4 }), (ballots, seats) => {
        const count = countSingleTransferableVote({ options, seats, ballots });
        const some = ballots.some(({ ranking }) => ranking.length > 0);
        expect(new Set(count.winners).size).toBe(some ? seats : 0);
        const other = countSingleTransferableVote({ options: [...options].reverse(), seats, ballots: [...ballots].reverse() });
        expect(other.winners).toEqual(count.winners);
        for (const round of count.rounds) {
          const sum = round.tallies.reduce((total, { votes }) => total + votes, round.exhausted);
          expect(Math.abs(sum - ballots.length)).toBeLessThan(0.01 * (options.length + 1));
        }
      }),
    );
  });

  test('is instant-runoff when there is one seat', () => {
    fc.assert(
      fc.property(someBallots, (ballots) => {
        const [winner = null] = countSingleTransferableVote({ options, seats: 1, ballots }).winners;
        // A majority of all ballots decides the same; a majority of the ballots that still count can only be reached earlier.
        expect(winner).toBe(countInstantRunoff({ options, ballots }).winner);
      }),
    );
  });

  test('gives a solid group of k quotas k seats', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 60 }), (k, extra, others) => {
        const seats = 4;
        // The smallest solid group that holds k quotas of all ballots together.
        let group = k;
        while (group < k * (Math.floor((group + others) / (seats + 1)) + 1)) group++;
        const { winners } = countSingleTransferableVote({
          options: ['s1', 's2', 's3', 't1', 't2', 't3', 't4'],
          seats,
          ballots: rank([group + extra, 's1 s2 s3'], [others, 't1 t2 t3 t4']),
        });
        expect(winners.filter((id) => id.startsWith('s')).length).toBeGreaterThanOrEqual(k);
      }),
    );
  });
});

function rank(...ballots: [number, string][]): { ranking: string[] }[] {
  return ballots.flatMap(([count, names]) => Array.from({ length: count }, () => ({ ranking: names.split(' ') })));
}
