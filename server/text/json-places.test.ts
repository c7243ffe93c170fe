import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonFault, parsePlacedJson } from './json-places.ts';

const faultLine = (text: string) => {
  try {
    parsePlacedJson(text);
  } catch (error) {
    if (error instanceof JsonFault) return error.line;
    throw error;
  }
  return null;
};

describe('JSON from a file', () => {
  test('says the same as JSON itself', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(parsePlacedJson(text).value).toEqual(JSON.parse(text));
      }),
    );
  });

  test('knows the line of each part, and of the nearest around what is not there', () => {
    const { lineOf } = parsePlacedJson('{\n  "fases": [\n    {"a/b": 1},\n    {\n      "dagen": 3 }\n  ]\n}');
    expect(lineOf([])).toBe(1);
    expect(lineOf(['fases'])).toBe(2);
    expect(lineOf(['fases', 0, 'a/b'])).toBe(3);
    expect(lineOf(['fases', 1, 'dagen'])).toBe(5);
    expect(lineOf(['fases', 1, 'titel'])).toBe(4);
  });

  test.each([
    ['', 1],
    ['{\n"a": 1,\n}', 3],
    ['{"a":\n01}', 2],
    ['[1,\n2', 2],
    ['{"a": 1}\n\nx', 3],
    ['{"a": 1,\n"a": 2}', 2],
    ['"\n"', 1],
    ['['.repeat(200), 1],
  ])('is refused with the line of its fault: %j', (text, line) => {
    expect(faultLine(text)).toBe(line);
  });

  test('keeps a name that objects already have as an ordinary name', () => {
    const { value } = parsePlacedJson('{"__proto__": {"admin": true}}');
    expect(Object.keys(value as object)).toEqual(['__proto__']);
    expect((value as { admin?: boolean }).admin).toBeUndefined();
  });
});
