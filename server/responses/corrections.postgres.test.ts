import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { openTestDatabase } from '../testing/database.ts';
import { makeWorld, type World } from '../testing/world.ts';
import { correctResponse } from './corrections.ts';
import { approveResponse, publishResponse, submitForReview } from './response-commands.ts';
import { actingOn, answer, makeIdea, refusal } from './test-story.ts';

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
