import type { Updateable } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import type { ResponseTable } from '../../db/schema/responses.ts';
import { openTestDatabase } from '../testing/database.ts';
import { makeWorld, type World } from '../testing/world.ts';
import { getAnswerPage } from './answer-page.ts';
import { listLatest } from './answers.ts';
import { pauseClock, stopClock } from './commands.ts';
import { getClock } from './queries.ts';
import { approveResponse, draftResponse, publishResponse, returnResponse, submitForReview } from './response-commands.ts';
import { ANSWER, actingOn, answer, makeIdea, noon, refusal } from './test-story.ts';

let handle: DatabaseHandle;
let world: World;
let as: ReturnType<typeof actingOn>;

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  as = actingOn(handle.db);
});
afterAll(() => handle.close());

const DAY = '2026-11-10';

async function pageOf(contributionId: string, actor: Parameters<typeof as>[0] = null) {
  return getAnswerPage(handle.db, { contributionId, actor, now: noon(DAY) });
}

describe('an answer', () => {
  test('is written, read by a colleague and published; the clock stops and the author gets a mail', async () => {
    const { official, colleague, resident } = world.people;
    const { id, number } = await makeIdea(handle.db, world, { on: '2026-11-02', title: 'Zwemsteiger' });
    const draft = await draftResponse(as(official, DAY), { contributionId: id, ...ANSWER, sectionId: world.sections.open.id });
    await submitForReview(as(official, DAY), { contributionId: id, revision: draft.revision });
    expect((await pageOf(id, colleague)).may).toMatchObject({ approve: true, publish: false });
    await approveResponse(as(colleague, DAY), { contributionId: id, revision: draft.revision });
    expect((await pageOf(id)).published).toEqual([]);
    await publishResponse(as(official, DAY), { responseId: draft.id });

    expect(await getClock(handle.db, id, noon('2026-12-01'))).toMatchObject({
      state: 'answered_on_time',
      answeredOn: DAY,
      day: 6,
      term: 10,
    });
    const page = await pageOf(id);
    expect(page.published).toMatchObject([
      {
        outcome: 'partly',
        summary: ANSWER.summary,
        motivation: ANSWER.motivation,
        nextStep: ANSWER.nextStep,
        section: { number: '2', title: 'Deel 2' },
        author: { name: null },
        reviewer: { name: null },
      },
    ]);
    expect(page.contribution).toMatchObject({ author: { name: resident.name }, idea: { number, status: 'answered' } });
    const mail = await handle.db
      .selectFrom('mail')
      .selectAll()
      .where('subject', '=', 'De gemeente heeft geantwoord: Zwemsteiger')
      .executeTakeFirstOrThrow();
    expect(mail.to_email).toBe(resident.email);
    expect(mail.text).toContain(`/trajecten/${world.trajectory.slug}/ideeen/${number}`);
    const kinds = await handle.db.selectFrom('event').select('kind').where('subject_id', '=', draft.id).orderBy('id').execute();
    expect(kinds.map(({ kind }) => kind)).toEqual(['response.drafted', 'response.submitted', 'response.approved', 'response.published']);
  });

  test('cannot be approved by who wrote it, nor by who saved it last', async () => {
    const { official, colleague, manager } = world.people;
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02' });
    await answer(handle.db, world, { contributionId: id, on: DAY, stage: 'in_review' });
    expect(await refusal(approveResponse(as(official, DAY), { contributionId: id }))).toBe('own_response');
    expect(await refusal(returnResponse(as(official, DAY), { contributionId: id, remark: 'Dit kan nog korter.' }))).toBe('own_response');
    await draftResponse(as(colleague, DAY), { contributionId: id, ...ANSWER, revision: 1 });
    expect(await refusal(approveResponse(as(colleague, DAY), { contributionId: id }))).toBe('own_response');
    await approveResponse(as(manager, DAY), { contributionId: id });
  });

  test('is not published before it is approved, nor twice, and does not change after', async () => {
    const { official, colleague } = world.people;
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02' });
    expect(await refusal(publishResponse(as(official, DAY), { contributionId: id }))).toBe('not_found');
    const responseId = await answer(handle.db, world, { contributionId: id, on: DAY, stage: 'draft' });
    expect(await refusal(publishResponse(as(official, DAY), { contributionId: id }))).toBe('not_approved');
    await approveResponse(as(colleague, DAY), { responseId });
    await publishResponse(as(colleague, DAY), { contributionId: id });
    const acts = [
      () => publishResponse(as(official, DAY), { contributionId: id }),
      () => publishResponse(as(official, DAY), { responseId }),
      () => approveResponse(as(colleague, DAY), { contributionId: id }),
      () => draftResponse(as(official, DAY), { contributionId: id, ...ANSWER, summary: 'Toch niet.' }),
    ];
    for (const act of acts) expect(await refusal(act())).toBe('already_published');
    expect(
      await handle.db.selectFrom('clock_event').select('id').where('contribution_id', '=', id).where('kind', '=', 'answered').execute(),
    ).toHaveLength(1);
  });

  test('that was published is not changed or removed in the database either, by nobody', async () => {
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02' });
    const responseId = await answer(handle.db, world, { contributionId: id, on: DAY });
    const published = () => handle.db.selectFrom('response').where('id', '=', responseId).selectAll().executeTakeFirstOrThrow();
    const before = await published();
    expect(before.status).toBe('published');
    const update = (values: Updateable<ResponseTable>) =>
      handle.db.updateTable('response').set(values).where('id', '=', responseId).execute();
    for (const values of [
      { summary: 'Toch niet.' },
      { motivation: 'Om een andere reden.' },
      { next_step: '' },
      { outcome: 'adopted' as const },
      { status: 'draft' as const, published_at: null },
      { published_at: new Date(0) },
      { reviewer_id: world.people.manager.id },
    ])
      await expect(update(values)).rejects.toThrow('a published answer cannot be changed or removed');
    await expect(handle.db.deleteFrom('response').where('id', '=', responseId).execute()).rejects.toThrow(
      'a published answer cannot be changed or removed',
    );
    expect(await published()).toEqual(before);
  });

  test('goes back with a remark, and is a draft again after any change', async () => {
    const { official, colleague } = world.people;
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02' });
    await answer(handle.db, world, { contributionId: id, on: DAY, stage: 'in_review' });
    expect(await refusal(returnResponse(as(colleague, DAY), { contributionId: id, remark: 'nee' }))).toBe('invalid');
    await returnResponse(as(colleague, DAY), { contributionId: id, remark: 'Noem ook een datum.' });
    expect((await pageOf(id, official)).draft).toMatchObject({
      status: 'draft',
      reviewRemark: 'Noem ook een datum.',
      reviewer: { name: colleague.name },
    });
    await draftResponse(as(official, DAY), { contributionId: id, ...ANSWER, revision: 1 });
    await submitForReview(as(official, DAY), { contributionId: id });
    await approveResponse(as(colleague, DAY), { contributionId: id });
    await draftResponse(as(official, DAY), { contributionId: id, ...ANSWER, motivation: 'Een andere reden.', revision: 2 });
    expect((await pageOf(id, official)).draft).toMatchObject({ status: 'draft', reviewer: null, approvedAt: null, revision: 3 });
    expect(await refusal(publishResponse(as(official, DAY), { contributionId: id }))).toBe('not_approved');
  });

  test('of two officials who write at once is not lost: the second is told', async () => {
    const { official, colleague } = world.people;
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02' });
    const first = await draftResponse(as(official, DAY), { contributionId: id, ...ANSWER });
    expect(await refusal(draftResponse(as(colleague, DAY), { contributionId: id, ...ANSWER }))).toBe('stale');
    await draftResponse(as(colleague, DAY), { contributionId: id, ...ANSWER, revision: first.revision });
    expect(await refusal(draftResponse(as(official, DAY), { contributionId: id, ...ANSWER, revision: first.revision }))).toBe('stale');
    expect(await refusal(approveResponse(as(official, DAY), { contributionId: id, revision: first.revision }))).toBe('stale');
  });

  test('needs an outcome, one sentence, and a motivation unless all is adopted', async () => {
    const { official, colleague } = world.people;
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02' });
    const lacks = async (text: Partial<Omit<typeof ANSWER, 'outcome'>> & { outcome?: typeof ANSWER.outcome | null }) => {
      await draftResponse(as(official, DAY), { contributionId: id, ...ANSWER, ...text });
      return refusal(submitForReview(as(official, DAY), { contributionId: id }));
    };
    expect(await lacks({ outcome: null })).toBe('outcome_required');
    expect(await lacks({ motivation: ' ' })).toBe('motivation_required');
    expect(await lacks({ summary: '' })).toBe('invalid');
    expect(await refusal(approveResponse(as(colleague, DAY), { contributionId: id }))).toBe('invalid');
    expect(await lacks({ outcome: 'adopted', motivation: '' })).toBe('nothing refused');
  });

  test('of a paused clock ends the pause, whose days do not count', async () => {
    const { official } = world.people;
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02' });
    await pauseClock(as(official, '2026-11-04'), { contributionId: id, reason: 'We vroegen waar de trap moet komen.' });
    await answer(handle.db, world, { contributionId: id, on: '2026-11-30' });
    const clock = await getClock(handle.db, id, noon('2026-12-01'));
    expect(clock).toMatchObject({ state: 'answered_on_time', day: 2, term: 10, answeredOn: '2026-11-30' });
    expect(clock.events.map(({ kind }) => kind)).toEqual(['started', 'paused', 'assigned', 'resumed', 'answered']);
  });

  test('on the last minute of the promised day in Amsterdam is on time', async () => {
    const { official } = world.people;
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02' });
    await answer(handle.db, world, { contributionId: id, on: '2026-11-12', stage: 'approved' });
    await publishResponse({ ...as(official, DAY), now: new Date('2026-11-16T22:59:00Z') }, { contributionId: id });
    expect((await getClock(handle.db, id, noon('2026-12-01'))).state).toBe('answered_on_time');
    const late = await makeIdea(handle.db, world, { on: '2026-11-02' });
    await answer(handle.db, world, { contributionId: late.id, on: '2026-11-12', stage: 'approved' });
    await publishResponse({ ...as(official, DAY), now: new Date('2026-11-16T23:01:00Z') }, { contributionId: late.id });
    expect(await getClock(handle.db, late.id, noon('2026-12-01'))).toMatchObject({ state: 'answered_late', daysLate: 1 });
  });

  test('is written by officials only, and never by who sent the contribution in', async () => {
    const { resident, moderator, admin, official } = world.people;
    const own = await makeIdea(handle.db, world, { on: '2026-11-02', author: official });
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02' });
    expect(await refusal(draftResponse(as(null, DAY), { contributionId: id, ...ANSWER }))).toBe('sign_in_first');
    for (const actor of [resident, moderator, admin])
      expect(await refusal(draftResponse(as(actor, DAY), { contributionId: id, ...ANSWER }))).toBe('not_allowed');
    expect(await refusal(draftResponse(as(official, DAY), { contributionId: own.id, ...ANSWER }))).toBe('own_case');
    expect(await refusal(draftResponse(as(official, DAY), { contributionId: '00000000-0000-4000-8000-000000000000', ...ANSWER }))).toBe(
      'not_found',
    );
    const other = await makeWorld(handle.db, { slug: 'ander-traject' });
    expect(await refusal(draftResponse(as(official, DAY), { contributionId: id, ...ANSWER, sectionId: other.sections.open.id }))).toBe(
      'invalid',
    );
  });

  test('to something hidden is neither published nor listed', async () => {
    const { moderator, official } = world.people;
    const hide = async (id: string) => {
      await handle.db.updateTable('idea').set({ status: 'hidden' }).where('id', '=', id).execute();
      await handle.db.transaction().execute((tx) => stopClock(tx, as(moderator, DAY), id, 'hidden'));
    };
    const answered = await makeIdea(handle.db, world, { on: '2026-11-02', title: 'Later verborgen' });
    await answer(handle.db, world, { contributionId: answered.id, on: DAY });
    await hide(answered.id);
    const waiting = await makeIdea(handle.db, world, { on: '2026-11-02' });
    await answer(handle.db, world, { contributionId: waiting.id, on: DAY, stage: 'approved' });
    await hide(waiting.id);
    expect(await refusal(publishResponse(as(official, DAY), { contributionId: waiting.id }))).toBe('clock_not_running');
    const { items } = await listLatest(handle.db, { trajectoryId: world.trajectory.id, cursor: null, limit: 100, now: noon(DAY) });
    expect(items.map(({ title }) => title)).not.toContain('Later verborgen');
    expect(await refusal(pageOf(answered.id))).toBe('not_found');
    expect((await pageOf(answered.id, official)).contribution.title).toBe('Later verborgen');
  });

  test('is read without a draft, a handler or a hidden name by everybody else', async () => {
    const { resident } = world.people;
    const { id } = await makeIdea(handle.db, world, { on: '2026-11-02', showName: false });
    await answer(handle.db, world, { contributionId: id, on: DAY, stage: 'approved' });
    for (const actor of [null, resident]) {
      const page = await pageOf(id, actor);
      expect(page).toMatchObject({ draft: null, handler: null, sections: [], published: [] });
      expect(page.contribution.author).toBeNull();
      expect(page.may).toMatchObject({ draft: false, approve: false, publish: false, changeClock: false });
    }
    expect(JSON.stringify(await pageOf(id))).not.toContain(resident.name);
  });
});

describe('the latest answers', () => {
  test('come newest first, page by page, each once', async () => {
    const other = await makeWorld(handle.db, { slug: 'reacties' });
    for (let index = 0; index < 5; index++) {
      const idea = await makeIdea(handle.db, other, { on: '2026-11-02', title: `Idee ${index}` });
      await answer(handle.db, other, { contributionId: idea.id, on: `2026-11-0${Math.min(index + 3, 6)}` });
    }
    const titles: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await listLatest(handle.db, { trajectoryId: other.trajectory.id, cursor, limit: 2, now: noon(DAY) });
      expect(page.total).toBe(5);
      titles.push(...page.items.map(({ title }) => title));
      cursor = page.nextCursor;
    } while (cursor);
    expect([...titles].sort()).toEqual(['Idee 0', 'Idee 1', 'Idee 2', 'Idee 3', 'Idee 4']);
    expect(titles.slice(2)).toEqual(['Idee 2', 'Idee 1', 'Idee 0']);
    expect(await refusal(listLatest(handle.db, { trajectoryId: other.trajectory.id, cursor: 'x', limit: 2, now: noon(DAY) }))).toBe(
      'invalid',
    );
  });
});
