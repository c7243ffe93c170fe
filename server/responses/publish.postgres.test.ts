import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { openTestDatabase } from '../testing/database.ts';
import { makeWorld, type World } from '../testing/world.ts';
import { pauseClock, resumeClock, stopClock } from './commands.ts';
import { answerTogether } from './response-bundle.ts';
import { approveResponse, draftResponse, publishResponse, returnResponse, submitForReview } from './response-commands.ts';
import { publishDue, schedulePublication } from './response-schedule.ts';
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

  test('answers given together are published once by many people and nodes, from any of them', async () => {
    const { official, colleague } = world.people;
    const ids: string[] = [];
    for (const n of [1, 2, 3]) ids.push((await makeIdea(handle.db, world, { on: '2026-11-02', title: `Samen om het hardst ${n}` })).id);
    const contributionId = await answerTogether(as(official, DAY), { contributionIds: ids });
    const outcomes = Object.fromEntries(ids.map((id) => [id, 'partly' as const]));
    const { revision } = await draftResponse(as(official, DAY), { contributionId, ...ANSWER, outcomes });
    await submitForReview(as(official, DAY), { contributionId, revision });
    await approveResponse(as(colleague, DAY), { contributionId, revision });
    await schedulePublication(as(official, DAY), { contributionId, publishAt: new Date('2026-11-10T12:00:00Z') });
    const now = new Date('2026-11-10T12:00:01Z');
    const acts = [
      ...Array.from({ length: 12 }, (_, n) =>
        refusal(publishResponse(as(n % 2 ? official : colleague, DAY), { contributionId: ids[n % 3] ?? '' })),
      ),
      ...Array.from({ length: 6 }, () => refusal(publishDue({ db: handle.db, now }))),
    ];
    const results = await Promise.all(acts);
    expect(results.slice(0, 12).filter((result) => result !== 'already_published' && result !== 'nothing refused')).toEqual([]);
    expect(results.slice(12)).toEqual(Array.from({ length: 6 }, () => 'nothing refused'));
    const published = await handle.db.selectFrom('response').select('status').where('contribution_id', 'in', ids).execute();
    expect(published.map(({ status }) => status)).toEqual(['published', 'published', 'published']);
    expect(
      await handle.db.selectFrom('mail').select('id').where('subject', 'like', '%antwoord%Samen om het hardst%').execute(),
    ).toHaveLength(3);
  });

  test('two people put overlapping contributions together: no deadlock, and one text per contribution', async () => {
    const { official, colleague } = world.people;
    for (let round = 0; round < 8; round++) {
      const ids: string[] = [];
      for (let n = 0; n < 4; n++) ids.push((await makeIdea(handle.db, world, { on: '2026-11-02' })).id);
      const [a = '', b = '', c = '', d = ''] = ids;
      const results = await Promise.all([
        refusal(answerTogether(as(official, DAY), { contributionIds: [a, b, c] })),
        refusal(answerTogether(as(colleague, DAY), { contributionIds: [d, c, b] })),
        refusal(draftResponse(as(official, DAY), { contributionId: b, ...ANSWER })),
        refusal(draftResponse(as(colleague, DAY), { contributionId: c, ...ANSWER })),
      ]);
      for (const result of results) expect(['nothing refused', 'stale', 'draft_open']).toContain(result);
      const open = await handle.db
        .selectFrom('response')
        .select(['contribution_id', 'bundle_id', 'revision'])
        .where('contribution_id', 'in', ids)
        .execute();
      expect(new Set(open.map((row) => row.contribution_id)).size).toBe(open.length);
      for (const bundle of new Set(open.map((row) => row.bundle_id).filter(Boolean)))
        expect(new Set(open.filter((row) => row.bundle_id === bundle).map((row) => row.revision)).size).toBe(1);
    }
  });

  test('two second readers, one approves and one returns: one of the two holds', async () => {
    const { official, colleague, manager } = world.people;
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02' });
    await answer(handle.db, world, { contributionId: id, on: DAY, stage: 'in_review' });
    const results = await Promise.all([
      refusal(approveResponse(as(colleague, DAY), { contributionId: id, revision: 1 })),
      refusal(returnResponse(as(manager, DAY), { contributionId: id, revision: 1, remark: 'De tweede zin klopt niet.' })),
      refusal(approveResponse(as(official, DAY), { contributionId: id, revision: 1 })),
    ]);
    expect(results[2]).toBe('own_response');
    const { status, reviewer_id } = await handle.db
      .selectFrom('response')
      .select(['status', 'reviewer_id'])
      .where('contribution_id', '=', id)
      .executeTakeFirstOrThrow();
    // Whoever came second is refused, or takes an approval back; never both at once.
    expect([`approved ${colleague.id}`, `draft ${manager.id}`]).toContain(`${status} ${reviewer_id}`);
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
