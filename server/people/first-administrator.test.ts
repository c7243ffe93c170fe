import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { signInWithLink } from '../auth/sign-in-link.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makePerson, TEST_NOW } from '../testing/world.ts';
import { inviteAdministrator } from './first-administrator.ts';

let handle: DatabaseHandle;
beforeAll(async () => {
  handle = await openTestDatabase();
});
afterAll(() => handle.close());

const operator = (minutes = 0) => contextFor(handle.db, null, new Date(TEST_NOW.getTime() + minutes * 60_000));
const tokenOf = (path: string) => /code=([\w-]+)/.exec(path)?.[1] ?? '';

test('the first administrator is made at the machine, and comes in with a link that works once and for an hour', async () => {
  const first = await inviteAdministrator(operator(), { email: 'Baas@oever.example' });
  expect(first).toMatchObject({ isNew: true, path: expect.stringMatching(/^\/inloggen\/link\?code=[\w-]{43}&naar=%2Fbeheer$/) });
  await expect(signInWithLink(operator(60), { token: tokenOf(first.path) })).rejects.toMatchObject({ code: 'token_expired' });
  const actor = await signInWithLink(operator(59), { token: tokenOf(first.path) });
  expect(actor).toMatchObject({
    email: 'Baas@oever.example',
    verificationLevel: 'email',
    roles: [{ role: 'administrator', trajectoryId: null }],
  });
  await expect(signInWithLink(operator(59), { token: tokenOf(first.path) })).rejects.toMatchObject({ code: 'token_expired' });
});

test('a new site asks staff for a second factor, until an administrator says otherwise', async () => {
  const asked = () => handle.db.selectFrom('site').select('staff_second_factor').execute();
  expect(await asked()).toEqual([{ staff_second_factor: true }]);
  await handle.db.updateTable('site').set({ staff_second_factor: false }).execute();
  await inviteAdministrator(operator(), { email: 'baas@oever.example' });
  expect(await asked()).toEqual([{ staff_second_factor: false }]);
});

test('the same one gets a new link; another one is for administrators to appoint', async () => {
  await makePerson(handle.db, { name: 'Ander', email: 'ander@oever.example' });
  expect(await inviteAdministrator(operator(), { email: 'baas@OEVER.example' })).toMatchObject({ isNew: false });
  for (const email of ['ander@oever.example', 'niemand@oever.example'])
    await expect(inviteAdministrator(operator(), { email })).rejects.toMatchObject({ code: 'not_allowed' });
});
