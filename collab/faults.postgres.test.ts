import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import type { DatabaseHandle } from '../db/client.ts';
import { loadDocument } from '../server/plan-texts/documents.ts';
import { checkDocument } from '../server/plan-texts/schema.ts';
import { openOnPostgres } from '../server/testing/database.ts';
import { makeWorld, TEST_NOW, type World } from '../server/testing/world.ts';
import { layCable } from './testing/cable.ts';
import { type Editor, openEditor } from './testing/clients.ts';
import { freePort, type ServerProcess, startServerProcess } from './testing/process.ts';
import { cookieOf } from './testing/server.ts';
import type { ServerProcessOptions } from './testing/server-process.ts';
import { textOf } from './testing/texts.ts';
import { countMissing, keepTyping } from './testing/typing.ts';
import { eventually, sleep } from './testing/waiting.ts';

let handle: DatabaseHandle;
let databaseUrl: string;
let world: World;
let documentId: string;
let ports: number[];
let nodes: ServerProcess[];
const editors: Editor[] = [];

beforeEach(async () => {
  ({ handle, url: databaseUrl } = await openOnPostgres());
  world = await makeWorld(handle.db);
  documentId = world.sections.open.documentId;
  ports = [await freePort(), await freePort()];
  nodes = [];
});

afterEach(async () => {
  for (const editor of editors.splice(0)) editor.stop();
  await Promise.all(nodes.map((node) => node.kill()));
  await handle.close();
});

async function startNode(index = 0, options: Partial<ServerProcessOptions> = {}): Promise<void> {
  const port = ports[index];
  if (port === undefined) throw new Error('no such node');
  nodes[index] = await startServerProcess({ databaseUrl, port, now: TEST_NOW.toISOString(), ...options });
}

async function open(person: 'resident' | 'resident2' | null, index = 0): Promise<Editor> {
  const node = nodes[index];
  if (!node) throw new Error('no such node');
  const cookie = await cookieOf(handle.db, person && world.people[person]);
  const editor = openEditor(node, documentId, { cookie, extended: true });
  editors.push(editor);
  await eventually(() => editor.provider.synced, 'in step');
  return editor;
}

/** Two who write, one on each side, and somebody who only reads; with a paragraph to write in. */
async function gather(): Promise<[Editor, Editor, Editor]> {
  const [anna, bram, reader] = [await open('resident'), await open('resident2'), await open(null)];
  anna.write('begin ');
  await eventually(() => [bram, reader].every((editor) => editor.text() === 'begin '), 'all see the beginning');
  return [anna, bram, reader];
}

/** All see one and the same text, it is in the database, it is a valid text, and every one of these words is in it. */
async function allIsWell(all: readonly Editor[], words: readonly string[]): Promise<void> {
  await eventually(() => all.every((editor) => editor.provider.synced && editor.text() === all[0]?.text()), 'all see the same', 20_000);
  const stored = await eventually(async () => {
    const { doc } = await loadDocument(handle.db, documentId);
    return textOf(doc) === all[0]?.text() && doc;
  }, 'and so it is stored');
  const text = textOf(stored);
  expect(words.filter((word) => !text.includes(word))).toEqual([]);
  expect(checkDocument(stored)).toBeNull();
  const rows = await handle.db.selectFrom('document_update').where('document_id', '=', documentId).orderBy('seq').select('seq').execute();
  expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1));
}

/** What anybody was shown of another's writing is in the database now. */
async function nothingSeenIsLost(all: readonly Editor[]): Promise<void> {
  const seen = all.map((editor) => [...editor.seen]);
  // Where the database's connections are cut, the test's own are too.
  const { doc } = await eventually(() => loadDocument(handle.db, documentId).catch(() => null), 'the database is read');
  expect(seen.map((updates) => countMissing(doc, updates))).toEqual(seen.map(() => 0));
}

async function asOperator(statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: inject('postgresUrl') });
  await admin.connect();
  await admin.query(statement).finally(() => admin.end());
}

const cutAll = () =>
  asOperator(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${new URL(databaseUrl).pathname.slice(1)}'`);
const refuseAll = (refuse: boolean) => asOperator(`alter database ${new URL(databaseUrl).pathname.slice(1)} allow_connections ${!refuse}`);

describe('a server that is killed in the middle of a word', () => {
  test('lost nothing that anybody else saw, every time; people come back by themselves and see the same', { timeout: 40_000 }, async () => {
    await startNode();
    const all = await gather();
    const words: string[] = [];
    for (let round = 0; round < 3; round++) {
      const typing = [keepTyping(all[0], `a${round}-`), keepTyping(all[1], `b${round}-`)];
      await sleep(100 + Math.random() * 500);
      await nodes[0]?.kill();
      await nothingSeenIsLost(all);
      expect(all[1].seen.length).toBeGreaterThan(round);
      // They type on while nobody answers.
      await sleep(50);
      for (const { words: typed, stop } of typing) {
        stop();
        words.push(...typed);
      }
      await startNode();
      await eventually(() => all.every((editor) => editor.provider.wsconnected), 'they come back by themselves');
    }
    await allIsWell(all, words);
  });

  test('keeps for good what it said was saved, also when its writers never come back', { timeout: 30_000 }, async () => {
    await startNode();
    const [anna, bram, reader] = await gather();
    const sent: string[] = [];
    anna.doc.on('update', (_: Uint8Array, from: unknown) => {
      if (from !== anna.provider) sent.push(anna.text());
    });
    const before = anna.said.length;
    const typing = keepTyping(anna, 'woord', 3);
    await sleep(400 + Math.random() * 300);
    await nodes[0]?.kill();
    typing.stop();
    for (const editor of [anna, bram, reader]) editor.stop();
    const told = anna.said.slice(before).flatMap((said) => (said as { through?: number }).through ?? []);
    // The answer to the first question and `begin` came before.
    const saved = sent[Math.max(...told) - 3];
    expect(saved).toContain('woord10 ');
    await nothingSeenIsLost([bram, reader]);
    await startNode();
    const fresh = await open(null);
    expect(fresh.text()).toContain(saved?.trimEnd());
  });
});

describe('a database', () => {
  test('that drops its connections again and again costs nobody a word', { timeout: 30_000 }, async () => {
    await startNode();
    const all = await gather();
    const typing = [keepTyping(all[0], 'a'), keepTyping(all[1], 'b')];
    for (let round = 0; round < 12; round++) {
      await sleep(Math.random() * 250);
      await cutAll();
      await nothingSeenIsLost(all);
    }
    for (const { stop } of typing) stop();
    await allIsWell(
      all,
      typing.flatMap(({ words }) => words),
    );
    expect(all.map((editor) => editor.closed())).toEqual([null, null, null]);
  });

  test('that is away is told to who writes; they type on, nobody sees it yet, and all of it is there when it is back', {
    timeout: 30_000,
  }, async () => {
    await startNode();
    const all = await gather();
    const typing = [keepTyping(all[0], 'a', 20), keepTyping(all[1], 'b', 20)];
    await sleep(200);
    await refuseAll(true);
    await cutAll();
    const isTold = (editor: Editor) => JSON.stringify(editor.said.at(-1)) === '{"unsaved":true}';
    await eventually(() => isTold(all[0]) && isTold(all[1]), 'told that nothing is saved');
    const shown = all[2].text();
    await sleep(1_500);
    expect(all[2].text()).toBe(shown);
    expect(all.map((editor) => editor.provider.wsconnected)).toEqual([true, true, true]);
    await refuseAll(false);
    await eventually(() => !isTold(all[0]) && !isTold(all[1]), 'told that it is saved again', 10_000);
    for (const { stop } of typing) stop();
    await allIsWell(
      all,
      typing.flatMap(({ words }) => words),
    );
  });

  test('that is away when the server is killed as well: what was typed comes from those who typed it', { timeout: 30_000 }, async () => {
    await startNode();
    const all = await gather();
    const typing = [keepTyping(all[0], 'a', 20), keepTyping(all[1], 'b', 20)];
    await sleep(200);
    await refuseAll(true);
    await cutAll();
    await sleep(500);
    await nodes[0]?.kill();
    await refuseAll(false);
    await nothingSeenIsLost(all);
    await startNode();
    for (const { stop } of typing) stop();
    await allIsWell(
      all,
      typing.flatMap(({ words }) => words),
    );
  });
});

describe('a cable to the database', () => {
  test('that is pulled is told to who writes; what was typed goes over another one', { timeout: 30_000 }, async () => {
    const cable = await layCable(databaseUrl);
    const limits = { commitSlowMs: 200, commitLimitMs: 1_000 };
    await startNode(0, { databaseUrl: cable.url, limits });
    const all = await gather();
    const typing = [keepTyping(all[0], 'a', 20), keepTyping(all[1], 'b', 20)];
    await sleep(200);
    cable.pull();
    await eventually(() => JSON.stringify(all[0].said.at(-1)) === '{"unsaved":true}', 'told that nothing is saved');
    await nothingSeenIsLost(all);
    await sleep(300);
    for (const { stop } of typing) stop();
    await allIsWell(
      all,
      typing.flatMap(({ words }) => words),
    );
    expect(all.map((editor) => editor.closed())).toEqual([null, null, null]);
    cable.stop();
  });
});

describe('two nodes under the hands of many', () => {
  test('lose nothing when one is stopped, killed and started again', { timeout: 40_000 }, async () => {
    await Promise.all([startNode(0), startNode(1)]);
    const first = await open('resident', 0);
    first.write('begin ');
    const others = await Promise.all([open('resident2', 0), open('resident', 1), open('resident2', 1), open(null, 0), open(null, 1)]);
    const all = [first, ...others];
    await eventually(() => all.every((editor) => editor.text() === 'begin '), 'all see the beginning');
    const typing = all.slice(0, 4).map((editor, index) => keepTyping(editor, `${'abcd'[index]}`, 10));
    await sleep(300);
    expect(await nodes[1]?.stop()).toBe(0);
    await nothingSeenIsLost(all);
    await startNode(1);
    await sleep(300);
    await nodes[1]?.kill();
    await nothingSeenIsLost(all);
    await startNode(1);
    await sleep(300);
    await nodes[0]?.kill();
    await nothingSeenIsLost(all);
    await startNode(0);
    await sleep(300);
    for (const { stop } of typing) stop();
    await allIsWell(
      all,
      typing.flatMap(({ words }) => words),
    );
  });
});
