import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { makeCommitment } from '../commitments/commands.ts';
import { remindOwners } from '../commitments/reminders.ts';
import { actingOn, answer, makeIdea, noon, refusal } from '../responses/test-story.ts';
import { openTestDatabase } from '../testing/database.ts';
import { makeWorld, type World } from '../testing/world.ts';
import { beginNote, publishNote, sendNote } from './commands.ts';
import { getNoteDesk } from './queries.ts';

let handle: DatabaseHandle;
let world: World;
let as: ReturnType<typeof actingOn>;
const DAY = '2026-11-12';
const NOTE = {
  title: 'Antwoorden op het plan',
  introduction: '',
  ownChanges: '',
  kinds: ['idea'],
  periodFrom: '2026-11-01',
  periodUntil: '2026-11-30',
};

beforeAll(async () => {
  handle = await openTestDatabase({ poolSize: 20 });
  world = await makeWorld(handle.db);
  as = actingOn(handle.db);
});
afterAll(() => handle.close());

test('many people begin, send and publish notes at once: each number once, one mail per submitter, one publication', async () => {
  const { official, manager, resident } = world.people;
  const { id } = await makeIdea(handle.db, world, { on: '2026-11-02' });
  const responseId = await answer(handle.db, world, { contributionId: id, on: DAY });
  const given = { trajectoryId: world.trajectory.id, ...NOTE };
  const notes = await Promise.all(Array.from({ length: 8 }, () => beginNote(as(official, DAY), given)));
  expect(notes.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  const { id: noteId } = await getNoteDesk(as(official, DAY), { trajectory: world.trajectory.slug, number: 1 });
  const sent = await Promise.all(Array.from({ length: 8 }, () => refusal(sendNote(as(official, DAY), { noteId, revision: 1 }))));
  expect(sent.filter((outcome) => outcome === 'nothing refused')).toHaveLength(1);
  expect(
    await handle.db
      .selectFrom('mail')
      .select('id')
      .where('subject', 'like', 'De antwoorden op een rij%')
      .where('to_email', '=', resident.email ?? '')
      .execute(),
  ).toHaveLength(1);
  const published = await Promise.all(Array.from({ length: 8 }, () => refusal(publishNote(as(manager, DAY), { noteId, revision: 2 }))));
  expect(published.sort()).toEqual([...Array.from({ length: 7 }, () => 'already_published'), 'nothing refused']);

  const promise = { trajectoryId: world.trajectory.id, responseId, title: 'Een trap', description: '', promisedOn: '2026-12-20' };
  const made = await Promise.all(Array.from({ length: 8 }, () => makeCommitment(as(official, '2026-11-12'), promise)));
  expect(made.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  const reminded = await Promise.all(Array.from({ length: 4 }, () => remindOwners({ db: handle.db, now: noon('2026-12-14') })));
  expect(reminded.reduce((sum, count) => sum + count, 0)).toBe(8);
});
