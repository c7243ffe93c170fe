import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import type { Actor } from '../context.ts';
import { supportIdea } from '../ideas/support.ts';
import { readModerationLog } from '../moderation/log.ts';
import { listOwnData } from '../privacy/export.ts';
import { createCaller } from '../router.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makePerson, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { listTakenOut } from './taken-out.ts';

const REASON = 'Twee accounts van één adres, in tien seconden.';
const STATEMENT = 'Ik woon in dezelfde flat als mijn buurvrouw.';

let handle: DatabaseHandle;
let world: World;
let neighbours: [Actor, Actor];
let next = 0;

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  neighbours = [
    await makePerson(handle.db, { name: 'Buurman', email: 'buurman@wonen.example' }),
    await makePerson(handle.db, { name: 'Buurvrouw', email: 'buurvrouw@wonen.example' }),
  ];
});
afterAll(() => handle.close());

function callerOf(actor: Actor | null) {
  return createCaller(contextFor(handle.db, actor)).integrity;
}

/** An idea both neighbours support, and a flag by which the moderator takes both out. */
async function takenOut(authorId = world.people.resident.id): Promise<{ ideaId: string; flagId: string }> {
  next++;
  const at = { trajectory_id: world.trajectory.id, title: `Idee ${next}`, author_id: authorId, created_at: TEST_NOW };
  const { id: ideaId } = await handle.db
    .insertInto('contribution')
    .values({ ...at, kind: 'idea' })
    .returning('id')
    .executeTakeFirstOrThrow();
  await handle.db
    .insertInto('idea')
    .values({ id: ideaId, number: next, body: 'Een bankje.', ...at })
    .execute();
  for (const actor of neighbours) await supportIdea(contextFor(handle.db, actor), { ideaId });
  const about = { trajectory_id: world.trajectory.id, subject_kind: 'idea' as const, subject_id: ideaId };
  const { id: flagId } = await handle.db
    .insertInto('integrity_flag')
    .values({ ...about, rule: 'address_range', count: 2, minutes: 1, raised_at: TEST_NOW })
    .returning('id')
    .executeTakeFirstOrThrow();
  await handle.db
    .insertInto('integrity_flag_support')
    .values(neighbours.map(({ id }) => ({ flag_id: flagId, person_id: id })))
    .execute();
  await callerOf(world.people.moderator).decide({ flagId, outcome: 'excluded', reason: REASON });
  return { ideaId, flagId };
}

async function supportOf(ideaId: string): Promise<number> {
  const { support_count } = await handle.db.selectFrom('idea').where('id', '=', ideaId).select('support_count').executeTakeFirstOrThrow();
  return support_count;
}

async function mailsTo({ email }: Actor): Promise<{ subject: string; text: string }[]> {
  return handle.db
    .selectFrom('mail')
    .where('to_email', '=', email ?? '')
    .select(['subject', 'text'])
    .execute();
}

describe('whose support was taken out', () => {
  test('objects once, with a day by which it is answered, and finds the page in the mail', async () => {
    const { flagId } = await takenOut();
    const [one, two] = neighbours;
    expect((await mailsTo(one)).map(({ text }) => text).join()).toContain(`/bezwaar/steun/${flagId}`);
    const { objectionId, dueOn } = await callerOf(one).object({ flagId, statement: STATEMENT });
    expect(dueOn).toBe('2026-12-02');
    await expect(callerOf(one).object({ flagId, statement: STATEMENT })).rejects.toMatchObject({ cause: { code: 'already_decided' } });
    expect(await callerOf(one).exclusion({ flagId })).toMatchObject({
      isOut: true,
      reason: REASON,
      objection: { statement: STATEMENT, dueOn, outcome: null },
    });
    expect((await callerOf(two).exclusion({ flagId })).objection, 'of the other neighbour nothing').toBeNull();
    expect((await callerOf(one).mine()).map((exclusion) => exclusion.flagId)).toContain(flagId);
    const events = await handle.db.selectFrom('event').where('kind', '=', 'integrity.objected').select(['actor_id', 'data']).execute();
    expect(events).toContainEqual({ actor_id: one.id, data: { rule: 'address_range', objectionId, dueOn } });
  });

  test('is nobody else: for who was not taken out there is no page and no form', async () => {
    const { flagId } = await takenOut();
    for (const actor of [world.people.resident2, world.people.moderator2]) {
      await expect(callerOf(actor).exclusion({ flagId })).rejects.toMatchObject({ cause: { code: 'not_found' } });
      await expect(callerOf(actor).object({ flagId, statement: STATEMENT })).rejects.toMatchObject({ cause: { code: 'not_found' } });
    }
    await expect(callerOf(null).object({ flagId, statement: STATEMENT })).rejects.toMatchObject({ cause: { code: 'sign_in_first' } });
    expect(await callerOf(null).mine()).toEqual([]);
  });

  test('objects also while blocked', async () => {
    const { flagId } = await takenOut();
    const blocked = { ...neighbours[0], blockedUntil: new Date(TEST_NOW.getTime() + 86_400_000) };
    expect(await callerOf(blocked).object({ flagId, statement: STATEMENT })).toMatchObject({ dueOn: '2026-12-02' });
  });
});

describe('an objection', () => {
  test('is decided by another than who took the support out, whose idea it is or who objects; the database holds that too', async () => {
    const { flagId } = await takenOut(world.people.moderator2.id);
    const { objectionId } = await callerOf(neighbours[0]).object({ flagId, statement: STATEMENT });
    const decide = (actor: Actor | null) => callerOf(actor).decideObjection({ objectionId, outcome: 'upheld', reason: REASON });
    const { moderator, moderator2, official, admin } = world.people;
    await expect(decide(moderator)).rejects.toMatchObject({ cause: { code: 'own_case' } });
    await expect(decide(moderator2)).rejects.toMatchObject({ cause: { code: 'own_case' } });
    await expect(decide(official)).rejects.toMatchObject({ cause: { code: 'not_allowed' } });
    await expect(decide(neighbours[0])).rejects.toMatchObject({ cause: { code: 'not_allowed' } });
    for (const id of [moderator.id, neighbours[0].id])
      await expect(
        handle.db
          .updateTable('support_objection')
          .set({ outcome: 'upheld', reason: REASON, decided_by_id: id, decided_at: TEST_NOW })
          .where('id', '=', objectionId)
          .execute(),
      ).rejects.toThrow(/decided by somebody else/);
    const shownTo = async (actor: Actor) => (await callerOf(actor).flags()).objections.find(({ id }) => id === objectionId);
    expect(await shownTo(moderator)).toMatchObject({ statement: STATEMENT, reason: REASON, mayDecide: false });
    expect(await shownTo(admin)).toMatchObject({ mayDecide: true });
    expect(JSON.stringify(await shownTo(admin)), 'without a name').not.toMatch(/Buurman|@/);
    expect(await shownTo(official), 'what somebody says of themselves is for moderators').toBeUndefined();
    expect(await shownTo(world.people.council)).toBeUndefined();
    expect(await decide(admin)).toEqual({ ok: true });
    await expect(decide(admin)).rejects.toMatchObject({ cause: { code: 'already_decided' } });
  });

  test('that is granted lets the support of that person count again, and no other', async () => {
    const { ideaId, flagId } = await takenOut();
    const [one, two] = neighbours;
    const before = (await readModerationLog(handle.db, TEST_NOW)).integrity;
    const { objectionId } = await callerOf(one).object({ flagId, statement: STATEMENT });
    const waiting = await callerOf(world.people.moderator2).openCount();
    await callerOf(world.people.moderator2).decideObjection({ objectionId, outcome: 'overturned', reason: 'Een flat is geen bende.' });
    expect(await supportOf(ideaId)).toBe(1);
    expect(await callerOf(world.people.moderator2).openCount()).toBe(waiting - 1);
    expect(await callerOf(one).exclusion({ flagId })).toMatchObject({ isOut: false, objection: { outcome: 'overturned' } });
    expect(await callerOf(two).exclusion({ flagId })).toMatchObject({ isOut: true, objection: null });
    await expect(supportIdea(contextFor(handle.db, two), { ideaId })).rejects.toMatchObject({ code: 'support_excluded' });
    expect(await listTakenOut(handle.db, ideaId)).toEqual([{ count: 1, on: '2026-11-18' }]);
    const log = (await readModerationLog(handle.db, TEST_NOW)).integrity;
    expect(log.objections).toMatchObject({ total: before.objections.total + 1, overturned: before.objections.overturned + 1 });
    expect(log.times).toContainEqual(expect.objectContaining({ before: 2, after: 0, undone: false, back: 1 }));
    expect(await mailsTo(one)).toContainEqual({
      subject: 'U krijgt gelijk op uw bezwaar',
      text: expect.stringContaining('Een flat is geen bende.'),
    });
    const decided = await handle.db
      .selectFrom('event')
      .where('kind', '=', 'integrity.objection_decided')
      .where('subject_id', '=', ideaId)
      .select(['actor_id', 'data'])
      .execute();
    expect(decided).toMatchObject([{ actor_id: world.people.moderator2.id, data: { outcome: 'overturned', before: 0, after: 1 } }]);
    const own = await listOwnData(handle.db, { personId: one.id, kind: 'noticed_support' });
    expect(JSON.stringify(own)).toContain(STATEMENT);
  });

  test('that is refused leaves the count, and tells why and where to complain', async () => {
    const { ideaId, flagId } = await takenOut();
    const { objectionId } = await callerOf(neighbours[0]).object({ flagId, statement: STATEMENT });
    await callerOf(world.people.moderator2).decideObjection({ objectionId, outcome: 'upheld', reason: 'Het adres is van een kantoor.' });
    expect(await supportOf(ideaId)).toBe(0);
    const told = (await mailsTo(neighbours[0])).find(({ text }) => text.includes('Het adres is van een kantoor.'));
    expect(told?.text).toContain('klacht');
  });

  test('is granted when everything is put back, also by who took it out; who did not object finds that it counts', async () => {
    const { ideaId, flagId } = await takenOut();
    const [one, two] = neighbours;
    await callerOf(one).object({ flagId, statement: STATEMENT });
    await callerOf(world.people.moderator).putBack({ flagId, reason: 'Ik zat ernaast.' });
    expect(await supportOf(ideaId)).toBe(2);
    expect(await callerOf(one).exclusion({ flagId })).toMatchObject({
      isOut: false,
      objection: { outcome: 'overturned', reason: 'Ik zat ernaast.' },
    });
    expect(await callerOf(two).exclusion({ flagId })).toMatchObject({ isOut: false, objection: null });
    expect((await mailsTo(one)).map(({ text }) => text).join()).toContain('Ik zat ernaast.');
    await expect(callerOf(two).object({ flagId, statement: STATEMENT })).rejects.toMatchObject({ cause: { code: 'not_found' } });
  });
});
