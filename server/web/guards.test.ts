import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, test } from 'vitest';
import { type Env, env } from '../env.ts';
import { securityHeaders } from './guards.ts';

async function headersOf(path: string, given: Partial<Env>): Promise<Headers> {
  const app = express();
  app.use((_req, res, next) => {
    res.locals.nonce = 'bm9uY2U=';
    next();
  });
  app.use(securityHeaders({ ...env, ...given }));
  app.use((_req, res) => void res.send('ok'));
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
  await answer.text();
  server.close();
  return answer.headers;
}

test('behind https a browser is told to stay there for a year, with all below it; without https it is not', async () => {
  const https = await headersOf('/', { publicUrl: 'https://oever.example', publicUrlGiven: true });
  expect(https.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
  expect(https.get('content-security-policy')).toContain('upgrade-insecure-requests');
  expect(https.get('content-security-policy')).toContain("connect-src 'self' wss://oever.example");
  const http = await headersOf('/', { publicUrl: 'http://localhost:3000', publicUrlGiven: false });
  expect(http.get('strict-transport-security')).toBeNull();
  expect(http.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
});

test('a browser gets the whole set, and lends the site nothing but passkeys', async () => {
  const headers = await headersOf('/', {});
  expect(headers.get('content-security-policy')?.split(';')).toEqual(
    expect.arrayContaining([
      "default-src 'self'",
      "script-src 'self' 'nonce-bm9uY2U='",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
    ]),
  );
  expect(Object.fromEntries(headers)).toMatchObject({
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  });
  const permissions = headers.get('permissions-policy') ?? '';
  for (const feature of ['camera', 'microphone', 'geolocation', 'browsing-topics', 'usb']) expect(permissions).toContain(`${feature}=()`);
  expect(permissions).toContain('publickey-credentials-get=(self)');
});

test('only the board of answering times may be shown in a frame elsewhere', async () => {
  expect((await headersOf('/antwoordtijden/bord', {})).get('content-security-policy')).toContain('frame-ancestors *');
  for (const path of ['/antwoordtijden', '/antwoordtijden/bord/x', '/x/antwoordtijden/bord'])
    expect((await headersOf(path, {})).get('content-security-policy'), path).toContain("frame-ancestors 'none'");
});
