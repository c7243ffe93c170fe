import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import type { Actor } from '../context.ts';
import { keepIdeaOnce } from '../once/commands.ts';
import { refusal } from '../responses/test-story.ts';
import { createCaller } from '../router.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makePerson, makeWorld, type World } from '../testing/world.ts';

const WORDS = 'Woorden genoeg om dit te begrijpen.';

let handle: DatabaseHandle;
let world: World;
let trajectory: string;
let ideaId: string;
let known: Actor;
beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  trajectory = world.trajectory.slug;
  ideaId = (await call(world.people.resident).ideas.propose({ trajectory, title: 'Bankjes', body: WORDS })).id;
  known = await makePerson(handle.db, { name: 'Met adres', email: 'adres@wonen.example', level: 'address' });
});
afterAll(() => handle.close());
beforeEach(() => ask('address'));

const call = (actor: Actor | null) => createCaller(contextFor(handle.db, actor));
const ask = (minimumLevel: Actor['verificationLevel']) =>
  call(world.people.manager).phases.setMinimumLevel({ phaseId: world.phaseId, minimumLevel });

describe('a phase that asks a confirmed address', () => {
  test('takes no idea, support, comment, story, challenge or proposal of who has only an e-mail address', async () => {
    const caller = call(world.people.resident2);
    const sectionId = world.sections.open.id;
    const attempts = [
      caller.ideas.propose({ trajectory, title: 'Nog een idee', body: WORDS }),
      caller.ideas.support({ ideaId }),
      caller.comments.create({ ideaId, body: WORDS }),
      caller.comments.create({ sectionId, body: WORDS }),
      caller.stories.tell({ trajectory, title: 'Mijn verhaal', body: WORDS, toldAs: 'resident' }),
      caller.staffOnly.send({ form: 'idea', trajectory, title: 'Alleen voor u', body: WORDS }),
      caller.challenges.submit({ trajectory, title: 'Groen', groupName: 'Wij', task: WORDS, plan: WORDS, budget: '0', budgetText: WORDS }),
      caller.changeProposals.create({ sectionId, scope: 'section', quote: '', proposed: WORDS, reason: WORDS }),
    ];
    expect(await Promise.all(attempts.map(refusal))).toEqual(attempts.map(() => 'asks_address'));
  });

  test('takes them of who has one, and of who works here', async () => {
    for (const actor of [known, world.people.official])
      expect(await call(actor).comments.create({ ideaId, body: WORDS })).toMatchObject({ heldBy: null });
  });

  test('says so before anybody writes, to who must know', async () => {
    const { resident2 } = world.people;
    expect(await call(resident2).ideas.facets({ trajectory })).toMatchObject({ asks: 'address', why: { propose: 'asks_address' } });
    expect(await call(null).ideas.facets({ trajectory })).toMatchObject({ asks: 'address', why: { propose: 'sign_in_first' } });
    expect(await call(known).ideas.facets({ trajectory })).toMatchObject({ why: { propose: null } });
    expect(await call(resident2).ideas.get({ trajectory, number: 1 })).toMatchObject({
      asks: { support: 'address', comment: 'address' },
      why: { support: 'asks_address', comment: 'asks_address' },
    });
    const { section } = await call(resident2).planTexts.section({ trajectory, number: '2' });
    expect(section).toMatchObject({ asks: { write: 'address' }, why: { write: 'asks_address', suggest: 'asks_address' } });
    expect((await call(null).trajectories.get({ slug: trajectory })).phases[0]).toMatchObject({ minimumLevel: 'address' });
  });

  test('is not for taking part without an account, which shows no more than an e-mail address', async () => {
    const idea = { trajectory, title: 'Zonder account', body: WORDS };
    const writer = { name: 'Toos', email: 'toos@wonen.example', publicUrl: 'https://oever.example' };
    expect(await refusal(keepIdeaOnce(contextFor(handle.db, null), { idea, ...writer }))).toBe('asks_address');
    await ask('email');
    expect(await refusal(keepIdeaOnce(contextFor(handle.db, null), { idea, ...writer }))).toBe('nothing refused');
  });

  test('does not stand in the way of what the municipality types for somebody without internet', async () => {
    await ask('oidc');
    const entered = await call(world.people.official).meetings.enter({
      trajectory,
      entry: { kind: 'idea', title: 'Op papier', body: WORDS },
      onBehalf: { channel: 'paper', receivedOn: '2026-11-17', reference: 'kaart 12' },
    });
    expect(entered).toBeDefined();
  });
});

test('only who manages the trajectory says what a phase asks, and it is in the log', async () => {
  for (const who of ['resident', 'official', 'moderator', 'council'] as const) {
    const attempt = call(world.people[who]).phases.setMinimumLevel({ phaseId: world.phaseId, minimumLevel: 'none' });
    expect(await refusal(attempt), who).toBe('not_allowed');
  }
  await ask('oidc');
  const event = await handle.db
    .selectFrom('event')
    .where('kind', '=', 'phase.minimum_level_set')
    .orderBy('id', 'desc')
    .select('data')
    .executeTakeFirst();
  expect(event?.data).toEqual({ from: 'address', to: 'oidc' });
});
