import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { DatabaseHandle } from '../db/client.ts';
import { openTestDatabase } from '../server/testing/database.ts';
import { makeWorld, TEST_NOW, type World } from '../server/testing/world.ts';
import { LIMITS } from './limits.ts';
import { startPersistence } from './persistence.ts';

let handle: DatabaseHandle;
let world: World;
beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeWorld(handle.db);
});
afterAll(async () => {
  await handle.close();
});

/** A real update, told apart by its length. */
function letters(count: number): Uint8Array {
  const doc = new Y.Doc();
  doc.getText('content').insert(0, 'x'.repeat(count));
  return Y.encodeStateAsUpdate(doc);
}

test('one commit stores what many wrote in several sections: each with its own numbers, authors and letters, and nothing in a closed one', async () => {
  const { open, suggest } = world.sections;
  const copy = await anotherOpenSection(open.documentId);
  const results = new Map<string, { firstSeq: number; lastSeq: number } | 'rejected'>();
  const stored: [string, number][] = [];
  const persistence = startPersistence({
    db: handle.db,
    log: pino({ level: 'silent' }),
    limits: LIMITS,
    onStored: (id, lastSeq) => stored.push([id, lastSeq]),
  });
  const before = await lastSeqs([open.documentId, copy]);
  const append = (documentId: string, authorId: string, connectionId: string, payload: Uint8Array) =>
    persistence.append({
      documentId,
      authorId,
      connectionId,
      payload,
      at: TEST_NOW,
      target: {
        committed: (_, range) => void results.set(documentId, range),
        delayed: () => expect.unreachable(),
        rejected: () => void results.set(documentId, 'rejected'),
      },
    });
  const [anna, bram] = [world.people.resident.id, world.people.manager.id];
  const wrote = { copy: [letters(3), letters(5)], open: [letters(7), letters(9), letters(11)] };
  append(copy, anna, 'c1', wrote.copy[0] as Uint8Array);
  append(open.documentId, bram, 'c2', wrote.open[0] as Uint8Array);
  append(suggest.documentId, anna, 'c1', letters(2));
  append(open.documentId, anna, 'c1', wrote.open[1] as Uint8Array);
  append(copy, bram, 'c2', wrote.copy[1] as Uint8Array);
  append(open.documentId, bram, 'c2', wrote.open[2] as Uint8Array);
  await Promise.all([open.documentId, copy, suggest.documentId].map(persistence.settled));
  const from = (id: string) => before.get(id) ?? 0;
  expect(results.get(open.documentId)).toEqual({ firstSeq: from(open.documentId) + 1, lastSeq: from(open.documentId) + 3 });
  expect(results.get(copy)).toEqual({ firstSeq: from(copy) + 1, lastSeq: from(copy) + 2 });
  expect(results.get(suggest.documentId)).toBe('rejected');
  expect(new Map(stored)).toEqual(await lastSeqs([open.documentId, copy]));
  expect(await rowsAfter(open.documentId, from(open.documentId))).toEqual([
    [bram, 'c2', Buffer.from(wrote.open[0] as Uint8Array)],
    [anna, 'c1', Buffer.from(wrote.open[1] as Uint8Array)],
    [bram, 'c2', Buffer.from(wrote.open[2] as Uint8Array)],
  ]);
  expect(await rowsAfter(copy, from(copy))).toEqual([
    [anna, 'c1', Buffer.from(wrote.copy[0] as Uint8Array)],
    [bram, 'c2', Buffer.from(wrote.copy[1] as Uint8Array)],
  ]);
  expect(await rowsAfter(suggest.documentId, 0)).toEqual([]);
  await persistence.stop(1_000);
});

async function anotherOpenSection(like: string): Promise<string> {
  const section = await handle.db.selectFrom('section').where('document_id', '=', like).selectAll().executeTakeFirstOrThrow();
  const { id } = await handle.db.insertInto('document').values({ created_at: TEST_NOW }).returning('id').executeTakeFirstOrThrow();
  const { id: _, ...values } = section;
  await handle.db
    .insertInto('section')
    .values({ ...values, document_id: id, position: 90, number: '90' })
    .execute();
  return id;
}

async function lastSeqs(ids: string[]): Promise<Map<string, number>> {
  const rows = await handle.db.selectFrom('document').where('id', 'in', ids).select(['id', 'last_seq']).execute();
  return new Map(rows.map((row) => [row.id, row.last_seq]));
}

async function rowsAfter(documentId: string, seq: number) {
  const rows = await handle.db
    .selectFrom('document_update')
    .where('document_id', '=', documentId)
    .where('seq', '>', seq)
    .orderBy('seq')
    .select(['author_id', 'connection_id', 'payload'])
    .execute();
  return rows.map((row) => [row.author_id, row.connection_id, row.payload]);
}
