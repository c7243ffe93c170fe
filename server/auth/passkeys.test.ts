import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import type { Actor } from '../context.ts';
import { openTestDatabase } from '../testing/database.ts';
import { softwarePasskey } from '../testing/software-passkey.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import {
  addPasskey,
  askNewPasskey,
  askProofPasskey,
  askSignInPasskey,
  listOwnPasskeys,
  proveWithPasskey,
  removePasskey,
  renamePasskey,
  signInWithPasskey,
} from './passkeys.ts';
import { isProved } from './proof.ts';
import { createSession, validateSession } from './sessions.ts';

const publicUrl = 'https://oever.example';
const site = { publicUrl };
const later = (minutes: number) => new Date(TEST_NOW.getTime() + minutes * 60_000);
const REFUSED = { code: 'passkey_wrong' };

let handle: DatabaseHandle;
let world: World;
beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
beforeEach(async () => {
  for (const table of ['rate_limit', 'passkey', 'passkey_challenge', 'mail', 'session'] as const)
    await handle.db.deleteFrom(table).execute();
});
afterAll(() => handle.close());

const as = (actor: Actor | null, now = TEST_NOW) => contextFor(handle.db, actor, now);
async function keyOf(actor: Actor) {
  const key = softwarePasskey({ origin: publicUrl });
  const response = key.create(await askNewPasskey(as(actor), site));
  await addPasskey(as(actor), { response, name: 'Mijn telefoon', ...site });
  return key;
}

const idOf = async (actor: Actor) => (await listOwnPasskeys(handle.db, actor.id))[0]?.id ?? '';

describe('a passkey', () => {
  test('signs in without anything typed, and says when it was last used', async () => {
    const key = await keyOf(world.people.resident);
    const visitor = { ...as(null, later(5)), userAgent: 'Mozilla/5.0 (Linux; Android 15) Firefox/140.0' };
    const actor = await signInWithPasskey(visitor, { response: key.answer(await askSignInPasskey(visitor, site)), ...site });
    expect(actor.id).toBe(world.people.resident.id);
    expect((await validateSession(handle.db, visitor.setCookies[0] ?? '', later(5)))?.actor.id).toBe(actor.id);
    const session = await handle.db.selectFrom('session').selectAll().executeTakeFirstOrThrow();
    expect(session).toMatchObject({ method: 'passkey', browser: 'firefox', system: 'android' });
    expect(await listOwnPasskeys(handle.db, actor.id)).toMatchObject([{ name: 'Mijn telefoon', lastUsedAt: later(5) }]);
  });

  test('is told by mail to its owner when it is added and removed', async () => {
    const { resident } = world.people;
    await keyOf(resident);
    const id = await idOf(resident);
    await removePasskey(as(resident), { id, ...site });
    const mails = await handle.db.selectFrom('mail').select(['to_email', 'subject']).execute();
    expect(mails).toEqual([
      { to_email: resident.email, subject: 'Uw account is gewijzigd' },
      { to_email: resident.email, subject: 'Uw account is gewijzigd' },
    ]);
    expect(await listOwnPasskeys(handle.db, resident.id)).toEqual([]);
  });

  test('answers a question once, and only in time', async () => {
    const key = await keyOf(world.people.resident);
    const question = await askSignInPasskey(as(null), site);
    const response = key.answer(question);
    await signInWithPasskey(as(null), { response, ...site });
    await expect(signInWithPasskey(as(null), { response, ...site })).rejects.toMatchObject(REFUSED);
    const old = key.answer(await askSignInPasskey(as(null), site));
    await expect(signInWithPasskey(as(null, later(6)), { response: old, ...site })).rejects.toMatchObject(REFUSED);
  });

  test('of another site, of nobody, with a question of another kind, or that was copied does not sign in', async () => {
    const { resident } = world.people;
    const key = await keyOf(resident);
    const stranger = softwarePasskey({ origin: publicUrl });
    await expect(
      signInWithPasskey(as(null), { response: stranger.answer(await askSignInPasskey(as(null), site)), ...site }),
    ).rejects.toMatchObject(REFUSED);
    const phished = { ...key.answer(await askSignInPasskey(as(null), site)) };
    const said = JSON.parse(Buffer.from(phished.response.clientDataJSON, 'base64url').toString());
    phished.response.clientDataJSON = Buffer.from(JSON.stringify({ ...said, origin: 'https://oever.evil.example' })).toString('base64url');
    await expect(signInWithPasskey(as(null), { response: phished, ...site })).rejects.toMatchObject(REFUSED);
    const toProve = key.answer(await askProofPasskey(as(resident), site));
    await expect(signInWithPasskey(as(null), { response: toProve, ...site })).rejects.toMatchObject(REFUSED);
    for (let i = 0; i < 3; i++)
      await signInWithPasskey(as(null), { response: key.answer(await askSignInPasskey(as(null), site)), ...site });
    const copy = key.answer(await askSignInPasskey(as(null), site), { turnBack: true });
    await expect(signInWithPasskey(as(null), { response: copy, ...site })).rejects.toMatchObject(REFUSED);
  });

  test.each([
    [{ clientDataJSON: '' }],
    [{ clientDataJSON: 'AAAA' }],
    [{ clientDataJSON: Buffer.from('{"challenge":7}').toString('base64url') }],
  ])('that is no answer at all (%j) is refused like any other', async (response) => {
    const shape = { id: 'x', rawId: 'x', type: 'public-key', clientExtensionResults: {}, response } as never;
    await expect(signInWithPasskey(as(null), { response: shape, ...site })).rejects.toMatchObject(REFUSED);
    await expect(addPasskey(as(world.people.resident), { response: shape, name: 'x', ...site })).rejects.toMatchObject(REFUSED);
  });

  test('is named and removed by its owner only, and the same one is added once', async () => {
    const { resident, resident2 } = world.people;
    const key = await keyOf(resident);
    const id = await idOf(resident);
    await expect(renamePasskey(as(resident2), { id, name: 'Van mij' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(removePasskey(as(resident2), { id, ...site })).rejects.toMatchObject({ code: 'not_found' });
    await renamePasskey(as(resident), { id, name: 'Laptop' });
    expect(await listOwnPasskeys(handle.db, resident.id)).toMatchObject([{ name: 'Laptop' }]);
    const again = key.create(await askNewPasskey(as(resident2), site));
    await expect(addPasskey(as(resident2), { response: again, name: 'Dubbel', ...site })).rejects.toMatchObject(REFUSED);
  });

  test('shows once more who you are, for this session only and for nobody else', async () => {
    const { resident, resident2 } = world.people;
    const [key, other] = [await keyOf(resident), await keyOf(resident2)];
    const { token } = await createSession(handle.db, resident.id, TEST_NOW);
    const session = await validateSession(handle.db, token, TEST_NOW);
    const own = { ...as(resident, later(20)), sessionIdHash: session?.sessionIdHash ?? null };
    expect(await isProved(own)).toBe(false);
    const strange = other.answer(await askProofPasskey(own, site));
    await expect(proveWithPasskey(own, { response: strange, ...site })).rejects.toMatchObject(REFUSED);
    expect(await isProved(own)).toBe(false);
    await proveWithPasskey(own, { response: key.answer(await askProofPasskey(own, site)), ...site });
    expect(await isProved(own)).toBe(true);
    expect(await isProved({ ...own, now: later(36) })).toBe(false);
  });

  test('is two factors at once: when it signs in, when it shows once more who you are, and when it is made', async () => {
    const { manager } = world.people;
    const factors = async () =>
      (await handle.db.selectFrom('session').select(['second_factor', 'second_factor_at']).orderBy('created_at').execute()).map((row) => [
        row.second_factor,
        row.second_factor_at,
      ]);
    const { token } = await createSession(handle.db, manager.id, TEST_NOW);
    const session = await validateSession(handle.db, token, TEST_NOW);
    const own = { ...as(manager, later(1)), sessionIdHash: session?.sessionIdHash ?? null };
    const key = softwarePasskey({ origin: publicUrl });
    await addPasskey(own, { response: key.create(await askNewPasskey(own, site)), name: 'Werk', ...site });
    expect(await factors()).toEqual([['passkey', later(1)]]);
    const again = { ...own, now: later(5) };
    await proveWithPasskey(again, { response: key.answer(await askProofPasskey(again, site)), ...site });
    expect(await factors()).toEqual([['passkey', later(5)]]);
    const visitor = as(null, later(9));
    await signInWithPasskey(visitor, { response: key.answer(await askSignInPasskey(visitor, site)), ...site });
    expect((await factors())[1]).toEqual(['passkey', later(9)]);
  });

  test('cannot be the last way in that is taken away', async () => {
    const { clerk } = world.people;
    await keyOf(clerk);
    await handle.db.updateTable('person').set({ email: null }).where('id', '=', clerk.id).execute();
    const id = await idOf(clerk);
    await expect(removePasskey(as({ ...clerk, email: null }), { id, ...site })).rejects.toMatchObject({ code: 'last_way_in' });
    expect(await listOwnPasskeys(handle.db, clerk.id)).toHaveLength(1);
  });
});
