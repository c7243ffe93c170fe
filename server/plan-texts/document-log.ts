/** Reading the log of a document, long as it may be, without keeping others waiting. */
import { setImmediate } from 'node:timers/promises';
import * as Y from 'yjs';
import type { Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { applyAsIs } from './apply-as-is.ts';
import { loadDocument } from './documents.ts';
import { applyStateInTurns } from './snapshot-state.ts';

export type LogRow = { seq: number; authorId: string | null; at: Date; payload: Uint8Array };

const ROWS_AT_ONCE = 2000;
/** Milliseconds of work before others get their turn. */
const TURN_MS = 10;

/** The updates after `fromSeq` up to and including `toSeq`, in order. Between rows it lets other work of this process go on. */
export async function* readLog(
  db: Db,
  documentId: string,
  { fromSeq, toSeq }: { fromSeq: number; toSeq: number },
): AsyncGenerator<LogRow, void> {
  let after = fromSeq;
  let turnBegan = performance.now();
  while (after < toSeq) {
    const rows = await db
      .selectFrom('document_update')
      .where('document_id', '=', documentId)
      .where('seq', '>', after)
      .where('seq', '<=', toSeq)
      .orderBy('seq')
      .limit(ROWS_AT_ONCE)
      .select(['seq', 'author_id as authorId', 'at', 'payload'])
      .execute();
    for (const row of rows) {
      if (performance.now() - turnBegan > TURN_MS) {
        await setImmediate();
        turnBegan = performance.now();
      }
      yield row;
    }
    if (rows.length < ROWS_AT_ONCE) return;
    after = rows.at(-1)?.seq ?? toSeq;
  }
}

/**
 * A document as it was after update `seq`: from the newest snapshot before it and the log.
 * @throws DomainError `not_found`, Error when the log has a gap
 */
export async function loadDocumentAt(db: Db, documentId: string, seq: number): Promise<Y.Doc> {
  const document = await db.selectFrom('document').where('id', '=', documentId).select('last_seq').executeTakeFirst();
  if (!document || document.last_seq < seq) throw new DomainError('not_found');
  if (document.last_seq === seq) {
    const loaded = await loadDocument(db, documentId);
    // Outside a transaction somebody may just have written more.
    if (loaded.seq === seq) return loaded.doc;
    loaded.doc.destroy();
  }
  const snapshot = await db
    .selectFrom('document_snapshot')
    .where('document_id', '=', documentId)
    .where('seq', '<=', seq)
    .orderBy('seq', 'desc')
    .limit(1)
    .select(['seq', 'state'])
    .executeTakeFirst();
  const doc = new Y.Doc();
  if (snapshot) await applyStateInTurns(doc, snapshot.state);
  let expected = (snapshot?.seq ?? 0) + 1;
  for await (const row of readLog(db, documentId, { fromSeq: expected - 1, toSeq: seq })) {
    if (row.seq !== expected) break;
    applyAsIs(doc, row.payload);
    expected += 1;
  }
  if (expected !== seq + 1) throw new Error(`document ${documentId}: the log has a gap at ${expected}`);
  return doc;
}
