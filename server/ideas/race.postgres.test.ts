/** Many people at once, on real PostgreSQL: the embedded database has one connection and hides every race. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import type { Actor } from '../context.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makePerson, makeWorld, TEST_NOW, type World } from '../testing/world.ts';
import { proposeIdea, withdrawIdea } from './commands.ts';
import { supportIdea, withdrawSupport } from './support.ts';
import { updateIdea } from './update.ts';

let handle: DatabaseHandle;
let world: World;
let ideaId: string;

beforeEach(async () => {
  handle = await openTestDatabase({ poolSize: 50 });
  world = await makeWorld(handle.db);
  ideaId = (await propose(world.people.resident, 'Zwemtrap bij het Bochtpark')).id;
});
afterEach(() => handle.close());

function propose(person: Actor, title: string) {
  return proposeIdea(contextFor(handle.db, person, TEST_NOW), {
    trajectory: world.trajectory.slug,
    title,
    body: 'Een trap waar iedereen veilig het water in kan.',
    theme: 'water',
    publicUrl: null,
  });
}

async function countBoth(): Promise<{ rows: number; count: number }> {
  const rows = await handle.db.selectFrom('idea_support').where('idea_id', '=', ideaId).select('person_id').execute();
  const idea = await handle.db.selectFrom('idea').where('id', '=', ideaId).select('support_count').executeTakeFirstOrThrow();
  return { rows: rows.length, count: idea.support_count };
}

async function makePeople(count: number): Promise<Actor[]> {
  const people: Actor[] = [];
  for (let n = 0; n < count; n++) people.push(await makePerson(handle.db, { name: `Bewoner ${n}`, email: `bewoner${n}@veel.example` }));
  return people;
}

test('one person who presses 200 times at once supports once', async () => {
  const context = contextFor(handle.db, world.people.resident2);
  const answers = await Promise.all(Array.from({ length: 200 }, () => supportIdea(context, { ideaId })));
  expect(answers.every(({ supported, supportCount }) => supported && supportCount === 1)).toBe(true);
  expect(await countBoth()).toEqual({ rows: 1, count: 1 });
});

test('200 people at once are 200 supporters', async () => {
  const people = await makePeople(200);
  await Promise.all(people.map((person) => supportIdea(contextFor(handle.db, person), { ideaId })));
  expect(await countBoth()).toEqual({ rows: 200, count: 200 });
});

test('supporting and taking back at once ends with a count that is right', async () => {
  const people = await makePeople(10);
  await Promise.all(
    Array.from({ length: 200 }, (_, n) => {
      const context = contextFor(handle.db, people[n % 10] as Actor);
      return Math.random() < 0.5 ? supportIdea(context, { ideaId }) : withdrawSupport(context, { ideaId });
    }),
  );
  const { rows, count } = await countBoth();
  expect(count).toBe(rows);
});

test('nobody supports an idea after it was withdrawn', async () => {
  const people = await makePeople(60);
  const results = await Promise.allSettled([
    ...people.slice(0, 30).map((person) => supportIdea(contextFor(handle.db, person), { ideaId })),
    withdrawIdea(contextFor(handle.db, world.people.resident), { ideaId }),
    ...people.slice(30).map((person) => supportIdea(contextFor(handle.db, person), { ideaId })),
  ]);
  const refused = results.filter((result) => result.status === 'rejected').map((result) => (result as PromiseRejectedResult).reason.code);
  expect(new Set(refused)).toEqual(refused.length > 0 ? new Set(['support_closed']) : new Set());
  const { rows, count } = await countBoth();
  expect([rows, count]).toEqual([60 - refused.length, 60 - refused.length]);
});

test('fifty ideas at once get fifty numbers in a row, and are counted', async () => {
  const proposed = await Promise.all(
    Array.from({ length: 50 }, (_, n) => propose(n % 2 ? world.people.resident : world.people.resident2, `Idee nummer ${n}`)),
  );
  expect(proposed.map(({ number }) => number).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, n) => n + 2));
  const tally = await handle.db.selectFrom('idea_tally').select('ideas').execute();
  expect(tally).toEqual([{ ideas: 51 }]);
});

test('ideas that reach a status nobody reached before, all at once, do not wait for each other for ever', async () => {
  for (const status of ['in_treatment', 'answered', 'carrying_out', 'done'] as const) {
    const proposed = await Promise.all(Array.from({ length: 8 }, (_, n) => propose(world.people.resident2, `Idee ${n}, ${status}`)));
    await Promise.all(
      proposed.map(({ id }) =>
        handle.db.transaction().execute((tx) => tx.updateTable('idea').set({ status }).where('id', '=', id).execute()),
      ),
    );
    const tally = await handle.db.selectFrom('idea_tally').where('status', '=', status).select('ideas').execute();
    expect(tally).toEqual([{ ideas: 8 }]);
  }
});

test('the same idea sent twenty times at once is one idea', async () => {
  const proposed = await Promise.all(Array.from({ length: 20 }, () => propose(world.people.resident2, 'Bankjes langs het water')));
  expect(new Set(proposed.map(({ number }) => number))).toEqual(new Set([2]));
});

test('a change and the first support at once: what was said before is kept exactly when the support came first', async () => {
  const kept = { before: 0, after: 0 };
  for (let round = 0; round < 40; round++) {
    const { id } = await propose(world.people.resident, `Idee van ronde ${round}`);
    const change = { ideaId: id, edits: 0, title: `Idee van ronde ${round}`, body: 'Andere woorden dan waarmee het begon.' };
    const supporter = contextFor(handle.db, world.people.resident2, TEST_NOW);
    const author = contextFor(handle.db, world.people.resident, TEST_NOW);
    const acts = [() => updateIdea(author, change), () => supportIdea(supporter, { ideaId: id })];
    await Promise.all((round % 2 ? acts : acts.reverse()).map((act) => act()));
    const events = await handle.db.selectFrom('event').where('subject_id', '=', id).orderBy('id').select('kind').execute();
    const order = events.map(({ kind }) => kind).filter((kind) => kind !== 'idea.proposed');
    const revisions = await handle.db.selectFrom('idea_revision').where('idea_id', '=', id).select('body').execute();
    if (order[0] === 'idea.supported') {
      kept.before++;
      expect(revisions).toEqual([{ body: 'Een trap waar iedereen veilig het water in kan.' }]);
    } else {
      kept.after++;
      expect(revisions).toEqual([]);
    }
  }
  // Otherwise this would not have been a race.
  expect([kept.before > 0, kept.after > 0]).toEqual([true, true]);
});

test('of twenty changes from as many windows one is made, and the others are told', async () => {
  await supportIdea(contextFor(handle.db, world.people.resident2, TEST_NOW), { ideaId });
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) =>
      updateIdea(contextFor(handle.db, world.people.resident, TEST_NOW), {
        ideaId,
        edits: 0,
        title: `Venster ${n}`,
        body: 'Andere woorden dan eerst.',
      }),
    ),
  );
  const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
  expect([refused.length, new Set(refused)]).toEqual([19, new Set(['stale'])]);
  expect((await handle.db.selectFrom('idea_revision').select('number').execute()).map(({ number }) => number)).toEqual([1]);
});
