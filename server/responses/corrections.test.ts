import { type SqlBool, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { countedContributions } from '../dossiers/counted.ts';
import { isDomainError } from '../errors.ts';
import { readResponses } from '../open-data/reading/responses.ts';
import { openTestDatabase } from '../testing/database.ts';
import { makeWorld, type World } from '../testing/world.ts';
import { getAnswerPage } from './answer-page.ts';
import { listLatest } from './answers.ts';
import { rate, reopen } from './commands.ts';
import { correctResponse, dropCorrection } from './corrections.ts';
import { responseTimes } from './figures.ts';
import { countOutcomes } from './outcomes.ts';
import { getClock } from './queries.ts';
import { listQueue } from './queue.ts';
import { approveResponse, draftResponse, publishResponse, submitForReview } from './response-commands.ts';
import type { Outcome } from './response-rules.ts';
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
const LATER = '2026-11-12';
const REASON = 'Er stond maart. De aannemer begint in mei.';

async function answered(title: string): Promise<{ contributionId: string; responseId: string; number: number }> {
  const { id, number } = await makeIdea(handle.db, world, { on: '2026-11-02', title });
  return { contributionId: id, number, responseId: await answer(handle.db, world, { contributionId: id, on: DAY }) };
}

/** A correction by `official`, read by `colleague`. */
async function correct(
  { contributionId, responseId }: { contributionId: string; responseId: string },
  { on = LATER, outcome, reason = REASON }: { on?: string; outcome?: Outcome; reason?: string } = {},
): Promise<string> {
  const { official, colleague } = world.people;
  const { id, revision } = await correctResponse(as(official, on), {
    contributionId,
    responseId,
    reason,
    nextStep: `Ontwerp in mei 2027 (${on})`,
    ...(outcome ? { outcome } : {}),
  });
  await submitForReview(as(official, on), { contributionId, revision });
  await approveResponse(as(colleague, on), { contributionId, revision });
  await publishResponse(as(official, on), { contributionId, revision });
  return id;
}

async function pageOf(contributionId: string, actor: Parameters<typeof as>[0] = null) {
  return getAnswerPage(handle.db, { contributionId, actor, now: noon(LATER) });
}

describe('a published answer that was wrong', () => {
  test('gets a new version with the reason; the old one stays to be read, with the words that changed', async () => {
    const first = await answered('Verkeerde maand');
    const second = await correct(first);
    const third = await correct(
      { ...first, responseId: second },
      { on: '2026-11-13', outcome: 'adopted', reason: 'Het gaat toch helemaal door.' },
    );
    const [shown, ...others] = (await pageOf(first.contributionId)).published;
    expect(others).toEqual([]);
    expect(shown).toMatchObject({
      id: third,
      firstId: first.responseId,
      outcome: 'adopted',
      summary: ANSWER.summary,
      publishedAt: noon(DAY).toISOString(),
      correction: { at: noon('2026-11-13').toISOString(), reason: 'Het gaat toch helemaal door.' },
    });
    expect(shown?.former).toMatchObject([
      { id: second, outcome: 'partly', changes: { outcome: 'adopted', summary: null }, reason: 'Het gaat toch helemaal door.' },
      { id: first.responseId, nextStep: ANSWER.nextStep, reason: REASON, until: noon(LATER).toISOString(), changes: { outcome: null } },
    ]);
    const changed = shown?.former[1]?.changes.nextStep ?? [];
    const side = (gone: string) =>
      changed
        .filter(({ kind }) => kind !== gone)
        .map(({ text }) => text)
        .join('');
    expect(side('added')).toBe(ANSWER.nextStep);
    expect(side('removed')).toBe(`Ontwerp in mei 2027 (${LATER})`);
    expect(changed.filter(({ kind }) => kind === 'removed').map(({ text }) => text)).toContain('maart');
  });

  test('counts once, by its newest version, and the clock stays what it was', async () => {
    const of = { trajectoryId: world.trajectory.id };
    const first = await answered('Telt één keer');
    const clockBefore = await getClock(handle.db, first.contributionId, noon('2026-11-20'));
    const figuresBefore = await responseTimes(handle.db, { ...of, now: noon('2026-11-20') });
    const before = await countOutcomes(handle.db, world.trajectory.id);
    await correct(first, { outcome: 'already_arranged' });
    const count = (list: { outcome: Outcome; count: number }[], outcome: Outcome) =>
      list.find((row) => row.outcome === outcome)?.count ?? 0;
    const after = await countOutcomes(handle.db, world.trajectory.id);
    expect(count(after, 'partly')).toBe(count(before, 'partly') - 1);
    expect(count(after, 'already_arranged')).toBe(1);

    const clock = await getClock(handle.db, first.contributionId, noon('2026-11-20'));
    expect(clock).toEqual(clockBefore);
    const figures = await responseTimes(handle.db, { ...of, now: noon('2026-11-20') });
    expect([figures.n, figures.onTime, figures.median]).toEqual([figuresBefore.n, figuresBefore.onTime, figuresBefore.median]);

    const { rows } = await sql<{ outcome: string }>`
      select outcome from ${countedContributions(world.trajectory.id, noon('2026-12-01'))} as counted where id = ${first.contributionId}`.execute(
      handle.db,
    );
    expect(rows).toEqual([{ outcome: 'already_arranged' }]);

    const latest = await listLatest(handle.db, { ...of, cursor: null, limit: 100, now: noon('2026-11-21') });
    const shown = latest.items.filter(({ contributionId }) => contributionId === first.contributionId);
    expect(shown).toMatchObject([{ outcome: 'already_arranged', correction: { reason: REASON } }]);
    expect(latest.total).toBe(latest.items.length);

    const open = await readResponses(
      { db: handle.db, now: noon('2026-11-21'), publicUrl: 'https://oever.example' } as Parameters<typeof readResponses>[0],
      { slug: world.trajectory.slug, limit: 100 } as Parameters<typeof readResponses>[1],
    );
    expect(open.items.filter(({ contribution }) => contribution.id === first.contributionId)).toMatchObject([
      {
        id: first.responseId,
        outcome: 'already_arranged',
        publishedAt: noon(DAY).toISOString(),
        correctedAt: noon(LATER).toISOString(),
        versions: [{ outcome: 'partly', nextStep: ANSWER.nextStep, correctionReason: REASON }],
      },
    ]);
  });

  test('is told once to who asked, and to who follows', async () => {
    const first = await answered('Eén bericht');
    await correct(first);
    const mails = await handle.db
      .selectFrom('mail')
      .select(['to_email', 'text'])
      .where('subject', 'like', '%verbeterde%Eén bericht')
      .execute();
    expect(mails.map(({ to_email }) => to_email)).toEqual([world.people.resident.email]);
    expect(mails[0]?.text).toContain(REASON);
    const news = await handle.db
      .selectFrom('news')
      .select('kind')
      .where('idea_id', '=', first.contributionId)
      .where('kind', 'like', 'response.%')
      .orderBy('event_id')
      .execute();
    expect(news.map(({ kind }) => kind)).toEqual(['response.published', 'response.corrected']);
  });

  test('is read by a colleague before the correction stands there, who finds it in the queue', async () => {
    const { official, colleague } = world.people;
    const first = await answered('Vier ogen');
    const { contributionId } = first;
    expect((await pageOf(contributionId, official)).may).toMatchObject({ correct: true, draft: false });
    const { revision } = await correctResponse(as(official, LATER), { ...first, reason: REASON, summary: 'Ja, in mei.' });
    await submitForReview(as(official, LATER), { contributionId, revision });
    expect(await refusal(approveResponse(as(official, LATER), { contributionId, revision }))).toBe('own_response');
    expect(await refusal(publishResponse(as(official, LATER), { contributionId, revision }))).toBe('not_approved');
    expect((await pageOf(contributionId)).published[0]).toMatchObject({ summary: ANSWER.summary, correction: null });
    expect((await pageOf(contributionId, colleague)).may).toMatchObject({ approve: true, correct: false });
    const queue = await listQueue(handle.db, {
      actor: colleague,
      filter: { tab: 'all', trajectoryId: null, teamId: null, kind: null },
      cursor: null,
      limit: 100,
      now: noon(LATER),
    });
    expect(queue.corrections.filter((one) => one.contributionId === contributionId)).toMatchObject([
      { status: 'in_review', reason: REASON },
    ]);
    expect(queue.items.map((item) => item.contributionId)).not.toContain(contributionId);
    await dropCorrection(as(official, LATER), { contributionId, revision });
    expect((await pageOf(contributionId, official)).may).toMatchObject({ correct: true });
  });

  test('is not corrected without a reason, by a resident, or from an older version', async () => {
    const { official, colleague, resident2, council } = world.people;
    const first = await answered('Oude versie');
    expect(await refusal(correctResponse(as(official, LATER), { ...first, reason: 'fout' }))).toBe('invalid');
    for (const somebody of [resident2, council, null])
      expect(await refusal(correctResponse(as(somebody, LATER), { ...first, reason: REASON }))).toMatch(/not_allowed|sign_in_first/);
    await correct(first);
    expect(await refusal(correctResponse(as(colleague, LATER), { ...first, reason: REASON }))).toBe('stale');
    const waiting = await makeIdea(handle.db, world, { on: '2026-11-02' });
    expect(
      await refusal(correctResponse(as(official, LATER), { contributionId: waiting.id, responseId: first.responseId, reason: REASON })),
    ).toBe('stale');
  });

  test('tells who comes second who was first', async () => {
    const { official, colleague } = world.people;
    const first = await answered('Twee tegelijk');
    await correctResponse(as(official, LATER), { ...first, reason: REASON });
    const refused = await correctResponse(as(colleague, LATER), { ...first, reason: REASON }).catch((error: unknown) => error);
    expect(isDomainError(refused) && [refused.code, refused.details.by]).toEqual(['correction_open', official.name]);
  });

  test('that is asked for again gets a new answer: what was written for the correction goes on as that', async () => {
    const { official, colleague, resident } = world.people;
    const first = await answered('Tweede blik');
    const { contributionId } = first;
    await correctResponse(as(official, LATER), { ...first, reason: REASON, summary: 'Ja, in mei.' });
    await rate(as(resident, LATER), { contributionId, rating: 2 });
    await reopen(as(resident, LATER), { contributionId, reason: 'Ik lees niet wanneer.' });
    const { draft } = await pageOf(contributionId, official);
    expect(draft).toMatchObject({ correction: null, status: 'draft', summary: 'Ja, in mei.' });
    const { revision } = await draftResponse(as(official, LATER), {
      contributionId,
      ...ANSWER,
      summary: 'In mei.',
      revision: draft?.revision ?? 0,
    });
    await submitForReview(as(official, LATER), { contributionId, revision });
    await approveResponse(as(colleague, LATER), { contributionId, revision });
    await publishResponse(as(official, LATER), { contributionId, revision });
    const { published, clock } = await pageOf(contributionId);
    expect(published.map(({ summary, correction }) => [summary, correction])).toEqual([
      ['In mei.', null],
      [ANSWER.summary, null],
    ]);
    expect(clock?.answeredOn).toBe(LATER);
  });
});

describe('the database', () => {
  test('lets nobody change or delete a published version, nor follow it twice or from elsewhere', async () => {
    const first = await answered('Op slot');
    const other = await answered('Iets anders');
    const second = await correct(first);
    for (const id of [first.responseId, second]) {
      await expect(handle.db.updateTable('response').set({ summary: 'Anders.' }).where('id', '=', id).execute()).rejects.toThrow(
        /cannot be changed/,
      );
      await expect(handle.db.deleteFrom('response').where('id', '=', id).execute()).rejects.toThrow(/cannot be changed or removed/);
    }
    const copy = (values: Record<string, unknown>) =>
      handle.db
        .insertInto('response')
        .values({
          contribution_id: first.contributionId,
          trajectory_id: world.trajectory.id,
          author_id: world.people.official.id,
          created_at: noon(LATER),
          updated_at: noon(LATER),
          first_id: first.responseId,
          ...values,
        } as never)
        .execute();
    await expect(copy({ corrects_id: first.responseId })).rejects.toThrow(/unique/);
    await expect(copy({ corrects_id: other.responseId, first_id: other.responseId })).rejects.toThrow(/follows a published answer/);
    const { chains } = await handle.db
      .selectFrom('response')
      .select((eb) => eb.fn.countAll<number>().as('chains'))
      .where(sql<SqlBool>`corrects_id is not null and correction_reason = ''`)
      .executeTakeFirstOrThrow();
    expect(Number(chains)).toBe(0);
  });
});
