import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import type { Actor } from '../context.ts';
import { supportIdea, withdrawSupport } from '../ideas/support.ts';
import { readModerationLog } from '../moderation/log.ts';
import { erasePerson } from '../privacy/erase.ts';
import { applyRetention } from '../privacy/retention.ts';
import { createCaller } from '../router.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makePerson, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { castBallot, createVoting } from '../votings/commands.ts';
import { lookForUnusual } from './look.ts';

const DAY = 86_400_000;
const REASON = 'Twintig accounts van één adresgebied, in tien seconden.';

let handle: DatabaseHandle;
let world: World;
let crowd: Actor[];
let next = 0;

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  crowd = [];
  for (let index = 0; index < 24; index++)
    crowd.push(await makePerson(handle.db, { name: `Bewoner ${index}`, email: `b${index}@wonen.example` }));
  // Each account made another day, so that only the range stands out.
  for (const [index, { id }] of crowd.entries()) {
    await handle.db
      .updateTable('person')
      .set({ created_at: new Date(TEST_NOW.getTime() - (index + 10) * DAY) })
      .where('id', '=', id)
      .execute();
  }
});
afterAll(() => handle.close());

async function newIdea(authorId = world.people.resident.id): Promise<string> {
  next++;
  const title = `Idee ${next}`;
  const at = { trajectory_id: world.trajectory.id, title, author_id: authorId, created_at: TEST_NOW };
  const { id } = await handle.db
    .insertInto('contribution')
    .values({ ...at, kind: 'idea' })
    .returning('id')
    .executeTakeFirstOrThrow();
  await handle.db
    .insertInto('idea')
    .values({ id, number: next, body: 'Een bankje.', ...at })
    .execute();
  return id;
}

function from(actor: Actor, address: string, now = TEST_NOW) {
  return { ...contextFor(handle.db, actor, now), address };
}

/** 20 from one office, 4 from elsewhere. */
async function brigade(): Promise<string> {
  const ideaId = await newIdea();
  for (const [index, actor] of crowd.entries()) {
    const address = index < 20 ? `203.0.113.${index}` : `198.51.${index}.1`;
    await supportIdea(from(actor, address, new Date(TEST_NOW.getTime() + index * 500)), { ideaId });
  }
  return ideaId;
}

function callerOf(actor: Actor | null, now = TEST_NOW) {
  return createCaller(contextFor(handle.db, actor, now));
}

async function flagsOf(subjectId: string) {
  const { open, decided } = await callerOf(world.people.moderator).integrity.flags();
  return {
    open: open.filter(({ subject }) => subject.id === subjectId),
    decided: decided.filter(({ subject }) => subject.id === subjectId),
  };
}

async function supportOf(ideaId: string): Promise<number> {
  const { support_count } = await handle.db.selectFrom('idea').where('id', '=', ideaId).select('support_count').executeTakeFirstOrThrow();
  return support_count;
}

async function openFlag(ideaId: string): Promise<string> {
  await lookForUnusual({ db: handle.db, now: TEST_NOW });
  const [flag] = (await flagsOf(ideaId)).open;
  if (!flag) throw new Error('nothing was flagged');
  return flag.id;
}

describe('support that stands out', () => {
  test('is flagged for a person and counts as before; looking again says nothing new', async () => {
    const ideaId = await brigade();
    expect(await lookForUnusual({ db: handle.db, now: TEST_NOW })).toBe(1);
    expect(await lookForUnusual({ db: handle.db, now: TEST_NOW })).toBe(0);
    expect((await flagsOf(ideaId)).open).toMatchObject([{ rule: 'address_range', count: 20, minutes: 1, decision: null, mayDecide: true }]);
    expect(await supportOf(ideaId)).toBe(24);
    const events = await handle.db
      .selectFrom('event')
      .where('subject_id', '=', ideaId)
      .where('kind', '=', 'integrity.flagged')
      .selectAll()
      .execute();
    expect(events).toMatchObject([{ actor_id: null, data: { rule: 'address_range', count: 20, minutes: 1 } }]);
  });

  test('keeps no address: a hash that is another the next day, gone after 30 days, its key after two', async () => {
    const ideaId = await newIdea();
    const rangesOf = async () => {
      const rows = await handle.db
        .selectFrom('idea_support')
        .where('idea_id', '=', ideaId)
        .select('address_range')
        .orderBy('created_at')
        .execute();
      return rows.map(({ address_range }) => address_range && Buffer.from(address_range).toString('hex'));
    };
    const [one, two, three] = crowd as [Actor, Actor, Actor];
    const tomorrow = new Date(TEST_NOW.getTime() + DAY);
    await supportIdea(from(one, '203.0.113.1'), { ideaId });
    await supportIdea(from(two, '203.0.113.250', new Date(TEST_NOW.getTime() + 1000)), { ideaId });
    await supportIdea(from(three, '203.0.113.1', tomorrow), { ideaId });
    const [first, second, third] = await rangesOf();
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
    const days = async () => (await handle.db.selectFrom('address_salt').select('day').orderBy('day').execute()).map(({ day }) => day);
    expect(await days()).toEqual(['2026-11-18', '2026-11-19']);
    await applyRetention({ db: handle.db, now: new Date(TEST_NOW.getTime() + 2 * DAY) });
    expect(await days()).toEqual(['2026-11-19']);
    expect(await rangesOf()).toEqual([first, second, third]);
    await applyRetention({ db: handle.db, now: new Date(tomorrow.getTime() + 31 * DAY) });
    expect(await rangesOf()).toEqual([null, null, null]);
  });

  test('can be fine: then nothing changes, and the same support is not flagged again', async () => {
    const ideaId = await brigade();
    const flagId = await openFlag(ideaId);
    await callerOf(world.people.moderator).integrity.decide({ flagId, outcome: 'nothing', reason: 'Een avond in de bibliotheek.' });
    expect(await supportOf(ideaId)).toBe(24);
    expect(await lookForUnusual({ db: handle.db, now: TEST_NOW })).toBe(0);
    expect(await flagsOf(ideaId)).toMatchObject({ open: [], decided: [{ decision: { outcome: 'nothing', tally: null } }] });
  });
});

describe('taking support out of the count', () => {
  test('takes out what the flag is about and no other, says it with the tally before and after, and tells each of them', async () => {
    const ideaId = await brigade();
    const flagId = await openFlag(ideaId);
    const before = (await readModerationLog(handle.db, TEST_NOW)).integrity;
    expect(await callerOf(world.people.moderator).integrity.decide({ flagId, outcome: 'excluded', reason: REASON })).toEqual({
      before: 24,
      after: 4,
    });
    expect(await supportOf(ideaId)).toBe(4);
    const event = await handle.db
      .selectFrom('event')
      .where('subject_id', '=', ideaId)
      .where('kind', '=', 'integrity.decided')
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(event).toMatchObject({
      actor_id: world.people.moderator.id,
      data: { rule: 'address_range', count: 20, outcome: 'excluded', before: 24, after: 4 },
    });
    const log = (await readModerationLog(handle.db, TEST_NOW)).integrity;
    expect(log.excluded).toBe(before.excluded + 1);
    expect(log.out).toBe(before.out + 20);
    expect(log.times[0]).toMatchObject({ kind: 'idea', before: 24, after: 4, undone: false });
    expect(JSON.stringify(log), 'no names, no ids').not.toMatch(/Bewoner|[0-9a-f]{8}-/);
    const mails = await handle.db
      .selectFrom('mail')
      .where('subject', '=', 'Uw steun telt niet meer mee')
      .select(['to_email', 'text'])
      .execute();
    expect(mails).toHaveLength(20);
    expect(mails[0]?.text).toContain(REASON);
    const [first] = crowd;
    if (!first) throw new Error('no crowd');
    await expect(supportIdea(from(first, '203.0.113.1'), { ideaId })).rejects.toMatchObject({ code: 'support_excluded' });
  });

  test('can be undone: the support counts again, from when it was given', async () => {
    const ideaId = await brigade();
    const flagId = await openFlag(ideaId);
    const caller = callerOf(world.people.moderator);
    await caller.integrity.decide({ flagId, outcome: 'excluded', reason: REASON });
    expect(await callerOf(world.people.moderator2).integrity.putBack({ flagId, reason: 'Het was toch een bibliotheek.' })).toEqual({
      after: 24,
    });
    expect(await supportOf(ideaId)).toBe(24);
    await expect(caller.integrity.putBack({ flagId, reason: 'Nog een keer terug.' })).rejects.toMatchObject({
      cause: { code: 'already_decided' },
    });
    expect((await readModerationLog(handle.db, TEST_NOW)).integrity.times).toContainEqual(
      expect.objectContaining({ before: 24, after: 4, undone: true }),
    );
    const { min } = await handle.db
      .selectFrom('idea_support')
      .where('idea_id', '=', ideaId)
      .select((eb) => eb.fn.min('created_at').as('min'))
      .executeTakeFirstOrThrow();
    expect(min).toEqual(TEST_NOW);
  });

  test('leaves out who took their support back or erased the account meanwhile, and one press decides', async () => {
    const ideaId = await brigade();
    const flagId = await openFlag(ideaId);
    const [first] = crowd;
    if (!first) throw new Error('no crowd');
    const gone = await makePerson(handle.db, { name: 'Weg', email: 'weg@wonen.example' });
    await handle.db.insertInto('integrity_flag_support').values({ flag_id: flagId, person_id: gone.id }).execute();
    await handle.db.transaction().execute((tx) => erasePerson(tx, { actor: null, now: TEST_NOW }, gone.id));
    await withdrawSupport(from(first, '203.0.113.1'), { ideaId });
    const caller = callerOf(world.people.moderator);
    expect(await caller.integrity.decide({ flagId, outcome: 'excluded', reason: REASON })).toEqual({ before: 23, after: 4 });
    await expect(caller.integrity.decide({ flagId, outcome: 'nothing', reason: REASON })).rejects.toMatchObject({
      cause: { code: 'already_decided' },
    });
  });

  test('is for moderators, and never of support for their own idea', async () => {
    const ideaId = await newIdea(world.people.moderator.id);
    for (const actor of crowd.slice(0, 20)) await supportIdea(from(actor, '203.0.113.9'), { ideaId });
    const flagId = await openFlag(ideaId);
    const decide = (actor: Actor | null) => callerOf(actor).integrity.decide({ flagId, outcome: 'excluded', reason: REASON });
    await expect(decide(world.people.official)).rejects.toMatchObject({ cause: { code: 'not_allowed' } });
    await expect(decide(null)).rejects.toMatchObject({ cause: { code: 'sign_in_first' } });
    await expect(decide(world.people.moderator)).rejects.toMatchObject({ cause: { code: 'own_case' } });
    expect((await callerOf(world.people.council).integrity.flags()).open.find(({ id }) => id === flagId)).toMatchObject({
      mayDecide: false,
    });
    await expect(callerOf(world.people.resident).integrity.flags()).rejects.toMatchObject({ cause: { code: 'not_allowed' } });
    expect(await decide(world.people.moderator2)).toEqual({ before: 20, after: 0 });
  });
});

test('support from accounts made the same minutes, and from thrown-away addresses, is flagged as well', async () => {
  const ideaId = await newIdea();
  for (let index = 0; index < 15; index++) {
    const actor = await makePerson(handle.db, { name: `Nieuw ${index}`, email: `n${index}@mailinator.com` });
    await handle.db
      .updateTable('person')
      .set({ created_at: new Date(TEST_NOW.getTime() - 600_000 + index * 1000) })
      .where('id', '=', actor.id)
      .execute();
    await supportIdea(from(actor, `198.51.${index}.1`), { ideaId });
  }
  await lookForUnusual({ db: handle.db, now: TEST_NOW });
  const { open } = await flagsOf(ideaId);
  expect(open.map(({ rule, count }) => [rule, count]).sort()).toEqual([
    ['mail_domain', 15],
    ['new_accounts', 15],
  ]);
});

describe('a voting', () => {
  test('is flagged by sums alone, never changed, and who decides on it sees the flag with what came of it', async () => {
    const now = new Date();
    const { id, optionIds } = await createVoting(contextFor(handle.db, world.people.manager, now), {
      trajectoryId: world.trajectory.id,
      title: 'Naam van het pad',
      question: 'Welke naam?',
      kind: 'approval',
      opensAt: new Date(now.getTime() - 3_600_000),
      closesAt: new Date(now.getTime() + 3_600_000),
      options: [{ title: 'Rietpad' }, { title: 'Oeverpad' }],
    });
    const choices = optionIds.slice(0, 1);
    for (const actor of crowd) await castBallot(from(actor, '203.0.113.5', now), { votingId: id, choices });
    // A changed ballot is no new voter.
    for (const actor of crowd) await castBallot(from(actor, '203.0.113.5', now), { votingId: id, choices: optionIds.slice(1) });
    const sums = await handle.db.selectFrom('voting_range').where('voting_id', '=', id).select('participants').execute();
    expect(sums.reduce((sum, { participants }) => sum + participants, 0)).toBe(24);
    await lookForUnusual({ db: handle.db, now });
    const caller = callerOf(world.people.moderator, now);
    const [flag] = await caller.integrity.ofVoting({ votingId: id });
    expect(flag).toMatchObject({ rule: 'address_range', count: 24, minutes: 20 });
    const kept = await handle.db
      .selectFrom('integrity_flag_support')
      .where('flag_id', '=', flag?.id ?? '')
      .selectAll()
      .execute();
    expect(kept, 'nobody is kept with it').toEqual([]);
    const flagId = flag?.id ?? '';
    await expect(caller.integrity.decide({ flagId, outcome: 'excluded', reason: REASON })).rejects.toMatchObject({
      cause: { code: 'invalid' },
    });
    await caller.integrity.decide({ flagId, outcome: 'passed_on', reason: REASON });
    expect(await lookForUnusual({ db: handle.db, now })).toBe(0);
    expect((await callerOf(null).votings.get({ id })).ballotCount).toBe(24);
    for (const actor of [world.people.official, world.people.council])
      expect(await callerOf(actor, now).integrity.ofVoting({ votingId: id })).toMatchObject([
        { decision: { outcome: 'passed_on', reason: REASON } },
      ]);
    expect(await callerOf(world.people.resident, now).integrity.ofVoting({ votingId: id })).toEqual([]);
  });
});
