import { expect, test } from 'vitest';
import { newReceipt, readReceipt } from './receipt.ts';

test('a code is read back as it was given, and no two are alike', () => {
  const codes = Array.from({ length: 1000 }, newReceipt);
  expect(new Set(codes).size).toBe(1000);
  for (const code of codes) expect(readReceipt(code)).toBe(code);
});

test.each([
  ['7k3m q2xt 90vb', '7K3M-Q2XT-90VB'],
  ['7K3MQ2XT9OVB', '7K3M-Q2XT-90VB'],
  ['IL3M-Q2XT-90VB', '113M-Q2XT-90VB'],
  ['7K3M-Q2XT-90V', null],
  ['7K3M-Q2XT-90VU', null],
  ['', null],
])('%j is read as %j', (typed, code) => {
  expect(readReceipt(typed)).toBe(code);
});
