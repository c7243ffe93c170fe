import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import type { Actor } from '../context.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makePerson, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { requestPasswordReset } from './account-commands.ts';
import { askNewAddress, changeAddress, changePassword } from './change-account.ts';
import { signIn } from './commands.ts';
import { deviceOf } from './device.ts';
import { endOwnSession, listOwnSessions } from './own-sessions.ts';
import { hashPassword } from './passwords.ts';
import { assertProved, isProved, proveWithCode, sendProofCode } from './proof.ts';
import { createSession, loadActor, validateSession } from './sessions.ts';
import { peekSignInLink, requestSignInLink, signInWithLink } from './sign-in-link.ts';

const publicUrl = 'https://oever.example';
const PASSWORD = 'een boot vol eenden';
const later = (minutes: number) => new Date(TEST_NOW.getTime() + minutes * 60_000);

let handle: DatabaseHandle;
let world: World;
beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
beforeEach(async () => {
  for (const table of ['rate_limit', 'mail', 'session', 'one_time_token'] as const) await handle.db.deleteFrom(table).execute();
});
afterAll(() => handle.close());

const as = (actor: Actor | null, now = TEST_NOW) => contextFor(handle.db, actor, now);
const mails = () => handle.db.selectFrom('mail').selectAll().orderBy('created_at').execute();
const newestCode = async () => /code=([\w-]+)/.exec((await mails()).at(-1)?.text ?? '')?.[1] ?? '';
async function signedIn(actor: Actor, now = TEST_NOW) {
  const { token } = await createSession(handle.db, actor.id, now);
  const session = await validateSession(handle.db, token, now);
  return { ...as(actor, now), token, sessionIdHash: session?.sessionIdHash ?? null };
}

describe('a link to sign in', () => {
  test('works once, from our own site, and shows that the mailbox is theirs', async () => {
    const { unverified } = world.people;
    await requestSignInLink(as(null), { email: (unverified.email ?? '').toUpperCase(), redirectTo: '/trajecten', publicUrl });
    const [mail] = await mails();
    expect(mail?.text).toContain('https://oever.example/inloggen/link?code=');
    expect(mail?.text).toContain('&naar=%2Ftrajecten');
    const token = await newestCode();
    // A mail program that opens the link uses nothing up.
    for (let i = 0; i < 3; i++) expect(await peekSignInLink(as(null), { token })).toEqual({ email: unverified.email });
    const visitor = as(null);
    expect(await signInWithLink(visitor, { token })).toMatchObject({ id: unverified.id, verificationLevel: 'email' });
    expect(await validateSession(handle.db, visitor.setCookies[0] ?? '', TEST_NOW)).not.toBeNull();
    await expect(signInWithLink(as(null), { token })).rejects.toMatchObject({ code: 'token_expired' });
  });

  test('is dead after a quarter of an hour, after a newer one, and after a new password', async () => {
    const { resident } = world.people;
    const ask = async () => {
      await requestSignInLink(as(null), { email: resident.email ?? '', publicUrl });
      return newestCode();
    };
    const first = await ask();
    const second = await ask();
    await expect(signInWithLink(as(null), { token: first })).rejects.toMatchObject({ code: 'token_expired' });
    await expect(signInWithLink(as(null, later(15)), { token: second })).rejects.toMatchObject({ code: 'token_expired' });
    await changePassword(await signedIn(resident), { password: PASSWORD, publicUrl });
    await expect(signInWithLink(as(null), { token: second })).rejects.toMatchObject({ code: 'token_expired' });
  });

  test('is asked for in the same time whether there is an account or not, and so is a new password', async () => {
    const known = world.people.resident2.email ?? '';
    const time = async (work: () => Promise<unknown>) => {
      const start = performance.now();
      await work();
      return performance.now() - start;
    };
    for (const ask of [requestSignInLink, requestPasswordReset]) {
      const [a, b] = [
        await time(() => ask(as(null), { email: known, publicUrl })),
        await time(() => ask(as(null), { email: 'nergens@oever.example', publicUrl })),
      ];
      // Both take as long as is waited for in any case.
      expect(Math.min(a, b)).toBeGreaterThan(140);
      expect(Math.max(a, b) / Math.min(a, b)).toBeLessThan(1.5);
    }
    expect((await mails()).map((mail) => mail.to_email)).toEqual([known, known]);
  });

  test('passes where guesses of others have put a password off', async () => {
    const { manager } = world.people;
    const email = manager.email ?? '';
    await handle.db
      .updateTable('person')
      .set({ password_hash: await hashPassword(PASSWORD) })
      .where('id', '=', manager.id)
      .execute();
    for (let i = 0; i < 12; i++) await signIn({ ...as(null), address: `10.1.0.${i}` }, { email, password: 'mis' }).catch(() => null);
    await expect(signIn({ ...as(null), address: '10.2.0.1' }, { email, password: PASSWORD })).rejects.toMatchObject({
      code: 'too_many_requests',
    });
    await requestSignInLink(as(null), { email, publicUrl });
    expect(await signInWithLink(as(null), { token: await newestCode() })).toMatchObject({ id: manager.id });
  });

  test('that fits nothing is counted, and guessing ends', async () => {
    const guesser = { ...as(null), address: '10.9.9.9' };
    const codes: string[] = [];
    for (let i = 0; i < 62; i++) await signInWithLink(guesser, { token: `gok-${i}` }).catch((error) => codes.push(error.code));
    expect(codes[0]).toBe('token_expired');
    expect(codes.at(-1)).toBe('too_many_requests');
  });
});

describe('where somebody is signed in', () => {
  test.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0', 'edge', 'windows'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1', 'safari', 'iphone'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'firefox', 'linux'],
    ['Mozilla/5.0 (Linux; Android 14; SM-S911B) SamsungBrowser/27.0 Chrome/125.0 Mobile Safari/537.36', 'samsung', 'android'],
    ['Mozilla/5.0 (X11; CrOS x86_64) Chrome/140.0 Safari/537.36', 'chrome', 'chromebook'],
    ['curl/8.5', 'other', 'other'],
    ['', 'other', 'other'],
    [null, 'other', 'other'],
  ])('%s is %s on %s', (userAgent, browser, system) => {
    expect(deviceOf(userAgent)).toEqual({ browser, system });
  });

  test('is listed with this one on top, without a word of the browser or an address', async () => {
    const { council } = world.people;
    const there = await createSession(handle.db, council.id, later(-60), {
      method: 'link',
      device: { browser: 'safari', system: 'iphone' },
    });
    const here = await signedIn(council);
    const sessions = await listOwnSessions(here);
    expect(sessions).toMatchObject([
      { isThis: true, startedAt: TEST_NOW },
      { isThis: false, browser: 'safari', system: 'iphone', method: 'link', startedAt: later(-60), lastSeenAt: later(-60) },
    ]);
    await validateSession(handle.db, there.token, later(30));
    expect((await listOwnSessions(here))[1]?.lastSeenAt).toEqual(later(30));
    const columns = Object.keys(await handle.db.selectFrom('session').selectAll().executeTakeFirstOrThrow());
    expect(columns.filter((column) => /ip|address|agent/.test(column))).toEqual([]);
  });

  test('one is ended by its owner and by nobody else, and sockets hear it', async () => {
    const { clerk, resident } = world.people;
    const told: string[] = [];
    const stop = await handle.listen('oever_rights', (payload) => told.push(payload));
    const there = await createSession(handle.db, clerk.id, TEST_NOW);
    const here = await signedIn(clerk);
    const id = (await listOwnSessions(here)).find((session) => !session.isThis)?.id ?? '';
    await endOwnSession(await signedIn(resident), { id });
    expect(await validateSession(handle.db, there.token, TEST_NOW)).not.toBeNull();
    await endOwnSession(here, { id });
    expect(await validateSession(handle.db, there.token, TEST_NOW)).toBeNull();
    expect(await validateSession(handle.db, here.token, TEST_NOW)).not.toBeNull();
    await expect.poll(() => told).toEqual([clerk.id]);
    await stop();
  });
});

describe('showing once more who you are', () => {
  test('is not needed for a quarter of an hour after signing in, and needed after that', async () => {
    const here = await signedIn(world.people.admin);
    await assertProved({ ...here, now: later(14) });
    await expect(assertProved({ ...here, now: later(16) })).rejects.toMatchObject({ code: 'prove_first' });
    await expect(assertProved(as(world.people.admin))).rejects.toMatchObject({ code: 'prove_first' });
    await expect(assertProved(as(null))).rejects.toMatchObject({ code: 'sign_in_first' });
  });

  test('with a code from the mail works once, in this session, and five guesses are all there are', async () => {
    const { official } = world.people;
    const here = { ...(await signedIn(official, later(-20))), now: TEST_NOW };
    const elsewhere = { ...(await signedIn(official, later(-20))), now: TEST_NOW };
    await sendProofCode(here);
    const code = /code is (\d{6})/.exec((await mails()).at(-1)?.text ?? '')?.[1] ?? '';
    await expect(proveWithCode(elsewhere, { code })).rejects.toMatchObject({ code: 'token_expired' });
    await proveWithCode(here, { code: `${code.slice(0, 3)} ${code.slice(3)}` });
    expect(await isProved(here)).toBe(true);
    expect(await isProved(elsewhere)).toBe(false);
    await expect(proveWithCode(here, { code })).rejects.toMatchObject({ code: 'token_expired' });
    const codes: string[] = [];
    for (let i = 0; i < 6; i++) await proveWithCode(elsewhere, { code: '000000' }).catch((error) => codes.push(error.code));
    expect(codes.at(-1)).toBe('too_many_requests');
  });
});

describe('changing the e-mail address', () => {
  test('happens with the link in the new mailbox, ends other sessions, and the old mailbox hears of it', async () => {
    const person = await makePerson(handle.db, { name: 'Verhuizer', email: 'oud@oever.example' });
    const here = await signedIn(person);
    const there = await createSession(handle.db, person.id, TEST_NOW);
    await askNewAddress(here, { email: 'nieuw-adres@oever.example', publicUrl });
    expect((await loadActor(handle.db, person.id, TEST_NOW))?.email).toBe('oud@oever.example');
    const token = await newestCode();
    await changeAddress(here, { token, publicUrl });
    expect(await loadActor(handle.db, person.id, TEST_NOW)).toMatchObject({
      email: 'nieuw-adres@oever.example',
      verificationLevel: 'email',
    });
    expect(await validateSession(handle.db, there.token, TEST_NOW)).toBeNull();
    expect(await validateSession(handle.db, here.token, TEST_NOW)).not.toBeNull();
    expect((await mails()).at(-1)).toMatchObject({ to_email: 'oud@oever.example', subject: 'Uw account is gewijzigd' });
    await expect(changeAddress(here, { token, publicUrl })).rejects.toMatchObject({ code: 'token_expired' });
  });

  test('to one of somebody else changes nothing, tells only that mailbox, and looks the same', async () => {
    const { resident, resident2 } = world.people;
    await askNewAddress(await signedIn(resident), { email: resident2.email ?? '', publicUrl });
    const all = await mails();
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({ to_email: resident2.email, subject: 'U heeft al een account' });
    expect(all[0]?.text).not.toContain('code=');
  });
});
