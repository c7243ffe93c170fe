import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { DomainError } from '../errors.ts';
import { proposeIdea } from '../ideas/commands.ts';
import { getIdea } from '../ideas/queries.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, type World } from '../testing/world.ts';
import { addMeeting } from './commands.ts';
import { enterContribution } from './enter.ts';

let handle: DatabaseHandle;
let world: World;
beforeAll(async () => {
  handle = await openTestDatabase({ poolSize: 20 });
  world = await makeWorld(handle.db);
});
afterAll(() => handle.close());

const times = <T>(count: number, act: (index: number) => Promise<T>) =>
  Promise.allSettled(Array.from({ length: count }, (_, index) => act(index)));

test('the same card typed by many at once is one person who supports once', async () => {
  const { number } = await proposeIdea(contextFor(handle.db, world.people.resident), {
    trajectory: world.trajectory.slug,
    title: 'Zwemtrap',
    body: 'Een trap het water in.',
    publicUrl: null,
  });
  const results = await times(20, (index) =>
    enterContribution(contextFor(handle.db, index % 2 ? world.people.official : world.people.manager), {
      trajectory: world.trajectory.slug,
      onBehalf: {
        channel: 'paper',
        receivedOn: '2026-11-16',
        meetingId: null,
        reference: index % 2 ? 'KAART 7' : 'kaart 7',
        name: '',
        agreed: false,
      },
      entry: { kind: 'support', idea: number },
    }),
  );
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  const codes = results.flatMap((result) =>
    result.status === 'rejected' && result.reason instanceof DomainError ? [result.reason.code] : [],
  );
  expect(new Set(codes)).toEqual(new Set(['already_supported']));
  expect(codes).toHaveLength(19);
  expect(await getIdea(contextFor(handle.db, null), { trajectory: world.trajectory.slug, number })).toMatchObject({ supportCount: 1 });
  expect(await handle.db.selectFrom('offline_person').selectAll().execute()).toHaveLength(1);
});

test('meetings added at once get numbers without a hole', async () => {
  await times(12, (index) =>
    addMeeting(contextFor(handle.db, world.people.manager), {
      trajectoryId: world.trajectory.id,
      title: `Avond ${index}`,
      place: 'Buurthuis',
      day: '2026-11-10',
      from: '19:30',
      until: '21:00',
      description: '',
      invited: '',
      attendance: '',
      report: '',
    }),
  );
  const numbers = await handle.db.selectFrom('meeting').select('number').orderBy('number').execute();
  expect(numbers.map(({ number }) => number)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
});
