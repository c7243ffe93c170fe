import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { createSession, validateSession } from '../auth/sessions.ts';
import { isDomainError } from '../errors.ts';
import { createCaller } from '../router.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, TEST_NOW, type World } from '../testing/world.ts';

let handle: DatabaseHandle;
let world: World;
beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterAll(() => handle.close());

const as = (who: keyof World['people'] | null) => createCaller(contextFor(handle.db, who ? world.people[who] : null));
async function codeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return 'done';
  } catch (error) {
    const cause = error instanceof Error ? error.cause : null;
    if (isDomainError(cause)) return cause.code;
    return error instanceof Error && 'code' in error ? String(error.code) : 'failed';
  }
}

const NOBODY = '00000000-0000-4000-8000-000000000000';
const EVERYBODY = ['resident', 'unverified', 'official', 'manager', 'council', 'clerk'] as const;

describe('through the API', () => {
  test.each(EVERYBODY)('a %s sees no list of people, no moderation queue, and changes nobody', async (who) => {
    const api = as(who);
    expect(await codeOf(api.people.list({ limit: 10 }))).toBe('not_allowed');
    expect(await codeOf(api.moderation.queue())).toBe('not_allowed');
    expect(
      await codeOf(api.people.block({ personId: world.people.resident2.id, until: '2027-01-01', reason: 'Zomaar, zonder reden.' })),
    ).toBe('not_allowed');
    expect(await codeOf(api.people.unblock({ personId: world.people.resident2.id }))).toBe('not_allowed');
    expect(await codeOf(api.people.grantRole({ personId: world.people.resident2.id, role: 'official' }))).toBe('not_allowed');
    expect(await codeOf(api.people.revokeRole({ personId: world.people.moderator.id, role: 'moderator' }))).toBe('not_allowed');
    const decision = { subjectKind: 'idea', subjectId: NOBODY, action: 'hide', rule: 'spam', reason: 'Dit is reclame.' } as const;
    expect(await codeOf(api.moderation.decide(decision))).toBe('not_allowed');
    expect(await codeOf(api.moderation.decideAppeal({ appealId: NOBODY, outcome: 'upheld', reason: 'Dit blijft zo.' }))).toBe(
      'not_allowed',
    );
  });

  test('giving a role takes a fresh proof of who gives it', async () => {
    const { admin, resident2 } = world.people;
    const { token } = await createSession(handle.db, admin.id, TEST_NOW);
    const session = await validateSession(handle.db, token, TEST_NOW);
    const at = (minutes: number) =>
      createCaller({
        ...contextFor(handle.db, admin, new Date(TEST_NOW.getTime() + minutes * 60_000)),
        sessionIdHash: session?.sessionIdHash ?? null,
      });
    expect(await codeOf(at(16).people.grantRole({ personId: resident2.id, role: 'clerk' }))).toBe('prove_first');
    expect(await codeOf(at(14).people.grantRole({ personId: resident2.id, role: 'clerk' }))).toBe('done');
    await at(14).people.revokeRole({ personId: resident2.id, role: 'clerk' });
  });

  test('without a session everything of a person asks to sign in first', async () => {
    const api = as(null);
    for (const attempt of [
      api.people.mine(),
      api.people.list({ limit: 1 }),
      api.people.block({ personId: NOBODY, until: '2027-01-01', reason: 'Zomaar, zonder reden.' }),
      api.people.grantRole({ personId: NOBODY, role: 'official' }),
      api.auth.myAccount(),
      api.auth.signOutElsewhere(),
      api.auth.resendConfirmation(),
      api.moderation.mine(),
      api.moderation.report({ subjectKind: 'idea', subjectId: NOBODY, reason: 'spam' }),
      api.moderation.appeal({ decisionId: NOBODY, statement: 'Dit is niet eerlijk.' }),
    ]) {
      expect(await codeOf(attempt)).toBe('sign_in_first');
    }
    expect(await api.auth.me()).toBeNull();
    expect(await codeOf(api.auth.signOut())).toBe('done');
  });

  test('a block until a day counts that day whole, and may be given as an instant', async () => {
    const { resident2 } = world.people;
    const until = async () =>
      (await handle.db.selectFrom('person').select('blocked_until').where('id', '=', resident2.id).executeTakeFirstOrThrow()).blocked_until;
    await as('moderator').people.block({ personId: resident2.id, until: '2026-12-31', reason: 'Scheldt steeds anderen uit.' });
    expect(await until()).toEqual(new Date('2026-12-31T23:00:00Z'));
    await as('moderator').people.block({ personId: resident2.id, until: '2026-12-24T12:00:00Z', reason: 'Toch wat korter dan eerst.' });
    expect(await until()).toEqual(new Date('2026-12-24T12:00:00Z'));
    expect((await as('resident2').auth.myAccount()).block).toMatchObject({ reason: 'Toch wat korter dan eerst.' });
    await as('moderator').people.unblock({ personId: resident2.id });
  });

  test('who is signed in sees who they are, and nothing of their password', async () => {
    const me = await as('official').auth.me();
    expect(me).toMatchObject({ name: 'official van Proef', isStaff: true, verificationLevel: 'email' });
    expect(JSON.stringify(me)).not.toContain('hash');
  });

  test('fields that are not asked for are left alone', async () => {
    const extra = { role: 'administrator', verificationLevel: 'oidc', roles: [{ role: 'administrator' }], isStaff: true };
    await as(null).auth.register({ name: 'Slim', email: 'slim@oever.example', password: 'een boot vol eenden', ...extra });
    const row = await handle.db.selectFrom('person').selectAll().where('email', '=', 'slim@oever.example').executeTakeFirstOrThrow();
    expect(row).toMatchObject({ verification_level: 'none', email_confirmed_at: null });
    expect(await handle.db.selectFrom('role_grant').select('id').where('person_id', '=', row.id).execute()).toEqual([]);
  });

  test('input that no person types is refused as input, never as a fault of ours', async () => {
    const admin = as('admin');
    const nul = 'a\0b';
    for (const attempt of [
      as(null).auth.signIn({ email: nul, password: nul }),
      as(null).auth.register({ name: nul, email: 'x@oever.example', password: 'een boot vol eenden' }),
      as(null).auth.requestPasswordReset({ email: nul }),
      admin.people.list({ search: nul, limit: 1 }),
      admin.people.list({ limit: 1_000_000 }),
      admin.people.block({ personId: 'x', until: '2027-01-01', reason: 'Lang genoeg zo.' }),
      admin.people.block({ personId: NOBODY, until: '2027-02-30', reason: 'Lang genoeg zo.' }),
      admin.people.grantRole({ personId: NOBODY, role: 'koning' as 'official' }),
      admin.people.grantRole({ personId: NOBODY, role: 'official', trajectory: nul }),
      admin.moderation.queue({ cursor: "1|' or 1=1", limit: 5 }),
      admin.moderation.decide({ subjectKind: 'idea', subjectId: NOBODY, action: 'hide', rule: 'spam', reason: 'kort' }),
      admin.moderation.decide({
        subjectKind: 'person' as 'idea',
        subjectId: NOBODY,
        action: 'hide',
        rule: 'spam',
        reason: 'Lang genoeg zo.',
      }),
    ]) {
      expect(await codeOf(attempt)).toBe('BAD_REQUEST');
    }
    expect(await codeOf(admin.people.list({ cursor: '["a\\u0000","x"]', limit: 1 }))).toBe('done');
    const { token } = await createSession(handle.db, world.people.admin.id, TEST_NOW);
    const session = await validateSession(handle.db, token, TEST_NOW);
    const proved = createCaller({ ...contextFor(handle.db, world.people.admin), sessionIdHash: session?.sessionIdHash ?? null });
    expect(await codeOf(proved.people.grantRole({ personId: NOBODY, role: 'official' }))).toBe('not_found');
    expect(await codeOf(as(null).auth.confirmEmail({ token: nul }))).toBe('token_expired');
  });
});
