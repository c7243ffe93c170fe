import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { isDomainError } from '../errors.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makePerson, makeWorld, type World } from '../testing/world.ts';
import { castBallot, createVoting, sealVoting } from './commands.ts';
import { getResult } from './result.ts';

let handle: DatabaseHandle;
let world: World;

beforeEach(async () => {
  handle = await openTestDatabase({ poolSize: 50 });
  world = await makeWorld(handle.db);
});
afterEach(() => handle.close());

describe('many requests at once', () => {
  test('200 ballots of one person leave one ballot, valid and the last of somebody', async () => {
    const { id, optionIds } = await votingUntil(new Date(Date.now() + 3_600_000));
    const context = contextFor(handle.db, world.people.resident, new Date());
    const casts = Array.from({ length: 200 }, (_, index) => castBallot(context, { votingId: id, choices: [optionIds[index % 3] ?? ''] }));
    await Promise.all(casts);
    const ballots = await handle.db.selectFrom('ballot').selectAll().execute();
    expect(ballots).toHaveLength(1);
    expect(await handle.db.selectFrom('voting_participant').selectAll().execute()).toHaveLength(1);
    expect(await handle.db.selectFrom('event').select('id').where('kind', '=', 'ballot.cast').execute()).toHaveLength(1);
  });

  test('200 ballots with too many choices or too much money are all refused', async () => {
    const { id, optionIds } = await votingUntil(new Date(Date.now() + 3_600_000));
    const context = contextFor(handle.db, world.people.resident, new Date());
    await castBallot(context, { votingId: id, choices: optionIds.slice(0, 1) });
    const results = await Promise.allSettled(
      Array.from({ length: 200 }, () => castBallot(context, { votingId: id, choices: optionIds.slice(0, 3) })),
    );
    expect(
      results.every(
        (result) => result.status === 'rejected' && isDomainError(result.reason) && result.reason.code === 'vote_limit_reached',
      ),
    ).toBe(true);
    const ballots = await handle.db.selectFrom('ballot').select('choices').execute();
    expect(ballots).toEqual([{ choices: optionIds.slice(0, 1) }]);
  });

  test('at the second of closing every accepted ballot is counted and no other', async () => {
    const people = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        makePerson(handle.db, { name: `Stemmer ${index}`, email: `stemmer${index}@proef.example` }),
      ),
    );
    const started = new Date();
    const closesAt = new Date(Date.now() + 250);
    const { id, optionIds } = await votingUntil(closesAt);
    const sealing = (async () => {
      await sleep(Math.max(0, closesAt.getTime() - Date.now()));
      for (;;) {
        try {
          return await sealVoting({ db: handle.db, now: new Date() }, id);
        } catch (error) {
          if (!isDomainError(error)) throw error;
        }
      }
    })();
    const results = await Promise.allSettled(
      people.map(async (person, index) => {
        await sleep(index * 2);
        return castBallot(contextFor(handle.db, person, started), { votingId: id, choices: [optionIds[index % 3] ?? ''] });
      }),
    );
    await sealing;
    const accepted = results.filter(({ status }) => status === 'fulfilled').length;
    const refusals = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(
      refusals.map((error) => (isDomainError(error) ? error.code : String(error))).filter((code) => code !== 'voting_not_open'),
    ).toEqual([]);
    expect(accepted).toBeGreaterThan(0);
    expect(accepted).toBeLessThan(200);
    const { tally, ballotCount } = await getResult(contextFor(handle.db, null, new Date()), id);
    expect(ballotCount).toBe(accepted);
    expect(tally.reduce((sum, { votes }) => sum + votes, 0)).toBe(accepted);
    expect(await handle.db.selectFrom('voting_participant').select('person_id').execute()).toHaveLength(accepted);
  });

  test('two nodes that close a voting at once close it once', async () => {
    const { id } = await votingUntil(new Date(Date.now() + 5));
    await sleep(20);
    await Promise.all(Array.from({ length: 20 }, () => sealVoting({ db: handle.db, now: new Date() }, id)));
    expect(await handle.db.selectFrom('event').select('id').where('kind', '=', 'voting.closed').execute()).toHaveLength(1);
  });
});

async function votingUntil(closesAt: Date) {
  return createVoting(contextFor(handle.db, world.people.manager, new Date()), {
    trajectoryId: world.trajectory.id,
    title: 'Namen',
    question: 'Welke namen?',
    kind: 'approval',
    maxChoices: 2,
    opensAt: new Date(Date.now() - 3_600_000),
    closesAt,
    options: [{ title: 'Wilgenpad' }, { title: 'Rietpad' }, { title: 'Oeverpad' }],
  });
}
