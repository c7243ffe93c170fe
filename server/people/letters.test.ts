import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { loadActor } from '../auth/sessions.ts';
import type { Actor } from '../context.ts';
import { applyRetention } from '../privacy/retention.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { addressSchema } from './address-rules.ts';
import { newLetterCode, plainCode } from './letter-rules.ts';
import { askLetter, fillInLetterCode, findOwnLetter, listWaitingLetters, markLettersSent, printLetters } from './letters.ts';
import { levelFrom } from './levels.ts';

const ADDRESS = { addressee: 'F. el Idrissi', street: 'Noordkade 12', postcode: '1234 AB', town: 'Amstelboog' };
const DAY = 24 * 60 * 60_000;

let handle: DatabaseHandle;
let world: World;
beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
beforeEach(async () => {
  for (const table of ['rate_limit', 'address_letter'] as const) await handle.db.deleteFrom(table).execute();
});
afterAll(() => handle.close());

const as = (actor: Actor | null, now = TEST_NOW) => contextFor(handle.db, actor, now);
async function sentTo(actor: Actor) {
  const { admin } = world.people;
  await askLetter(as(actor), ADDRESS);
  const [letter] = await printLetters(as(admin));
  await markLettersSent(as(admin), { ids: [letter?.id ?? ''] });
  return letter?.code ?? '';
}

describe('a letter with a code', () => {
  test('raises the level with the right code, however it is typed, and then the address is gone', async () => {
    const { resident } = world.people;
    const code = await sentTo(resident);
    expect(code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
    await fillInLetterCode(as(resident), { code: ` ${code.toLowerCase().replace('-', ' ')} ` });
    expect((await loadActor(handle.db, resident.id, TEST_NOW))?.verificationLevel).toBe('address');
    const rows = JSON.stringify(await handle.db.selectFrom('address_letter').selectAll().execute());
    expect(rows).not.toMatch(/Noordkade|1234|Idrissi|Amstelboog|argon/);
    await expect(fillInLetterCode(as(resident), { code })).rejects.toMatchObject({ code: 'token_expired' });
    await expect(askLetter(as(resident), ADDRESS)).rejects.toMatchObject({ code: 'already_decided' });
  });

  test('keeps its code on paper only', async () => {
    const code = await sentTo(world.people.resident2);
    for (const table of ['address_letter', 'event', 'mail'] as const) {
      const rows = JSON.stringify(await handle.db.selectFrom(table).selectAll().execute());
      expect(rows).not.toContain(code);
      expect(rows).not.toContain(plainCode(code));
    }
  });

  test('takes five wrong codes and then no right one', async () => {
    const { resident2 } = world.people;
    const code = await sentTo(resident2);
    for (const left of [4, 3, 2, 1, 0])
      await expect(fillInLetterCode(as(resident2), { code: 'XXXX-XXXX' })).rejects.toMatchObject({ code: 'code_wrong', details: { left } });
    await expect(fillInLetterCode(as(resident2), { code })).rejects.toMatchObject({ code: 'token_expired' });
  });

  test('is of who asked it, works when it was sent, and for thirty days', async () => {
    const { resident2, council, admin } = world.people;
    await askLetter(as(resident2), ADDRESS);
    const [letter] = await printLetters(as(admin));
    const code = letter?.code ?? '';
    await expect(fillInLetterCode(as(resident2), { code })).rejects.toMatchObject({ code: 'token_expired' });
    expect(await markLettersSent(as(admin), { ids: [letter?.id ?? ''] })).toEqual({ sent: 1 });
    await expect(fillInLetterCode(as(council), { code })).rejects.toMatchObject({ code: 'token_expired' });
    await expect(fillInLetterCode(as(resident2, new Date(TEST_NOW.getTime() + 30 * DAY)), { code })).rejects.toMatchObject({
      code: 'token_expired',
    });
    expect(await findOwnLetter(as(resident2))).toMatchObject({ street: 'Noordkade 12', triesLeft: 5 });
    await applyRetention({ db: handle.db, now: new Date(TEST_NOW.getTime() + 30 * DAY) });
    expect(await handle.db.selectFrom('address_letter').selectAll().execute()).toEqual([]);
  });

  test('that is printed again has a new code, and the older print no longer works', async () => {
    const { resident2, admin } = world.people;
    await askLetter(as(resident2), ADDRESS);
    const [first] = await printLetters(as(admin));
    const [second] = await printLetters(as(admin));
    await markLettersSent(as(admin), { ids: [second?.id ?? ''] });
    await expect(fillInLetterCode(as(resident2), { code: first?.code ?? '' })).rejects.toMatchObject({ code: 'code_wrong' });
    await fillInLetterCode(as(resident2), { code: second?.code ?? '' });
  });

  test('is handled by administrators, and never by the one who lives there', async () => {
    const { admin } = world.people;
    await askLetter(as(admin), ADDRESS);
    expect(await listWaitingLetters(as(admin))).toEqual([]);
    expect(await printLetters(as(admin))).toEqual([]);
    const { id } = await handle.db.selectFrom('address_letter').select('id').executeTakeFirstOrThrow();
    expect(await markLettersSent(as(admin), { ids: [id] })).toEqual({ sent: 0 });
    for (const who of ['resident', 'moderator', 'official', 'manager', 'council', 'clerk'] as const)
      await expect(listWaitingLetters(as(world.people[who]))).rejects.toMatchObject({ code: 'not_allowed' });
  });

  test('is asked for three times at most in thirty days; each takes the place of the one before', async () => {
    const { manager } = world.people;
    for (let i = 0; i < 3; i++) await askLetter(as(manager), ADDRESS);
    await expect(askLetter(as(manager), ADDRESS)).rejects.toMatchObject({ code: 'too_many_requests' });
    expect(await handle.db.selectFrom('address_letter').selectAll().execute()).toHaveLength(1);
  });
});

describe('an address', () => {
  test('is written as the post reads it', () => {
    expect(addressSchema.parse({ ...ADDRESS, postcode: '1234ab' }).postcode).toBe('1234 AB');
    expect(addressSchema.safeParse({ ...ADDRESS, postcode: '0123 AB' }).success).toBe(false);
    expect(addressSchema.safeParse({ ...ADDRESS, street: 'Noordkade' }).success).toBe(false);
    expect(addressSchema.safeParse({ ...ADDRESS, town: '' }).success).toBe(false);
  });
});

test('the level is the highest of what was shown, in any order', () => {
  const level = fc.constantFrom('none', 'email', 'address', 'oidc');
  fc.assert(
    fc.property(fc.boolean(), fc.boolean(), fc.array(level, { maxLength: 4 }), (emailConfirmed, addressConfirmed, links) => {
      const result = levelFrom({ emailConfirmed, addressConfirmed, links });
      expect(levelFrom({ emailConfirmed, addressConfirmed, links: [...links].reverse() })).toBe(result);
      const shown = new Set<string>([...links, ...(emailConfirmed ? ['email'] : []), ...(addressConfirmed ? ['address'] : []), 'none']);
      expect(result).toBe(['oidc', 'address', 'email', 'none'].find((one) => shown.has(one)));
    }),
  );
});

test('codes are not guessed from each other', () => {
  const codes = new Set(Array.from({ length: 500 }, newLetterCode));
  expect(codes.size).toBe(500);
});
