import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { applyRetention } from '../privacy/retention.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { confirmEmail, register, requestPasswordReset, resendConfirmation, resetPassword } from './account-commands.ts';
import { signIn } from './commands.ts';
import { createSession, loadActor, validateSession } from './sessions.ts';

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
  await handle.db.deleteFrom('rate_limit').execute();
  await handle.db.deleteFrom('mail').execute();
});
afterAll(() => handle.close());

const visitor = (now = TEST_NOW) => contextFor(handle.db, null, now);
const mails = () => handle.db.selectFrom('mail').selectAll().orderBy('created_at').execute();
async function tokenFromMail(page: 'bevestigen' | 'wachtwoord-nieuw' = 'wachtwoord-nieuw'): Promise<string> {
  const link = new RegExp(`${page}\\?code=([\\w-]+)`);
  return (await mails()).flatMap((mail) => link.exec(mail.text)?.[1] ?? []).at(-1) ?? '';
}
async function registered(email: string) {
  await register(visitor(), { name: 'Nieuwe Buur', email, password: PASSWORD, publicUrl });
  const token = await tokenFromMail('bevestigen');
  const { id } = await handle.db.selectFrom('person').select('id').where('email', '=', email).executeTakeFirstOrThrow();
  return { id, token };
}

describe('registering', () => {
  test('makes an account whose address is not confirmed, and mails a link to our own site', async () => {
    const { id } = await registered('buur@oever.example');
    expect(await loadActor(handle.db, id, TEST_NOW)).toMatchObject({ name: 'Nieuwe Buur', verificationLevel: 'none', roles: [] });
    const [mail] = await mails();
    expect(mail).toMatchObject({ to_email: 'buur@oever.example', sent_at: null });
    expect(mail?.text).toContain('https://oever.example/bevestigen?code=');
    await signIn(visitor(), { email: 'buur@oever.example', password: PASSWORD });
  });

  test('with a known address looks the same to who asks, changes nothing, and tells only the owner of the mailbox', async () => {
    const { resident } = world.people;
    const before = await handle.db.selectFrom('person').selectAll().where('id', '=', resident.id).executeTakeFirstOrThrow();
    const known = register(visitor(), { name: 'Ander', email: (resident.email ?? '').toUpperCase(), password: PASSWORD, publicUrl });
    const unknown = register(visitor(), { name: 'Ander', email: 'echt-nieuw@oever.example', password: PASSWORD, publicUrl });
    expect(await known).toEqual(await unknown);
    expect(await handle.db.selectFrom('person').selectAll().where('id', '=', resident.id).executeTakeFirstOrThrow()).toEqual(before);
    const toOwner = (await mails()).find((mail) => mail.to_email === resident.email);
    expect(toOwner?.text).toContain('U heeft al een account');
    expect(toOwner?.text).not.toContain('code=');
  });

  test.each([
    ['kort', 'password_short'],
    ['welkom2026', 'password_common'],
    ['x'.repeat(200), 'password_long'],
  ])('with the password %s is refused at its field', async (password, fault) => {
    await expect(register(visitor(), { name: 'A', email: 'a@oever.example', password, publicUrl })).rejects.toMatchObject({
      code: 'invalid',
      details: { fields: { password: `accounts:error.${fault}` } },
    });
    expect(await mails()).toEqual([]);
  });

  test('at the same moment with the same address makes one account', async () => {
    await Promise.all(
      Array.from({ length: 5 }, () =>
        register(visitor(), { name: 'Dubbel', email: 'dubbel@oever.example', password: PASSWORD, publicUrl }),
      ),
    );
    expect(await handle.db.selectFrom('person').select('id').where('email', '=', 'dubbel@oever.example').execute()).toHaveLength(1);
  });

  test('is limited per address, and so are the mails to one mailbox', async () => {
    for (let i = 0; i < 5; i++) await register(visitor(), { name: 'A', email: 'vol@oever.example', password: PASSWORD, publicUrl });
    await expect(register(visitor(), { name: 'A', email: 'vol@oever.example', password: PASSWORD, publicUrl })).rejects.toMatchObject({
      code: 'too_many_requests',
    });
    expect(await mails()).toHaveLength(5);
  });
});

describe('confirming an e-mail address', () => {
  test('works once, within 24 hours', async () => {
    const { id, token } = await registered('een@oever.example');
    await confirmEmail(visitor(later(23 * 60)), { token });
    expect((await loadActor(handle.db, id, TEST_NOW))?.verificationLevel).toBe('email');
    await expect(confirmEmail(visitor(later(23 * 60)), { token })).rejects.toMatchObject({ code: 'token_expired' });
  });

  test('is too late after 24 hours', async () => {
    const { id, token } = await registered('laat@oever.example');
    await expect(confirmEmail(visitor(later(24 * 60)), { token })).rejects.toMatchObject({ code: 'token_expired' });
    expect((await loadActor(handle.db, id, TEST_NOW))?.verificationLevel).toBe('none');
  });

  test('needs the newest link, for the address it was sent to', async () => {
    const { id, token: first } = await registered('adres@oever.example');
    const actor = await loadActor(handle.db, id, TEST_NOW);
    await resendConfirmation(contextFor(handle.db, actor, later(1)), { publicUrl });
    const second = await tokenFromMail('bevestigen');
    await expect(confirmEmail(visitor(later(1)), { token: first })).rejects.toMatchObject({ code: 'token_expired' });
    await handle.db.updateTable('person').set({ email: 'verhuisd@oever.example' }).where('id', '=', id).execute();
    await expect(confirmEmail(visitor(later(1)), { token: second })).rejects.toMatchObject({ code: 'token_expired' });
  });

  test('does not lower what is known better', async () => {
    const { id, token } = await registered('hoog@oever.example');
    await handle.db.updateTable('person').set({ verification_level: 'address' }).where('id', '=', id).execute();
    await confirmEmail(visitor(), { token });
    expect((await loadActor(handle.db, id, TEST_NOW))?.verificationLevel).toBe('address');
  });

  test('cannot be asked for again once done', async () => {
    await expect(resendConfirmation(contextFor(handle.db, world.people.resident), { publicUrl })).rejects.toMatchObject({
      code: 'already_decided',
    });
  });
});

describe('a forgotten password', () => {
  test('is answered alike for a known and an unknown address; only the known one gets mail', async () => {
    const answers = [];
    for (const email of [world.people.resident.email ?? '', 'onbekend@oever.example'])
      answers.push(await requestPasswordReset(visitor(), { email, publicUrl }));
    expect(answers[0]).toEqual(answers[1]);
    expect((await mails()).map((mail) => mail.to_email)).toEqual([world.people.resident.email]);
  });

  test('can be asked for five times an hour, known or not', async () => {
    for (const email of [world.people.resident.email ?? '', 'onbekend@oever.example']) {
      for (let i = 0; i < 5; i++) await requestPasswordReset(visitor(), { email, publicUrl });
      await expect(requestPasswordReset(visitor(), { email, publicUrl })).rejects.toMatchObject({ code: 'too_many_requests' });
    }
  });

  test('is replaced with the link once: other sessions end, sockets hear of it, open links die', async () => {
    const { id } = await registered('vergeten@oever.example');
    const told: string[] = [];
    const stop = await handle.listen('oever_rights', (payload) => told.push(payload));
    const { token: cookie } = await createSession(handle.db, id, TEST_NOW);
    await requestPasswordReset(visitor(), { email: 'vergeten@oever.example', publicUrl });
    const token = await tokenFromMail();
    await resetPassword(visitor(later(29)), { token, password: 'een vlot vol ganzen', publicUrl });
    expect(await validateSession(handle.db, cookie, TEST_NOW)).toBeNull();
    await expect.poll(() => told).toContain(id);
    await stop();
    await expect(signIn(visitor(), { email: 'vergeten@oever.example', password: PASSWORD })).rejects.toMatchObject({
      code: 'wrong_credentials',
    });
    await signIn(visitor(), { email: 'vergeten@oever.example', password: 'een vlot vol ganzen' });
    await expect(resetPassword(visitor(later(29)), { token, password: 'een vlot vol zwanen', publicUrl })).rejects.toMatchObject({
      code: 'token_expired',
    });
    // The link came to the mailbox, so the mailbox is theirs.
    expect((await loadActor(handle.db, id, TEST_NOW))?.verificationLevel).toBe('email');
    expect(
      await handle.db.selectFrom('one_time_token').select('purpose').where('person_id', '=', id).where('used_at', 'is', null).execute(),
    ).toEqual([]);
    expect((await mails()).map((mail) => mail.subject)).toContain('Uw wachtwoord is veranderd');
  });

  test('keeps its link when the new password is not good enough', async () => {
    await registered('kieskeurig@oever.example');
    await requestPasswordReset(visitor(), { email: 'kieskeurig@oever.example', publicUrl });
    const token = await tokenFromMail();
    await expect(resetPassword(visitor(), { token, password: 'kort', publicUrl })).rejects.toMatchObject({ code: 'invalid' });
    await resetPassword(visitor(), { token, password: 'een vlot vol ganzen', publicUrl });
  });

  test('cannot be replaced after 30 minutes, nor with the link of another purpose', async () => {
    const { token: confirmation } = await registered('doel@oever.example');
    await expect(resetPassword(visitor(), { token: confirmation, password: 'een vlot vol ganzen', publicUrl })).rejects.toMatchObject({
      code: 'token_expired',
    });
    await requestPasswordReset(visitor(), { email: 'doel@oever.example', publicUrl });
    const token = await tokenFromMail();
    await expect(resetPassword(visitor(later(30)), { token, password: 'een vlot vol ganzen', publicUrl })).rejects.toMatchObject({
      code: 'token_expired',
    });
  });
});

test('tokens lie in the database only as hashes, and old ones are cleared away', async () => {
  const { token } = await registered('hash@oever.example');
  expect(JSON.stringify(await handle.db.selectFrom('one_time_token').selectAll().execute())).not.toContain(token);
  await applyRetention({ db: handle.db, now: later(100 * 24 * 60) });
  expect(await handle.db.selectFrom('one_time_token').selectAll().execute()).toEqual([]);
});

test('the event log holds no e-mail address and no password', async () => {
  await registered('geheim@oever.example');
  const log = JSON.stringify(await handle.db.selectFrom('event').selectAll().execute());
  expect(log).not.toContain('@');
  expect(log).not.toContain(PASSWORD);
});
