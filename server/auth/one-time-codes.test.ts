import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appLink, base32, codeOf, grouped, matchingStep, newRecoveryCode, newSecret, plainRecoveryCode, stepAt } from './one-time-codes.ts';

const SECRET = Buffer.from('12345678901234567890');
const at = (seconds: number) => new Date(seconds * 1000);

describe('codes from an app', () => {
  // RFC 6238, appendix B: the rows for SHA-1, eight digits.
  test.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('are at %i seconds those of RFC 6238', (seconds, code) => {
    expect(codeOf(SECRET, stepAt(at(seconds)), 8)).toBe(code);
    expect(codeOf(SECRET, stepAt(at(seconds)))).toBe(code.slice(2));
  });

  // RFC 4226, appendix D.
  test.each(
    ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'].map((code, n) => [n, code]),
  )('are for count %i those of RFC 4226', (n, code) => {
    expect(codeOf(SECRET, n as number)).toBe(code);
  });

  const now = at(1_000_000_010);
  const step = stepAt(now);
  test.each([
    ['of this half minute', 0, null, step],
    ['of the one before', -1, null, step - 1],
    ['of two before', -2, null, null],
    ['of the next', 1, null, null],
    ['that was used', 0, step, null],
    ['older than one that was used', -1, step, null],
    ['newer than one that was used', 0, step - 1, step],
  ])('one %s counts as it should', (_, offset, lastStep, counts) => {
    expect(matchingStep(SECRET, codeOf(SECRET, step + offset), { now, lastStep })).toBe(counts);
  });

  test('a text that is no code counts for nothing', () => {
    for (const code of ['', '12345', '1234567', ' ', 'abcdef', codeOf(SECRET, step, 8)])
      expect(matchingStep(SECRET, code, { now, lastStep: null })).toBeNull();
  });
});

test('base32 is that of RFC 4648', () => {
  expect(['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((text) => base32(Buffer.from(text)))).toEqual([
    '',
    'my',
    'mzxq',
    'mzxw6',
    'mzxw6yq',
    'mzxw6ytb',
    'mzxw6ytboi',
  ]);
});

test('a code on paper has 120 bits, and may be typed with capitals and without dashes', () => {
  const code = newRecoveryCode();
  expect(code).toMatch(/^(?:[a-z2-7]{4}-){5}[a-z2-7]{4}$/);
  expect(plainRecoveryCode(` ${code.toUpperCase().replaceAll('-', ' ')}\n`)).toBe(plainRecoveryCode(code));
  fc.assert(
    fc.property(fc.string(), (typed) => {
      expect(plainRecoveryCode(typed)).toMatch(/^[a-z2-7]*$/);
    }),
  );
});

test('the link holds what an app must know, and the site and the account by name', () => {
  expect(newSecret()).toHaveLength(20);
  expect(grouped(base32(SECRET))).toBe('gezd-gnbv-gy3t-qojq-gezd-gnbv-gy3t-qojq');
  const link = new URL(appLink(SECRET, { issuer: 'Oever: Amstelboog & co', account: 'bo@oever.example' }));
  expect(decodeURIComponent(link.pathname)).toContain('Oever: Amstelboog & co:bo@oever.example');
  expect(Object.fromEntries(link.searchParams)).toEqual({
    secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
    issuer: 'Oever: Amstelboog & co',
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
});
