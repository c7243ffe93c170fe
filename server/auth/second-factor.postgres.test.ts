import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import type { Actor, Context } from '../context.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW } from '../testing/world.ts';
import { beginAppCodes, confirmAppCodes } from './app-codes.ts';
import { codeOf, stepAt } from './one-time-codes.ts';
import { showCode } from './second-factor.ts';
import { createSession, validateSession } from './sessions.ts';

const publicUrl = 'https://oever.example';
let handle: DatabaseHandle;
let person: Actor;
beforeAll(async () => {
  handle = await openTestDatabase();
  person = (await makeWorld(handle.db)).people.manager;
});
afterAll(() => handle.close());

async function session(now: Date): Promise<Context> {
  const { token } = await createSession(handle.db, person.id, now);
  const found = await validateSession(handle.db, token, now);
  return { ...contextFor(handle.db, person, now), sessionIdHash: found?.sessionIdHash ?? null };
}
const outcomes = async (attempts: Promise<unknown>[]) =>
  (await Promise.allSettled(attempts)).map((one) => (one.status === 'fulfilled' ? 'ok' : (one.reason as { code: string }).code)).sort();
const ONCE = ['app_code_wrong', 'app_code_wrong', 'app_code_wrong', 'ok'];

test('a code that comes in four sessions at the same moment counts in one, and so does one from paper', async () => {
  const first = await session(TEST_NOW);
  await beginAppCodes(first);
  const { secret } = await handle.db.selectFrom('code_key').select('secret').executeTakeFirstOrThrow();
  const confirmed = await Promise.allSettled(
    [1, 2, 3].map(() => confirmAppCodes(first, { code: codeOf(secret, stepAt(TEST_NOW)), publicUrl })),
  );
  const won = confirmed.filter((one) => one.status === 'fulfilled');
  expect(won).toHaveLength(1);
  expect(await handle.db.selectFrom('recovery_code').select('code_hash').execute()).toHaveLength(10);

  const later = new Date(TEST_NOW.getTime() + 60_000);
  const sessions = await Promise.all([1, 2, 3, 4].map(() => session(later)));
  await handle.db.deleteFrom('rate_limit').execute();
  expect(await outcomes(sessions.map((one) => showCode(one, { code: codeOf(secret, stepAt(later)), publicUrl })))).toEqual(ONCE);
  expect(
    await handle.db
      .selectFrom('session')
      .where('second_factor', '=', 'app')
      .where('second_factor_at', '=', later)
      .select('method')
      .execute(),
  ).toHaveLength(1);

  await handle.db.deleteFrom('rate_limit').execute();
  const [paper = ''] = won[0]?.value.recoveryCodes ?? [];
  expect(await outcomes(sessions.map((one) => showCode(one, { code: paper, publicUrl })))).toEqual(ONCE);
});
