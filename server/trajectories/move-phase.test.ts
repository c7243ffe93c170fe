import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { isDomainError } from '../errors.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, type World } from '../testing/world.ts';
import { movePhase, type PhaseChange, updatePhase } from './move-phase.ts';
import { listPhaseMoves } from './phase-moves.ts';
import { mayLengthen } from './rules.ts';
import { getTrajectory } from './view.ts';

let handle: DatabaseHandle;
let world: World;

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterAll(() => handle.close());

const REASON = 'Veel bewoners waren met vakantie.';

/** What is refused, by field or code; null when the phase was moved. */
async function move(change: Omit<PhaseChange, 'phaseId'>, { on = '2026-11-18', by = movePhase } = {}): Promise<unknown> {
  const context = contextFor(handle.db, world.people.manager, new Date(`${on}T11:00:00Z`));
  try {
    await by(context, { phaseId: world.phaseId, ...change });
    return null;
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return error.details.fields ?? error.code;
  }
}

/** The world's only phase runs from 1 to 30 November. */
describe('a phase that runs', () => {
  test('is extended with a reason, and everybody reads the old day, the new one, why and who', async () => {
    const why = { reason: 'trajectories:error.move_reason' };
    expect(await move({ endsOn: '2026-12-14' })).toEqual(why);
    expect(await move({ endsOn: '2026-12-14', reason: 'daarom' })).toEqual(why);
    expect(await listPhaseMoves(handle.db, world.trajectory.id)).toEqual([]);
    expect(await move({ endsOn: '2026-12-14', reason: REASON })).toBeNull();
    const { phaseMoves } = await getTrajectory(contextFor(handle.db, null), world.trajectory.slug);
    expect(phaseMoves).toMatchObject([
      { from: { endsOn: '2026-11-30' }, to: { endsOn: '2026-12-14' }, reason: REASON, by: { name: null }, at: '2026-11-18T11:00:00.000Z' },
    ]);
    const event = await handle.db
      .selectFrom('event')
      .where('kind', '=', 'phase.moved')
      .select(['data', 'actor_id'])
      .executeTakeFirstOrThrow();
    expect(event).toMatchObject({ actor_id: world.people.manager.id, data: { from: { endsOn: '2026-11-30' }, reason: REASON } });
    await handle.db.updateTable('person').set({ named_in_answers: true }).where('id', '=', world.people.manager.id).execute();
    expect((await listPhaseMoves(handle.db, world.trajectory.id))[0]?.by.name).toBe(world.people.manager.name);
  });

  test('is moved from the dates that were read, or not at all', async () => {
    const read = { startsOn: '2026-11-01', endsOn: '2026-11-30' };
    expect(await move({ endsOn: '2026-12-10', reason: REASON, read })).toBe('stale');
    expect(await move({ endsOn: '2026-12-10', reason: REASON, read: { ...read, endsOn: '2026-12-14' } })).toBeNull();
  });

  test('is moved by other programs without a reason, as before; the page says that there is none', async () => {
    expect(await move({ endsOn: '2026-12-11' }, { by: updatePhase })).toBeNull();
    expect((await listPhaseMoves(handle.db, world.trajectory.id))[0]).toMatchObject({ to: { endsOn: '2026-12-11' }, reason: '' });
  });

  test('is on record: what was moved is never changed or removed', async () => {
    await expect(handle.db.updateTable('phase_move').set({ reason: 'Een ander verhaal.' }).execute()).rejects.toThrow(/append-only/);
    await expect(handle.db.deleteFrom('phase_move').execute()).rejects.toThrow(/append-only/);
  });
});

describe('a phase of which the last day is over', () => {
  test.each([movePhase, updatePhase])('is not opened again (%o)', async (by) => {
    const over = { endsOn: 'trajectories:error.phase_over' };
    expect(await move({ endsOn: '2026-12-20', reason: REASON }, { on: '2026-12-12', by })).toEqual(over);
    // The last day itself is not over yet.
    expect(await move({ endsOn: '2026-12-11', reason: REASON }, { on: '2026-12-11', by })).toBeNull();
  });

  test.each([
    ['runs still', { endsOn: '2026-11-18', to: '2026-12-01', shortened: null }, true],
    ['ended yesterday', { endsOn: '2026-11-17', to: '2026-11-18', shortened: null }, false],
    ['was cut off today', { endsOn: '2026-11-17', to: '2026-11-30', shortened: { endsOnBefore: '2026-11-30', on: '2026-11-18' } }, true],
    [
      'would get longer than it was',
      { endsOn: '2026-11-17', to: '2026-12-01', shortened: { endsOnBefore: '2026-11-30', on: '2026-11-18' } },
      false,
    ],
    [
      'was shortened in time',
      { endsOn: '2026-11-17', to: '2026-11-30', shortened: { endsOnBefore: '2026-11-30', on: '2026-11-10' } },
      false,
    ],
    [
      'was to end before today',
      { endsOn: '2026-11-10', to: '2026-11-17', shortened: { endsOnBefore: '2026-11-17', on: '2026-11-12' } },
      false,
    ],
  ])('that %s', (_, given, allowed) => {
    expect(mayLengthen({ ...given, today: '2026-11-18' })).toBe(allowed);
  });
});
