import { expect, test } from 'vitest';
import { decideGate } from '../server/gates/commands.ts';
import { actingOn, noon } from '../server/responses/test-story.ts';
import { openTestDatabase } from '../server/testing/database.ts';
import { makeWorld } from '../server/testing/world.ts';
import { findPlaces } from './authorize.ts';

test('a gate without a verdict holds sockets too, and they hear of it when it opens', async () => {
  const handle = await openTestDatabase();
  const world = await makeWorld(handle.db);
  const section = world.sections.open;
  await handle.db.updateTable('trajectory').set({ gates_from: '2026-11-01' }).where('id', '=', world.trajectory.id).execute();
  await handle.db
    .insertInto('phase')
    .values({
      trajectory_id: world.trajectory.id,
      position: 2,
      kind: 'writing',
      title: 'Verder schrijven',
      summary: '',
      starts_on: '2026-12-01',
      ends_on: '2026-12-31',
      influence_level: 'coproduce',
      promise: '',
      features: ['read', 'write'],
    })
    .execute();
  const onSocket = async () => [
    ...((await findPlaces(handle.db, [section.documentId], noon('2026-12-02'))).get(section.documentId)?.features.keys() ?? []),
  ];
  expect(await onSocket()).toEqual([]);
  const told: string[] = [];
  const stop = await handle.listen('oever_rights', (payload) => void told.push(payload));
  await decideGate(actingOn(handle.db)(world.people.manager, '2026-12-02'), {
    phaseId: world.phaseId,
    verdict: 'go_on',
    reason: 'Er is genoeg geschreven om verder te gaan met de tekst.',
    owner: 'Team Participatie',
    nextOn: '2026-12-31',
  });
  expect(await onSocket()).toEqual(['read', 'write']);
  await expect.poll(() => told.length).toBe(1);
  await stop();
  await handle.close();
});
