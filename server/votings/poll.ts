/** A budget voting as the counting rules see it: numbers in arrays, checked once. */

export type BudgetVotingInput = {
  /** Whole cents or whole euros, as long as costs are in the same unit. */
  budget: number;
  projects: { id: string; cost: number }[];
  /** With `points`, one per approved project, whole and not negative, ballots weigh projects by points instead of alike. */
  ballots: { approvals: string[]; points?: number[] }[];
};

export type Poll = {
  budget: number;
  ids: string[];
  costs: number[];
  /** Number of ballots, blank ones included. */
  ballots: number;
  /** For each project (by index) the indexes of the ballots that approve it. */
  approvers: Int32Array[];
  /** For each project the sum of its points; null when ballots approve without weighing. */
  points: number[] | null;
  /** Indexes of the projects: most points or approvals first, then lowest cost, then id by code point. This order breaks every tie. */
  ranked: number[];
};

/**
 * Checks and indexes a budget voting. A project named twice on one ballot counts once.
 * @throws RangeError on an amount that is negative or not whole, a project listed twice, a ballot that names an unknown project, or points that do not fit
 */
export function toPoll({ budget, projects, ballots }: BudgetVotingInput): Poll {
  assertWhole(budget, 'budget');
  const indexOf = new Map<string, number>();
  for (const { id, cost } of projects) {
    assertWhole(cost, `cost of project ${id}`);
    if (indexOf.has(id)) throw new RangeError(`project ${id} is listed twice`);
    indexOf.set(id, indexOf.size);
  }
  assertWhole(
    projects.reduce((sum, { cost }) => sum + cost, 0),
    'sum of all costs',
  );
  const voters: number[][] = projects.map(() => []);
  const points = ballots.some((ballot) => ballot.points) ? projects.map(() => 0) : null;
  ballots.forEach(({ approvals, points: given }, ballot) => {
    if (given && given.length !== approvals.length)
      throw new RangeError(`ballot ${ballot + 1} has ${given.length} points for ${approvals.length} projects`);
    given?.forEach((amount, index) => {
      assertWhole(amount, `points on ballot ${ballot + 1}`);
      const project = indexOf.get(approvals[index] ?? '');
      if (points && project !== undefined) points[project] = (points[project] ?? 0) + amount;
    });
    for (const id of new Set(approvals)) {
      const project = indexOf.get(id);
      if (project === undefined) throw new RangeError(`ballot ${ballot + 1} names an unknown project: ${id}`);
      voters[project]?.push(ballot);
    }
  });
  const ids = projects.map(({ id }) => id);
  const costs = projects.map(({ cost }) => cost);
  const support = points ?? voters.map((list) => list.length);
  const ranked = ids
    .map((_, index) => index)
    .sort(
      (a, b) => (support[b] ?? 0) - (support[a] ?? 0) || (costs[a] ?? 0) - (costs[b] ?? 0) || compareCodePoints(ids[a] ?? '', ids[b] ?? ''),
    );
  return { budget, ids, costs, ballots: ballots.length, approvers: voters.map((list) => Int32Array.from(list)), points, ranked };
}

/** Order of two texts by Unicode code point; JavaScript's own `<` goes by UTF-16 unit, which differs beyond U+FFFF. */
export function compareCodePoints(a: string, b: string): number {
  const left = Array.from(a);
  const right = Array.from(b);
  for (let i = 0; i < left.length && i < right.length; i++) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function assertWhole(amount: number, what: string): void {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError(`${what} must be a whole, non-negative amount, not ${amount}`);
}
