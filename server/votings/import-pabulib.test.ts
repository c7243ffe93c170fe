import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makeWorld, type World } from '../testing/world.ts';
import { createVoting } from './commands.ts';
import { exportPabulib } from './export-pabulib.ts';
import { importPabulib } from './import-pabulib.ts';
import { parsePabulib } from './pabulib.ts';
import { newReceipt } from './receipt.ts';
import { recountFile } from './recount.ts';
import { getResult } from './result.ts';

const LONG = `Een heel lange titel over ${'een vlonder met riet en '.repeat(8)}een bankje`;
const FILE = `META
key;value
description;Oeverbudget Noordkade
country;Netherlands
unit;Amstelboog
instance;12
num_projects;4
num_votes;3
budget;100
vote_type;approval
rule;greedy
date_begin;01.03.2024
date_end;31.03.2024
PROJECTS
project_id;cost;votes;name;category
11;60;2;Steiger;Water
12;50;2;"Bankje; van hout";Water
13;40;1;${LONG};Groen
14;40;0;;Groen
VOTES
voter_id;vote
900;11,12
8;11,13
77;12
`;

let handle: DatabaseHandle;
let world: World;

beforeEach(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterEach(() => handle.close());

describe('importing a pabulib file', () => {
  test('makes ideas without an author, and a closed voting whose count is the file', async () => {
    const { votingId, ideas, ballots, unchanged } = await importFile(FILE);
    expect({ ideas, ballots, unchanged }).toEqual({ ideas: 4, ballots: 3, unchanged: false });
    const rows = await handle.db.selectFrom('idea').selectAll().orderBy('number').execute();
    expect(rows.map(({ number, title, author_id }) => ({ number, title, author_id }))).toMatchObject([
      { number: 1, title: 'Steiger', author_id: null },
      { number: 2, title: 'Bankje; van hout' },
      { number: 3, title: expect.stringMatching(/^Een heel lange titel.*…$/) },
      { number: 4, title: 'Project 14' },
    ]);
    expect(rows[2]?.body, 'a cut title stands in full above the explanation').toContain(LONG);
    expect(rows[0]?.body).toContain('Oeverbudget Noordkade');
    const { trajectory } = { trajectory: await handle.db.selectFrom('trajectory').select('last_idea_number').executeTakeFirstOrThrow() };
    expect(trajectory.last_idea_number).toBe(4);
    const result = await getResult(contextFor(handle.db, null), votingId);
    const byTitle = new Map(
      (await handle.db.selectFrom('voting_option').select(['id', 'title']).execute()).map(({ id, title }) => [id, title]),
    );
    expect(result.winners.map((id) => byTitle.get(id))).toEqual(['Bankje; van hout', LONG]);
    expect(result.tally.map(({ optionId, votes }) => [byTitle.get(optionId), votes])).toEqual([
      ['Steiger', 2],
      ['Bankje; van hout', 2],
      [LONG, 1],
      ['Project 14', 0],
    ]);
    const voting = await handle.db.selectFrom('voting').selectAll().executeTakeFirstOrThrow();
    expect(voting.opens_at.toISOString()).toBe('2024-02-29T23:00:00.000Z');
    expect(voting.closes_at.toISOString(), '31 March 24:00, in summer time').toBe('2024-03-31T22:00:00.000Z');
    expect(voting.sealed_at).not.toBeNull();
  });

  test('again changes nothing; with another content it is refused whole', async () => {
    const first = await importFile(FILE);
    expect(await importFile(FILE)).toEqual({ ...first, unchanged: true });
    const before = await counts();
    await expect(importFile(FILE.replace('77;12', '77;12\n').replace('Steiger', 'Vlonder'))).rejects.toMatchObject({
      name: 'ImportError',
      line: 6,
    });
    expect(await counts()).toEqual(before);
  });

  test('continues the numbers of ideas that were there', async () => {
    await handle.db.updateTable('trajectory').set({ last_idea_number: 24 }).execute();
    await importFile(FILE);
    expect((await handle.db.selectFrom('idea').select('number').orderBy('number').execute()).map(({ number }) => number)).toEqual([
      25, 26, 27, 28,
    ]);
  });

  test.each([
    ['a kind of ballot that does not exist', FILE.replace('vote_type;approval', 'vote_type;telepathy'), 10],
    ['ballots without the points they should have', FILE.replace('vote_type;approval', 'vote_type;cumulative'), 21],
    ['more choices than choose-1 allows', FILE.replace('vote_type;approval', 'vote_type;choose-1'), 10],
    ['no money', FILE.replace('budget;100', 'budget;0'), 9],
    ['its end cut off', FILE.slice(0, -12), 23],
  ])('with %s writes nothing', async (_, text, line) => {
    const before = await counts();
    await expect(importFile(text)).rejects.toMatchObject({ name: 'ImportError', line });
    expect(await counts()).toEqual(before);
  });

  test('into a trajectory that is not there, or by somebody who may not, writes nothing', async () => {
    const before = await counts();
    const input = { file: new TextEncoder().encode(FILE), name: 'proef.pb' };
    await expect(importPabulib(contextFor(handle.db, null), { ...input, trajectorySlug: 'nergens' })).rejects.toThrow(/nergens/);
    await expect(
      importPabulib(contextFor(handle.db, world.people.resident), { ...input, trajectorySlug: world.trajectory.slug }),
    ).rejects.toMatchObject({ code: 'not_allowed' });
    expect(await counts()).toEqual(before);
  });

  test('export, import elsewhere, export: the same bytes', async () => {
    const { votingId } = await importFile(FILE);
    const exported = await exportPabulib(handle.db, votingId);
    const file = parsePabulib(new TextEncoder().encode(exported));
    expect(file.meta).toMatchObject({ country: 'Netherlands', unit: 'Amstelboog', instance: '12', budget: '100', date_end: '31.03.2024' });
    expect(file.ballots).toMatchObject([
      { voterId: '8', choices: ['11', '13'] },
      { voterId: '77', choices: ['12'] },
      { voterId: '900', choices: ['11', '12'] },
    ]);
    const other = await makeWorld(handle.db, { slug: 'ander-traject' });
    const again = await importFile(exported, other.trajectory.slug);
    expect(await exportPabulib(handle.db, again.votingId)).toBe(exported);
    expect(exported, 'a column that means nothing here').toContain('project_id;cost;votes;name;category');
  });

  test.each([
    [
      'an order of preference',
      ['budget;100', 'vote_type;ordinal', 'max_length;3', 'rule;greedy', 'scoring_fn;Borda'],
      ['voter_id;vote;age', '1;11,12;44', '2;12,13,11;', '3;13;9'],
      // Three for the first place, two for the second, one for the third.
      { 11: 4, 12: 5, 13: 5 },
    ],
    [
      'points to divide',
      ['budget;100', 'vote_type;cumulative', 'max_sum_points;10', 'rule;greedy'],
      ['voter_id;vote;points;sex', '1;11,12;9,1;M', '2;12;10;', '3;13;0;F'],
      { 11: 9, 12: 11, 13: 0 },
    ],
    [
      'a score for each',
      ['budget;100', 'vote_type;scoring', 'max_points;5', 'rule;equalshares/add1'],
      ['voter_id;vote;points', '1;11,12,13;5,0,1', '2;13;4'],
      { 11: 5, 12: 0, 13: 5 },
    ],
  ])('brings in ballots with %s, keeps every column, and writes the same bytes again', async (_, meta, votes, points) => {
    const projects = ['project_id;cost;name;category', '11;60;Steiger;Water', '12;50;Bankje;', '13;40;Bloemen;Groen'];
    const lines = [...meta, 'comment;"een; opmerking"', 'num_projects;3', `num_votes;${votes.length - 1}`];
    const text = `${['META', 'key;value', 'instance;77', ...lines, 'PROJECTS', ...projects, 'VOTES', ...votes].join('\n')}\n`;
    const { votingId } = await importFile(text);
    const { explanation } = await getResult(contextFor(handle.db, null), votingId);
    const names = await handle.db.selectFrom('voting_option').select(['id', 'source_key']).where('voting_id', '=', votingId).execute();
    const counted = Object.fromEntries(
      (explanation?.projects ?? []).map((project) => [names.find(({ id }) => id === project.id)?.source_key, project.points]),
    );
    expect(counted).toEqual(points);
    const exported = await exportPabulib(handle.db, votingId);
    expect(exported).toBe(text);
    await expectRecount(votingId);
    const other = await makeWorld(handle.db, { slug: 'ander-traject' });
    expect(await exportPabulib(handle.db, (await importFile(exported, other.trajectory.slug)).votingId)).toBe(exported);
  });

  test.each([
    ['4;13;3,4', 'geeft 2 keer punten aan 1 projecten'],
    ['4;13;-1', 'geen hele getallen'],
    ['4;13;', 'geeft 0 keer punten'],
  ])('refuses points that do not fit: %s', async (row, message) => {
    const text = `META\nnum_projects;1\nnum_votes;1\nbudget;10\nvote_type;cumulative\nPROJECTS\nproject_id;cost\n13;5\nVOTES\nvoter_id;vote;points\n${row}\n`;
    await expect(importFile(text)).rejects.toThrow(message);
  });

  test('a voting held here, of every kind, is written, read and written again with the same bytes', async () => {
    const at = { trajectoryId: world.trajectory.id, opensAt: new Date('2026-11-01T00:00:00Z'), closesAt: new Date('2026-11-20T00:00:00Z') };
    const admin = contextFor(handle.db, world.people.admin);
    const names = ['Steiger', 'Bankje', 'Bloemen'];
    const votings = [
      { kind: 'approval' as const, maxChoices: 2 },
      { kind: 'ranked' as const },
      { kind: 'ranked' as const, seats: 2, receipts: false },
      { kind: 'budget' as const, budget: 100, method: 'equal_shares' as const, completion: 'none' as const },
    ];
    for (const [index, voting] of votings.entries()) {
      const options = names.map((title) => ({ title, ...(voting.kind === 'budget' ? { cost: 40 } : {}) }));
      const { id, optionIds } = await createVoting(admin, {
        ...at,
        ...voting,
        title: `Stemming ${index}`,
        question: 'Wat wilt u?',
        options,
      });
      const cast = contextFor(handle.db, world.people.resident, new Date('2026-11-19T00:00:00Z'));
      // The database's clock says that it is over, so ballots are written as casting would.
      await handle.db
        .insertInto('ballot')
        .values([
          { voting_id: id, choices: [optionIds[2] ?? '', optionIds[0] ?? ''], receipt: voting.receipts === false ? null : newReceipt() },
          { voting_id: id, choices: [optionIds[1] ?? ''], receipt: voting.receipts === false ? null : newReceipt() },
        ])
        .execute();
      const over = { ...cast, now: new Date() };
      const first = await getResult(over, id);
      const exported = await exportPabulib(handle.db, id);
      await expectRecount(id);
      const other = await makeWorld(handle.db, { slug: `ander-traject-${index}` });
      const again = await importFile(exported, other.trajectory.slug);
      expect(await exportPabulib(handle.db, again.votingId)).toBe(exported);
      const second = await getResult(over, again.votingId);
      expect([second.method, second.completion, second.winners.length, second.ballotCount]).toEqual([
        first.method,
        first.completion,
        first.winners.length,
        first.ballotCount,
      ]);
    }
  });
});

const folder = existsSync('../shared/data/pabulib/expected.json') ? '../shared/data/pabulib' : null;

describe.runIf(folder)('a real voting of pabulib', () => {
  test('56 ideas and 4,984 ballots come in within 10 seconds, and count as the file says', async () => {
    const file = readFileSync(`${folder}/netherlands_amsterdam_332_.pb`);
    const started = performance.now();
    const imported = await importPabulib(contextFor(handle.db, null), { file, trajectorySlug: world.trajectory.slug, name: '332.pb' });
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(imported).toMatchObject({ ideas: 56, ballots: 4984 });
    const { tally } = await getResult(contextFor(handle.db, null), imported.votingId);
    const options = await handle.db.selectFrom('voting_option').select(['id', 'source_key']).execute();
    const counted = new Map(tally.map(({ optionId, votes }) => [options.find(({ id }) => id === optionId)?.source_key, votes]));
    for (const { id, columns } of parsePabulib(file).projects) expect(counted.get(id)).toBe(Number(columns.votes));
    await expectRecount(imported.votingId);
    const again = await importPabulib(contextFor(handle.db, null), { file, trajectorySlug: world.trajectory.slug, name: '332.pb' });
    expect(again).toMatchObject({ unchanged: true, votingId: imported.votingId });
    expect(await counts()).toMatchObject({ idea: 56, ballot: 4984 });
  });
});

async function importFile(text: string, trajectorySlug = world.trajectory.slug) {
  return importPabulib(contextFor(handle.db, null), { file: new TextEncoder().encode(text), trajectorySlug, name: 'oeverbudget.pb' });
}

/** Whoever counts the published file again finds what the page says. */
async function expectRecount(votingId: string): Promise<void> {
  const { winners, ballotCount, other } = await getResult(contextFor(handle.db, null), votingId);
  const recounted = recountFile(new TextEncoder().encode(await exportPabulib(handle.db, votingId)));
  const rows = await handle.db
    .selectFrom('voting_option')
    .select(['id', 'source_key', 'position'])
    .where('voting_id', '=', votingId)
    .execute();
  const toOption = (name: string) => rows.find((row) => (row.source_key ?? String(row.position)) === name)?.id;
  expect(recounted.winners.map(toOption)).toEqual(winners);
  expect(recounted.other?.winners.map(toOption)).toEqual(other?.winners);
  expect(recounted.ballotCount).toBe(ballotCount);
}

async function counts() {
  const found: Record<string, number> = {};
  for (const table of ['contribution', 'idea', 'voting', 'voting_option', 'ballot', 'event'] as const) {
    found[table] = (
      await handle.db
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
    ).n;
  }
  return found;
}
