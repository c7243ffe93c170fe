import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { openTestDatabase } from '../testing/database.ts';
import { makeWorld, type World } from '../testing/world.ts';
import { correctResponse } from './corrections.ts';
import { answerTogether } from './response-bundle.ts';
import { approveResponse, draftResponse, publishResponse, submitForReview } from './response-commands.ts';
import { ANSWER, actingOn, answer, makeIdea, refusal } from './test-story.ts';

let handle: DatabaseHandle;
let world: World;

beforeAll(async () => {
  handle = await openTestDatabase({ poolSize: 24 });
  world = await makeWorld(handle.db);
});
afterAll(() => handle.close());

const DAY = '2026-11-10';

test('twenty officials correct one answer at the same moment: one begins, one publishes, and there is one next version', async () => {
  const as = actingOn(handle.db);
  const { official, colleague } = world.people;
  const { id: contributionId } = await makeIdea(handle.db, world, { on: '2026-11-02', title: 'Om het hardst beter' });
  const responseId = await answer(handle.db, world, { contributionId, on: DAY });
  const reason = 'Er stond maart. Het wordt mei.';
  const begun = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      refusal(correctResponse(as(index % 2 ? official : colleague, DAY), { contributionId, responseId, reason })),
    ),
  );
  expect(begun.filter((outcome) => outcome === 'nothing refused')).toHaveLength(1);
  expect(begun.filter((outcome) => outcome === 'correction_open')).toHaveLength(19);

  const [writer, reader] = begun.indexOf('nothing refused') % 2 ? [official, colleague] : [colleague, official];
  await submitForReview(as(writer, DAY), { contributionId, revision: 1 });
  await approveResponse(as(reader, DAY), { contributionId, revision: 1 });
  const published = await Promise.all(Array.from({ length: 20 }, () => refusal(publishResponse(as(official, DAY), { contributionId }))));
  expect(published.filter((outcome) => outcome === 'nothing refused')).toHaveLength(1);
  expect(published.filter((outcome) => outcome === 'already_published')).toHaveLength(19);
  expect(await handle.db.selectFrom('response').where('corrects_id', '=', responseId).select('id').execute()).toHaveLength(1);
  expect(await handle.db.selectFrom('mail').where('subject', 'like', '%verbeterde%').select('id').execute()).toHaveLength(1);
});

test('officials who correct answers that were given together, each beginning at another, do not wait for each other for ever: one begins, for all', async () => {
  const as = actingOn(handle.db);
  const { official, colleague } = world.people;
  const ideas: string[] = [];
  for (let index = 0; index < 4; index++)
    ideas.push((await makeIdea(handle.db, world, { on: '2026-11-02', title: 'Samen om het hardst' })).id);
  const contributionId = await answerTogether(as(official, DAY), { contributionIds: ideas });
  const outcomes = Object.fromEntries(ideas.map((id) => [id, 'partly' as const]));
  await draftResponse(as(official, DAY), { contributionId, ...ANSWER, outcomes });
  await submitForReview(as(official, DAY), { contributionId });
  await approveResponse(as(colleague, DAY), { contributionId });
  await publishResponse(as(official, DAY), { contributionId });
  const answers = await handle.db.selectFrom('response').where('contribution_id', 'in', ideas).select(['id', 'contribution_id']).execute();
  const begun = await Promise.all(
    Array.from({ length: 20 }, (_, index) => answers[index % answers.length]).map((answer, index) =>
      refusal(
        correctResponse(as(index % 2 ? official : colleague, DAY), {
          contributionId: answer?.contribution_id ?? '',
          responseId: answer?.id ?? '',
          reason: 'Er stond maart. Het wordt mei.',
          together: ideas,
        }),
      ),
    ),
  );
  expect(begun.filter((outcome) => outcome === 'nothing refused')).toHaveLength(1);
  expect(begun.filter((outcome) => outcome === 'correction_open')).toHaveLength(19);
  const open = await handle.db
    .selectFrom('response')
    .where('contribution_id', 'in', ideas)
    .where('status', '<>', 'published')
    .selectAll()
    .execute();
  expect(open).toHaveLength(4);
  expect(new Set(open.map(({ bundle_id }) => bundle_id)).size).toBe(1);
});
