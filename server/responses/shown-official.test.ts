import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { makeCommitment } from '../commitments/commands.ts';
import { getCommitment, getCommitments } from '../commitments/queries.ts';
import { chooseNameInAnswers, isNamedInAnswers } from '../people/shown-official.ts';
import { openTestDatabase } from '../testing/database.ts';
import { makeWorld, type World } from '../testing/world.ts';
import { getAnswerPage } from './answer-page.ts';
import { listLatest } from './answers.ts';
import { pauseClock } from './commands.ts';
import { getClock } from './queries.ts';
import { assignContribution } from './response-assign.ts';
import { getReceipt } from './response-receipt.ts';
import { actingOn, answer, makeIdea, noon, refusal } from './test-story.ts';

let handle: DatabaseHandle;
let world: World;
let as: ReturnType<typeof actingOn>;
let answered: string;
let waiting: string;
const DAY = '2026-11-12';

beforeAll(async () => {
  handle = await openTestDatabase();
  as = actingOn(handle.db);
  world = await makeWorld(handle.db, { slug: 'namen' });
  const { official, resident } = world.people;
  answered = (await makeIdea(handle.db, world, { on: '2026-11-02', title: 'Zwemtrap', author: resident })).id;
  await answer(handle.db, world, { contributionId: answered, on: DAY });
  waiting = (await makeIdea(handle.db, world, { on: '2026-11-02', title: 'Bankje', author: resident })).id;
  await assignContribution(as(official, DAY), { contributionId: waiting, handlerId: official.id, teamId: world.teamId });
  await pauseClock(as(official, DAY), { contributionId: waiting, reason: 'We wachten op het waterschap.' });
  await makeCommitment(as(official, DAY), {
    trajectoryId: world.trajectory.id,
    responseId: null,
    title: 'Een steiger in het voorjaar',
    description: '',
    ownerId: official.id,
    promisedOn: '2027-04-01',
    decisionTitle: 'Besluit van 3 november',
    decisionUrl: '',
  });
});
afterAll(() => handle.close());

/** Everything about the answers that a resident, or anybody, can read. */
async function readable(): Promise<string> {
  const { resident } = world.people;
  const at = { now: noon(DAY) };
  return JSON.stringify([
    await getClock(handle.db, waiting, at.now),
    await getClock(handle.db, answered, at.now),
    await listLatest(handle.db, { trajectoryId: world.trajectory.id, cursor: null, limit: 10, ...at }),
    await getAnswerPage(handle.db, { contributionId: answered, actor: resident, ...at }),
    await getAnswerPage(handle.db, { contributionId: waiting, actor: null, ...at }),
    await getReceipt(as(resident, DAY), { contributionId: answered }),
    await getCommitments(as(null, DAY), { trajectory: 'namen' }),
    await getCommitment(as(null, DAY), { trajectory: 'namen', number: 1 }),
  ]);
}

describe('the name of an official', () => {
  test('stands nowhere a resident reads: the team does', async () => {
    const { official, colleague } = world.people;
    const words = await readable();
    expect(words).not.toContain(official.name);
    expect(words).not.toContain(colleague.name);
    const clock = await getClock(handle.db, waiting, noon(DAY));
    expect(clock.handledBy).toEqual({ team: expect.stringMatching(/./), person: null });
    expect(clock.events.map(({ kind, actor }) => [kind, actor])).toContainEqual(['paused', null]);
  });

  test('stands there once they chose so, and is gone again when they choose otherwise', async () => {
    const { official, colleague } = world.people;
    await chooseNameInAnswers(as(official, DAY), { shown: true });
    expect(await isNamedInAnswers(as(official, DAY))).toBe(true);
    const clock = await getClock(handle.db, waiting, noon(DAY));
    expect(clock.handledBy.person).toBe(official.name);
    expect(clock.events.find(({ kind }) => kind === 'paused')?.actor).toBe(official.name);
    const words = await readable();
    expect(words).toContain(official.name);
    expect(words).not.toContain(colleague.name);
    await chooseNameInAnswers(as(official, DAY), { shown: false });
    expect(await readable()).not.toContain(official.name);
  });

  test('is known at the desk, and is not for residents to choose', async () => {
    const { official, colleague, resident } = world.people;
    const page = await getAnswerPage(handle.db, { contributionId: answered, actor: colleague, now: noon(DAY) });
    expect([page.published[0]?.author.name, page.published[0]?.reviewer.name]).toEqual([official.name, colleague.name]);
    expect(await refusal(chooseNameInAnswers(as(resident, DAY), { shown: true }))).toBe('not_allowed');
  });
});
