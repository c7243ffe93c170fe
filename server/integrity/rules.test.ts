import { describe, expect, test } from 'vitest';
import { rangeOf } from './address-range.ts';
import { isDisposable } from './disposable-domains.ts';
import { findBusyRange, findUnusual, LIMITS, outcomesFor, slotOf, type Trace } from './rules.ts';

const noon = new Date('2026-11-18T12:00:00Z').getTime();
const MINUTE = 60_000;
const YEAR = 365 * 24 * 60 * MINUTE;

function trace(index: number, changes: Partial<Trace> = {}): Trace {
  return {
    personId: `p${String(index).padStart(3, '0')}`,
    at: new Date(noon + index * MINUTE),
    // Spread over years, so that only what a test says stands out.
    accountMadeAt: new Date(noon - YEAR - index * 3 * 24 * 60 * MINUTE),
    mailDomain: 'wonen.example',
    range: `r${index}`,
    ...changes,
  };
}

function many(count: number, changes: (index: number) => Partial<Trace> = () => ({})): Trace[] {
  return Array.from({ length: count }, (_, index) => trace(index, changes(index)));
}

describe('support stands out', () => {
  test('when sixty accounts of one range come within a minute', () => {
    const traces = many(60, (index) => ({ at: new Date(noon + index * 1000), range: 'library' }));
    expect(findUnusual(traces)).toEqual([
      { rule: 'address_range', personIds: traces.map(({ personId }) => personId), count: 60, minutes: 1 },
    ]);
  });

  test('when accounts made within minutes of each other support the same day', () => {
    const traces = many(60, (index) => ({ at: new Date(noon + index * 4000), accountMadeAt: new Date(noon - 60 * MINUTE + index * 4000) }));
    expect(findUnusual(traces)).toMatchObject([{ rule: 'new_accounts', count: 60, minutes: 4 }]);
  });

  test('when five come with an address that is thrown away, also below such a name', () => {
    const traces = [
      ...many(40),
      ...many(5, (index) => ({ personId: `d${index}`, mailDomain: index ? 'mailinator.com' : 'x.Yopmail.com' })),
    ];
    expect(findUnusual(traces)).toMatchObject([{ rule: 'mail_domain', personIds: ['d0', 'd1', 'd2', 'd3', 'd4'], count: 5 }]);
  });

  test('in two groups is one finding with both, and with the longest of the two', () => {
    const traces = many(40, (index) => ({
      at: new Date(noon + (index < 20 ? index * 1000 : 5 * 60 * MINUTE + index * 6000)),
      range: index < 20 ? 'a' : 'b',
    }));
    expect(findUnusual(traces)).toMatchObject([{ rule: 'address_range', count: 40, minutes: 2 }]);
  });
});

describe('support does not stand out', () => {
  const { range, accounts, domains } = LIMITS;
  const withinAMinute = (index: number) => new Date(noon + index * 1000);
  test.each([
    ['however much comes from everywhere', many(500, (index) => ({ at: withinAMinute(index) }))],
    ['one below the limit from one range', many(range.count - 1, (index) => ({ at: withinAMinute(index), range: 'a' }))],
    ['from one range over an evening', many(60, (index) => ({ at: new Date(noon + index * 3 * MINUTE), range: 'a' }))],
    ['without a range', many(100, (index) => ({ at: withinAMinute(index), range: null }))],
    ['one below the limit of new accounts', many(accounts.count - 1, () => ({ accountMadeAt: new Date(noon - MINUTE) }))],
    // A class that registered together a week before.
    ['from accounts made together longer ago', many(60, () => ({ accountMadeAt: new Date(noon - 7 * 24 * 60 * MINUTE) }))],
    ['one below the limit of thrown-away addresses', many(domains.count - 1, () => ({ mailDomain: 'mailinator.com' }))],
    ['without addresses', many(100, () => ({ mailDomain: null }))],
  ])('%s', (_, traces) => {
    expect(findUnusual(traces)).toEqual([]);
  });
});

describe('of a vote, of which nobody keeps when', () => {
  const opened = new Date(noon);
  test('accounts made together stand out when that was for the voting', () => {
    const votes = (madeAt: number) => many(20, (index) => ({ at: null, range: null, accountMadeAt: new Date(madeAt + index * 1000) }));
    expect(findUnusual(votes(noon + MINUTE), { since: opened })).toMatchObject([{ rule: 'new_accounts', count: 20, minutes: 1 }]);
    expect(findUnusual(votes(noon - 30 * 24 * 60 * MINUTE), { since: opened })).toEqual([]);
  });

  test('twenty that began from one range in ten minutes stand out, also across two slots', () => {
    const tally = (range: string, minute: number, participants: number) => ({
      range,
      slot: new Date(noon + minute * MINUTE),
      participants,
    });
    expect(findBusyRange([])).toBeNull();
    expect(findBusyRange([tally('a', 0, 19), tally('b', 0, 19), tally('a', 20, 19)])).toBeNull();
    expect(findBusyRange([tally('a', 0, 3), tally('b', 0, 60)])).toEqual({ count: 60, minutes: 20 });
    expect(findBusyRange([tally('a', 10, 12), tally('a', 0, 12)])).toEqual({ count: 24, minutes: 20 });
    expect(slotOf(new Date('2026-11-18T12:09:59Z'))).toEqual(new Date('2026-11-18T12:00:00Z'));
  });

  test('nothing can be taken out of it', () => {
    expect(outcomesFor('voting')).not.toContain('excluded');
    expect(outcomesFor('idea')).toContain('excluded');
  });
});

test.each([
  ['203.0.113.7', '203.0.113'],
  ['::ffff:203.0.113.200', '203.0.113'],
  ['2001:db8:12:34::1', '2001:db8:12'],
  ['2001:0db8::1', '2001:db8:0'],
  ['127.0.0.1', null],
  ['10.1.2.3', null],
  ['172.20.1.1', null],
  ['192.168.1.1', null],
  ['169.254.1.1', null],
  ['::1', null],
  ['fe80::1%eth0', null],
  ['fd00::1', null],
  ['', null],
  ['geen adres', null],
])('the range of %s is %s', (address, range) => {
  expect(rangeOf(address)).toBe(range);
});

test('only the name itself counts as thrown away, not one that ends alike', () => {
  expect(isDisposable('notmailinator.com')).toBe(false);
  expect(isDisposable('gmail.com')).toBe(false);
});
