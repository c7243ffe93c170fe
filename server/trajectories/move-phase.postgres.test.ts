import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { refusal } from '../responses/test-story.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, type World } from '../testing/world.ts';
import { movePhase } from './move-phase.ts';
import { listPhaseMoves } from './phase-moves.ts';

let handle: DatabaseHandle;
let world: World;

beforeAll(async () => {
  handle = await openTestDatabase({ poolSize: 12 });
  world = await makeWorld(handle.db);
});
afterAll(() => handle.close());

test('ten managers move one phase at the same moment: one does, the others are told that it was moved', async () => {
  const read = { startsOn: '2026-11-01', endsOn: '2026-11-30' };
  const reason = 'Veel bewoners waren met vakantie.';
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      refusal(
        movePhase(contextFor(handle.db, world.people.manager), { phaseId: world.phaseId, endsOn: `2026-12-${index + 10}`, reason, read }),
      ),
    ),
  );
  expect(outcomes.filter((outcome) => outcome === 'nothing refused')).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === 'stale')).toHaveLength(9);
  const moves = await listPhaseMoves(handle.db, world.trajectory.id);
  expect(moves).toHaveLength(1);
  expect(moves[0]?.to.endsOn).toBe(`2026-12-${outcomes.indexOf('nothing refused') + 10}`);
});
