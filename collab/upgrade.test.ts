import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { addressOf } from './upgrade.ts';

const arriving = (forwarded: string | undefined) =>
  ({
    headers: { ...(forwarded && { 'x-forwarded-for': forwarded }) },
    socket: { remoteAddress: '10.0.0.1' },
  }) as unknown as IncomingMessage;

test.each([
  ['nothing is believed without a proxy', '1.2.3.4', 0, '10.0.0.1'],
  ['the last proxy says who came', '1.2.3.4', 1, '1.2.3.4'],
  ['what the visitor wrote before that is not believed', '6.6.6.6, 7.7.7.7, 1.2.3.4', 1, '1.2.3.4'],
  ['of two proxies the first says it', '6.6.6.6, 1.2.3.4, 10.0.0.2', 2, '1.2.3.4'],
  ['a visitor who came past the proxy', undefined, 1, '10.0.0.1'],
])('%s', (_, forwarded, proxies, address) => {
  expect(addressOf(arriving(forwarded), proxies)).toBe(address);
});

test('a thousand addresses that somebody makes up are one address', () => {
  for (const [proxies, last] of [
    [0, ''],
    [1, ', 1.2.3.4'],
  ] as const) {
    const seen = Array.from({ length: 1_000 }, (_, n) => addressOf(arriving(`9.9.${n >> 8}.${n & 255}${last}`), proxies));
    expect(new Set(seen).size).toBe(1);
  }
});
