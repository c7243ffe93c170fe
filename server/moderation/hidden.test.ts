import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { createCaller } from '../router.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, type World } from '../testing/world.ts';

let handle: DatabaseHandle;
let world: World;
let trajectory: string;
let idea: { id: string; number: number };
let comment: { id: string };

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  trajectory = world.trajectory.slug;
  const author = as('resident');
  idea = await author.ideas.propose({ trajectory, title: 'Kwakende zwemtrap', body: 'Een trap waar eenden op kunnen zitten.' });
  comment = await author.comments.create({ ideaId: idea.id, body: 'Kwaken mag altijd, hoor.' });
});
afterAll(() => handle.close());

function as(who: keyof World['people'] | null) {
  return createCaller(contextFor(handle.db, who ? world.people[who] : null));
}
const refusal = (attempt: Promise<unknown>) =>
  attempt.then(() => 'seen').catch((error: Error) => JSON.stringify([error.message, error.cause]));
const numbers = async (who: keyof World['people'] | null, query?: string) =>
  (await as(who).ideas.list({ trajectory, ...(query ? { query } : {}) })).items.map((item) => item.number);

describe('a hidden idea', () => {
  test('is for others as if it never was, in its page, the list, the search, its comments and reports', async () => {
    expect(await numbers(null, 'kwakende')).toEqual([idea.number]);
    await as('moderator').moderation.decide({
      subjectKind: 'idea',
      subjectId: idea.id,
      action: 'hide',
      rule: 'off_topic',
      reason: 'Dit gaat niet over het plan.',
    });
    for (const who of [null, 'resident2', 'official', 'council'] as const) {
      expect(await refusal(as(who).ideas.get({ trajectory, number: idea.number }))).toBe(
        await refusal(as(who).ideas.get({ trajectory, number: 999 })),
      );
      expect(await numbers(who)).toEqual([]);
      expect(await numbers(who, 'kwakende')).toEqual([]);
    }
    const resident2 = as('resident2');
    expect(await refusal(resident2.comments.list({ ideaId: idea.id }))).not.toBe('seen');
    expect(await refusal(resident2.ideas.support({ ideaId: idea.id }))).not.toBe('seen');
    expect(await refusal(resident2.comments.create({ ideaId: idea.id, body: 'Toch een reactie.' }))).not.toBe('seen');
    expect(await refusal(resident2.moderation.reportable({ subjectKind: 'idea', subjectId: idea.id }))).toContain('not_found');
  });

  test('is still there for its author and for moderators', async () => {
    for (const who of ['resident', 'moderator', 'admin'] as const) {
      expect(await as(who).ideas.get({ trajectory, number: idea.number })).toMatchObject({ status: 'hidden' });
    }
    expect(await as('resident').moderation.mine()).toMatchObject([{ kind: 'idea', title: 'Kwakende zwemtrap' }]);
  });

  test('is back as it was, with its clock, once shown again', async () => {
    await as('moderator').moderation.decide({
      subjectKind: 'idea',
      subjectId: idea.id,
      action: 'restore',
      reason: 'Het past toch bij het plan.',
    });
    expect(await as(null).ideas.get({ trajectory, number: idea.number })).toMatchObject({ status: 'visible', clock: { state: 'running' } });
    expect(await numbers(null)).toEqual([idea.number]);
  });
});

test('a hidden comment leaves the thread and the count, and comes back with them', async () => {
  const seen = async () => JSON.stringify(await as('resident2').comments.list({ ideaId: idea.id }));
  const count = async () => (await as(null).ideas.get({ trajectory, number: idea.number })).commentCount;
  expect(await seen()).toContain('Kwaken mag altijd');
  expect(await count()).toBe(1);
  const of = { subjectKind: 'comment', subjectId: comment.id } as const;
  await as('moderator').moderation.decide({ ...of, action: 'hide', rule: 'off_topic', reason: 'Dit gaat niet over het plan.' });
  expect(await seen()).not.toContain('Kwaken mag altijd');
  expect(await count()).toBe(0);
  await as('moderator').moderation.decide({ ...of, action: 'restore', reason: 'Het past toch bij het plan.' });
  expect(await seen()).toContain('Kwaken mag altijd');
  expect(await count()).toBe(1);
});
