import type { JSONContent } from '@tiptap/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { DatabaseHandle } from '../../db/client.ts';
import { DomainError } from '../errors.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor, makePerson, TEST_NOW } from '../testing/world.ts';
import { appendUpdates, authorShares, compactDocument, createDocument, editDocument, loadDocument, loadDocuments } from './documents.ts';
import { documentJson, documentText } from './schema.ts';

const CONTENT: JSONContent = {
  type: 'doc',
  content: [
    { type: 'heading', attrs: { level: 3 }, content: [{ type: 'text', text: 'De kade' }] },
    {
      type: 'bulletList',
      content: [
        { type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'blijft', marks: [{ type: 'bold' }] }] }] },
      ],
    },
  ],
};

let handle: DatabaseHandle;
beforeAll(async () => {
  handle = await openTestDatabase();
});
afterAll(() => handle.close());

function write(doc: Y.Doc, text: string): void {
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(text)]);
  doc.getXmlFragment('content').push([paragraph]);
}

async function newDocument(): Promise<string> {
  return await createDocument(handle.db, { content: CONTENT, authorId: null, now: TEST_NOW });
}

describe('a document', () => {
  test('holds the text it was made with, once', async () => {
    const { doc, seq } = await loadDocument(handle.db, await newDocument());
    expect(seq).toBe(1);
    expect(documentJson(doc)).toEqual(CONTENT);
  });

  test('is made the same each time, so the same text has the same bytes', async () => {
    const [one, two] = await Promise.all([newDocument(), newDocument()]);
    const states = await Promise.all([one, two].map(async (id) => Y.encodeStateAsUpdate((await loadDocument(handle.db, id)).doc)));
    expect(states[0]).toEqual(states[1]);
  });

  test('that does not exist is not found', async () => {
    await expect(loadDocument(handle.db, '00000000-0000-4000-8000-000000000000')).rejects.toThrow(DomainError);
  });

  test('numbers its updates without a gap when many append at once', async () => {
    const id = await newDocument();
    const context = contextFor(handle.db, null);
    await Promise.all(Array.from({ length: 10 }, (_, index) => editDocument(context, id, null, (doc) => write(doc, `zin ${index}`))));
    const { doc, seq } = await loadDocument(handle.db, id);
    expect(seq).toBe(11);
    expect(documentText(doc).split('\n')).toHaveLength(12);
  });

  test('with a row missing from its log is not served', async () => {
    const id = await newDocument();
    await editDocument(contextFor(handle.db, null), id, null, (doc) => write(doc, 'twee'));
    await editDocument(contextFor(handle.db, null), id, null, (doc) => write(doc, 'drie'));
    await handle.db.deleteFrom('document_update').where('document_id', '=', id).where('seq', '=', 2).execute();
    await expect(loadDocument(handle.db, id)).rejects.toThrow('gap');
  });

  test('refuses a change that breaks its schema, and keeps nothing of it', async () => {
    const id = await newDocument();
    const breaking = editDocument(contextFor(handle.db, null), id, null, (doc) =>
      doc.getXmlFragment('content').push([new Y.XmlElement('script')]),
    );
    await expect(breaking).rejects.toThrow('element script');
    expect((await loadDocument(handle.db, id)).seq).toBe(1);
  });
});

describe('a snapshot', () => {
  test('changes nothing of what is read, and keeps the log', async () => {
    const id = await newDocument();
    const context = contextFor(handle.db, null);
    for (const text of ['een', 'twee', 'drie']) await editDocument(context, id, null, (doc) => write(doc, text));
    const before = await loadDocument(handle.db, id);
    expect(await compactDocument(handle.db, id, TEST_NOW)).toBe(4);
    expect(await compactDocument(handle.db, id, TEST_NOW)).toBeNull();
    await editDocument(context, id, null, (doc) => write(doc, 'vier'));
    const after = await loadDocument(handle.db, id);
    expect(documentText(after.doc)).toBe(`${documentText(before.doc)}\nvier`);
    expect(after.seq).toBe(5);
    const rows = await handle.db.selectFrom('document_update').where('document_id', '=', id).select('seq').execute();
    expect(rows).toHaveLength(5);
  });

  test('is kept beside the one before it, no more', async () => {
    const id = await newDocument();
    for (const text of ['een', 'twee', 'drie']) {
      await editDocument(contextFor(handle.db, null), id, null, (doc) => write(doc, text));
      await compactDocument(handle.db, id, TEST_NOW);
    }
    const snapshots = await handle.db.selectFrom('document_snapshot').where('document_id', '=', id).select('seq').orderBy('seq').execute();
    expect(snapshots.map((row) => row.seq)).toEqual([3, 4]);
  });

  test('serves many documents at once, with and without snapshot', async () => {
    const ids = await Promise.all([newDocument(), newDocument(), newDocument()]);
    await editDocument(contextFor(handle.db, null), ids[1] ?? '', null, (doc) => write(doc, 'meer'));
    await compactDocument(handle.db, ids[1] ?? '', TEST_NOW);
    await compactDocument(handle.db, ids[2] ?? '', TEST_NOW);
    const loaded = await loadDocuments(handle.db, ids);
    expect(ids.map((id) => loaded.get(id)?.seq)).toEqual([1, 2, 1]);
  });
});

describe('the shares of authors', () => {
  test('count the characters each inserted between two moments', async () => {
    const [anna, bram] = await Promise.all(
      ['Anna', 'Bram'].map((name) => makePerson(handle.db, { name, email: `${name}-${crypto.randomUUID()}@proef.example` })),
    );
    if (!anna || !bram) throw new Error('no people');
    const id = await newDocument();
    const context = contextFor(handle.db, null);
    await editDocument(context, id, anna.id, (doc) => write(doc, 'vijf!'));
    await compactDocument(handle.db, id, TEST_NOW);
    await editDocument(context, id, bram.id, (doc) => write(doc, 'zeven!!'));
    await editDocument(context, id, anna.id, (doc) => write(doc, 'drie'));
    expect(await authorShares(handle.db, id, 0, 4)).toEqual([
      { personId: anna.id, characters: 9 },
      { personId: bram.id, characters: 7 },
    ]);
    expect(await authorShares(handle.db, id, 2, 3)).toEqual([{ personId: bram.id, characters: 7 }]);
  });

  test('count an update that was sent twice once', async () => {
    const anna = await makePerson(handle.db, { name: 'Anna', email: `twee-${crypto.randomUUID()}@proef.example` });
    const id = await newDocument();
    const client = new Y.Doc();
    write(client, 'dubbel');
    const update = { payload: Y.encodeStateAsUpdate(client), authorId: anna.id, connectionId: 'c', at: TEST_NOW };
    await appendUpdates(handle.db, id, [update, update]);
    expect(await authorShares(handle.db, id, 1, 3)).toEqual([{ personId: anna.id, characters: 6 }]);
    expect(await authorShares(handle.db, id, 2, 3)).toEqual([]);
  });
});
