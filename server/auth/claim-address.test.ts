import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { keepIdeaOnce, publishOnce } from '../once/commands.ts';
import { inviteAdministrator } from '../people/first-administrator.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, type World } from '../testing/world.ts';
import { register, requestPasswordReset, resetPassword } from './account-commands.ts';
import { signIn } from './commands.ts';
import { validateSession } from './sessions.ts';
import { requestSignInLink, signInWithLink } from './sign-in-link.ts';

const publicUrl = 'https://oever.example';
const PASSWORD = 'een boot vol eenden';
let handle: DatabaseHandle;
let world: World;
beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterAll(() => handle.close());

const visitor = () => contextFor(handle.db, null);

/** Somebody registers with the address of another: a password, a session and a passkey lie ready in it. */
async function registerAs(email: string): Promise<{ personId: string; token: string }> {
  await handle.db.deleteFrom('rate_limit').execute();
  await register(visitor(), { name: 'Iemand anders', email, password: PASSWORD, publicUrl });
  const entered = visitor();
  const { id } = await signIn(entered, { email, password: PASSWORD });
  const key = { credential_id: `key of ${email}`, public_key: Buffer.from([1]), counter: 0, transports: '[]' as never, name: 'sleutel' };
  await handle.db
    .insertInto('passkey')
    .values({ ...key, person_id: id, created_at: entered.now, last_used_at: null })
    .execute();
  return { personId: id, token: entered.setCookies[0] ?? '' };
}

async function codeTo(email: string): Promise<string> {
  const mails = await handle.db.selectFrom('mail').where('to_email', '=', email).select('text').orderBy('id', 'desc').execute();
  return mails.flatMap(({ text }) => /code=([\w-]+)/.exec(text)?.[1] ?? []).find((code) => !confirmCodes.has(code)) ?? '';
}
const confirmCodes = new Set<string>();
async function forgetMails(): Promise<void> {
  for (const { text } of await handle.db.selectFrom('mail').select('text').execute())
    confirmCodes.add(/code=([\w-]+)/.exec(text)?.[1] ?? '');
}

const WAYS: Record<string, (email: string) => Promise<unknown>> = {
  'by a link to sign in': async (email) => {
    await requestSignInLink(visitor(), { email, publicUrl });
    return signInWithLink(visitor(), { token: await codeTo(email) });
  },
  'by taking part once': async (email) => {
    const idea = { trajectory: world.trajectory.slug, title: `Een bank voor ${email}`, body: 'Om uit te rusten bij het water.' };
    await keepIdeaOnce(visitor(), { idea, name: 'Toos', email, publicUrl });
    return publishOnce(visitor(), { token: await codeTo(email), publicUrl });
  },
  'by choosing a new password': async (email) => {
    await requestPasswordReset(visitor(), { email, publicUrl });
    return resetPassword(visitor(), { token: await codeTo(email), password: 'een vlot vol ganzen', publicUrl });
  },
  'by the operator who makes them administrator': (email) => inviteAdministrator(visitor(), { email }),
};

for (const [way, show] of Object.entries(WAYS)) {
  test(`who shows a mailbox is theirs ${way} shares the account with nobody who made it before`, async () => {
    const email = `${way.replaceAll(' ', '.')}@oever.example`;
    if (way.includes('operator')) await handle.db.deleteFrom('role_grant').where('role', '=', 'administrator').execute();
    const { personId, token } = await registerAs(email);
    await forgetMails();
    await show(email);
    expect(await validateSession(handle.db, token, visitor().now)).toBeNull();
    expect(await handle.db.selectFrom('passkey').where('person_id', '=', personId).select('id').execute()).toEqual([]);
    await expect(signIn(visitor(), { email, password: PASSWORD })).rejects.toMatchObject({ code: 'wrong_credentials' });
    const subjects = (await handle.db.selectFrom('mail').where('to_email', '=', email).select('subject').execute()).map(
      (mail) => mail.subject,
    );
    expect(subjects.filter((subject) => subject === 'Uw oude wachtwoord werkt niet meer')).toHaveLength(
      way.includes('link') || way.includes('once') ? 1 : 0,
    );
  });
}

test('who is signed in to the account, or confirmed the address before, keeps password and keys', async () => {
  const email = 'zelf@oever.example';
  const { personId, token } = await registerAs(email);
  const self = await validateSession(handle.db, token, visitor().now);
  await forgetMails();
  await requestSignInLink(visitor(), { email, publicUrl });
  const own = { ...contextFor(handle.db, self?.actor ?? null), sessionIdHash: self?.sessionIdHash ?? null };
  await signInWithLink(own, { token: await codeTo(email) });
  await forgetMails();
  await requestSignInLink(visitor(), { email, publicUrl });
  await signInWithLink(visitor(), { token: await codeTo(email) });
  expect(await handle.db.selectFrom('passkey').where('person_id', '=', personId).select('id').execute()).toHaveLength(1);
  expect(await signIn(visitor(), { email, password: PASSWORD })).toMatchObject({ id: personId, verificationLevel: 'email' });
});
