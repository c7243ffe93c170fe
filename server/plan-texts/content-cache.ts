import type { JSONContent } from '@tiptap/core';
import type { Db } from '../context.ts';
import { loadDocuments } from './documents.ts';
import { contentText, documentJson } from './schema.ts';

export type ReadContent = { content: JSONContent; text: string };

/** Documents at one point of their log never change, so what was read of them stays right. About 10 kB each. */
const MOST = 2000;
const cache = new Map<string, ReadContent>();

/** Content of documents as they are now, by document id; what was read before is not read again. */
export async function readContents(db: Db, documents: readonly { documentId: string; seq: number }[]): Promise<Map<string, ReadContent>> {
  const contents = new Map<string, ReadContent>();
  const missing: string[] = [];
  for (const { documentId, seq } of documents) {
    const key = `${documentId}:${seq}`;
    const known = cache.get(key);
    if (!known) missing.push(documentId);
    else {
      // Put last again: what was used longest ago is the first to go.
      cache.delete(key);
      cache.set(key, known);
      contents.set(documentId, known);
    }
  }
  for (const [documentId, { doc, seq }] of await loadDocuments(db, missing)) {
    const content = documentJson(doc);
    const read = { content, text: contentText(content) };
    doc.destroy();
    remember(`${documentId}:${seq}`, read);
    contents.set(documentId, read);
  }
  return contents;
}

function remember(key: string, read: ReadContent): void {
  cache.set(key, read);
  if (cache.size > MOST) for (const oldest of [...cache.keys()].slice(0, cache.size - MOST)) cache.delete(oldest);
}
