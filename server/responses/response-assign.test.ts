import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { openTestDatabase } from '../testing/database.ts';
import { makeWorld, type World } from '../testing/world.ts';
import { listQueue } from './queue.ts';
import { assignSelection } from './response-assign.ts';
import { actingOn, answer, makeIdea, noon, refusal } from './test-story.ts';

let handle: DatabaseHandle;
let world: World;
let as: ReturnType<typeof actingOn>;
const DAY = '2026-11-05';

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  as = actingOn(handle.db);
});
afterAll(() => handle.close());

const ideas = (count: number) =>
  Promise.all(
    Array.from({ length: count }, async (_, index) => (await makeIdea(handle.db, world, { on: '2026-11-02', title: `Idee ${index}` })).id),
  );
const handlersOf = async (ids: readonly string[]) =>
  (await handle.db.selectFrom('clock').where('contribution_id', 'in', ids).select('handler_id').execute()).map(
    ({ handler_id }) => handler_id,
  );

describe('a selection of the queue', () => {
  test('is taken on or given to a colleague and a team at once, each with its event', async () => {
    const { official, colleague } = world.people;
    const ids = await ideas(3);
    expect(
      await assignSelection(as(official, DAY), { contributionIds: [...ids, ids[0] ?? ''], handlerId: colleague.id, teamId: world.teamId }),
    ).toEqual({
      assigned: 3,
    });
    expect(await handlersOf(ids)).toEqual([colleague.id, colleague.id, colleague.id]);
    expect(
      await handle.db.selectFrom('idea').where('id', 'in', ids).where('status', '=', 'in_treatment').select('id').execute(),
    ).toHaveLength(3);
    const events = await handle.db
      .selectFrom('event')
      .where('kind', '=', 'clock.assigned')
      .where('subject_id', 'in', ids)
      .select('id')
      .execute();
    expect(events).toHaveLength(3);
    await assignSelection(as(official, DAY), { contributionIds: ids.slice(0, 1), handlerId: null });
    expect(await handlersOf(ids.slice(0, 1))).toEqual([null]);
  });

  test('is left alone as a whole when one of it cannot be given', async () => {
    const { official, colleague, resident } = world.people;
    const ids = await ideas(2);
    const [done = ''] = await ideas(1);
    await answer(handle.db, world, { contributionId: done, on: DAY });
    const all = { contributionIds: [...ids, done] };
    expect(await refusal(assignSelection(as(official, DAY), { ...all, handlerId: colleague.id }))).toBe('clock_not_running');
    expect(await refusal(assignSelection(as(official, DAY), { contributionIds: ids, handlerId: resident.id }))).not.toBe('nothing refused');
    expect(await refusal(assignSelection(as(resident, DAY), { contributionIds: ids, handlerId: colleague.id }))).not.toBe(
      'nothing refused',
    );
    expect(await refusal(assignSelection(as(official, DAY), { contributionIds: [], handlerId: colleague.id }))).toBe('invalid');
    expect(await refusal(assignSelection(as(official, DAY), { contributionIds: ids }))).toBe('invalid');
    expect(await handlersOf(ids)).toEqual([null, null]);
  });

  test('can be given to who answers; a moderator sees the queue without', async () => {
    const giveTo = async (person: 'official' | 'moderator') =>
      (
        await listQueue(handle.db, {
          actor: world.people[person],
          filter: { tab: 'all', trajectoryId: null, teamId: null },
          cursor: null,
          limit: 5,
          now: noon(DAY),
        })
      ).giveTo;
    expect((await giveTo('official')).handlers.map(({ id }) => id)).toContain(world.people.colleague.id);
    expect(await giveTo('moderator')).toEqual({ handlers: [], teams: [] });
  });
});
