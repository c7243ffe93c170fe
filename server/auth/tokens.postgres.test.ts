import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makePerson, TEST_NOW } from '../testing/world.ts';
import { confirmEmail, resetPassword } from './account-commands.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import { issueToken } from './tokens.ts';

const AT_ONCE = 50;
let handle: DatabaseHandle;
beforeAll(async () => {
  handle = await openTestDatabase({ poolSize: AT_ONCE });
});
afterAll(() => handle.close());

test('a link used fifty times at once works once', async () => {
  const person = await makePerson(handle.db, { name: 'Haast', email: 'haast@oever.example', level: 'none' });
  const token = await issueToken(handle.db, { personId: person.id, purpose: 'confirm_email', email: 'haast@oever.example', now: TEST_NOW });
  const outcomes = await Promise.allSettled(Array.from({ length: AT_ONCE }, () => confirmEmail(contextFor(handle.db, null), { token })));
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'token_expired' });
});

test('of many new passwords with one link exactly one is set', async () => {
  const person = await makePerson(handle.db, { name: 'Strijd', email: 'strijd@oever.example' });
  const token = await issueToken(handle.db, {
    personId: person.id,
    purpose: 'reset_password',
    email: 'strijd@oever.example',
    now: TEST_NOW,
  });
  const passwords = Array.from({ length: 20 }, (_, i) => `een vlot vol ganzen ${i}`);
  const outcomes = await Promise.allSettled(
    passwords.map((password) => resetPassword(contextFor(handle.db, null), { token, password, publicUrl: 'https://oever.example' })),
  );
  const winners = passwords.filter((_, i) => outcomes[i]?.status === 'fulfilled');
  expect(winners).toHaveLength(1);
  const { password_hash } = await handle.db
    .selectFrom('person')
    .select('password_hash')
    .where('id', '=', person.id)
    .executeTakeFirstOrThrow();
  expect(await verifyPassword(password_hash ?? (await hashPassword('-')), winners[0] ?? '')).toBe(true);
});
