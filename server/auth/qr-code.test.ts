import { decodeQR } from 'qr/decode.js';
import { expect, test } from 'vitest';
import { appLink, newSecret } from './one-time-codes.ts';
import { type QrCode, qrCode } from './qr-code.ts';

const DOT = 4;

/** As a camera sees it: each dot four by four pixels, black where the path says. */
function photograph({ size, path }: QrCode) {
  const width = size * DOT;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let row = Number(y) * DOT; row < (Number(y) + 1) * DOT; row++)
      for (let column = Number(x) * DOT; column < (Number(x) + Number(length)) * DOT; column++)
        data.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3);
  return { width, height: width, data };
}

test.each([
  ['a short name', 'Oever Amstelboog', 'beheer@oever.example'],
  ['a long name with accents', 'Oever Súdwest-Fryslân', `${'heel.lang.'.repeat(6)}adres@gemeente.example`],
])('what a camera reads from the code is what the app must know: %s', (_, issuer, account) => {
  const link = appLink(newSecret(), { issuer, account });
  expect(decodeQR(photograph(qrCode(link)))).toBe(link);
});

test('four dots of white stand around it', () => {
  const { size, path } = qrCode('otpauth://totp/Oever');
  const bars = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(([, x, y, length]) => [Number(x), Number(y), Number(x) + Number(length)]);
  expect(Math.min(...bars.map(([x]) => x ?? 0))).toBe(4);
  expect(Math.min(...bars.map(([, y]) => y ?? 0))).toBe(4);
  expect(Math.max(...bars.map(([, , end]) => end ?? 0))).toBe(size - 4);
});
