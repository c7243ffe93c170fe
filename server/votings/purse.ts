/** The voters' money in a count by equal shares: who has how much, what a project would ask of them, and paying for it. */

/** An amount now, and how much it grows for every unit that the share of each voter is raised. */
export type Growing = { now: bigint; growth: bigint };

/**
 * Voters whose money is equal form one group, so that money is computed once per group and not once per voter. Amounts are
 * multiplied by `denominator`. Group 0 has nothing left.
 */
export type Purse = {
  money: bigint[];
  /** Growth of the money of each group. */
  growth: bigint[];
  denominator: bigint;
  /** Group of each voter. */
  groupOf: Int32Array;
  /** Groups that have voters and money, poorest first. */
  order: number[];
};

/** The supporters of a project that has none. */
export const emptyPurse = new Int32Array(0);

export function fillPurse(voters: number, share: { numerator: bigint; denominator: bigint }): Purse {
  return {
    money: [0n, share.numerator],
    growth: [0n, share.denominator],
    denominator: share.denominator,
    groupOf: new Int32Array(voters).fill(1),
    order: [1],
  };
}

/** How a cost is split as equally as possible: the poor give all they have, the `rich` others share `toShare` equally. */
export type Quote = { toShare: Growing; rich: bigint; members: Int32Array };

/** The split of `cost` over the supporters, or how much they miss together. */
export function askSupporters(voters: Int32Array, cost: bigint, purse: Purse): Quote | { missing: Growing } {
  const members = countMembers(voters, purse);
  let now = cost * purse.denominator;
  let growth = 0n;
  let rich = voters.length - (members[0] ?? 0);
  for (const group of purse.order) {
    const size = members[group] ?? 0;
    if (size === 0) continue;
    const each = purse.money[group] ?? 0n;
    if (now <= each * BigInt(rich)) return { toShare: { now, growth }, rich: BigInt(rich), members };
    now -= each * BigInt(size);
    growth -= (purse.growth[group] ?? 0n) * BigInt(size);
    rich -= size;
  }
  return { missing: { now, growth } };
}

/**
 * Takes the money and splits the groups into those who paid and those who did not.
 * @param onMargin told, for every group that pays, the margin by which it is rich or poor
 */
export function pay(
  voters: Int32Array,
  quote: Quote | { missing: Growing },
  purse: Purse,
  onMargin: (margin: Growing) => void,
): { payers: number; payment: bigint; denominator: bigint } {
  if ('missing' in quote) throw new RangeError('supporters cannot pay this project');
  const { toShare, rich, members } = quote;
  const common = gcd(gcd(toShare.now, toShare.growth < 0n ? -toShare.growth : toShare.growth), rich);
  const scale = rich / common;
  const payment = { now: toShare.now / common, growth: toShare.growth / common };
  scalePurse(purse, scale);
  const becomes = new Int32Array(purse.money.length).fill(-1);
  const emptied = new Uint8Array(purse.money.length);
  const paid: number[] = [];
  for (const group of purse.order) {
    if (!members[group]) continue;
    const left = { now: (purse.money[group] ?? 0n) - payment.now, growth: (purse.growth[group] ?? 0n) - payment.growth };
    onMargin(left.now < 0n ? { now: -left.now, growth: -left.growth } : left);
    if (left.now > 0n || (left.now === 0n && left.growth > 0n)) {
      becomes[group] = purse.money.push(left.now) - 1;
      purse.growth.push(left.growth);
      paid.push(becomes[group] ?? 0);
    } else {
      becomes[group] = 0;
      emptied[group] = 1;
    }
  }
  let payers = 0;
  for (const voter of voters) {
    const group = purse.groupOf[voter] ?? 0;
    if (group === 0) continue;
    if (purse.money[group] !== 0n) payers++;
    purse.groupOf[voter] = becomes[group] ?? 0;
  }
  dropUnused(purse, paid);
  return { payers, payment: payment.now, denominator: purse.denominator };
}

/** What these voters have left together, times the denominator. */
export function moneyOf(voters: Int32Array, purse: Purse): bigint {
  const members = countMembers(voters, purse);
  let sum = 0n;
  for (const group of purse.order) sum += BigInt(members[group] ?? 0) * (purse.money[group] ?? 0n);
  return sum;
}

function countMembers(voters: Int32Array, { money, groupOf }: Purse): Int32Array {
  const members = new Int32Array(money.length);
  for (const voter of voters) {
    const group = groupOf[voter] ?? 0;
    members[group] = (members[group] ?? 0) + 1;
  }
  return members;
}

function scalePurse(purse: Purse, scale: bigint): void {
  if (scale === 1n) return;
  for (const group of purse.order) {
    purse.money[group] = (purse.money[group] ?? 0n) * scale;
    purse.growth[group] = (purse.growth[group] ?? 0n) * scale;
  }
  purse.denominator *= scale;
}

/** Merges the groups that paid (still from poor to rich: all gave the same) into the order, and forgets those without voters. */
function dropUnused(purse: Purse, paid: number[]): void {
  const used = new Uint8Array(purse.money.length);
  for (const group of purse.groupOf) used[group] = 1;
  const stayed = purse.order.filter((group) => used[group] === 1);
  const order: number[] = [];
  let next = 0;
  for (const group of stayed) {
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
