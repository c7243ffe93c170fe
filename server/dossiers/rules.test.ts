import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, sha256Of } from './canonical.ts';
import { gradeOf, minorityKind, readGrade, tellPart } from './rules.ts';

describe('a view of fewer people than had their way', () => {
  test.each([
    ['supported by five and not adopted', { outcome: 'not_adopted', supports: 5, against: 0 }, 'not_adopted'],
    ['said not to belong here', { outcome: 'outside_scope', supports: 9, against: 0 }, 'not_adopted'],
    ['supported by four', { outcome: 'not_adopted', supports: 4, against: 0 }, null],
    ['adopted against five of fifty', { outcome: 'adopted', supports: 45, against: 5 }, 'adopted_against'],
    ['adopted against five of fifty-one', { outcome: 'adopted', supports: 46, against: 5 }, null],
    ['adopted in part against four of four', { outcome: 'partly', supports: 0, against: 4 }, null],
    ['already arranged', { outcome: 'already_arranged', supports: 90, against: 90 }, null],
  ] as const)('%s', (_, given, kind) => {
    expect(minorityKind(given)).toBe(kind);
  });
});

describe('figures of few people', () => {
  test('a part is told only when neither it nor the rest is one to four', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), (part, rest) => {
        const told = tellPart(part, part + rest);
        const small = (n: number) => n > 0 && n < 5;
        expect(told).toBe(small(part) || small(rest) ? null : part);
      }),
    );
  });

  test('a grade needs five people', () => {
    expect(gradeOf({ n: 4, sum: 32 })).toBeNull();
    expect(gradeOf({ n: 6, sum: 44 })).toEqual({ n: 6, average: 7.3 });
  });

  test.each(['0', '11', '7.5', 'acht', ''])('%s is no grade', (raw) => {
    expect(() => readGrade(raw)).toThrow('invalid');
  });
});

test('the same content gives the same letters, whatever the order of its keys', () => {
  expect(canonicalJson({ b: [{ d: 1, c: null }], a: 'é' })).toBe('{"a":"é","b":[{"c":null,"d":1}]}\n');
  expect(sha256Of('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
