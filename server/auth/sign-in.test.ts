import { hash } from '@node-rs/argon2';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import type { Actor, Context } from '../context.ts';
import { isDomainError } from '../errors.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { signIn, signOut } from './commands.ts';
import { signOutElsewhere } from './own-sessions.ts';
import { hashPassword, inTurn, needsRehash, verifyPassword } from './passwords.ts';
import { count } from './rate-limits.ts';
import { delayAfter } from './rules.ts';
import { createSession, validateSession } from './sessions.ts';

const PASSWORD = 'een boot vol eenden';
let handle: DatabaseHandle;
let world: World;

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  await handle.db
    .updateTable('person')
    .set({ password_hash: await hashPassword(PASSWORD) })
    .execute();
});
beforeEach(async () => {
  await handle.db.deleteFrom('rate_limit').execute();
  await handle.db.deleteFrom('session').execute();
});
afterAll(() => handle.close());

const emailOf = (actor: Actor) => actor.email ?? '';
function from(address: string, more: Partial<Context> = {}) {
  return { ...contextFor(handle.db, null), address, ...more };
}
async function codeOf(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => 'in',
    (error) => (isDomainError(error) ? error.code : Promise.reject(error)),
  );
}

describe('signing in', () => {
  test('sets the cookie of a new session, whatever capitals the address has', async () => {
    const context = contextFor(handle.db, null);
    const actor = await signIn(context, { email: ` ${emailOf(world.people.resident).toUpperCase()} `, password: PASSWORD });
    expect(actor.id).toBe(world.people.resident.id);
    const [token] = context.setCookies;
    expect((await validateSession(handle.db, token ?? '', TEST_NOW))?.actor.id).toBe(actor.id);
  });

  test('gives a new session id where a cookie was planted, and ends the old session', async () => {
    const planted = await createSession(handle.db, world.people.resident2.id, TEST_NOW);
    const before = await validateSession(handle.db, planted.token, TEST_NOW);
    const context = from('10.0.0.1', { actor: before?.actor ?? null, sessionIdHash: before?.sessionIdHash ?? null });
    await signIn(context, { email: emailOf(world.people.resident), password: PASSWORD });
    expect(context.setCookies[0]).not.toBe(planted.token);
    expect(await validateSession(handle.db, planted.token, TEST_NOW)).toBeNull();
  });

  test('is refused in the same words for a wrong password, an unknown address and an account without a password', async () => {
    await handle.db.updateTable('person').set({ password_hash: null }).where('id', '=', world.people.clerk.id).execute();
    for (const [email, password] of [
      [emailOf(world.people.resident), 'een boot vol ganzen'],
      ['onbekend@oever.example', PASSWORD],
      [emailOf(world.people.clerk), PASSWORD],
      ['', ''],
    ] as const) {
      const context = contextFor(handle.db, null);
      await expect(signIn(context, { email, password })).rejects.toMatchObject({ code: 'wrong_credentials', details: {} });
      expect(context.setCookies).toEqual([]);
    }
  });

  test('takes as much work for an unknown address as for a known one', async () => {
    const known = await hashPassword(PASSWORD);
    const measure = async (passwordHash: string | null) => {
      const times: number[] = [];
      for (let i = 0; i < 9; i++) {
        const start = performance.now();
        await verifyPassword(passwordHash, 'iets heel anders');
        times.push(performance.now() - start);
      }
      return times.sort((a, b) => a - b)[4] ?? 0;
    };
    await measure(null);
    const [a, b] = [await measure(known), await measure(null)];
    // Not a stopwatch: without the dummy hash this would be a factor of hundreds.
    expect(Math.max(a, b) / Math.min(a, b)).toBeLessThan(3);
  });

  test('works for who is blocked: they may read, and object', async () => {
    await handle.db
      .updateTable('person')
      .set({ blocked_until: new Date(TEST_NOW.getTime() + 1000), blocked_reason: 'Reden genoeg.' })
      .where('id', '=', world.people.resident2.id)
      .execute();
    const actor = await signIn(contextFor(handle.db, null), { email: emailOf(world.people.resident2), password: PASSWORD });
    expect(actor.blockedUntil).not.toBeNull();
  });

  test('after nine wrong passwords even the right one waits, from that address', async () => {
    const email = emailOf(world.people.resident);
    for (let i = 0; i < 9; i++) expect(await codeOf(signIn(from('10.0.0.9'), { email, password: `fout ${i}` }))).toBe('wrong_credentials');
    await expect(signIn(from('10.0.0.9'), { email, password: PASSWORD })).rejects.toMatchObject({
      code: 'too_many_requests',
      details: { minutes: 15 },
    });
    expect(await codeOf(signIn(from('10.0.0.10'), { email, password: PASSWORD }))).toBe('in');
  });

  test('many guesses at once count one by one', async () => {
    const email = emailOf(world.people.resident);
    const codes = await Promise.all(
      Array.from({ length: 40 }, (_, i) => codeOf(signIn(from('10.0.0.9'), { email, password: `fout ${i}` }))),
    );
    // Two are checked at a time, so one may slip in beside the ninth.
    expect(codes.filter((code) => code === 'wrong_credentials').length).toBeLessThanOrEqual(10);
    expect(codes).toContain('too_many_requests');
  });

  test('guesses from many addresses put off the next one, longer each time, but do not keep out who signed in from their own before', async () => {
    const email = emailOf(world.people.resident);
    expect(await codeOf(signIn(from('10.0.0.1'), { email, password: PASSWORD }))).toBe('in');
    for (let i = 0; i < 11; i++) await count(handle.db, ['sign_in_account', email]);
    expect(await codeOf(signIn(from('10.0.0.2'), { email, password: 'mis' }))).toBe('wrong_credentials');
    expect(await codeOf(signIn(from('10.0.0.3'), { email, password: PASSWORD }))).toBe('too_many_requests');
    expect(await codeOf(signIn(from('10.0.0.1'), { email, password: PASSWORD }))).toBe('in');
  });

  test('the wait doubles with each wrong password, the same for an account that does not exist', async () => {
    expect([0, 11, 12, 13, 14, 18, 19, 1000].map(delayAfter)).toEqual([0, 0, 30, 60, 120, 1920, 3600, 3600]);
    for (let i = 0; i < 11; i++) await count(handle.db, ['sign_in_account', 'niemand@oever.example']);
    const guess = (address: string) => codeOf(signIn(from(address), { email: 'niemand@oever.example', password: 'mis' }));
    expect([await guess('10.0.0.2'), await guess('10.0.0.3')]).toEqual(['wrong_credentials', 'too_many_requests']);
  });

  test('a device that is still signed in is not kept out by guesses from its address, but not free to guess either', async () => {
    const email = emailOf(world.people.resident);
    const { token } = await createSession(handle.db, world.people.resident.id, TEST_NOW);
    const session = await validateSession(handle.db, token, TEST_NOW);
    const own = () => from('10.0.0.9', { actor: session?.actor ?? null, sessionIdHash: session?.sessionIdHash ?? null });
    for (let i = 0; i < 9; i++) await codeOf(signIn(from('10.0.0.9'), { email, password: `fout ${i}` }));
    for (let i = 0; i < 9; i++) expect(await codeOf(signIn(own(), { email, password: `fout ${i}` }))).toBe('wrong_credentials');
    expect(await codeOf(signIn(own(), { email, password: PASSWORD }))).toBe('too_many_requests');
  });

  test('one address guessing at many accounts is stopped', async () => {
    const codes: string[] = [];
    for (let i = 0; i < 60; i++) await count(handle.db, ['sign_in_address', '10.0.0.9']);
    codes.push(await codeOf(signIn(from('10.0.0.9'), { email: emailOf(world.people.resident), password: PASSWORD })));
    expect(codes).toEqual(['too_many_requests']);
  });

  test('limits keep no e-mail address and no network address', async () => {
    await codeOf(signIn(from('203.0.113.77'), { email: 'wie@oever.example', password: 'fout' }));
    const rows = JSON.stringify(await handle.db.selectFrom('rate_limit').selectAll().execute());
    expect(rows).not.toContain('203.0.113.77');
    expect(rows).not.toContain('wie@');
  });
});

describe('signing out', () => {
  test('ends the session, so that its cookie no longer works', async () => {
    const { token } = await createSession(handle.db, world.people.resident.id, TEST_NOW);
    const session = await validateSession(handle.db, token, TEST_NOW);
    const context = { ...contextFor(handle.db, world.people.resident), sessionIdHash: session?.sessionIdHash ?? null };
    await signOut(context);
    expect(context.setCookies).toEqual([null]);
    expect(await validateSession(handle.db, token, TEST_NOW)).toBeNull();
    await signOut(context);
  });

  test('elsewhere keeps the session in use and tells the sockets', async () => {
    const { resident } = world.people;
    const told: string[] = [];
    const stop = await handle.listen('oever_rights', (payload) => told.push(payload));
    const here = await createSession(handle.db, resident.id, TEST_NOW);
    const there = await createSession(handle.db, resident.id, TEST_NOW);
    const session = await validateSession(handle.db, here.token, TEST_NOW);
    await signOutElsewhere({ ...contextFor(handle.db, resident), sessionIdHash: session?.sessionIdHash ?? null });
    expect(await validateSession(handle.db, here.token, TEST_NOW)).not.toBeNull();
    expect(await validateSession(handle.db, there.token, TEST_NOW)).toBeNull();
    await expect.poll(() => told).toContain(resident.id);
    await stop();
  });
});

describe('passwords', () => {
  test('are hashed with argon2id, 19 MiB, two rounds, and say so themselves', async () => {
    expect(await hashPassword(PASSWORD)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  test('count whole: a twin that differs after 72 bytes does not fit', async () => {
    const hashed = await hashPassword(`${'water'.repeat(16)}links`);
    expect(await verifyPassword(hashed, `${'water'.repeat(16)}rechts`)).toBe(false);
    expect(await verifyPassword(hashed, `${'water'.repeat(16)}links`)).toBe(true);
  });

  test('are the same however their accents were typed', async () => {
    const hashed = await hashPassword('cafe\u0301 aan de kade');
    expect(await verifyPassword(hashed, 'caf\u00e9 aan de kade')).toBe(true);
  });

  test('with older parameters are hashed anew at the next sign-in', async () => {
    const { clerk } = world.people;
    const weak = await hash(PASSWORD, { algorithm: 2, memoryCost: 8192, timeCost: 1, parallelism: 1 });
    expect(needsRehash(weak)).toBe(true);
    await handle.db.updateTable('person').set({ password_hash: weak }).where('id', '=', clerk.id).execute();
    await signIn(contextFor(handle.db, null), { email: emailOf(clerk), password: PASSWORD });
    const { password_hash } = await handle.db
      .selectFrom('person')
      .select('password_hash')
      .where('id', '=', clerk.id)
      .executeTakeFirstOrThrow();
    expect(needsRehash(password_hash ?? '')).toBe(false);
    expect(await verifyPassword(password_hash, PASSWORD)).toBe(true);
  });

  test('are worked on two at a time; past fifty waiting, others are told to come back', async () => {
    let running = 0;
    let most = 0;
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const work = () =>
      inTurn(async () => {
        running += 1;
        most = Math.max(most, running);
        await gate;
        running -= 1;
      });
    const all = Array.from({ length: 60 }, () => codeOf(work()));
    release();
    const codes = await Promise.all(all);
    expect(most).toBe(2);
    expect(codes.filter((code) => code === 'busy')).toHaveLength(8);
    expect(codes.filter((code) => code === 'in')).toHaveLength(52);
    expect(await codeOf(work())).toBe('in');
  });
});
