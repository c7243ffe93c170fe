import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { createSession, loadActor, validateSession } from '../auth/sessions.ts';
import type { Actor } from '../context.ts';
import { whyNot } from '../permissions.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makePerson, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { appointFirstAdministrator, blockPerson, enrolPerson, grantRole, revokeRole, unblockPerson } from './commands.ts';
import { listPeople } from './queries.ts';
import { displayNameSchema, emailSchema, leavesNoAdministrator } from './rules.ts';

const REASON = 'Scheldt steeds andere bewoners uit.';
const UNTIL = new Date('2026-12-01T00:00:00Z');

let handle: DatabaseHandle;
let world: World;
beforeEach(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterEach(() => handle.close());

const as = (actor: Actor | null) => contextFor(handle.db, actor);
const again = (actor: Actor) => loadActor(handle.db, actor.id, TEST_NOW);
const eventKinds = async () => (await handle.db.selectFrom('event').select('kind').orderBy('id').execute()).map((row) => row.kind);

describe('blocking a person', () => {
  test('ends their sessions, tells their sockets, and keeps them from taking part but not from reading or objecting', async () => {
    const { resident, moderator } = world.people;
    const told: string[] = [];
    const stop = await handle.listen('oever_rights', (payload) => told.push(payload));
    const { token } = await createSession(handle.db, resident.id, TEST_NOW);
    await blockPerson(as(moderator), { personId: resident.id, until: UNTIL, reason: REASON });
    expect(await validateSession(handle.db, token, TEST_NOW)).toBeNull();
    await expect.poll(() => told).toEqual([resident.id]);
    await stop();
    const blocked = await again(resident);
    expect(whyNot(blocked, 'idea.propose', { features: new Set(['propose']) }, { now: TEST_NOW })).toBe('blocked');
    expect(whyNot(blocked, 'section.read', {}, { now: TEST_NOW })).toBeNull();
    expect(whyNot(blocked, 'moderation.appeal', { ownerId: resident.id }, { now: TEST_NOW })).toBeNull();
    expect(whyNot(blocked, 'idea.propose', { features: new Set(['propose']) }, { now: UNTIL })).toBeNull();
    const mail = await handle.db.selectFrom('mail').selectAll().executeTakeFirstOrThrow();
    expect(mail.text).toContain(REASON);
    expect(mail.text).toContain('1 december 2026');
    expect(await eventKinds()).toEqual(['person.blocked']);
  });

  test('can be undone', async () => {
    const { resident, moderator } = world.people;
    await blockPerson(as(moderator), { personId: resident.id, until: UNTIL, reason: REASON });
    await unblockPerson(as(moderator), { personId: resident.id });
    expect((await again(resident))?.blockedUntil).toBeNull();
    await unblockPerson(as(moderator), { personId: resident.id });
    expect(await eventKinds()).toEqual(['person.blocked', 'person.unblocked']);
  });

  test.each([
    ['resident', 'resident2', 'not_allowed'],
    ['official', 'resident2', 'not_allowed'],
    ['moderator', 'moderator', 'own_case'],
    ['moderator', 'official', 'not_allowed'],
    ['moderator', 'admin', 'not_allowed'],
  ] as const)('by a %s of a %s is refused: %s', async (who, whom, code) => {
    await expect(
      blockPerson(as(world.people[who]), { personId: world.people[whom].id, until: UNTIL, reason: REASON }),
    ).rejects.toMatchObject({ code });
    expect((await again(world.people[whom]))?.blockedUntil).toBeNull();
  });

  test('until a moment that is past is refused, and so is somebody who does not exist', async () => {
    const { resident, moderator } = world.people;
    await expect(blockPerson(as(moderator), { personId: resident.id, until: TEST_NOW, reason: REASON })).rejects.toMatchObject({
      code: 'date_not_later',
    });
    await expect(blockPerson(as(moderator), { personId: world.trajectory.id, until: UNTIL, reason: REASON })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(blockPerson(as(null), { personId: resident.id, until: UNTIL, reason: REASON })).rejects.toMatchObject({
      code: 'sign_in_first',
    });
  });
});

describe('giving and taking roles', () => {
  test('an administrator gives a role on one trajectory or on all; doing it twice is fine', async () => {
    const { admin, resident } = world.people;
    const input = { personId: resident.id, role: 'official' as const, trajectory: world.trajectory.slug, teamId: world.teamId };
    await grantRole(as(admin), input);
    await grantRole(as(admin), input);
    await grantRole(as(admin), { personId: resident.id, role: 'moderator' });
    expect((await again(resident))?.roles).toEqual([
      { role: 'official', trajectoryId: world.trajectory.id, teamId: world.teamId },
      { role: 'moderator', trajectoryId: null, teamId: null },
    ]);
  });

  test('who becomes staff keeps their session, with the short limits of staff from that moment', async () => {
    const { admin, resident } = world.people;
    const { token } = await createSession(handle.db, resident.id, TEST_NOW);
    await grantRole(as(admin), { personId: resident.id, role: 'official' });
    const at = (minutes: number) => new Date(TEST_NOW.getTime() + minutes * 60_000);
    expect((await validateSession(handle.db, token, at(29)))?.actor.roles).toHaveLength(1);
    expect(await validateSession(handle.db, token, at(60))).toBeNull();
  });

  test('a role with a last day holds through that day and not after, without anybody taking it away', async () => {
    const { admin, resident } = world.people;
    await grantRole(as(admin), { personId: resident.id, role: 'official', trajectory: world.trajectory.slug, endsOn: '2026-11-20' });
    const rolesAt = async (instant: string) => (await loadActor(handle.db, resident.id, new Date(instant)))?.roles.length;
    // The day is Amsterdam's.
    expect(await rolesAt('2026-11-20T22:59:59Z')).toBe(1);
    expect(await rolesAt('2026-11-20T23:00:00Z')).toBe(0);
    const { items } = await listPeople(handle.db, { search: resident.name, limit: 1, now: TEST_NOW });
    expect(items[0]?.roles).toMatchObject([{ role: 'official', endsOn: '2026-11-20', fromProvider: false }]);
  });

  test('nobody gives themselves rights, and only administrators give any', async () => {
    const { admin, manager, resident } = world.people;
    await expect(grantRole(as(admin), { personId: admin.id, role: 'moderator' })).rejects.toMatchObject({ code: 'own_case' });
    for (const actor of [manager, resident, world.people.moderator, world.people.clerk]) {
      await expect(grantRole(as(actor), { personId: resident.id, role: 'moderator' })).rejects.toMatchObject({ code: 'not_allowed' });
    }
    await expect(grantRole(as(null), { personId: resident.id, role: 'moderator' })).rejects.toMatchObject({ code: 'sign_in_first' });
    expect(await eventKinds()).toEqual([]);
  });

  test('taking a role ends the sessions of that person at once', async () => {
    const { admin, moderator } = world.people;
    const { token } = await createSession(handle.db, moderator.id, TEST_NOW);
    await revokeRole(as(admin), { personId: moderator.id, role: 'moderator' });
    expect(await validateSession(handle.db, token, TEST_NOW)).toBeNull();
    expect((await again(moderator))?.roles).toEqual([]);
    await expect(revokeRole(as(admin), { personId: moderator.id, role: 'moderator' })).rejects.toMatchObject({ code: 'not_found' });
    expect(await eventKinds()).toEqual(['person.role_revoked']);
  });

  test('a role on one trajectory is taken without touching the same role elsewhere', async () => {
    const { admin, resident } = world.people;
    const other = await makeWorld(handle.db, { slug: 'elders' });
    for (const slug of [world.trajectory.slug, other.trajectory.slug])
      await grantRole(as(admin), { personId: resident.id, role: 'official', trajectory: slug });
    await revokeRole(as(admin), { personId: resident.id, role: 'official', trajectory: other.trajectory.slug });
    expect((await again(resident))?.roles).toEqual([{ role: 'official', trajectoryId: world.trajectory.id, teamId: null }]);
  });

  test('the last administrator cannot stop being one; with a second it can be done', async () => {
    const { admin, resident } = world.people;
    await expect(revokeRole(as(admin), { personId: admin.id, role: 'administrator' })).rejects.toMatchObject({
      code: 'last_administrator',
    });
    await grantRole(as(admin), { personId: resident.id, role: 'administrator' });
    await revokeRole(as(admin), { personId: admin.id, role: 'administrator' });
    expect((await again(admin))?.roles).toEqual([]);
    // Rights are checked against what holds now, not against what the request began with.
    await expect(revokeRole(as(admin), { personId: resident.id, role: 'administrator' })).rejects.toMatchObject({ code: 'not_allowed' });
  });

  test('an administrator who is blocked, or whose role is over, does not count as one', async () => {
    const { admin } = world.people;
    const grants = [{ role: 'administrator' as const, trajectoryId: null, teamId: null }];
    const blocked = await makePerson(handle.db, { name: 'Geblokkeerd', email: 'g@oever.example', roles: grants });
    const past = await makePerson(handle.db, { name: 'Voorbij', email: 'v@oever.example', roles: grants });
    await handle.db.updateTable('person').set({ blocked_until: UNTIL }).where('id', '=', blocked.id).execute();
    await handle.db.updateTable('role_grant').set({ ends_on: '2026-11-17' }).where('person_id', '=', past.id).execute();
    await expect(revokeRole(as(admin), { personId: admin.id, role: 'administrator' })).rejects.toMatchObject({
      code: 'last_administrator',
    });
  });
});

describe('the first administrator', () => {
  test('is appointed when there is none, and never again', async () => {
    await handle.db.deleteFrom('role_grant').execute();
    const id = await enrolPerson(as(null), { name: 'Eerste', email: 'eerste@oever.example', password: 'een boot vol eenden' });
    await appointFirstAdministrator(as(null), { personId: id });
    expect(await loadActor(handle.db, id, TEST_NOW)).toMatchObject({ verificationLevel: 'email', roles: [{ role: 'administrator' }] });
    await expect(appointFirstAdministrator(as(null), { personId: world.people.resident.id })).rejects.toMatchObject({
      code: 'not_allowed',
    });
  });

  test('enrolling somebody twice gives the same person', async () => {
    const person = { name: 'Twee', email: 'twee@oever.example', password: null };
    expect(await enrolPerson(as(null), person)).toBe(await enrolPerson(as(null), { ...person, email: 'TWEE@oever.example' }));
  });
});

describe('the list of people', () => {
  test('is by name, page by page, and can be searched literally', async () => {
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listPeople(handle.db, { limit: 3, cursor, now: TEST_NOW });
      names.push(...page.items.map((person) => person.name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(names).toHaveLength(11);
    expect(new Set(names).size).toBe(11);
    expect(
      (await listPeople(handle.db, { search: 'ADMIN', limit: 10, now: TEST_NOW })).items.map((person) => person.roles[0]?.role),
    ).toEqual(['administrator']);
    expect((await listPeople(handle.db, { search: '%', limit: 10, now: TEST_NOW })).items).toEqual([]);
    expect((await listPeople(handle.db, { staffOnly: true, limit: 50, now: TEST_NOW })).items).toHaveLength(8);
    expect((await listPeople(handle.db, { cursor: 'onzin', limit: 1, now: TEST_NOW })).items).toHaveLength(1);
  });
});

describe('names and addresses', () => {
  test.each([
    '',
    '   ',
    'a'.repeat(81),
    'Jan\u202egnaj',
    'On\u200bzichtbaar',
    'Nul\0',
    'https://evil.example',
    'Jan www.evil.example',
    'evil.example/inloggen',
  ])('the name %j is refused', (name) => {
    expect(displayNameSchema.safeParse(name).success).toBe(false);
  });
  test.each(['Jan', 'Ömer Çelik', '李', 'Anna-Sophie van ’t Hek', '<b>vet</b>'])('the name %j is fine', (name) => {
    expect(displayNameSchema.parse(` ${name} `)).toBe(name);
  });
  test.each(['', 'mees@', 'a@b', 'a@oever.example\nBcc: b@oever.example', `${'a'.repeat(250)}@oever.example`])(
    'the address %j is refused',
    (email) => {
      expect(emailSchema.safeParse(email).success).toBe(false);
    },
  );
});

test.each<[string[], string, boolean]>([
  [['a'], 'a', true],
  [['a', 'b'], 'a', false],
  [['b'], 'a', false],
  [[], 'a', false],
])('of administrators %j, taking %s away leaves none: %s', (ids, id, none) => {
  expect(leavesNoAdministrator(ids, id)).toBe(none);
});
