import { expect, test } from 'vitest';
import { parseUrl } from './parse-url.ts';

test('an address is the same address the thousandth time, with letters of any language', () => {
  for (let time = 0; time < 20_000; time++) expect(parseUrl('https://überall.nl/é')?.protocol).toBe('https:');
});

test.each(['', 'voorbeeld.nl', 'https://', '//voorbeeld.nl', 'https://[', 'ongeldig'])('%j is no address', (text) => {
  expect(parseUrl(text)).toBeNull();
});
