import type { ActionFunctionArgs } from '@remix-run/node';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { hashPassword } from '../../server/auth/passwords.ts';
import { createSession, validateSession } from '../../server/auth/sessions.ts';
import { createCaller } from '../../server/router.ts';
import { openTestDatabase } from '../../server/testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../../server/testing/world.ts';
import { type Prove, provedAction } from './proved.server.ts';

const PASSWORD = 'een boot vol eenden';
let handle: DatabaseHandle;
let world: World;
beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  await handle.db
    .updateTable('person')
    .set({ password_hash: await hashPassword(PASSWORD) })
    .where('id', '=', world.people.admin.id)
    .execute();
});
beforeEach(async () => {
  await handle.db.deleteFrom('rate_limit').execute();
});
afterAll(() => handle.close());

/** An administrator who signed in twenty minutes ago sends a form that gives a role. */
async function sender() {
  const { admin } = world.people;
  const { token } = await createSession(handle.db, admin.id, new Date(TEST_NOW.getTime() - 20 * 60_000));
  const session = await validateSession(handle.db, token, TEST_NOW);
  const api = createCaller({ ...contextFor(handle.db, admin), sessionIdHash: session?.sessionIdHash ?? null });
  return async (fields: [string, string][]) => {
    const request = new Request('http://localhost/beheer', { method: 'POST', body: new URLSearchParams(fields) });
    const args = { request, params: {}, context: { api, actor: admin } } as unknown as ActionFunctionArgs;
    const answer = await provedAction(args, async (proved) => {
      const form = await proved.request.formData();
      await proved.context.api.people.grantRole({ personId: String(form.get('personId')), role: 'clerk' });
      return { given: [...form] };
    });
    return answer as { given: [string, string][] } | { data: { prove: Prove }; init: { status: number } } | Response;
  };
}

test('a dangerous act is asked once more after a quarter of an hour, keeps what was asked, and goes on when it is proved', async () => {
  const send = await sender();
  const asked: [string, string][] = [
    ['intent', 'grant'],
    ['personId', world.people.resident.id],
    ['note', 'een & ander = é'],
    ['note', 'twee'],
  ];
  const first = await send(asked);
  expect(first).toMatchObject({
    init: { status: 403 },
    data: { prove: { kept: asked, error: null, ways: { password: true, code: true } } },
  });
  const wrong = await send([...asked, ['bewijs', 'wachtwoord'], ['bewijs-wachtwoord', 'mis']]);
  expect(wrong).toMatchObject({ init: { status: 400 }, data: { prove: { kept: asked, error: 'errors:wrong_credentials.text' } } });
  expect(
    await handle.db
      .selectFrom('role_grant')
      .where('role', '=', 'clerk')
      .where('person_id', '=', world.people.resident.id)
      .selectAll()
      .execute(),
  ).toEqual([]);
  const right = await send([...asked, ['bewijs', 'wachtwoord'], ['bewijs-wachtwoord', PASSWORD]]);
  // The proof itself is not part of what was asked.
  expect(right).toEqual({ given: asked });
  expect(await send(asked)).toEqual({ given: asked });
});

test('with a code from the mail the form waits for the code, and then goes on', async () => {
  const send = await sender();
  const asked: [string, string][] = [['personId', world.people.resident2.id]];
  expect(await send([...asked, ['bewijs', 'stuur']])).toMatchObject({
    init: { status: 200 },
    data: { prove: { codeSent: true, kept: asked } },
  });
  const { text } = await handle.db.selectFrom('mail').where('subject', '=', 'Uw code').select('text').executeTakeFirstOrThrow();
  const code = /code is (\d{6})/.exec(text)?.[1] ?? '';
  expect(await send([...asked, ['bewijs', 'code'], ['bewijs-code', code]])).toEqual({ given: asked });
});

test('a password that is typed in the form is not kept in a page: that page asks first', async () => {
  const send = await sender();
  const answer = await send([
    ['personId', world.people.resident.id],
    ['password', 'geheim nieuw woord'],
  ]);
  expect(answer).toBeInstanceOf(Response);
  expect((answer as Response).headers.get('location')).toBe('/mijn/veiligheid/bevestigen?naar=%2Fbeheer');
});
