/**
 * What stands out in support and votes. Pure. A rule only asks a person to look: an evening in the library, or a school, looks the same as somebody with sixty
 * accounts. So nothing here hides, removes or refuses anything (docs/decisions/0032).
 */
import { isDisposable } from './disposable-domains.ts';

export const INTEGRITY_RULES = ['address_range', 'new_accounts', 'mail_domain'] as const;
export type IntegrityRule = (typeof INTEGRITY_RULES)[number];

export const OUTCOMES = ['nothing', 'passed_on', 'excluded'] as const;
export type FlagOutcome = (typeof OUTCOMES)[number];

const MINUTE = 60_000;

export const LIMITS = {
  /** So many from one range of addresses within ten minutes. */
  range: { count: 20, withinMs: 10 * MINUTE },
  /** So many from accounts made within an hour of each other, none of which was a day old. */
  accounts: { count: 15, withinMs: 60 * MINUTE, newMs: 24 * 60 * MINUTE },
  /** So many from addresses that are thrown away. */
  domains: { count: 5 },
} as const;

/** One support, or one person who voted; of a vote nobody keeps when. */
export type Trace = {
  personId: string;
  at: Date | null;
  accountMadeAt: Date;
  /** Null for who has no address. */
  mailDomain: string | null;
  /** Hash of the range of addresses; null where none is kept. */
  range: string | null;
};

export type Finding = {
  rule: IntegrityRule;
  personIds: string[];
  count: number;
  /** From the first to the last of one cluster, the longest; rounded up. Of the accounts for `new_accounts`. */
  minutes: number;
};

/** What stands out, at most one finding per rule. @param since of a vote: accounts made from here on are new */
export function findUnusual(traces: readonly Trace[], { since }: { since?: Date } = {}): Finding[] {
  const { range, accounts, domains } = LIMITS;
  const dated = traces.filter((trace): trace is Trace & { at: Date } => trace.at !== null);
  const byRange = new Map<string, (typeof dated)[number][]>();
  for (const trace of dated) if (trace.range !== null) byRange.set(trace.range, [...(byRange.get(trace.range) ?? []), trace]);
  const fromRanges = [...byRange.values()].flatMap((group) => clusters(group, (trace) => trace.at, range));
  const fresh = traces.filter(({ at, accountMadeAt }) =>
    at === null
      ? since !== undefined && accountMadeAt.getTime() >= since.getTime() - accounts.newMs
      : at.getTime() - accountMadeAt.getTime() <= accounts.newMs,
  );
  const made = clusters(fresh, (trace) => trace.accountMadeAt, accounts);
  const thrownAway = traces.filter(({ mailDomain }) => mailDomain !== null && isDisposable(mailDomain));
  return [
    ...finding('address_range', fromRanges, (trace) => trace.at ?? trace.accountMadeAt),
    ...finding('new_accounts', made, (trace) => trace.accountMadeAt),
    ...finding('mail_domain', thrownAway.length >= domains.count ? [thrownAway] : [], (trace) => trace.at ?? trace.accountMadeAt),
  ];
}

export type SlotTally = { range: string; slot: Date; participants: number };

/** The most that began to vote from one range in a slot and the one after it (ten minutes may lie across two), where that stands out. */
export function findBusyRange(tallies: readonly SlotTally[]): { count: number; minutes: number } | null {
  const key = (range: string, slot: number) => `${range} ${slot}`;
  const bySlot = new Map(tallies.map(({ range, slot, participants }) => [key(range, slot.getTime()), participants]));
  const { count, withinMs } = LIMITS.range;
  const busiest = tallies.reduce(
    (most, { range, slot, participants }) => Math.max(most, participants + (bySlot.get(key(range, slot.getTime() + withinMs)) ?? 0)),
    0,
  );
  return busiest >= count ? { count: busiest, minutes: (2 * withinMs) / MINUTE } : null;
}

/** The start of the ten minutes a moment lies in. */
export function slotOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / LIMITS.range.withinMs) * LIMITS.range.withinMs);
}

/** Runs in which every one has `count` others within `withinMs` around it; runs that touch are one. */
function clusters<T>(items: readonly T[], moment: (item: T) => Date, { count, withinMs }: { count: number; withinMs: number }): T[][] {
  const sorted = [...items].sort((a, b) => moment(a).getTime() - moment(b).getTime());
  const time = (index: number) => {
    const item = sorted[index];
    return item === undefined ? 0 : moment(item).getTime();
  };
  const found: { from: number; to: number }[] = [];
  for (let from = 0, to = 0; to < sorted.length; to++) {
    while (time(to) - time(from) > withinMs) from++;
    if (to - from + 1 < count) continue;
    const last = found.at(-1);
    if (last && from <= last.to) last.to = to;
    else found.push({ from, to });
  }
  return found.map(({ from, to }) => sorted.slice(from, to + 1));
}

function finding(rule: IntegrityRule, groups: readonly (readonly Trace[])[], moment: (trace: Trace) => Date): Finding[] {
  if (groups.length === 0) return [];
  const personIds = [...new Set(groups.flat().map(({ personId }) => personId))].sort();
  const spans = groups.map((group) => {
    const times = group.map((trace) => moment(trace).getTime());
    return Math.ceil((Math.max(...times) - Math.min(...times)) / MINUTE);
  });
  return [{ rule, personIds, count: personIds.length, minutes: Math.max(...spans) }];
}

/** What a person may decide: ballots are secret, so a voting is never changed by a flag. */
export function outcomesFor(subjectKind: 'idea' | 'change_proposal' | 'voting'): readonly FlagOutcome[] {
  return subjectKind === 'voting' ? ['nothing', 'passed_on'] : ['nothing', 'excluded'];
}
