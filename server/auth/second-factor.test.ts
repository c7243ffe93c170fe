import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import type { Actor, Context } from '../context.ts';
import { erasePerson } from '../privacy/erase.ts';
import { listOwnData } from '../privacy/export.ts';
import { refusal } from '../responses/test-story.ts';
import { createCaller } from '../router.ts';
import { setStaffSecondFactor } from '../site/commands.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makePerson, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { beginAppCodes, confirmAppCodes, getOwnAppCodes, removeAppCodes, renewRecoveryCodes, takeFactorsAway } from './app-codes.ts';
import { enter } from './enter.ts';
import { codeOf, stepAt } from './one-time-codes.ts';
import { assertOwnFactorShown, showCode } from './second-factor.ts';
import { createSession, validateSession } from './sessions.ts';

const publicUrl = 'https://oever.example';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let handle: DatabaseHandle;
let world: World;
let phases: string[];
beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  phases = [world.phaseId];
});
beforeEach(async () => {
  for (const table of ['rate_limit', 'session', 'code_key', 'recovery_code', 'passkey', 'mail'] as const)
    await handle.db.deleteFrom(table).execute();
  await handle.db.updateTable('site').set({ staff_second_factor: true }).execute();
});
afterAll(() => handle.close());

const past = (ms: number) => new Date(TEST_NOW.getTime() + ms);

/** Somebody at their computer: the session is made with a password unless `method` says otherwise. */
async function atDesk(person: Actor, how: Parameters<typeof createSession>[3] = { method: 'password' }) {
  const { token } = await createSession(handle.db, person.id, TEST_NOW, how);
  return async (now = TEST_NOW): Promise<Context> => {
    const session = await validateSession(handle.db, token, now);
    if (!session) throw new Error('the session is over');
    return { ...contextFor(handle.db, session.actor, now), sessionIdHash: session.sessionIdHash };
  };
}

/** A grave act that may be done again and again: the phase stays what it is. */
function graveAct(context: Context): Promise<unknown> {
  return createCaller(context).phases.setMinimumLevel({ phaseId: phases[0] ?? '', minimumLevel: 'none' });
}

async function secretOf(person: Actor): Promise<Uint8Array> {
  const { secret } = await handle.db.selectFrom('code_key').where('person_id', '=', person.id).select('secret').executeTakeFirstOrThrow();
  return secret;
}
async function appCode(person: Actor, now = TEST_NOW): Promise<string> {
  return codeOf(await secretOf(person), stepAt(now));
}
async function setUp(context: Context): Promise<string[]> {
  await beginAppCodes(context);
  const { recoveryCodes } = await confirmAppCodes(context, { code: await appCode(context.actor as Actor, context.now), publicUrl });
  return recoveryCodes;
}
const mails = async () => (await handle.db.selectFrom('mail').select('text').execute()).map(({ text }) => text);
const eventKinds = async (subjectId: string) =>
  (await handle.db.selectFrom('event').where('subject_id', '=', subjectId).select('kind').orderBy('at').execute()).map(({ kind }) => kind);

describe('a grave act on a site that asks staff for a second factor', () => {
  test('waits for it in a session of a password, and goes on with a code from the app', async () => {
    const { manager } = world.people;
    const now = await atDesk(manager);
    expect(await refusal(graveAct(await now()))).toBe('second_factor_first');
    await setUp(await now());
    await handle.db.updateTable('session').set({ second_factor_at: null, second_factor: null }).execute();
    expect(await refusal(graveAct(await now()))).toBe('second_factor_first');
    const later = past(5 * MINUTE);
    await showCode(await now(later), { code: await appCode(manager, later), publicUrl });
    await graveAct(await now(later));
    expect(await handle.db.selectFrom('session').select(['second_factor', 'second_factor_at']).execute()).toEqual([
      { second_factor: 'app', second_factor_at: later },
    ]);
  });

  test('is not held up where the site does not ask, nor for jobs and the command line', async () => {
    const now = await atDesk(world.people.manager);
    await graveAct(contextFor(handle.db, world.people.manager));
    await handle.db.updateTable('site').set({ staff_second_factor: false }).execute();
    await graveAct(await now());
  });

  test('goes on at once after a sign-in with a passkey or with the sign-in of their work', async () => {
    for (const factor of ['passkey', 'provider'] as const) {
      const { token } = await handle.db
        .transaction()
        .execute((tx) =>
          enter(tx, { now: TEST_NOW, sessionIdHash: null }, { personId: world.people.manager.id, method: 'passkey', secondFactor: factor }),
        );
      const session = await validateSession(handle.db, token, TEST_NOW);
      expect(session?.actor.asksSecondFactor).toBeUndefined();
    }
  });

  test('asks again after twelve hours, of who stays signed in longer', async () => {
    const now = await atDesk(world.people.council, { secondFactor: 'passkey' });
    expect((await now(past(12 * HOUR - 1))).actor?.asksSecondFactor).toBeUndefined();
    expect((await now(past(12 * HOUR))).actor?.asksSecondFactor).toBe(true);
  });

  test('is nothing residents are asked about, whatever they do', async () => {
    const now = await atDesk(world.people.resident);
    expect((await now()).actor?.asksSecondFactor).toBeUndefined();
  });

  test('is not opened by a code from a mail or the password once more', async () => {
    const now = await atDesk(world.people.manager);
    await handle.db.updateTable('session').set({ proved_at: TEST_NOW }).execute();
    expect(await refusal(graveAct(await now()))).toBe('second_factor_first');
  });
});

describe('codes from an app', () => {
  test('count after a first code, with ten codes for on paper, a mail and an event', async () => {
    const { official } = world.people;
    const now = await atDesk(official);
    await beginAppCodes(await now());
    const pending = await getOwnAppCodes(await now());
    expect(pending).toMatchObject({ state: 'pending', secret: expect.stringMatching(/^(?:[a-z2-7]{4}-){7}[a-z2-7]{4}$/) });
    expect(pending).toMatchObject({ link: expect.stringContaining('otpauth://totp/Oever') });
    // Not confirmed: it opens nothing.
    expect(await refusal(showCode(await now(), { code: await appCode(official), publicUrl }))).toBe('app_code_wrong');
    const wrong = codeOf(await secretOf(official), stepAt(TEST_NOW) + 5);
    expect(await refusal(confirmAppCodes(await now(), { code: wrong, publicUrl }))).toBe('app_code_wrong');
    expect(await mails()).toEqual([]);
    const { recoveryCodes } = await confirmAppCodes(await now(), { code: ` ${await appCode(official)} `, publicUrl });
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(await getOwnAppCodes(await now())).toEqual({ state: 'active', since: TEST_NOW, recoveryLeft: 10 });
    expect((await now()).actor?.asksSecondFactor).toBeUndefined();
    expect(await mails()).toEqual([expect.stringContaining('codes uit een app gebruiken')]);
    expect(await eventKinds(official.id)).toContain('person.app_codes_added');
    const stored = JSON.stringify(await handle.db.selectFrom('recovery_code').selectAll().execute());
    for (const code of recoveryCodes) expect(stored).not.toContain(code.replaceAll('-', ''));
    expect(await refusal(beginAppCodes(await now()))).toBe('already_decided');
  });

  test('that are not confirmed within an hour are begun anew', async () => {
    const now = await atDesk(world.people.clerk);
    await beginAppCodes(await now());
    const late = past(20 * MINUTE + 41 * MINUTE);
    await handle.db
      .updateTable('session')
      .set({ expires_at: past(2 * HOUR) })
      .execute();
    expect(await getOwnAppCodes(await now(late))).toEqual({ state: 'none' });
    expect(await refusal(confirmAppCodes(await now(late), { code: await appCode(world.people.clerk, late), publicUrl }))).toBe('stale');
    await setUp(await now(late));
  });

  test('are not for residents: nothing is asked of them', async () => {
    expect(await refusal(beginAppCodes(await (await atDesk(world.people.resident))()))).toBe('not_allowed');
  });

  test('count once, and one from paper too; each use from paper is told by mail', async () => {
    const { manager } = world.people;
    const now = await atDesk(manager);
    const [paper = ''] = await setUp(await now());
    const used = await appCode(manager);
    expect(await refusal(showCode(await now(), { code: used, publicUrl }))).toBe('app_code_wrong');
    const later = past(MINUTE);
    await showCode(await now(later), { code: await appCode(manager, later), publicUrl });
    await handle.db.deleteFrom('mail').execute();
    await showCode(await now(later), { code: paper.toUpperCase().replaceAll('-', ' '), publicUrl });
    expect(await refusal(showCode(await now(later), { code: paper, publicUrl }))).toBe('app_code_wrong');
    expect(await mails()).toEqual([expect.stringContaining('code van papier')]);
    expect(await getOwnAppCodes(await now(later))).toMatchObject({ recoveryLeft: 9 });
  });

  test('of somebody else open nothing', async () => {
    const [paper = ''] = await setUp(await (await atDesk(world.people.manager))());
    const other = await atDesk(world.people.official);
    await setUp(await other());
    const later = past(MINUTE);
    for (const code of [paper, await appCode(world.people.manager, later)])
      expect(await refusal(showCode(await other(later), { code, publicUrl }))).toBe('app_code_wrong');
  });

  test('may be guessed wrong five times, and then no right one helps for a while', async () => {
    const { manager } = world.people;
    const now = await atDesk(manager);
    await setUp(await now());
    const later = past(MINUTE);
    const right = await appCode(manager, later);
    const wrong = right === '000000' ? '111111' : '000000';
    for (let guess = 0; guess < 5; guess++)
      expect(await refusal(showCode(await now(later), { code: wrong, publicUrl }))).toBe('app_code_wrong');
    expect(await refusal(showCode(await now(later), { code: right, publicUrl }))).toBe('too_many_requests');
  });

  test('go with those on paper, by mail told; new ones for on paper put the old out of use', async () => {
    const { moderator } = world.people;
    const now = await atDesk(moderator);
    const [old = ''] = await setUp(await now());
    const { recoveryCodes } = await renewRecoveryCodes(await now(), { publicUrl });
    expect(await refusal(showCode(await now(), { code: old, publicUrl }))).toBe('app_code_wrong');
    await showCode(await now(), { code: recoveryCodes[9] ?? '', publicUrl });
    await removeAppCodes(await now(), { publicUrl });
    expect(await handle.db.selectFrom('recovery_code').selectAll().execute()).toEqual([]);
    expect(await getOwnAppCodes(await now())).toEqual({ state: 'none' });
    expect((await mails()).at(-1)).toContain('van uw account gehaald');
    expect(await refusal(removeAppCodes(await now(), { publicUrl }))).toBe('not_found');
  });
});

describe('who only knows the password of a colleague', () => {
  test('adds no factor beside theirs and takes none away', async () => {
    const { manager } = world.people;
    await setUp(await (await atDesk(manager))());
    const thief = await (await atDesk(manager))();
    expect(await refusal(assertOwnFactorShown(thief))).toBe('second_factor_first');
    const { identity } = createCaller(thief);
    for (const attempt of [
      () => identity.askNewPasskey(),
      () => identity.beginAppCodes(),
      () => identity.removeAppCodes(),
      () => identity.renewRecoveryCodes(),
      () => identity.removePasskey({ id: manager.id }),
    ])
      expect(await refusal(attempt())).toBe('second_factor_first');
  });

  test('does not turn the question off', async () => {
    const { admin } = world.people;
    await setUp(await (await atDesk(admin))());
    const thief = createCaller(await (await atDesk(admin))());
    expect(await refusal(thief.site.setSecondFactor({ on: false }))).toBe('second_factor_first');
  });
});

test('an administrator turns it on and off, with an event; nobody else does', async () => {
  await handle.db.updateTable('site').set({ staff_second_factor: false }).execute();
  const admin = await atDesk(world.people.admin);
  await createCaller(await admin()).site.setSecondFactor({ on: true });
  expect(await refusal(createCaller(await admin()).site.setSecondFactor({ on: false }))).toBe('second_factor_first');
  await setUp(await admin());
  expect(await createCaller(await admin()).site.secondFactor()).toEqual({ on: true, staff: 8, without: 7 });
  await createCaller(await admin()).site.setSecondFactor({ on: false });
  await createCaller(await admin()).site.setSecondFactor({ on: false });
  const events = await handle.db.selectFrom('event').where('kind', '=', 'site.second_factor_set').select(['data', 'actor_id']).execute();
  expect(events).toEqual([true, false].map((on) => ({ data: { on }, actor_id: world.people.admin.id })));
  expect(await refusal(createCaller(await (await atDesk(world.people.manager))()).site.setSecondFactor({ on: true }))).toBe('not_allowed');
});

test('the operator turns it on where no site has a name yet', async () => {
  await handle.db.deleteFrom('site').execute();
  await setStaffSecondFactor(contextFor(handle.db, null), { on: true });
  expect(await handle.db.selectFrom('site').select(['municipality', 'demo', 'staff_second_factor']).execute()).toEqual([
    { municipality: 'Voorbeeldgemeente', demo: false, staff_second_factor: true },
  ]);
});

test('an administrator lets a colleague who lost everything begin anew: signed out, told by mail, and never themselves', async () => {
  const { admin, manager } = world.people;
  const theirs = await atDesk(manager);
  await setUp(await theirs());
  const context = await (await atDesk(admin, { secondFactor: 'passkey' }))();
  await takeFactorsAway(context, { personId: manager.id, publicUrl });
  await expect(theirs()).rejects.toThrow('over');
  expect((await mails()).at(-1)).toContain('haalde uw sleutels en codes weg');
  expect(await eventKinds(manager.id)).toContain('person.second_factor_taken_away');
  expect(await refusal(takeFactorsAway(context, { personId: manager.id, publicUrl }))).toBe('not_found');
  expect(await refusal(takeFactorsAway(context, { personId: admin.id, publicUrl }))).toBe('own_case');
  expect(await refusal(takeFactorsAway(await (await atDesk(admin))(), { personId: manager.id, publicUrl }))).toBe('second_factor_first');
  await setUp(await (await atDesk(manager))());
});

test('what is kept of it is told in the download without any secret, and goes with the account', async () => {
  const person = await makePerson(handle.db, {
    name: 'Weg Ermee',
    email: 'weg@oever.example',
    roles: [{ role: 'clerk', trajectoryId: null, teamId: null }],
  });
  const now = await atDesk(person);
  const [paper = ''] = await setUp(await now());
  const told = await listOwnData(handle.db, { personId: person.id, kind: 'ways_in' });
  expect(told.filter(({ kind }) => kind === 'app_codes')).toHaveLength(1);
  expect(told.filter(({ kind }) => kind === 'recovery_code')).toHaveLength(10);
  const said = JSON.stringify(told);
  expect(said).not.toContain(paper);
  expect(said).not.toContain(Buffer.from(await secretOf(person)).toString('hex'));
  await handle.db.transaction().execute((tx) => erasePerson(tx, { actor: null, now: TEST_NOW }, person.id));
  for (const table of ['code_key', 'recovery_code'] as const) expect(await handle.db.selectFrom(table).selectAll().execute()).toEqual([]);
});
