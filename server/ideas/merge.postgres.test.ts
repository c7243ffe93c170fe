/** Two officials, and many supporters, at once on real PostgreSQL. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makePerson, makeWorld, type World } from '../testing/world.ts';
import { carrySupport } from './carry-support.ts';
import { proposeIdea } from './commands.ts';
import { answerMerge, proposeMerge, undoMerge } from './merge-commands.ts';
import { supportIdea } from './support.ts';

let handle: DatabaseHandle;
let world: World;
let one: string;
let other: string;

beforeEach(async () => {
  handle = await openTestDatabase({ poolSize: 30 });
  world = await makeWorld(handle.db);
  one = await propose('Een');
  other = await propose('Twee');
});
afterEach(() => handle.close());

async function propose(title: string): Promise<string> {
  const idea = { trajectory: world.trajectory.slug, title: `Idee ${title}`, body: 'Een trap het water in.', publicUrl: null };
  return (await proposeIdea(contextFor(handle.db, world.people.resident), idea)).id;
}
const REASON = 'Beide gaan over dezelfde trap.';
const by = (person: keyof World['people']) => contextFor(handle.db, world.people[person]);
const ask = (person: keyof World['people'], fromId: string, intoId: string) => proposeMerge(by(person), { fromId, intoId, reason: REASON });
const codes = (results: PromiseSettledResult<unknown>[]) =>
  results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code as string] : []));
const statuses = async () => {
  const rows = await handle.db.selectFrom('idea').select(['id', 'status', 'merged_into_id']).execute();
  return rows.filter(({ status }) => status === 'merged');
};

test('officials who merge two ideas into each other at once leave one of them standing', async () => {
  await handle.db.updateTable('idea').set({ author_id: null }).execute();
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) => (n % 2 ? ask('official', one, other) : ask('colleague', other, one))),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await statuses()).toHaveLength(1);
  expect(new Set(codes(results))).toEqual(new Set(['already_decided', 'invalid']));
});

test('an author who says yes ten times at once merges once', async () => {
  const { mergeId } = await ask('official', one, other);
  const results = await Promise.allSettled(Array.from({ length: 10 }, () => answerMerge(by('resident'), { mergeId, agrees: true })));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await handle.db.selectFrom('event').where('kind', '=', 'idea.merged').select('id').execute()).toHaveLength(1);
});

test('support carried over by many people, each pressing often, is counted once each', async () => {
  const people = await Promise.all(
    Array.from({ length: 20 }, (_, n) => makePerson(handle.db, { name: `Bewoner ${n}`, email: `b${n}@veel.example` })),
  );
  for (const person of people) await supportIdea(contextFor(handle.db, person), { ideaId: one });
  const { mergeId } = await ask('official', one, other);
  await answerMerge(by('resident'), { mergeId, agrees: true });
  await Promise.all(Array.from({ length: 100 }, (_, n) => carrySupport(contextFor(handle.db, people[n % 20] ?? null), { ideaId: one })));
  const counts = await handle.db.selectFrom('idea').where('id', 'in', [one, other]).select(['support_count']).execute();
  expect(counts.map(({ support_count }) => support_count)).toEqual([20, 20]);
  expect(await handle.db.selectFrom('carried_support').selectAll().execute()).toHaveLength(20);
});

test('who carries support while an official parts the ideas is carried before it, or refused', async () => {
  const people = await Promise.all(
    Array.from({ length: 20 }, (_, n) => makePerson(handle.db, { name: `Bewoner ${n}`, email: `b${n}@veel.example` })),
  );
  for (const person of people) await supportIdea(contextFor(handle.db, person), { ideaId: one });
  const { mergeId } = await ask('official', one, other);
  await answerMerge(by('resident'), { mergeId, agrees: true });
  const carry = (from: number, until: number) =>
    people.slice(from, until).map((person) => carrySupport(contextFor(handle.db, person), { ideaId: one }));
  const results = await Promise.allSettled([
    ...carry(0, 10),
    undoMerge(by('official'), { mergeId, reason: 'Toch een andere trap.' }),
    ...carry(10, 20),
  ]);
  const refused = codes(results);
  expect(refused.every((code) => code === 'stale')).toBe(true);
  const carried = await handle.db.selectFrom('carried_support').selectAll().execute();
  const { support_count } = await handle.db.selectFrom('idea').where('id', '=', other).select('support_count').executeTakeFirstOrThrow();
  expect([carried.length, support_count]).toEqual([20 - refused.length, 20 - refused.length]);
});
