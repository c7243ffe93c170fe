import { expect, test } from 'vitest';
import { isSameOrigin } from './same-origin.ts';

const given = { publicUrl: 'https://oever.voorbeeld.nl', publicUrlGiven: true };
const home = { publicUrl: 'http://localhost:3000', publicUrlGiven: false };

test.each([
  ['our own origin', 'https://oever.voorbeeld.nl', 'oever.voorbeeld.nl', given, true],
  ['our own origin behind a proxy that asks for another host', 'https://oever.voorbeeld.nl', 'internal:3000', given, true],
  ['another scheme', 'http://oever.voorbeeld.nl', 'oever.voorbeeld.nl', given, false],
  ['another site', 'https://evil.example', 'oever.voorbeeld.nl', given, false],
  ['a sibling subdomain', 'https://x.oever.voorbeeld.nl', 'oever.voorbeeld.nl', given, false],
  ['another port', 'https://oever.voorbeeld.nl:444', 'oever.voorbeeld.nl', given, false],
  ['no origin', undefined, 'oever.voorbeeld.nl', given, false],
  ['origin null', 'null', 'oever.voorbeeld.nl', given, false],
  ['at home by name', 'http://localhost:3000', 'localhost:3000', home, true],
  ['at home by number', 'http://127.0.0.1:4000', '127.0.0.1:4000', home, true],
  ['at home from another port', 'http://localhost:9999', 'localhost:3000', home, false],
  ['at home from another site', 'http://evil.example', 'localhost:3000', home, false],
  ['at home without a host', 'http://localhost:3000', undefined, home, false],
])('%s', (_, origin, host, rule, expected) => {
  expect(isSameOrigin({ origin, host }, rule)).toBe(expected);
});
