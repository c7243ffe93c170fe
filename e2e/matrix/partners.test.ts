/** What partners send to the open API: every operation with every kind of key, made from the operations themselves. A new one is in it without a line. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { createSession } from '../../server/auth/sessions.ts';
import { log } from '../../server/log.ts';
import { makePartner, revokePartner } from '../../server/open-data/partners/commands.ts';
import { SCOPES, type Scope } from '../../server/open-data/partners/rules.ts';
import { WRITE_OPERATIONS } from '../../server/open-data/write-operations.ts';
import { openTestDatabase } from '../../server/testing/database.ts';
import { contextFor } from '../../server/testing/world.ts';
import { type Cast, COLUMNS, makeCast } from './roles.ts';
import { sampleOf } from './sample.ts';
import { type Site, startSite } from './site.ts';

let handle: DatabaseHandle;
let cast: Cast;
let site: Site;
/** By what is special about it. */
const keys = new Map<string, string | null>();

beforeAll(async () => {
  handle = await openTestDatabase();
  cast = await makeCast(handle.db);
  const { trajectory } = cast.world;
  const elsewhere = cast.elsewhere.trajectory;
  const context = contextFor(handle.db, cast.actors.admin, new Date());
  const make = (more: { scopes?: readonly Scope[]; trajectory?: string | null }) =>
    makePartner(context, { name: 'De buurtapp', url: '', scopes: [...SCOPES], expiresOn: inDays(30), trajectory: null, ...more });
  keys.set('no key', null);
  keys.set('a made-up key', 'oever_zomaar-iets');
  for (const scope of SCOPES) keys.set(`only ${scope}`, (await make({ scopes: [scope] })).token);
  keys.set('everything', (await make({})).token);
  keys.set('everything here', (await make({ trajectory: trajectory.slug })).token);
  keys.set('everything elsewhere', (await make({ trajectory: elsewhere.slug })).token);
  const gone = await make({});
  await revokePartner(context, { partnerId: gone.id });
  keys.set('a revoked key', gone.token);
  const old = await make({});
  await handle.db
    .updateTable('partner')
    .set({ expires_on: inDays(-1) })
    .where('id', '=', old.id)
    .execute();
  keys.set('a key that is over', old.token);
  site = await startSite({ handle, log });
});
afterAll(async () => {
  await site?.stop();
  await handle.close();
});

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

function expected(key: string, scope: Scope): number {
  if (key === 'no key' || key === 'a made-up key' || key === 'a revoked key' || key === 'a key that is over') return 401;
  if (key === 'everything elsewhere') return 403;
  return key.startsWith('only ') && key !== `only ${scope}` ? 403 : 201;
}

describe.each(WRITE_OPERATIONS.map((operation) => ({ operation, name: operation.operationId })))('$name', ({ operation }) => {
  const send = (key: string | null, idempotency: string, cookie?: string) =>
    fetch(`${site.origin}/api/v1${operation.path.replace('{slug}', cast.world.trajectory.slug)}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': idempotency,
        ...(key ? { authorization: `Bearer ${key}` } : {}),
        ...(cookie ? { cookie } : {}),
      },
      body: JSON.stringify(sampleOf([operation.body], {})),
    });

  test('is written with exactly the keys that are for it', async () => {
    const wanted: Record<string, number> = {};
    const found: Record<string, number> = {};
    let number = 0;
    for (const [name, key] of keys) {
      const answer = await send(key, `${operation.operationId}-${++number}`);
      await answer.text();
      wanted[name] = expected(name, operation.scope);
      found[name] = answer.status;
    }
    expect(found).toEqual(wanted);
  });

  test('is not written by who is signed in, whatever their role: a cookie is no key', async () => {
    for (const column of COLUMNS) {
      const actor = cast.actors[column];
      if (!actor) continue;
      const { token } = await createSession(handle.db, actor.id, new Date());
      const answer = await send(null, `${operation.operationId}-${column.replaceAll(' ', '-')}`, `oever_session=${token}`);
      await answer.text();
      expect(answer.status, column).toBe(401);
    }
  });
});
