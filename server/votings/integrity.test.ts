import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import type { Actor } from '../context.ts';
import { erasePerson } from '../privacy/erase.ts';
import { PROGRAM_VERSION } from '../program.ts';
import { createCaller } from '../router.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makePerson, makeWorld, type World } from '../testing/world.ts';
import type { VotingFile } from './ballot-chain.ts';
import { castBallot, createVoting, type NewVoting, sealClosedVotings, sealVoting } from './commands.ts';

const SCRIPT = fileURLToPath(new URL('../../public/controleer-stemming.mjs', import.meta.url));
const HOUR = 3_600_000;
/** The database's own clock has a say in closing, so these tests live now. */
const now = new Date();
const later = new Date(now.getTime() + 2 * HOUR);

let handle: DatabaseHandle;
let world: World;
let folder: string;
let voters: Actor[];

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  folder = mkdtempSync(join(tmpdir(), 'oever-stemming-'));
  voters = [];
  for (let index = 0; index < 9; index++)
    voters.push(await makePerson(handle.db, { name: `Stemmer ${index}`, email: `s${index}@wonen.example`, level: 'address' }));
});
afterAll(async () => {
  await handle.close();
  rmSync(folder, { recursive: true });
});

type Kind =
  | { kind: 'approval' }
  | { kind: 'ranked'; seats?: number }
  | { kind: 'budget'; budget: number; method: 'greedy' | 'equal_shares' };

async function newVoting(kind: Kind = { kind: 'approval' }, changes: Partial<NewVoting> = {}) {
  const costs = kind.kind === 'budget' ? [60, 50, 30] : [];
  return createVoting(as(world.people.manager), {
    trajectoryId: world.trajectory.id,
    title: 'De naam van het pad',
    question: 'Welke naam?',
    opensAt: new Date(now.getTime() - HOUR),
    closesAt: new Date(now.getTime() + HOUR),
    options: ['Rietpad', 'Oeverpad', 'Wilgenpad'].map((title, index) => ({ title, ...(costs[index] ? { cost: costs[index] } : {}) })),
    ...kind,
    ...changes,
  } as NewVoting);
}

function as(actor: Actor | null, at = now) {
  return contextFor(handle.db, actor, at);
}

function at(index: number): Actor {
  const voter = voters[index];
  if (!voter) throw new Error('no such voter');
  return voter;
}

/** As a visitor gets it. */
async function fileOf(votingId: string): Promise<string> {
  return (await createCaller(as(null, later)).votings.chainFile({ votingId })).text;
}

function check(text: string): { code: number | null; said: string } {
  const file = join(folder, 'stemming.json');
  writeFileSync(file, text);
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, file], { encoding: 'utf8' });
  return { code: status, said: stdout + stderr };
}

describe('anybody recounts with a script of their own', () => {
  test.each<[string, Kind, string]>([
    ['approval', { kind: 'approval' }, 'Gekozen: 1'],
    ['one winner by preference', { kind: 'ranked' }, 'Gekozen: 1'],
    ['several by preference', { kind: 'ranked', seats: 2 }, 'De stemmen per keuze kloppen'],
    ['a budget, most votes first', { kind: 'budget', budget: 100, method: 'greedy' }, 'Gekozen: 1, 3'],
    ['a budget, equal shares', { kind: 'budget', budget: 100, method: 'equal_shares' }, 'De stemmen per keuze kloppen'],
  ])('%s', async (_, kind, says) => {
    const { id, optionIds } = await newVoting(kind);
    for (const [index, voter] of voters.entries())
      await castBallot(as(voter), {
        votingId: id,
        choices: [optionIds[index % 4 === 3 ? 1 : 0] ?? '', ...(index % 2 ? [optionIds[2] ?? ''] : [])],
      });
    const text = await fileOf(id);
    const file = JSON.parse(text) as VotingFile;
    const { code, said } = check(text);
    expect(said).toContain(`Alles klopt: 9 stembiljetten, code ${file.sealedSha256}`);
    expect(said).toContain(says);
    const { electorate } = await createCaller(as(null, later)).votings.result({ votingId: id });
    expect(file).toMatchObject({ electorate, program: PROGRAM_VERSION });
    expect(electorate).toBeGreaterThanOrEqual(9);
    expect(said).toContain(`Bij het sluiten konden ${electorate} mensen stemmen.\nGesloten door Oever, versie ${PROGRAM_VERSION}.`);
    expect(code).toBe(0);
    const closed = await handle.db
      .selectFrom('event')
      .where('kind', '=', 'voting.closed')
      .where('subject_id', '=', id)
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(closed.data, 'the code is in the chain of events').toMatchObject({
      sha256: file.sha256,
      ballots: 9,
      electorate,
      program: PROGRAM_VERSION,
    });
  });

  test('also of a voting that was closed before these were written down', async () => {
    const { id, optionIds } = await newVoting();
    await castBallot(as(at(0)), { votingId: id, choices: optionIds.slice(0, 1) });
    await fileOf(id);
    await handle.db.updateTable('voting').set({ electorate: null, sealed_by_version: null }).where('id', '=', id).execute();
    const text = await fileOf(id);
    expect(JSON.parse(text)).toMatchObject({ electorate: null, program: null });
    const { code, said } = check(text);
    expect([code, said.includes('konden'), said.includes('versie')]).toEqual([0, false, false]);
  });

  test('and is told which line was changed, taken out or put in, or that the outcome is another', async () => {
    const { id, optionIds } = await newVoting();
    for (const voter of voters) await castBallot(as(voter), { votingId: id, choices: [optionIds[0] ?? ''] });
    const text = await fileOf(id);
    const lines = text.split('\n');
    const fourth = lines.findIndex((line) => line.includes('"line":4,'));
    const changed = (change: (line: string) => string | null) =>
      check(lines.flatMap((line, index) => (index === fourth ? (change(line) ?? []) : line)).join('\n'));
    expect(changed((line) => line.replace('["1"]', '["2"]'))).toMatchObject({
      code: 1,
      said: expect.stringContaining('Regel 4 (stembiljet'),
    });
    expect(changed(() => null)).toMatchObject({ code: 1, said: expect.stringContaining('Regel 4 ontbreekt') });
    expect(check(text.replace('"votes":9', '"votes":8'))).toMatchObject({
      code: 1,
      said: expect.stringContaining('Keuze 1 heeft 9 stemmen, niet 8'),
    });
    expect(check(text.replace('"winners": ["1"]', '"winners": ["2"]'))).toMatchObject({
      code: 1,
      said: expect.stringContaining('Gekozen zijn 1, niet 2'),
    });
    expect(check(text.replace('Welke naam?', 'Welk pad?'))).toMatchObject({ code: 1, said: expect.stringContaining('regels of keuzes') });
  });

  test('and a ballot changed in the database, with all its codes made anew, differs from the code of sealing', async () => {
    const { id, optionIds } = await newVoting();
    for (const voter of voters) await castBallot(as(voter), { votingId: id, choices: [optionIds[0] ?? ''] });
    expect(check(await fileOf(id)).code).toBe(0);
    const one = await handle.db.selectFrom('ballot').where('voting_id', '=', id).select('id').executeTakeFirstOrThrow();
    await handle.db
      .updateTable('ballot')
      .set({ choices: optionIds.slice(1, 2) })
      .where('id', '=', one.id)
      .execute();
    const forged = JSON.parse(await fileOf(id)) as VotingFile;
    expect(forged.sha256).not.toBe(forged.sealedSha256);
    expect(check(JSON.stringify(forged))).toMatchObject({ code: 1, said: expect.stringContaining('veranderd nadat de stemming sloot') });
  });

  test('in a script that uses nothing but Node itself', () => {
    const script = execFileSync('grep', ['-E', '^import', SCRIPT], { encoding: 'utf8' });
    expect(
      script
        .trim()
        .split('\n')
        .every((line) => line.includes("from 'node:")),
    ).toBe(true);
  });
});

describe('who voted and then', () => {
  test('moves, loses their confirmation or erases the account has voted: the ballot counts, and the outcome says for how many', async () => {
    await handle.db
      .updateTable('person')
      .set({ neighbourhood: 'Noordkade' })
      .where(
        'id',
        'in',
        voters.map(({ id }) => id),
      )
      .execute();
    const { id, optionIds } = await newVoting({ kind: 'approval' }, { neighbourhoods: ['Noordkade'], minimumLevel: 'address' });
    for (const voter of voters) await castBallot(as(voter), { votingId: id, choices: [optionIds[0] ?? ''] });
    const [moved, unsure, erased] = [at(6), at(7), at(8)];
    await handle.db.updateTable('person').set({ neighbourhood: 'Elders' }).where('id', '=', moved.id).execute();
    await handle.db.updateTable('person').set({ verification_level: 'email' }).where('id', '=', unsure.id).execute();
    await handle.db.transaction().execute((tx) => erasePerson(tx, { actor: null, now }, erased.id));
    const change = (actor: Actor) => castBallot(as(actor), { votingId: id, choices: [optionIds[1] ?? ''] });
    await expect(change(moved)).rejects.toMatchObject({ code: 'outside_area' });
    await expect(change({ ...unsure, verificationLevel: 'email' })).rejects.toMatchObject({ code: 'not_verified' });
    const result = await createCaller(as(null, later)).votings.result({ votingId: id });
    expect(result).toMatchObject({ ballotCount: 9, electorate: 6, changedVoters: 'few' });
    expect(result.tally[0]).toEqual({ optionId: optionIds[0], votes: 9 });
    expect(check(await fileOf(id)).said).toContain('Alles klopt: 9 stembiljetten');
  });

  test('five or more are said as a number, none as none', async () => {
    const { id, optionIds } = await newVoting();
    for (const voter of voters.slice(0, 5)) await castBallot(as(voter), { votingId: id, choices: [optionIds[0] ?? ''] });
    const nobody = await newVoting();
    await castBallot(as(world.people.resident), { votingId: nobody.id, choices: nobody.optionIds.slice(0, 1) });
    for (const voter of voters.slice(0, 5))
      await handle.db.updateTable('person').set({ verification_level: 'none' }).where('id', '=', voter.id).execute();
    const resultOf = (votingId: string) => createCaller(as(null, later)).votings.result({ votingId });
    expect(await resultOf(id)).toMatchObject({ ballotCount: 5, changedVoters: 5 });
    expect(await resultOf(nobody.id)).toMatchObject({ ballotCount: 1, changedVoters: 0 });
  });
});

describe('one person', () => {
  test('who presses twice, goes back, or never got the answer and tries again has one ballot and the same code', async () => {
    const { id, optionIds } = await newVoting();
    const cast = (choices: string[]) => createCaller(as(world.people.resident)).votings.cast({ votingId: id, choices });
    const first = await cast(optionIds.slice(0, 1));
    const [twice, again] = await Promise.all([cast(optionIds.slice(0, 1)), cast(optionIds.slice(0, 1))]);
    expect([twice, again]).toEqual([first, first]);
    const back = await createCaller(as(world.people.resident)).votings.myBallot({ votingId: id });
    expect(back).toEqual(first);
    expect((await createCaller(as(null)).votings.get({ id })).ballotCount).toBe(1);
  });

  test('who changes a ballot a thousand times has one row, one event and the last choice; what it was before is nowhere', {
    timeout: 60_000,
  }, async () => {
    const { id, optionIds } = await newVoting();
    for (let round = 0; round < 1000; round++)
      await castBallot(as(world.people.resident), { votingId: id, choices: [optionIds[round % 3] ?? ''] });
    const ballots = await handle.db.selectFrom('ballot').where('voting_id', '=', id).selectAll().execute();
    expect(ballots).toMatchObject([{ choices: [optionIds[999 % 3]] }]);
    const events = await handle.db.selectFrom('event').where('subject_id', '=', id).where('kind', '=', 'ballot.cast').selectAll().execute();
    expect(events).toMatchObject([{ actor_id: null, data: {} }]);
    expect(JSON.parse(await fileOf(id)).lines).toHaveLength(1);
  });
});

describe('a clock that is set back an hour', () => {
  test('opens no voting again that was closed, and closes none twice', async () => {
    const { id, optionIds } = await newVoting();
    await castBallot(as(world.people.resident), { votingId: id, choices: optionIds.slice(0, 1) });
    await sealVoting({ db: handle.db, now: later }, id);
    const back = new Date(later.getTime() - 1.5 * HOUR);
    await expect(castBallot(as(world.people.resident2, back), { votingId: id, choices: optionIds.slice(0, 1) })).rejects.toMatchObject({
      code: 'voting_not_open',
    });
    expect(await createCaller(as(null, back)).votings.get({ id })).toMatchObject({ state: 'closed', ballotCount: 1 });
    expect((await createCaller(as(null, back)).votings.result({ votingId: id })).ballotCount).toBe(1);
    await sealClosedVotings({ db: handle.db, now: later });
    const closings = await handle.db
      .selectFrom('event')
      .where('kind', '=', 'voting.closed')
      .where('subject_id', '=', id)
      .selectAll()
      .execute();
    expect(closings).toHaveLength(1);
  });
});
