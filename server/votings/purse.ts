/** The voters' money in a count by equal shares: who has how much, what a project would ask of them, and paying for it. */

/**
 * Voters whose money is equal form one group, so that money is computed once per group and not once per voter. Amounts are
 * multiplied by `denominator`. Group 0 has nothing left.
 */
export type Purse = {
  money: bigint[];
  denominator: bigint;
  /** The money of each group in units, rounded by less than 2⁻⁵⁰ of itself. */
  about: number[];
  /** Group of each voter. */
  groupOf: Int32Array;
  /** Voters in each group. */
  sizes: number[];
  /** Groups that have voters and money, poorest first. */
  order: number[];
  /** Room to count supporters by group in. */
  members: Int32Array;
};

/** The supporters of a project that has none. */
export const emptyPurse = new Int32Array(0);

export function fillPurse(voters: number, share: { numerator: bigint; denominator: bigint }): Purse {
  const nothing = share.numerator === 0n;
  return {
    money: [0n, share.numerator],
    denominator: share.denominator,
    about: [0, ratio(share.numerator, share.denominator)],
    groupOf: new Int32Array(voters).fill(nothing ? 0 : 1),
    sizes: nothing ? [voters, 0] : [0, voters],
    order: nothing ? [] : [1],
    members: new Int32Array(64),
  };
}

/** How a cost is split as equally as possible: the poor give all they have, the `rich` others share `toShare` equally. */
export type Quote = { toShare: bigint; rich: bigint };

/** The split of `cost` over the supporters; null when they cannot pay it together. */
export function askSupporters(voters: Int32Array, cost: number, purse: Purse): Quote | null {
  const members = countMembers(voters, purse);
  let toShare = BigInt(cost) * purse.denominator;
  let rich = voters.length - (members[0] ?? 0);
  for (const group of purse.order) {
    const size = members[group] ?? 0;
    if (size === 0) continue;
    const each = purse.money[group] ?? 0n;
    if (toShare <= each * BigInt(rich)) return { toShare, rich: BigInt(rich) };
    toShare -= each * BigInt(size);
    rich -= size;
  }
  return null;
}

/** By how much an estimate is wrong at the most, as a share of the cost: every group adds its own rounding and that of the sum, and there are no more groups than voters. */
export function doubtOf({ groupOf }: Purse): number {
  return (groupOf.length + 8) * 2 ** -48;
}

/**
 * What the split asks of each of the rich, as a share of the cost, from rounded money; many times faster than exactly.
 * @returns wrong by less than `doubtOf(purse)`; null when they cannot pay it together; 'unsure' when rounding could decide that
 */
export function estimateAsked(voters: Int32Array, cost: number, purse: Purse): number | null | 'unsure' {
  const members = countMembers(voters, purse);
  let toShare = cost;
  let rich = voters.length - (members[0] ?? 0);
  for (const group of purse.order) {
    const size = members[group] ?? 0;
    if (size === 0) continue;
    const each = purse.about[group] ?? 0;
    const left = each * rich - toShare;
    // On the edge between poor and rich both ways of splitting ask the same, but for the rounding.
    if (left >= 0) return toShare / rich / cost;
    toShare -= each * size;
    rich -= size;
  }
  return Math.abs(toShare) <= doubtOf(purse) * cost ? 'unsure' : null;
}

/** Takes the money and splits the groups into those who paid and those who did not. */
export function pay(voters: Int32Array, { toShare, rich }: Quote, purse: Purse): { payers: number; payment: bigint } {
  const common = gcd(toShare, rich);
  const payment = toShare / common;
  scalePurse(purse, rich / common);
  const members = countMembers(voters, purse);
  const becomes = new Int32Array(purse.money.length);
  const paid: number[] = [];
  let payers = 0;
  for (const group of purse.order) {
    const size = members[group] ?? 0;
    if (size === 0) continue;
    payers += size;
    purse.sizes[group] = (purse.sizes[group] ?? 0) - size;
    const left = (purse.money[group] ?? 0n) - payment;
    if (left > 0n) {
      const after = purse.money.push(left) - 1;
      purse.about.push(ratio(left, purse.denominator));
      purse.sizes.push(size);
      becomes[group] = after;
      paid.push(after);
    } else purse.sizes[0] = (purse.sizes[0] ?? 0) + size;
  }
  for (const voter of voters) purse.groupOf[voter] = becomes[purse.groupOf[voter] ?? 0] ?? 0;
  mergePaid(purse, paid);
  return { payers, payment };
}

/** What these voters have left together, times the denominator. */
export function moneyOf(voters: Int32Array, purse: Purse): bigint {
  const members = countMembers(voters, purse);
  let sum = 0n;
  for (const group of purse.order) sum += BigInt(members[group] ?? 0) * (purse.money[group] ?? 0n);
  return sum;
}

/** Far above what a number holds exactly, and so that dividing two of these is never infinite or nothing. */
const LONG = 1n << 960n;

/** Rounded by less than 2⁻⁵⁰ of itself, however long both are; what is next to nothing (2⁻⁸⁰⁰) may become nothing. */
export function ratio(numerator: bigint, denominator: bigint): number {
  let [above, below] = [numerator, denominator];
  while (above > LONG || below > LONG) [above, below] = [above >> 128n, below >> 128n];
  return Number(above) / Number(below);
}

/** @returns how many of these voters are in each group, until it is called again: making room for it anew takes longer than counting */
function countMembers(voters: Int32Array, purse: Purse): Int32Array {
  if (purse.members.length < purse.money.length) purse.members = new Int32Array(2 * purse.money.length);
  else purse.members.fill(0);
  const { members, groupOf } = purse;
  for (const voter of voters) {
    const group = groupOf[voter] as number;
    members[group] = (members[group] as number) + 1;
  }
  return members;
}

function scalePurse(purse: Purse, scale: bigint): void {
  if (scale === 1n) return;
  for (const group of purse.order) purse.money[group] = (purse.money[group] ?? 0n) * scale;
  purse.denominator *= scale;
}

/** Merges the groups that paid (still from poor to rich: all gave the same) into the order, and forgets those without voters. */
function mergePaid(purse: Purse, paid: number[]): void {
  const order: number[] = [];
  let next = 0;
  for (const group of purse.order) {
    if (purse.sizes[group] === 0) continue;
    while (next < paid.length && (purse.money[paid[next] ?? 0] ?? 0n) < (purse.money[group] ?? 0n)) order.push(paid[next++] ?? 0);
    order.push(group);
  }
  purse.order = [...order, ...paid.slice(next)];
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y > 0n) [x, y] = [y, x % y];
  return x;
}
