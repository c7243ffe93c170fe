import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Editor, RawClient } from './testing/clients.ts';
import { startTestServer, type TestServer } from './testing/server.ts';
import { setStage } from './testing/stage.ts';
import { paragraphUpdate, typeOn } from './testing/texts.ts';
import { eventually, sleep } from './testing/waiting.ts';

const stage = setStage({ nodes: 2 });

function open(node: number, person: 'resident' | 'resident2', doc?: Y.Doc): Promise<Editor> {
  return stage.open(person, { at: stage.servers[node] as TestServer, ...(doc && { doc }) });
}

const stored = () => stage.stored();

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
    const rows = await stage.handle.db
      .selectFrom('document_update')
      .where('document_id', '=', stage.documentId)
      .orderBy('seq')
      .select('seq')
      .execute();
    expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1));
  });

  test('take over from each other: nothing is lost when one stops under the hands of its writers', async () => {
    const [first, other] = [await open(0, 'resident'), await open(1, 'resident2')];
    first.write('begin');
    await eventually(() => other.text() === 'begin', 'seen');
    for (let count = 0; count < 20; count++) typeOn(first.doc, 'a');
    const stopping = stage.servers[0]?.stop();
    for (let count = 0; count < 20; count++) {
      typeOn(first.doc, 'b');
      typeOn(other.doc, 'c');
      await sleep(2);
    }
    await stopping;
    stage.servers[0] = await startTestServer(stage.handle);
    first.provider.destroy();
    const moved = await open(1, 'resident', first.doc);
    await eventually(() => moved.text() === other.text(), 'the same again');
    expect(moved.text()).toHaveLength('begin'.length + 60);
    await eventually(async () => (await stored()) === moved.text(), 'and stored');
  });

  test('give one client id to one person, also when two claim it at once', async () => {
    const texts = ['van de een', 'van de ander'] as const;
    const raws = await Promise.all(
      (['resident', 'resident2'] as const).map((person, node) => stage.openRaw(person, { at: stage.servers[node] as TestServer })),
    );
    const docs = texts.map((text, index) => {
      const doc = new Y.Doc();
      doc.clientID = 4_711;
      raws[index]?.sendUpdate(paragraphUpdate(text, doc));
      return doc;
    });
    const winner = texts.indexOf((await eventually(stored, 'one of both is stored')) as (typeof texts)[number]);
    expect([0, 1]).toContain(winner);
    // What the other wrote looked like a part of it, or was refused; what comes next is refused for certain.
    const [loser, doc] = [raws[1 - winner] as RawClient, docs[1 - winner] as Y.Doc];
    for (let count = 0; count < 5; count++) typeOn(doc, ' en meer');
    loser.sendUpdate(Y.encodeStateAsUpdate(doc));
    expect(await loser.closed).toBe(4422);
    expect(await stored()).toBe(texts[winner]);
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
        .execute(stage.handle.db)
        .catch(() => {});
      await sleep(50);
    }
    await eventually(() => other.text() === first.text() && first.text().length === 'begin'.length + 50, 'all is seen', 10_000);
    expect(await stored()).toBe(first.text());
  });
});
