import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { openTestDatabase } from '../testing/database.ts';
import { makeWorld, type World } from '../testing/world.ts';
import { pauseClock, resumeClock, stopClock } from './commands.ts';
import { draftResponse, publishResponse } from './response-commands.ts';
import { ANSWER, actingOn, answer, makeIdea, refusal } from './test-story.ts';

let handle: DatabaseHandle;
let world: World;
let as: ReturnType<typeof actingOn>;

beforeAll(async () => {
  handle = await openTestDatabase({ poolSize: 30 });
  world = await makeWorld(handle.db);
  as = actingOn(handle.db);
});
afterAll(() => handle.close());

const DAY = '2026-11-10';

describe('at the same moment', () => {
  test('fifty people publish one answer once: one event, one mail, one answer', async () => {
    const { official, colleague } = world.people;
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02', title: 'Om het hardst' });
    await answer(handle.db, world, { contributionId: id, on: DAY, stage: 'approved' });
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, index) => refusal(publishResponse(as(index % 2 ? official : colleague, DAY), { contributionId: id }))),
    );
    expect(outcomes.filter((outcome) => outcome === 'nothing refused')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'already_published')).toHaveLength(49);
    const count = async (kind: 'answered') =>
      (await handle.db.selectFrom('clock_event').select('id').where('contribution_id', '=', id).where('kind', '=', kind).execute()).length;
    expect(await count('answered')).toBe(1);
    expect(await handle.db.selectFrom('mail').select('id').where('subject', 'like', '%Om het hardst').execute()).toHaveLength(1);
    expect(await handle.db.selectFrom('response').select('id').where('contribution_id', '=', id).execute()).toHaveLength(1);
  });

  test('twenty officials begin an answer: one draft, the others are told', async () => {
    const { official, colleague } = world.people;
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02' });
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        refusal(draftResponse(as(index % 2 ? official : colleague, DAY), { contributionId: id, ...ANSWER, revision: 0 })),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'nothing refused')).toHaveLength(1);
    expect(new Set(outcomes)).toEqual(new Set(['nothing refused', 'stale']));
  });

  test('hiding and publishing never deadlock, and a hidden idea is never answered', async () => {
    const { official, moderator } = world.people;
    for (let round = 0; round < 15; round++) {
      const { id } = await makeIdea(handle.db, world, { on: '2026-11-02' });
      await answer(handle.db, world, { contributionId: id, on: DAY, stage: 'approved' });
      const hide = handle.db.transaction().execute(async (tx) => {
        await tx.updateTable('idea').set({ status: 'hidden' }).where('id', '=', id).execute();
        await stopClock(tx, as(moderator, DAY), id, 'hidden');
      });
      const [published] = await Promise.all([refusal(publishResponse(as(official, DAY), { contributionId: id })), hide]);
      expect(['nothing refused', 'clock_not_running']).toContain(published);
      const clock = await handle.db
        .selectFrom('clock')
        .select(['answered_on', 'stopped_on'])
        .where('contribution_id', '=', id)
        .executeTakeFirstOrThrow();
      expect([clock.stopped_on !== null, clock.answered_on !== null]).toEqual([true, published === 'nothing refused']);
    }
  });

  test('a clock paused and resumed by many moves once per pause', async () => {
    const { official } = world.people;
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02' });
    const pauses = await Promise.all(
      Array.from({ length: 20 }, () =>
        refusal(pauseClock(as(official, '2026-11-03'), { contributionId: id, reason: 'We wachten op de meting.' })),
      ),
    );
    const resumes = await Promise.all(
      Array.from({ length: 20 }, () => refusal(resumeClock(as(official, '2026-11-05'), { contributionId: id }))),
    );
    expect(pauses.filter((outcome) => outcome === 'nothing refused')).toHaveLength(1);
    expect(resumes.filter((outcome) => outcome === 'nothing refused')).toHaveLength(1);
    const { due_on } = await handle.db.selectFrom('clock').select('due_on').where('contribution_id', '=', id).executeTakeFirstOrThrow();
    expect(due_on).toBe('2026-11-18');
  });
});
