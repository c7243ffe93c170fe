import { expect, test } from 'vitest';
import { readEuros } from './rules.ts';

test.each([
  ['12500', 12500],
  ['12.500', 12500],
  ['€ 12.500,-', 12500],
  ['1 250 000', 1250000],
  ['0', 0],
  ['12.500,00', 12500],
  ['12,5', null],
  ['12.50', null],
  ['-5', null],
  ['veel', null],
  ['', null],
  ['9999999999', null],
] as const)('"%s" is %s euros', (text, euros) => {
  expect(readEuros(text)).toBe(euros);
});
