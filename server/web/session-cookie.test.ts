import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { createSession } from '../auth/sessions.ts';
import { env } from '../env.ts';
import { createLog } from '../log.ts';
import { openTestDatabase } from '../testing/database.ts';
import { makeWorld, type World } from '../testing/world.ts';
import { identifyRequest, loadContext, type RequestState } from './request-state.ts';

let handle: DatabaseHandle;
let world: World;
let token: string;
beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  ({ token } = await createSession(handle.db, world.people.resident.id, new Date()));
});
afterAll(() => handle.close());

/** Who the site takes the sender of these cookies for, and what it sets when somebody signs in or out. */
async function visit(publicUrl: string, cookie: string, act: 'read' | 'in' | 'out' = 'read') {
  const app = express();
  app.use(identifyRequest, loadContext({ env: { ...env, publicUrl }, handle, log: createLog({ level: 'silent' }) }));
  app.use((_req, res) => {
    const { context } = res.locals as RequestState;
    if (act === 'in') context.cookie.set(token, new Date('2027-01-01T00:00:00Z'));
    if (act === 'out') context.cookie.clear();
    res.json({ id: context.actor?.id ?? null });
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { headers: { cookie } });
  const { id } = (await answer.json()) as { id: string | null };
  server.close();
  return { id, set: answer.headers.getSetCookie() };
}

const HTTPS = 'https://oever.example';
const HTTP = 'http://localhost:3000';

describe('the cookie of a session', () => {
  test('is bound to this host behind https: Secure, the whole site, no domain', async () => {
    const { set } = await visit(HTTPS, '', 'in');
    const cookie = set.find((line) => line.startsWith('__Host-oever_session=')) ?? '';
    expect(cookie).toContain(token);
    for (const part of ['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/']) expect(cookie.split('; ')).toContain(part);
    expect(cookie).not.toContain('Domain');
    // The one without the prefix goes.
    expect(set.find((line) => line.startsWith('oever_session='))).toContain('Expires=Thu, 01 Jan 1970');
  });

  test('is read by that name only: one that a neighbour under the same domain planted is nobody’s', async () => {
    expect((await visit(HTTPS, `__Host-oever_session=${token}`)).id).toBe(world.people.resident.id);
    expect((await visit(HTTPS, `oever_session=${token}`)).id).toBeNull();
  });

  test('has no prefix on plain http, where browsers refuse it', async () => {
    expect((await visit(HTTP, `oever_session=${token}`)).id).toBe(world.people.resident.id);
    expect((await visit(HTTP, `__Host-oever_session=${token}`)).id).toBeNull();
    const { set } = await visit(HTTP, '', 'in');
    expect(set.map((line) => line.split('=')[0])).toEqual(['oever_session']);
    expect(set[0]).not.toContain('Secure');
  });

  test('goes by the same name when somebody signs out', async () => {
    expect((await visit(HTTPS, `__Host-oever_session=${token}`, 'out')).set[0]).toContain(
      '__Host-oever_session=; Path=/; Expires=Thu, 01 Jan 1970',
    );
  });
});
