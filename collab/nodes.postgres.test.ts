import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { DatabaseHandle } from '../db/client.ts';
import { loadDocument } from '../server/plan-texts/documents.ts';
import { openTestDatabase } from '../server/testing/database.ts';
import { makeWorld, type World } from '../server/testing/world.ts';
import {
  cookieOf,
  type Editor,
  eventually,
  openEditor,
  openRaw,
  paragraphUpdate,
  sleep,
  startTestServer,
  type TestServer,
  textOf,
  typeOn,
} from './testing.ts';

let handle: DatabaseHandle;
let world: World;
let nodes: TestServer[];
let documentId: string;
const editors: Editor[] = [];

beforeEach(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
  documentId = world.sections.open.documentId;
  nodes = [await startTestServer(handle), await startTestServer(handle)];
});

afterEach(async () => {
  for (const editor of editors.splice(0)) editor.stop();
  for (const node of nodes) await node.stop();
  await handle.close();
});

async function open(node: number, person: 'resident' | 'resident2', doc?: Y.Doc): Promise<Editor> {
  const server = nodes[node];
  if (!server) throw new Error('no such node');
  const editor = openEditor(server, documentId, { cookie: await cookieOf(handle.db, world.people[person]), ...(doc && { doc }) });
  editors.push(editor);
  await eventually(() => editor.provider.synced, 'in step');
  return editor;
}

async function stored(): Promise<string> {
  return textOf((await loadDocument(handle.db, documentId)).doc);
}

describe('two nodes on one database', () => {
  test('show each other’s words soon, and end the same', async () => {
    const writers = [await open(0, 'resident'), await open(1, 'resident2'), await open(0, 'resident2'), await open(1, 'resident')];
    writers[0]?.write('begin');
    await eventually(() => writers.every((writer) => writer.text() === 'begin'), 'seen on both', 1_000);
    for (let round = 0; round < 40; round++) {
      for (const [index, { doc }] of writers.entries()) typeOn(doc, String(index));
      if (round % 5 === 0) writers[round % 4]?.write(`alinea ${round}`);
      await sleep(5);
    }
    await eventually(() => new Set(writers.map((writer) => writer.text())).size === 1, 'all see the same');
    await eventually(async () => (await stored()) === writers[0]?.text(), 'and so it is stored');
    expect(writers.map((writer) => writer.closed())).toEqual([null, null, null, null]);
    const rows = await handle.db.selectFrom('document_update').where('document_id', '=', documentId).orderBy('seq').select('seq').execute();
    expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1));
  });

  test('take over from each other: nothing is lost when one stops under the hands of its writers', async () => {
    const [first, other] = [await open(0, 'resident'), await open(1, 'resident2')];
    first.write('begin');
    await eventually(() => other.text() === 'begin', 'seen');
    for (let count = 0; count < 20; count++) typeOn(first.doc, 'a');
    const stopping = nodes[0]?.stop();
    for (let count = 0; count < 20; count++) {
      typeOn(first.doc, 'b');
      typeOn(other.doc, 'c');
      await sleep(2);
    }
    await stopping;
    nodes[0] = await startTestServer(handle);
    first.provider.destroy();
    const moved = await open(1, 'resident', first.doc);
    await eventually(() => moved.text() === other.text(), 'the same again');
    expect(moved.text()).toHaveLength('begin'.length + 60);
    await eventually(async () => (await stored()) === moved.text(), 'and stored');
  });

  test('give one client id to one person, also when two claim it at once', async () => {
    const [server0, server1] = nodes;
    if (!server0 || !server1) throw new Error('no nodes');
    const one = await openRaw(server0, documentId, { cookie: await cookieOf(handle.db, world.people.resident), extended: true });
    const two = await openRaw(server1, documentId, { cookie: await cookieOf(handle.db, world.people.resident2), extended: true });
    await eventually(() => one.received.length > 0 && two.received.length > 0, 'both in');
    const claim = (text: string) => {
      const doc = new Y.Doc();
      doc.clientID = 4_711;
      return paragraphUpdate(text, doc);
    };
    one.sendUpdate(claim('van de een'));
    two.sendUpdate(claim('van de ander'));
    const loser = await Promise.race([one.closed.then(() => 'one'), two.closed.then(() => 'two')]);
    expect(['van de een', 'van de ander'][loser === 'one' ? 1 : 0]).toBe(await eventually(stored, 'one of both is stored'));
    for (const raw of [one, two]) raw.socket.close();
  });

  test('both take the pen away', async () => {
    const raws = await Promise.all(
      nodes.map(async (node) => openRaw(node, documentId, { cookie: await cookieOf(handle.db, world.people.resident), extended: true })),
    );
    await eventually(() => raws.every((raw) => raw.received.length > 0), 'both in');
    await handle.db.updateTable('section').set({ policy: 'fixed' }).where('document_id', '=', documentId).execute();
    await eventually(() => raws.every((raw) => JSON.stringify(raw.said.at(-1)).includes('read_only')), 'both without a pen', 2_000);
    for (const raw of raws) raw.socket.close();
  });
});

describe('when the database drops all connections', () => {
  test('what was being written is stored once they are back, and nobody notices more than a moment', async () => {
    const [first, other] = [await open(0, 'resident'), await open(1, 'resident2')];
    first.write('begin');
    await eventually(() => other.text() === 'begin', 'seen');
    for (let round = 0; round < 5; round++) {
      for (let count = 0; count < 10; count++) typeOn(first.doc, String(round));
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
        .execute(handle.db)
        .catch(() => {});
      await sleep(50);
    }
    await eventually(() => other.text() === first.text() && first.text().length === 'begin'.length + 50, 'all is seen', 10_000);
    expect(await stored()).toBe(first.text());
  });
});
