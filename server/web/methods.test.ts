import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refuseOtherMethods } from './methods.ts';

const app = express();
app.use(refuseOtherMethods, (_req, res) => void res.send('ok'));
const server = app.listen(0, '127.0.0.1');
let origin = '';

beforeAll(async () => {
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

test.each([
  ['GET', 200],
  ['HEAD', 200],
  ['POST', 200],
  ['DELETE', 405],
  ['PUT', 405],
  ['PATCH', 405],
])('%s at an address of the site is answered with %i', async (method, status) => {
  const answer = await fetch(`${origin}/trajecten/een/ideeen/1`, { method });
  expect(answer.status).toBe(status);
  if (status === 405) expect(answer.headers.get('allow')).toBe('GET, HEAD, POST, OPTIONS');
});
