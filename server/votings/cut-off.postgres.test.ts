import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import type { Actor } from '../context.ts';
import { openOnPostgres } from '../testing/database.ts';
import { contextFor, makePerson, makeWorld, type World } from '../testing/world.ts';
import { linkOf } from './ballot-link.ts';
import { castBallot, createVoting } from './commands.ts';

const VOTERS = 120;
const CUTS = 12;
const RECOVERS_WITHIN_MS = 5_000;

let handle: DatabaseHandle;
let database: string;
let world: World;

beforeAll(async () => {
  const opened = await openOnPostgres();
  handle = opened.handle;
  database = new URL(opened.url).pathname.slice(1);
  world = await makeWorld(handle.db);
});
afterAll(() => handle.close());

/** Ends every connection to the database, as a restart or a failover does. @returns how many there were */
async function cutAll(operator: pg.Client): Promise<number> {
  const { rowCount } = await operator.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [database]);
  return rowCount ?? 0;
}

/** Of each voter, whether the list of voters has them and whether their ballot lies in the box. */
async function look(votingId: string, personIds: readonly string[]): Promise<{ listed: boolean; ballot: boolean }[]> {
  const listed = await handle.db.selectFrom('voting_participant').select('person_id').where('voting_id', '=', votingId).execute();
  const ballots = await handle.db.selectFrom('ballot').select('link').where('voting_id', '=', votingId).execute();
  const links = new Set(ballots.map(({ link }) => link?.toString('hex')));
  const people = new Set(listed.map(({ person_id }) => person_id));
  const found = await Promise.all(
    personIds.map(async (personId) => ({
      listed: people.has(personId),
      ballot: links.has((await linkOf(handle.db, { votingId, personId }))?.toString('hex')),
    })),
  );
  expect(found.filter(({ ballot }) => ballot)).toHaveLength(ballots.length);
  return found;
}

test('a ballot on its way when the database drops its connections is in the box or is not, never half; who tries again has one', {
  timeout: 60_000,
}, async () => {
  const { id: votingId, optionIds } = await createVoting(contextFor(handle.db, world.people.manager, new Date()), {
    trajectoryId: world.trajectory.id,
    title: 'Namen',
    question: 'Welke namen?',
    kind: 'approval',
    maxChoices: 2,
    opensAt: new Date(Date.now() - 3_600_000),
    closesAt: new Date(Date.now() + 3_600_000),
    options: [{ title: 'Wilgenpad' }, { title: 'Rietpad' }],
  });
  const voters: Actor[] = [];
  for (let n = 0; n < VOTERS; n++) voters.push(await makePerson(handle.db, { name: `Stemmer ${n}`, email: `stemmer${n}@proef.example` }));
  const cast = (index: number) =>
    castBallot(contextFor(handle.db, voters[index] ?? null, new Date()), { votingId, choices: [optionIds[index % 2] ?? ''] });

  const operator = new pg.Client({ connectionString: inject('postgresUrl') });
  await operator.connect();
  const said: ('confirmed' | 'failed')[] = [];
  let cuts = 0;
  let casting = true;
  const cutting = (async () => {
    while (casting && cuts < CUTS) {
      const before = said.length;
      // Between cuts some come through.
      await expect.poll(() => !casting || said.length > before + 3, { interval: 1, timeout: 10_000 }).toBe(true);
      if ((await cutAll(operator)) > 0) cuts++;
    }
  })();
  // Ten at a time, as many as there are connections.
  let next = 0;
  await Promise.all(
    Array.from({ length: 10 }, async () => {
      for (let index = next++; index < VOTERS; index = next++) {
        said[index] = await cast(index).then(
          () => 'confirmed' as const,
          () => 'failed' as const,
        );
      }
    }),
  );
  casting = false;
  await cutting;
  await cutAll(operator);
  await operator.end();

  const answers = () =>
    handle.db
      .selectFrom('voting')
      .select('id')
      .executeTakeFirst()
      .catch(() => null);
  await expect.poll(answers, { interval: 20, timeout: RECOVERS_WITHIN_MS }).toEqual({ id: votingId });

  const ids = voters.map(({ id }) => id);
  const found = await look(votingId, ids);
  expect(found.filter(({ listed, ballot }) => listed !== ballot)).toEqual([]);
  expect(found.filter(({ ballot }, index) => said[index] === 'confirmed' && !ballot)).toEqual([]);
  expect(cuts).toBeGreaterThan(3);
  expect(said).toContain('failed');
  expect(said).toContain('confirmed');

  // Every voter whose ballot failed does what anybody does: presses again.
  for (const [index, outcome] of said.entries()) if (outcome === 'failed') await cast(index);
  expect(await look(votingId, ids)).toEqual(ids.map(() => ({ listed: true, ballot: true })));
  const events = await handle.db.selectFrom('event').select('id').where('kind', '=', 'ballot.cast').execute();
  expect(events).toHaveLength(VOTERS);
});
