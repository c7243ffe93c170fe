/** Many at once, on real PostgreSQL: what may happen once happens once. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { keepIdeaOnce, publishOnce } from '../once/commands.ts';
import { askLetter, fillInLetterCode, markLettersSent, printLetters } from '../people/letters.ts';
import { openTestDatabase } from '../testing/database.ts';
import { softwarePasskey } from '../testing/software-passkey.ts';
import { contextFor, makeWorld, type World } from '../testing/world.ts';
import { addPasskey, askNewPasskey, askSignInPasskey, signInWithPasskey } from './passkeys.ts';
import { requestSignInLink, signInWithLink } from './sign-in-link.ts';

const site = { publicUrl: 'https://oever.example' };
const AT_ONCE = 40;
let handle: DatabaseHandle;
let world: World;
beforeAll(async () => {
  handle = await openTestDatabase({ poolSize: 20 });
  world = await makeWorld(handle.db);
});
beforeEach(async () => {
  for (const table of ['rate_limit', 'mail', 'session'] as const) await handle.db.deleteFrom(table).execute();
});
afterAll(() => handle.close());

const visitor = () => contextFor(handle.db, null);
async function outcomes(act: () => Promise<unknown>, times = AT_ONCE): Promise<Record<string, number>> {
  const codes = await Promise.all(
    Array.from({ length: times }, () =>
      act().then(
        () => 'done',
        (error) => String(error.code),
      ),
    ),
  );
  return Object.fromEntries([...new Set(codes)].map((code) => [code, codes.filter((one) => one === code).length]));
}
async function codeFromMail(): Promise<string> {
  const { text } = await handle.db.selectFrom('mail').select('text').orderBy('created_at', 'desc').executeTakeFirstOrThrow();
  return /code=([\w-]+)/.exec(text)?.[1] ?? '';
}
const sessions = async () => (await handle.db.selectFrom('session').select('id_hash').execute()).length;

test('of forty presses on one link exactly one signs in', async () => {
  await requestSignInLink(visitor(), { email: world.people.resident.email ?? '', ...site });
  const token = await codeFromMail();
  expect(await outcomes(() => signInWithLink(visitor(), { token }))).toEqual({ done: 1, token_expired: AT_ONCE - 1 });
  expect(await sessions()).toBe(1);
});

test('of forty answers to one question exactly one signs in', async () => {
  const { resident } = world.people;
  const key = softwarePasskey({ origin: site.publicUrl });
  await addPasskey(contextFor(handle.db, resident), {
    response: key.create(await askNewPasskey(contextFor(handle.db, resident), site)),
    name: 'Telefoon',
    ...site,
  });
  const response = key.answer(await askSignInPasskey(visitor(), site));
  expect(await outcomes(() => signInWithPasskey(visitor(), { response, ...site }))).toEqual({ done: 1, passkey_wrong: AT_ONCE - 1 });
  expect(await sessions()).toBe(1);
});

test('of forty guesses at a letter five are looked at, also all at once', async () => {
  const { resident2, admin } = world.people;
  const address = { addressee: 'R. Twee', street: 'Kade 2', postcode: '1234 AB', town: 'Amstelboog' };
  await askLetter(contextFor(handle.db, resident2), address);
  const [letter] = await printLetters(contextFor(handle.db, admin));
  await markLettersSent(contextFor(handle.db, admin), { ids: [letter?.id ?? ''] });
  const found = await outcomes(() => fillInLetterCode(contextFor(handle.db, resident2), { code: 'XXXX-XXXX' }));
  expect(found.code_wrong).toBe(5);
  expect(found.done).toBeUndefined();
});

test('of twenty presses on one mail exactly one publishes', async () => {
  await keepIdeaOnce(visitor(), {
    idea: {
      trajectory: world.trajectory.slug,
      title: 'Een bankje aan het water',
      body: 'Mijn moeder wil daar graag even zitten en naar de boten kijken.',
    },
    name: 'Toos',
    email: 'toos@oever.example',
    ...site,
  });
  const token = await codeFromMail();
  expect(await outcomes(() => publishOnce(visitor(), { token, ...site }), 20)).toEqual({ done: 1, token_expired: 19 });
  expect(await handle.db.selectFrom('idea').select('id').execute()).toHaveLength(1);
});
