import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { characterCount, cleanLine, cleanLines } from './clean-text.ts';

describe('what people type', () => {
  test.each([
    ['spaces around and inside', '  Zwemtrap   bij\thet park ', 'Zwemtrap bij het park'],
    ['an accent in two characters becomes one', 'cafe\u0301', 'café'],
    ['a family emoji stays whole', '👨‍👩‍👧 hier', '👨‍👩‍👧 hier'],
    ['Arabic with a right-to-left mark stays', 'نهر\u200F!', 'نهر\u200F!'],
    ['a right-to-left override is taken out', 'foto\u202Egpj.exe', 'fotogpj.exe'],
    ['a bell and an escape are taken out', 'a\u0007b\u001B[31mc', 'ab[31mc'],
    ['a letter keeps four marks', `a${'\u0301\u0302'.repeat(50)}`, null],
    ['half a surrogate pair is refused', 'a\uD83D', null],
    ['NUL is refused', 'a\0b', null],
  ])('%s', (name, raw, expected) => {
    if (name.startsWith('a letter')) expect(characterCount(cleanLine(raw) ?? '')).toBeLessThanOrEqual(5);
    else expect(cleanLine(raw)).toBe(expected);
  });

  test.each([' \n\t ', '\u200B\u200D', '\u3164\u3164', '\u2800', '\u202E\u202C', '\u0301\u0302'])(
    '%j shows nothing, so it is empty',
    (raw) => {
      expect(cleanLine(raw)).toBe('');
      expect(cleanLines(raw)).toBe('');
    },
  );

  test('paragraphs stay, and heaps of empty lines do not', () => {
    expect(cleanLines('een \r\n\r\n\r\n\r\ntwee\rdrie\n\n')).toBe('een\n\ntwee\ndrie');
  });

  test('cleaning twice gives the same as cleaning once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const once = cleanLines(raw);
        if (once !== null) expect(cleanLines(once)).toBe(once);
        const line = cleanLine(raw);
        if (line !== null) expect(cleanLine(line)).toBe(line);
      }),
    );
  });

  test('a megabyte of combining marks is cleaned in no time', () => {
    const started = performance.now();
    cleanLines(`a${'\u0301'.repeat(1_000_000)}`);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
