/** Who wrote how much of a section between two moments, from the log of updates. */
import * as Y from 'yjs';
import type { Db } from '../context.ts';
import { readLog } from './document-log.ts';
import { SEED_CLIENT } from './documents.ts';

/**
 * Characters inserted per person in the updates after `fromSeq` up to and including `toSeq`; what was deleted again counts too, moving formatting does not.
 * Text without a person behind it is left out: the text a document began with, and what was imported.
 */
export async function authorShares(
  db: Db,
  documentId: string,
  fromSeq: number,
  toSeq: number,
): Promise<{ personId: string; characters: number }[]> {
  if (toSeq <= fromSeq) return [];
  const known = await clocksAt(db, documentId, fromSeq);
  const characters = new Map<string, number>();
  for await (const { authorId, payload } of readLog(db, documentId, { fromSeq, toSeq })) {
    const inserted = countNewCharacters(payload, known);
    if (authorId !== null && inserted > 0) characters.set(authorId, (characters.get(authorId) ?? 0) + inserted);
  }
  return [...characters].map(([personId, count]) => ({ personId, characters: count })).sort((a, b) => b.characters - a.characters);
}

/** Per Yjs client how far the document had got at `seq`, so that an update that was sent twice counts once. */
async function clocksAt(db: Db, documentId: string, seq: number): Promise<Map<number, number>> {
  const snapshot = await db
    .selectFrom('document_snapshot')
    .where('document_id', '=', documentId)
    .where('seq', '<=', seq)
    .orderBy('seq', 'desc')
    .limit(1)
    .select(['seq', 'state_vector'])
    .executeTakeFirst();
  const clocks = snapshot ? Y.decodeStateVector(snapshot.state_vector) : new Map<number, number>();
  for await (const { payload } of readLog(db, documentId, { fromSeq: snapshot?.seq ?? 0, toSeq: seq })) {
    for (const [client, clock] of Y.parseUpdateMeta(payload).to) clocks.set(client, Math.max(clock, clocks.get(client) ?? 0));
  }
  return clocks;
}

function countNewCharacters(payload: Uint8Array, known: Map<number, number>): number {
  let count = 0;
  for (const struct of Y.decodeUpdate(payload).structs) {
    const { client, clock } = struct.id;
    const end = clock + struct.length;
    const fresh = Math.min(struct.length, end - (known.get(client) ?? 0));
    if (fresh <= 0) continue;
    known.set(client, end);
    if (client !== SEED_CLIENT && struct instanceof Y.Item && struct.content instanceof Y.ContentString) count += fresh;
  }
  return count;
}
