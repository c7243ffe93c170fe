import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../../db/client.ts';
import type { Actor, Context } from '../../context.ts';
import type { OidcProvider } from '../../env-oidc.ts';
import { openTestDatabase } from '../../testing/database.ts';
import { startTestIssuer, type TestIssuer } from '../../testing/oidc-issuer.ts';
import { contextFor, makePerson, makeWorld, TEST_NOW, type World } from '../../testing/world.ts';
import { isProved } from '../proof.ts';
import { createSession, loadActor, validateSession } from '../sessions.ts';
import { listOwnLinks, unlink } from './links.ts';
import { finishElsewhere, type OidcPurpose, type Providers, returnAddress, startElsewhere } from './sign-in.ts';

const publicUrl = 'https://oever.example';
const later = (minutes: number) => new Date(TEST_NOW.getTime() + minutes * 60_000);

let handle: DatabaseHandle;
let world: World;
let there: TestIssuer;
let providers: Providers;

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  there = await startTestIssuer({
    bo: { sub: 'bo-1', acr: 'urn:midden' },
    weak: { sub: 'weak-1', acr: 'urn:basis' },
    cees: { sub: 'cees-1', acr: 'urn:midden', bsn: '123456782' },
    dirk: { sub: 's00000000:123456782', acr: 'urn:midden' },
    known: { sub: 'known-1', acr: 'urn:midden', email: 'resident@proeftraject.example', email_verified: true },
    staff: { sub: 'staff-1', name: 'Sanne Werk', email: 'sanne@gemeente.example', email_verified: true, groups: ['g-mod', 'g-anders'] },
    boss: { sub: 'boss-1', name: 'Bas Beheer', groups: ['g-beheer'] },
  });
  const place: OidcProvider = {
    kind: 'resident',
    issuer: there.issuer,
    clientId: there.clientId,
    clientSecret: there.clientSecret,
    label: 'DigiD',
    scope: 'openid',
    acr: ['urn:midden'],
    level: 'oidc',
    roleClaim: '',
    roles: {},
  };
  const roles = { 'g-mod': 'moderator', 'g-beheer': 'administrator' } as const;
  providers = { resident: place, staff: { ...place, kind: 'staff', acr: [], level: 'none', roleClaim: 'groups', roles } };
});
beforeEach(async () => {
  there.tamper(null);
  for (const table of ['rate_limit', 'session'] as const) await handle.db.deleteFrom(table).execute();
});
afterAll(async () => {
  await there.close();
  await handle.close();
});

const visitor = (now = TEST_NOW) => contextFor(handle.db, null, now);
async function signedIn(actor: Actor, now = TEST_NOW) {
  const { token } = await createSession(handle.db, actor.id, now);
  return { ...contextFor(handle.db, actor, now), sessionIdHash: (await validateSession(handle.db, token, now))?.sessionIdHash ?? null };
}
type Way = { kind?: 'staff' | 'resident'; purpose?: OidcPurpose; redirectTo?: string };
async function start(context: Context, who: string, { kind = 'resident', purpose = 'sign_in', redirectTo = '/mijn' }: Way = {}) {
  const { url, state } = await startElsewhere(context, { provider: providers[kind], purpose, redirectTo, publicUrl });
  const back = await there.answer(url, who);
  expect(back.origin + back.pathname).toBe(returnAddress(publicUrl));
  return { search: back.search, state, providers, publicUrl };
}
async function go(context: Context, who: string, way: Way = {}) {
  return finishElsewhere(context, await start(context, who, way));
}
const people = () => handle.db.selectFrom('person').select(['id', 'display_name', 'email', 'verification_level']).execute();

describe('signing in elsewhere', () => {
  test('makes an account the first time and finds it the next, with the level that place gives', async () => {
    const first = visitor();
    expect(await go(first, 'bo', { redirectTo: '/trajecten' })).toEqual({ redirectTo: '/trajecten', outcome: 'new' });
    const session = await validateSession(handle.db, first.setCookies[0] ?? '', TEST_NOW);
    expect(session?.actor).toMatchObject({ name: 'Nieuwe bewoner', email: null, verificationLevel: 'oidc', roles: [] });
    const before = (await people()).length;
    const second = visitor();
    expect(await go(second, 'bo')).toEqual({ redirectTo: '/mijn', outcome: 'signed_in' });
    expect((await validateSession(handle.db, second.setCookies[0] ?? '', TEST_NOW))?.actor.id).toBe(session?.actor.id);
    expect((await people()).length).toBe(before);
  });

  test('in a weaker way than we ask is refused', async () => {
    await expect(go(visitor(), 'weak')).rejects.toMatchObject({ code: 'elsewhere_too_weak' });
  });

  test.each(['cees', 'dirk'])('with a citizen service number (%s) is refused, and the number is nowhere', async (who) => {
    const before = await people();
    await expect(go(visitor(), who)).rejects.toMatchObject({ code: 'citizen_number' });
    expect(await people()).toEqual(before);
    for (const table of ['identity_link', 'event', 'person', 'oidc_request', 'mail'] as const)
      expect(JSON.stringify(await handle.db.selectFrom(table).selectAll().execute())).not.toContain('123456782');
  });

  test('never opens the account that is there already on an e-mail address alone', async () => {
    const context = visitor();
    await expect(go(context, 'known')).rejects.toMatchObject({ code: 'account_exists' });
    expect(context.setCookies).toEqual([]);
    expect(await listOwnLinks(handle.db, world.people.resident.id)).toEqual([]);
  });

  test('that was broken off, comes from another browser, comes twice or too late is refused', async () => {
    await expect(go(visitor(), 'nobody')).rejects.toMatchObject({ code: 'elsewhere_failed' });
    const stolen = await start(visitor(), 'bo');
    await expect(finishElsewhere(visitor(), { ...stolen, state: 'een-andere-browser' })).rejects.toMatchObject({
      code: 'elsewhere_failed',
    });
    await finishElsewhere(visitor(), stolen);
    await expect(finishElsewhere(visitor(), stolen)).rejects.toMatchObject({ code: 'elsewhere_failed' });
    const late = await start(visitor(), 'bo');
    await expect(finishElsewhere(visitor(later(11)), late)).rejects.toMatchObject({ code: 'elsewhere_failed' });
  });

  test.each([
    ['with another nonce', (claims: Record<string, unknown> & { sub: string }) => ({ ...claims, nonce: 'x' })],
    ['for another site', (claims: Record<string, unknown> & { sub: string }) => ({ ...claims, aud: 'iemand-anders' })],
    ['that is over', (claims: Record<string, unknown> & { sub: string }) => ({ ...claims, exp: 1000 })],
    ['of another issuer', (claims: Record<string, unknown> & { sub: string }) => ({ ...claims, iss: 'https://evil.example' })],
    ['signed with another key', 'signature' as const],
  ])('with a token %s is refused', async (_, change) => {
    const sent = await start(visitor(), 'bo');
    there.tamper(change);
    await expect(finishElsewhere(visitor(), sent)).rejects.toMatchObject({ code: 'elsewhere_failed' });
  });

  test('where nothing is set up does not exist', async () => {
    await expect(startElsewhere(visitor(), { provider: null, purpose: 'sign_in', redirectTo: '/mijn', publicUrl })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('staff who sign in with the account of their work', () => {
  test('have the roles that go with their groups, and lose them when the groups go; what was given by hand stays', async () => {
    const context = visitor();
    await go(context, 'staff', { kind: 'staff' });
    const { actor } = (await validateSession(handle.db, context.setCookies[0] ?? '', TEST_NOW)) ?? {};
    expect(actor).toMatchObject({ name: 'Sanne Werk', email: 'sanne@gemeente.example', verificationLevel: 'email' });
    expect(actor?.roles).toEqual([{ role: 'moderator', trajectoryId: null, teamId: null }]);
    await handle.db
      .insertInto('role_grant')
      .values({ person_id: actor?.id ?? '', role: 'clerk', trajectory_id: null, team_id: null, granted_at: TEST_NOW })
      .execute();
    const sent = await start(visitor(), 'staff', { kind: 'staff' });
    there.tamper((claims) => ({ ...claims, groups: [] }));
    await finishElsewhere(visitor(), sent);
    expect((await loadActor(handle.db, actor?.id ?? '', TEST_NOW))?.roles.map(({ role }) => role)).toEqual(['clerk']);
    const kinds = await handle.db
      .selectFrom('event')
      .where('subject_id', '=', actor?.id ?? '')
      .where('kind', 'like', 'person.role%')
      .select(['kind', 'actor_id'])
      .orderBy('id')
      .execute();
    expect(kinds).toEqual([
      { kind: 'person.role_granted', actor_id: null },
      { kind: 'person.role_revoked', actor_id: null },
    ]);
  });

  test('never leave the site without an administrator', async () => {
    const context = visitor();
    await go(context, 'boss', { kind: 'staff' });
    const { actor } = (await validateSession(handle.db, context.setCookies[0] ?? '', TEST_NOW)) ?? {};
    await handle.db.deleteFrom('role_grant').where('person_id', '=', world.people.admin.id).execute();
    const sent = await start(visitor(), 'boss', { kind: 'staff' });
    there.tamper((claims) => ({ ...claims, groups: [] }));
    await finishElsewhere(visitor(), sent);
    expect((await loadActor(handle.db, actor?.id ?? '', TEST_NOW))?.roles.map(({ role }) => role)).toEqual(['administrator']);
  });
});

describe('linking', () => {
  test('raises the level for as long as it is there', async () => {
    const person = await makePerson(handle.db, { name: 'Koppelaar', email: 'koppelaar@oever.example' });
    const here = await signedIn(person);
    there.tamper((claims) => ({ ...claims, sub: 'koppel-1' }));
    expect(await go(here, 'bo', { purpose: 'link', redirectTo: '/mijn/veiligheid' })).toEqual({
      redirectTo: '/mijn/veiligheid',
      outcome: 'linked',
    });
    expect((await loadActor(handle.db, person.id, TEST_NOW))?.verificationLevel).toBe('oidc');
    expect(await listOwnLinks(handle.db, person.id)).toMatchObject([{ provider: 'resident' }]);
    await unlink(here, { provider: 'resident' });
    expect((await loadActor(handle.db, person.id, TEST_NOW))?.verificationLevel).toBe('email');
  });

  test('of what is somebody else’s, or in a session that is not the one that asked, is refused', async () => {
    const { resident2, council } = world.people;
    await go(visitor(), 'bo');
    await expect(go(await signedIn(resident2), 'bo', { purpose: 'link' })).rejects.toMatchObject({ code: 'link_taken' });
    const asked = await start(await signedIn(resident2), 'known', { purpose: 'link' });
    await expect(finishElsewhere(await signedIn(council), asked)).rejects.toMatchObject({ code: 'sign_in_first' });
    const asVisitor = await start(await signedIn(resident2), 'known', { purpose: 'link' });
    await expect(finishElsewhere(visitor(), asVisitor)).rejects.toMatchObject({ code: 'sign_in_first' });
  });

  test('gives no roles by itself', async () => {
    const person = await makePerson(handle.db, { name: 'Nieuwe collega', email: 'collega-x@oever.example' });
    there.tamper((claims) => ({ ...claims, sub: 'collega-x' }));
    await go(await signedIn(person), 'boss', { kind: 'staff', purpose: 'link' });
    expect((await loadActor(handle.db, person.id, TEST_NOW))?.roles).toEqual([]);
  });

  test('cannot be undone when it is the last way in', async () => {
    const context = visitor();
    there.tamper((claims) => ({ ...claims, sub: 'enig-1' }));
    await go(context, 'bo');
    const session = await validateSession(handle.db, context.setCookies[0] ?? '', TEST_NOW);
    const own = { ...contextFor(handle.db, session?.actor ?? null), sessionIdHash: session?.sessionIdHash ?? null };
    await expect(unlink(own, { provider: 'resident' })).rejects.toMatchObject({ code: 'last_way_in' });
  });
});

test('signing in there again shows who you are, and somebody else’s sign-in does not', async () => {
  const context = visitor(later(-30));
  there.tamper((claims) => ({ ...claims, sub: 'bewijs-1' }));
  await go(context, 'bo');
  const session = await validateSession(handle.db, context.setCookies[0] ?? '', TEST_NOW);
  const own = { ...contextFor(handle.db, session?.actor ?? null), sessionIdHash: session?.sessionIdHash ?? null };
  expect(await isProved(own)).toBe(false);
  there.tamper((claims) => ({ ...claims, sub: 'een-ander' }));
  await expect(go(own, 'bo', { purpose: 'prove' })).rejects.toMatchObject({ code: 'elsewhere_failed' });
  there.tamper((claims) => ({ ...claims, sub: 'bewijs-1' }));
  expect(await go(own, 'bo', { purpose: 'prove' })).toMatchObject({ outcome: 'proved' });
  expect(await isProved(own)).toBe(true);
});

test('the sign-in of their work counts as a second factor, at the door and later; a national one does not', async () => {
  await handle.db.updateTable('site').set({ staff_second_factor: true }).execute();
  const factor = async (context: ReturnType<typeof visitor>, now = TEST_NOW) => {
    const session = await validateSession(handle.db, context.setCookies[0] ?? '', now);
    return { asked: session?.actor.asksSecondFactor ?? false, session };
  };
  const atWork = visitor();
  await go(atWork, 'staff', { kind: 'staff' });
  expect((await factor(atWork)).asked).toBe(false);

  const { session } = await factor(atWork);
  const elsewhere = await signedIn(session?.actor as Actor);
  const shown = () =>
    handle.db.selectFrom('session').where('id_hash', '=', elsewhere.sessionIdHash).select('second_factor').executeTakeFirstOrThrow();
  expect(await shown()).toEqual({ second_factor: null });
  await go(elsewhere, 'staff', { kind: 'staff', purpose: 'prove' });
  expect(await shown()).toEqual({ second_factor: 'provider' });

  const national = visitor();
  there.tamper((claims) => ({ ...claims, sub: 'landelijk-1' }));
  await go(national, 'bo');
  const personId = (await factor(national)).session?.actor.id ?? '';
  await handle.db
    .insertInto('role_grant')
    .values({
      person_id: personId,
      role: 'clerk',
      trajectory_id: null,
      team_id: null,
      granted_by_id: null,
      granted_at: TEST_NOW,
      ends_on: null,
    })
    .execute();
  expect((await factor(national)).asked).toBe(true);
  await handle.db.updateTable('site').set({ staff_second_factor: false }).execute();
});
