import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BudgetMethod, type Completion, countBudgetVoting } from './count.ts';
import { buyProjects, type EqualSharesRun } from './equal-shares.ts';
import { parsePabulib } from './pabulib.ts';
import { toPoll } from './poll.ts';

const METHODS: { method: BudgetMethod; completion?: Completion }[] = [
  { method: 'greedy' },
  { method: 'equal_shares', completion: 'none' },
  { method: 'equal_shares', completion: 'add1' },
  { method: 'equal_shares', completion: 'add1_utilitarian' },
];

describe('a budget voting, counted greedily', () => {
  test('gives money by number of approvals and skips what no longer fits', () => {
    const count = countBudgetVoting({
      budget: 100,
      projects: project({ steiger: 60, helling: 50, bankje: 40 }),
      ballots: ballots('steiger', 'steiger', 'steiger helling', 'helling', 'bankje'),
      method: 'greedy',
    });
    expect(count.winners).toEqual(['steiger', 'bankje']);
    expect(count.spent).toBe(100);
    expect(count.explanation.projects.find(({ id }) => id === 'helling')).toMatchObject({
      outcome: 'too_expensive',
      leftBefore: 40,
      short: 10,
      votes: 2,
    });
    expect(count.explanation).toMatchObject({ left: 0, ballots: 5, satisfied: 4 });
  });

  test('breaks ties by lower cost, then by code point of the id', () => {
    const count = countBudgetVoting({
      budget: 100,
      projects: [
        { id: '\u{1F333}', cost: 10 },
        { id: '\uFF21', cost: 10 },
        { id: 'z', cost: 9 },
      ],
      ballots: [],
      method: 'greedy',
    });
    expect(count.winners, 'without a ballot nobody wins').toEqual([]);
    const voted = countBudgetVoting({
      budget: 100,
      projects: [
        { id: '\u{1F333}', cost: 10 },
        { id: '\uFF21', cost: 10 },
        { id: 'z', cost: 9 },
      ],
      ballots: [{ approvals: ['\u{1F333}', '\uFF21', 'z'] }],
      method: 'greedy',
    });
    expect(voted.winners).toEqual(['z', '\uFF21', '\u{1F333}']);
  });
});

describe('a budget voting, counted by equal shares', () => {
  test('gives each side its part of the money: six against four', () => {
    // Six people want the three park projects, four want the two boat projects: 60 % and 40 % of the money.
    const input = {
      budget: 100,
      projects: project({ park1: 20, park2: 20, park3: 20, park4: 20, boot1: 20, boot2: 20 }),
      ballots: ballots(...Array(6).fill('park1 park2 park3 park4'), ...Array(4).fill('boot1 boot2')),
    };
    expect(countBudgetVoting({ ...input, method: 'greedy' }).winners).toEqual(['park1', 'park2', 'park3', 'park4', 'boot1']);
    const fair = countBudgetVoting({ ...input, method: 'equal_shares' });
    expect([...fair.winners].sort()).toEqual(['boot1', 'boot2', 'park1', 'park2', 'park3']);
    expect(fair.explanation.share).toBe(1000);
    expect(fair.explanation.projects[0]).toMatchObject({ id: 'park1', outcome: 'won', payers: 6, highestPayment: 334 });
    expect(fair.explanation.projects.at(-1)).toMatchObject({ id: 'park4', outcome: 'too_little_support', short: 20 });
  });

  test('lets those who have little left pay less than the others', () => {
    // Three pay 10 of their 15 for `samen`. Then one of them has 5 left for `rest`, and the fourth adds 15.
    const count = countBudgetVoting({
      budget: 60,
      projects: project({ samen: 30, rest: 20 }),
      ballots: ballots('samen rest', 'samen', 'samen', 'rest'),
      method: 'equal_shares',
    });
    expect(count.winners).toEqual(['samen', 'rest']);
    expect(count.explanation.projects[1]).toMatchObject({ payers: 2, highestPayment: 1500 });
  });

  test('raises shares by whole units until nothing more fits, and then fills up', () => {
    const input = { budget: 5720, projects: project({ bloemen: 5000, boksen: 2000, schilderen: 2000 }) };
    const poll = { ...input, ballots: ballots(...Array(40).fill('bloemen'), ...Array(21).fill('boksen'), ...Array(5).fill('schilderen')) };
    const counted = METHODS.map((how) => countBudgetVoting({ ...poll, ...how }).winners);
    expect(counted).toEqual([['bloemen'], [], ['boksen'], ['boksen', 'schilderen']]);
    expect(
      countBudgetVoting({ ...poll, method: 'equal_shares', completion: 'add1' }).explanation.share,
      'at € 125 the flowers would burst the budget',
    ).toBe(12400);
  });

  test('is quick with a few ballots and millions of cents', () => {
    const started = performance.now();
    const count = countBudgetVoting({
      budget: 24_000_000,
      projects: project({ a: 10_000_000, b: 9_000_000, c: 24_000_000 }),
      ballots: ballots('a b', 'c', 'a'),
      method: 'equal_shares',
      completion: 'add1',
    });
    expect(count.winners).toEqual(['a', 'b']);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('every count', () => {
  test('never spends more than the budget, and what it says adds up', () => {
    fc.assert(
      fc.property(pollArbitrary(), fc.constantFrom(...METHODS), (poll, how) => {
        const { winners, spent, explanation } = countBudgetVoting({ ...poll, ...how });
        const cost = new Map(poll.projects.map(({ id, cost }) => [id, cost]));
        expect(spent).toBe(winners.reduce((sum, id) => sum + (cost.get(id) ?? 0), 0));
        expect(spent).toBeLessThanOrEqual(poll.budget);
        expect(new Set(winners).size).toBe(winners.length);
        expect(explanation.projects.map(({ id }) => id).sort()).toEqual(poll.projects.map(({ id }) => id).sort());
        for (const { id, outcome, short } of explanation.projects) {
          expect(outcome === 'won' || outcome === 'won_with_leftover').toBe(winners.includes(id));
          if (!winners.includes(id) && poll.ballots.length > 0) expect(short).toBeGreaterThan(0);
        }
      }),
    );
  });

  test('does not depend on the order of ballots or projects', () => {
    fc.assert(
      fc.property(pollArbitrary(), fc.constantFrom(...METHODS), (poll, how) => {
        const turned = { ...poll, ballots: [...poll.ballots].reverse(), projects: [...poll.projects].reverse() };
        expect(countBudgetVoting({ ...turned, ...how })).toEqual(countBudgetVoting({ ...poll, ...how }));
      }),
    );
  });

  test('leaves nothing that fits when it fills up', () => {
    fc.assert(
      fc.property(pollArbitrary(), fc.constantFrom(METHODS[0], METHODS[3]), (poll, how) => {
        const { winners, spent } = countBudgetVoting({ ...poll, ...(how as { method: BudgetMethod }) });
        for (const { id, cost } of poll.projects) expect(winners.includes(id) || spent + cost > poll.budget).toBe(true);
      }),
    );
  });

  test('keeps a winner winning when one more person chooses it (greedy)', () => {
    fc.assert(
      fc.property(pollArbitrary(), fc.nat(), (poll, pick) => {
        const { winners } = countBudgetVoting({ ...poll, method: 'greedy' });
        const id = winners[pick % Math.max(1, winners.length)];
        if (!id) return;
        const more = { ...poll, ballots: [...poll.ballots, { approvals: [id] }] };
        expect(countBudgetVoting({ ...more, method: 'greedy' }).winners).toContain(id);
      }),
    );
  });

  test('equals a slow count with plain fractions that raises shares one by one', () => {
    fc.assert(
      fc.property(pollArbitrary(), fc.constantFrom<Completion>('none', 'add1', 'add1_utilitarian'), (poll, completion) => {
        expect(countBudgetVoting({ ...poll, method: 'equal_shares', completion }).winners).toEqual(countSlowly(poll, completion));
      }),
      { numRuns: 300 },
    );
  });

  test('skips no share that would have changed the outcome: as when every share is tried', () => {
    fc.assert(
      fc.property(pollArbitrary(), fc.integer({ min: 1, max: 37 }), (small, unit) => {
        const poll = inUnits(small, unit);
        const { winners, explanation } = countBudgetVoting({ ...poll, method: 'equal_shares', completion: 'add1' });
        const { run, share } = raiseOneByOne(poll);
        expect([winners, explanation.share]).toEqual([run.purchases.map(({ project }) => poll.projects[project]?.id), share * 100]);
      }),
      { numRuns: 150 },
    );
  });

  test('shares between two that are sure to buy the same do buy the same, in the same order', () => {
    let sure = 0;
    fc.assert(
      fc.property(pollArbitrary(), fc.nat(400), fc.integer({ min: 2, max: 60 }), (small, from, width) => {
        const poll = toPoll(small);
        const buy = (share: number, along: EqualSharesRun | null = null) =>
          buyProjects(poll, { numerator: BigInt(share), denominator: 7n, along });
        const order = (run: EqualSharesRun) => run.purchases.map(({ project }) => project).join();
        const first = buy(from);
        const last = buy(from + width, first);
        if (!last.sameBetween) return;
        sure += 1;
        for (let share = from; share <= from + width; share += 1) expect(order(buy(share))).toBe(order(first));
      }),
      { numRuns: 300 },
    );
    expect(sure).toBeGreaterThan(30);
  });

  test('refuses what contradicts itself', () => {
    const projects = project({ a: 1 });
    expect(() => countBudgetVoting({ budget: 1.5, projects, ballots: [], method: 'greedy' })).toThrow(RangeError);
    expect(() => countBudgetVoting({ budget: 1, projects: [...projects, ...projects], ballots: [], method: 'greedy' })).toThrow(/twice/);
    expect(() => countBudgetVoting({ budget: 1, projects, ballots: ballots('b'), method: 'greedy' })).toThrow(/unknown/);
    expect(() => countBudgetVoting({ budget: 1, projects: project({ a: -1 }), ballots: [], method: 'greedy' })).toThrow(RangeError);
  });
});

const folder = existsSync('../shared/data/pabulib/expected.json') ? '../shared/data/pabulib' : null;

describe.runIf(folder)('the real votings of pabulib', () => {
  const expected: Record<string, Record<string, unknown>> = folder ? JSON.parse(readFileSync(`${folder}/expected.json`, 'utf8')) : {};
  const outcomes = ['greedy', 'mes', 'mesAdd1', 'mesAdd1Utilitarian'];
  const cases = Object.keys(expected).flatMap((file) => METHODS.map((how, index) => ({ file, outcome: outcomes[index] ?? '', how })));
  test.each(cases)('$file gives $outcome as equalshares.net does', ({ file, outcome, how }) => {
    const { budget, projects, ballots } = parsePabulib(readFileSync(`${folder}/${file}`));
    const started = performance.now();
    const { winners } = countBudgetVoting({ budget, projects, ballots: ballots.map(({ choices }) => ({ approvals: choices })), ...how });
    expect([...winners].sort()).toEqual(expected[file]?.[outcome]);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('a voting of 4,984 ballots counts in cents too, a hundred times as many shares to try', () => {
    const { budget, projects, ballots } = parsePabulib(readFileSync(`${folder}/netherlands_amsterdam_332_.pb`));
    const count = (unit: number) =>
      countBudgetVoting({
        budget: budget * unit,
        projects: projects.map(({ id, cost }) => ({ id, cost: cost * unit })),
        ballots: ballots.map(({ choices }) => ({ approvals: choices })),
        method: 'equal_shares',
        completion: 'add1',
      });
    const before = process.cpuUsage();
    const { winners } = count(100);
    // On a quiet machine less than a second; one by one it took 28.
    expect(process.cpuUsage(before).user).toBeLessThan(4_000_000);
    expect([...winners].sort()).toEqual([...count(1).winners].sort());
  });
});

/** The same voting in a smaller unit, with amounts that are no round numbers of it. */
function inUnits({ budget, projects, ballots }: Poll, unit: number): Poll {
  return { budget: budget * unit, projects: projects.map(({ id, cost }, index) => ({ id, cost: cost * unit + (index % unit) })), ballots };
}

/** Add1 to the letter: one unit at a time. */
function raiseOneByOne(input: Poll): { run: EqualSharesRun; share: number } {
  const poll = toPoll(input);
  const buy = (share: number) => buyProjects(poll, { numerator: BigInt(share), denominator: 1n });
  const supported = poll.approvers.filter(({ length }) => length > 0).length;
  let share = Math.floor(poll.budget / poll.ballots);
  let run = buy(share);
  const fits = () =>
    poll.costs.some((cost, index) => !run.purchases.some(({ project }) => project === index) && run.spent + cost <= poll.budget);
  while (run.purchases.length < supported && fits()) {
    const next = buy(share + 1);
    if (next.spent > poll.budget) break;
    share += 1;
    run = next;
  }
  return { run, share };
}

function project(costs: Record<string, number>): { id: string; cost: number }[] {
  return Object.entries(costs).map(([id, cost]) => ({ id, cost }));
}

function ballots(...lines: string[]): { approvals: string[] }[] {
  return lines.map((line) => ({ approvals: line.split(' ') }));
}

function pollArbitrary() {
  return fc
    .record({ budget: fc.integer({ min: 0, max: 400 }), costs: fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 6 }) })
    .chain(({ budget, costs }) => {
      const projects = costs.map((cost, index) => ({ id: `p${index}`, cost }));
      const ids = projects.map(({ id }) => id);
      const approvals = fc.subarray(ids);
      return fc.record({
        budget: fc.constant(budget),
        projects: fc.constant(projects),
        ballots: fc.array(fc.record({ approvals }), { minLength: 1, maxLength: 9 }),
      });
    });
}

type Poll = { budget: number; projects: { id: string; cost: number }[]; ballots: { approvals: string[] }[] };
type Fraction = { n: bigint; d: bigint };

/** The rules once more, written as on equalshares.net and as slow as they come. */
function countSlowly({ budget, projects, ballots }: Poll, completion: Completion): string[] {
  const votes = new Map(projects.map(({ id }) => [id, ballots.filter(({ approvals }) => approvals.includes(id)).length]));
  const costOf = new Map(projects.map(({ id, cost }) => [id, cost]));
  const ranked = [...projects].sort((a, b) => (votes.get(b.id) ?? 0) - (votes.get(a.id) ?? 0) || a.cost - b.cost || (a.id < b.id ? -1 : 1));
  const total = (ids: string[]) => ids.reduce((sum, id) => sum + (costOf.get(id) ?? 0), 0);
  function shareOut(share: Fraction): string[] {
    const money = ballots.map(() => share);
    const winners: string[] = [];
    for (;;) {
      let best: { id: string; price: Fraction; cost: number } | null = null;
      for (const { id, cost } of ranked) {
        if (winners.includes(id)) continue;
        const purses = ballots.flatMap(({ approvals }, index) => (approvals.includes(id) ? [money[index] as Fraction] : [])).sort(order);
        let rest: Fraction = { n: BigInt(cost), d: 1n };
        let price: Fraction | null = null;
        for (const [index, purse] of purses.entries()) {
          const equal = { n: rest.n, d: rest.d * BigInt(purses.length - index) };
          if (order(equal, purse) <= 0) {
            price = equal;
            break;
          }
          rest = minus(rest, purse);
        }
        if (
          price &&
          (!best || order({ n: price.n, d: price.d * BigInt(cost) }, { n: best.price.n, d: best.price.d * BigInt(best.cost) }) < 0)
        ) {
          best = { id, price, cost };
        }
      }
      if (!best) return winners;
      winners.push(best.id);
      for (const [index, { approvals }] of ballots.entries()) {
        const purse = money[index] as Fraction;
        if (approvals.includes(best.id)) money[index] = order(purse, best.price) > 0 ? minus(purse, best.price) : { n: 0n, d: 1n };
      }
    }
  }
  if (completion === 'none') return shareOut({ n: BigInt(budget), d: BigInt(ballots.length) });
  let share = Math.floor(budget / ballots.length);
  let winners = shareOut({ n: BigInt(share), d: 1n });
  const supported = projects.filter(({ id }) => votes.get(id)).length;
  while (winners.length < supported && projects.some(({ id, cost }) => !winners.includes(id) && total(winners) + cost <= budget)) {
    share += 1;
    const next = shareOut({ n: BigInt(share), d: 1n });
    if (total(next) > budget) break;
    winners = next;
  }
  if (completion === 'add1') return winners;
  for (const { id, cost } of ranked) if (!winners.includes(id) && total(winners) + cost <= budget) winners.push(id);
  return winners;
}

function order(a: Fraction, b: Fraction): number {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function minus(a: Fraction, b: Fraction): Fraction {
  return { n: a.n * b.d - b.n * a.d, d: a.d * b.d };
}
