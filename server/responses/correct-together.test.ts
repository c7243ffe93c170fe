import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { openTestDatabase } from '../testing/database.ts';
import { makeWorld, type World } from '../testing/world.ts';
import { getAnswerPage } from './answer-page.ts';
import { listResponses } from './answers.ts';
import { rate, reopen } from './commands.ts';
import { correctResponse, dropCorrection } from './corrections.ts';
import { answerAlone, answerTogether } from './response-bundle.ts';
import { approveResponse, draftResponse, publishResponse, submitForReview } from './response-commands.ts';
import { ANSWER, actingOn, answer, makeIdea, noon, refusal } from './test-story.ts';

let handle: DatabaseHandle;
let world: World;
let as: ReturnType<typeof actingOn>;
let next = 0;

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  as = actingOn(handle.db);
});
afterAll(() => handle.close());

const DAY = '2026-11-10';
const LATER = '2026-11-12';
const REASON = 'Er stond maart. De aannemer begint in mei.';
const MAY = { reason: REASON, nextStep: 'Ontwerp in mei 2027' };

/** Three ideas with one answer, given in one act; the last with an outcome of its own. */
async function together(): Promise<[string, string, string]> {
  const { official, colleague, resident, resident2 } = world.people;
  next++;
  const ideas = [];
  for (const author of [resident, resident, resident2])
    ideas.push((await makeIdea(handle.db, world, { on: '2026-11-02', title: `Samen ${next}`, author })).id);
  const [one = '', two = '', three = ''] = ideas;
  const contributionId = await answerTogether(as(official, DAY), { contributionIds: ideas });
  const outcomes = { [one]: 'partly', [two]: 'partly', [three]: 'not_adopted' } as const;
  const { draft } = await pageOf(contributionId);
  const { revision } = await draftResponse(as(official, DAY), {
    ...ANSWER,
    contributionId,
    outcome: outcomes[contributionId] ?? 'partly',
    outcomes,
    ...(draft ? { revision: draft.revision } : {}),
  });
  await submitForReview(as(official, DAY), { contributionId, revision });
  await approveResponse(as(colleague, DAY), { contributionId, revision });
  await publishResponse(as(official, DAY), { contributionId, revision });
  return [one, two, three];
}

async function pageOf(contributionId: string) {
  return getAnswerPage(handle.db, { contributionId, actor: world.people.official, now: noon(LATER) });
}

async function newestOf(contributionId: string) {
  const [answer] = await listResponses(handle.db, contributionId);
  if (!answer) throw new Error('no answer');
  return answer;
}

async function begin(contributionId: string, others: string[]) {
  const { id: responseId } = await newestOf(contributionId);
  return correctResponse(as(world.people.official, LATER), { contributionId, responseId, ...MAY, together: others });
}

async function offered(contributionId: string): Promise<string[]> {
  return ((await pageOf(contributionId)).desk?.givenTogether ?? []).map((other) => other.contributionId).sort();
}

describe('an answer that was given to several at once', () => {
  test('is corrected for all that are chosen in one act, each with its own version, outcome, event and mail', async () => {
    const { official, colleague } = world.people;
    const [one, two, three] = await together();
    expect(await offered(one)).toEqual([two, three].sort());
    const { revision } = await begin(one, [two, three]);
    const begun = await handle.db.selectFrom('event').where('kind', '=', 'response.correction_begun').select('data').execute();
    const about = begun.map(({ data }) => (data as { contributionId: string }).contributionId);
    expect(about.filter((id) => [one, two, three].includes(id)).sort()).toEqual([one, two, three].sort());
    expect(await offered(one), 'somebody corrects them').toEqual([]);

    // The colleague reads one text; nobody approves their own, by whichever of them.
    await submitForReview(as(official, LATER), { contributionId: one, revision });
    expect(await refusal(approveResponse(as(official, LATER), { contributionId: three, revision }))).toBe('own_response');
    expect(await refusal(publishResponse(as(official, LATER), { contributionId: two, revision }))).toBe('not_approved');
    expect((await newestOf(three)).correction).toBeNull();
    await approveResponse(as(colleague, LATER), { contributionId: three, revision });
    await publishResponse(as(official, LATER), { contributionId: two, revision });

    for (const [id, outcome] of [
      [one, 'partly'],
      [two, 'partly'],
      [three, 'not_adopted'],
    ] as const) {
      expect(await newestOf(id)).toMatchObject({ outcome, nextStep: MAY.nextStep, correction: { reason: REASON } });
      expect((await newestOf(id)).former).toMatchObject([{ nextStep: ANSWER.nextStep, outcome }]);
      const events = await handle.db.selectFrom('event').where('kind', '=', 'response.corrected').select('data').execute();
      expect(events.filter(({ data }) => (data as { contributionId: string }).contributionId === id)).toHaveLength(1);
    }
    const mails = await handle.db.selectFrom('mail').where('subject', 'like', `%verbeterde%Samen ${next}`).select('to_email').execute();
    expect(mails).toHaveLength(3);
    // They still say the same, so the next mistake can be mended together too.
    expect(await offered(two)).toEqual([one, three].sort());
  });

  test('is corrected for those that were chosen only; the rest stays, and is no longer offered because it says something else', async () => {
    const [one, two, three] = await together();
    const { revision } = await begin(one, [two]);
    await submitForReview(as(world.people.official, LATER), { contributionId: one, revision });
    await approveResponse(as(world.people.colleague, LATER), { contributionId: one, revision });
    await publishResponse(as(world.people.official, LATER), { contributionId: one, revision });
    expect(await newestOf(three)).toMatchObject({ nextStep: ANSWER.nextStep, correction: null });
    expect(await offered(three)).toEqual([]);
    expect(await offered(one)).toEqual([two]);
    expect(await refusal(begin(one, [three])), 'its own words are not written over').toBe('stale');
  });

  test('is corrected for all or for none: not with one that was never given with it, that is asked for again, or of who asks', async () => {
    const [one, two, three] = await together();
    const other = await makeIdea(handle.db, world, { on: '2026-11-02', title: 'Toevallig hetzelfde' });
    await answer(handle.db, world, { contributionId: other.id, on: DAY });
    expect(await refusal(begin(one, [two, other.id]))).toBe('stale');
    await rate(as(world.people.resident2, LATER), { contributionId: three, rating: 2 });
    await reopen(as(world.people.resident2, LATER), { contributionId: three, reason: 'Ik lees niet wanneer.' });
    expect(await offered(one)).toEqual([two]);
    expect(await refusal(begin(one, [two, three]))).toBe('stale');
    const open = await handle.db
      .selectFrom('response')
      .where('contribution_id', 'in', [one, two])
      .where('status', '<>', 'published')
      .execute();
    expect(open, 'nothing was begun').toEqual([]);
    const many = Array.from({ length: 50 }, () => crypto.randomUUID());
    expect(await refusal(begin(one, many))).toBe('invalid');
  });

  test('goes on together until one is taken out; dropping leaves all of them as they were', async () => {
    const { official } = world.people;
    const [one, two, three] = await together();
    await begin(one, [two, three]);
    await answerAlone(as(official, LATER), { contributionId: three });
    await dropCorrection(as(official, LATER), { contributionId: two });
    expect((await pageOf(one)).draft).toBeNull();
    expect((await pageOf(two)).draft).toBeNull();
    expect((await pageOf(three)).draft?.correction).toEqual({ reason: REASON });
  });

  test('goes on without one that is asked for again meanwhile', async () => {
    const { official, colleague, resident2 } = world.people;
    const [one, two, three] = await together();
    const { revision } = await begin(one, [two, three]);
    await rate(as(resident2, LATER), { contributionId: three, rating: 2 });
    await reopen(as(resident2, LATER), { contributionId: three, reason: 'Ik lees niet wanneer.' });
    await submitForReview(as(official, LATER), { contributionId: one, revision });
    await approveResponse(as(colleague, LATER), { contributionId: one, revision });
    await publishResponse(as(official, LATER), { contributionId: one, revision });
    expect(await newestOf(two)).toMatchObject({ nextStep: MAY.nextStep });
    expect(await newestOf(three)).toMatchObject({ nextStep: ANSWER.nextStep });
    expect((await pageOf(three)).draft).toMatchObject({ correction: null, nextStep: MAY.nextStep });
  });
});

test('what was wrong is saved while somebody types it, as soon as it is a sentence; half of it does not keep the answer from being saved', async () => {
  const { official } = world.people;
  const [one, two] = await together();
  const begun = await begin(one, [two]);
  const type = (correctionReason: string, revision: number) =>
    draftResponse(as(official, LATER), {
      ...ANSWER,
      contributionId: one,
      summary: 'Ja, in mei.',
      correctionReason,
      revision,
      automatic: true,
    });
  const { revision } = await type('Er', begun.revision);
  expect((await pageOf(one)).draft).toMatchObject({ summary: 'Ja, in mei.', correction: { reason: REASON } });
  await type('Er stond maart en dat was het jaar ervoor.', revision);
  for (const id of [one, two])
    expect((await pageOf(id)).draft).toMatchObject({ correction: { reason: 'Er stond maart en dat was het jaar ervoor.' } });
});
