/**
 * The living texts: one Yjs document per section, kept as an append-only log of updates with snapshots to load quickly. A snapshot never replaces the log.
 * Everybody who changes a document (socket, import, adopted proposal) appends here; who shows it loads here.
 */
import { randomInt } from 'node:crypto';
import type { JSONContent } from '@tiptap/core';
import { prosemirrorJSONToYDoc } from '@tiptap/y-tiptap';
import { sql } from 'kysely';
import * as Y from 'yjs';
import type { Context, Db } from '../context.ts';
import { DomainError } from '../errors.ts';
import { CONTENT_ROOT, checkDocument, planTextSchema } from './schema.ts';
import { snapshotOf } from './snapshot-thread.ts';
import { boundOf, rebuildInTurns, type Snapshot, type Stored } from './stored-document.ts';

/** Payload `<document id>:<seq>`. It only wakes: the log is the truth. */
export const DOCUMENT_CHANNEL = 'oever_document';
/** The Yjs client that writes the first content of every document; it belongs to nobody, so no socket may write under it. */
export const SEED_CLIENT = 1;

/** One update to append. `payload` is a Yjs update (v1). */
export type NewUpdate = { payload: Uint8Array; authorId: string | null; connectionId: string | null; at: Date };

/**
 * A new document with its first text, which is never seeded again: a second seed would double it.
 * @param content Tiptap JSON of `planTextSchema`
 * @returns the document's id
 */
export async function createDocument(
  tx: Db,
  { content, authorId, now }: { content: JSONContent; authorId: string | null; now: Date },
): Promise<string> {
  const { id } = await tx.insertInto('document').values({ created_at: now }).returning('id').executeTakeFirstOrThrow();
  await bindClient(tx, { documentId: id, clientId: SEED_CLIENT, personId: null });
  await appendUpdates(tx, id, [{ payload: firstUpdate(content), authorId, connectionId: null, at: now }]);
  return id;
}

function firstUpdate(content: JSONContent): Uint8Array {
  const source = prosemirrorJSONToYDoc(planTextSchema, content, CONTENT_ROOT);
  const seed = new Y.Doc();
  seed.clientID = SEED_CLIENT;
  const from = source.getXmlFragment(CONTENT_ROOT);
  seed.getXmlFragment(CONTENT_ROOT).insert(
    0,
    from.toArray().map((node) => node.clone() as Y.XmlElement),
  );
  return Y.encodeStateAsUpdate(seed);
}

/** `bytes`: at most how large it is as one update (v1). */
export type LoadedDocument = { doc: Y.Doc; seq: number; bytes: number };

/** A document as it is now: its newest snapshot and what came after. @throws DomainError `not_found` */
export async function loadDocument(db: Db, documentId: string): Promise<LoadedDocument> {
  const loaded = (await loadDocuments(db, [documentId])).get(documentId);
  if (!loaded) throw new DomainError('not_found');
  return loaded;
}

/** Several documents in one query; ids that do not exist are left out. */
export async function loadDocuments(db: Db, documentIds: readonly string[]): Promise<Map<string, LoadedDocument>> {
  const loaded = new Map<string, LoadedDocument>();
  for (const [id, stored] of await readStored(db, documentIds))
    loaded.set(id, { doc: await rebuildInTurns(stored), seq: stored.lastSeq, bytes: boundOf(stored) });
  return loaded;
}

/** One statement, so that snapshot and tail are of the same moment. */
async function readStored(db: Db, documentIds: readonly string[]): Promise<Map<string, Stored>> {
  const found = new Map<string, Stored>();
  if (documentIds.length === 0) return found;
  const rows = await db
    .selectFrom('document')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('document_snapshot')
          .whereRef('document_snapshot.document_id', '=', 'document.id')
          .orderBy('document_snapshot.seq', 'desc')
          .limit(1)
          .select(['document_snapshot.seq', 'document_snapshot.state'])
          .as('snapshot'),
      (join) => join.onTrue(),
    )
    .leftJoin('document_update', (join) =>
      join
        .onRef('document_update.document_id', '=', 'document.id')
        .on('document_update.seq', '>', (eb) => eb.fn.coalesce('snapshot.seq', eb.lit(0))),
    )
    .where('document.id', 'in', [...documentIds])
    .orderBy('document.id')
    .orderBy('document_update.seq')
    .select(['document.id', 'document.last_seq', 'document.redactions', 'snapshot.seq as snapshot_seq', 'document_update.seq'])
    .select('document_update.payload')
    // The state rides along on the first row of its document only.
    .select((eb) =>
      eb
        .case()
        .when(
          eb.or([
            eb('document_update.seq', 'is', null),
            eb('document_update.seq', '=', eb(eb.fn.coalesce('snapshot.seq', eb.lit(0)), '+', 1)),
          ]),
        )
        .then(eb.ref('snapshot.state'))
        .else(null)
        .end()
        .as('state'),
    )
    .execute();
  for (const row of rows) {
    let stored = found.get(row.id);
    if (!stored) {
      stored = {
        id: row.id,
        lastSeq: Number(row.last_seq),
        redactions: row.redactions,
        snapshotSeq: Number(row.snapshot_seq ?? 0),
        state: row.state,
        tail: [],
      };
      found.set(row.id, stored);
    }
    if (row.seq !== null && row.payload) stored.tail.push({ seq: Number(row.seq), payload: row.payload });
  }
  return found;
}

/**
 * Appends updates of one document without a gap in the numbers, also with several nodes writing: the row of the document is the turn.
 * @returns the number of the last one
 */
export async function appendUpdates(tx: Db, documentId: string, updates: readonly NewUpdate[]): Promise<number> {
  const document = await tx
    .updateTable('document')
    .set({ last_seq: sql<number>`last_seq + ${updates.length}::bigint` })
    .where('id', '=', documentId)
    .returning('last_seq')
    .executeTakeFirst();
  if (!document) throw new DomainError('not_found');
  const lastSeq = Number(document.last_seq);
  if (updates.length === 0) return lastSeq;
  await tx
    .insertInto('document_update')
    .values(
      updates.map((update, index) => ({
        document_id: documentId,
        seq: lastSeq - updates.length + 1 + index,
        author_id: update.authorId,
        connection_id: update.connectionId,
        at: update.at,
        payload: Buffer.from(update.payload),
      })),
    )
    .execute();
  return lastSeq;
}

/** Wakes every node that has the document open, once the transaction has committed. */
export async function notifyDocument(tx: Db, documentId: string, seq: number): Promise<void> {
  await sql`select pg_notify(${DOCUMENT_CHANNEL}, ${`${documentId}:${seq}`})`.execute(tx);
}

/**
 * A change made by the application itself, such as an adopted proposal; people who have the text open see it come in.
 * @param authorId whose words they are
 * @param change works on the document in one Yjs transaction; what breaks the schema is refused
 * @returns the number of the update, or of the last one when nothing changed
 */
export async function editDocument(
  { db, now }: Pick<Context, 'db' | 'now'>,
  documentId: string,
  authorId: string | null,
  change: (doc: Y.Doc) => void,
): Promise<number> {
  const edit = async (tx: Db): Promise<number> => {
    await tx.selectFrom('document').where('id', '=', documentId).select('id').forUpdate().execute();
    const { doc, seq } = await loadDocument(tx, documentId);
    const changes: Uint8Array[] = [];
    doc.clientID = randomInt(2, 2 ** 32);
    doc.on('update', (update: Uint8Array) => changes.push(update));
    doc.transact(() => change(doc));
    if (changes.length === 0) return seq;
    const fault = checkDocument(doc);
    if (fault) throw new Error(`the change to document ${documentId} breaks its schema: ${fault}`);
    await bindClient(tx, { documentId, clientId: doc.clientID, personId: null });
    const last = await appendUpdates(tx, documentId, [{ payload: Y.mergeUpdates(changes), authorId, connectionId: null, at: now }]);
    await notifyDocument(tx, documentId, last);
    return last;
  };
  return db.isTransaction ? edit(db) : db.transaction().execute(edit);
}

async function bindClient(
  tx: Db,
  { documentId, clientId, personId }: { documentId: string; clientId: number; personId: string | null },
): Promise<void> {
  await tx.insertInto('document_client').values({ document_id: documentId, client_id: clientId, person_id: personId }).execute();
}

/**
 * Writes a snapshot of the document as it is now. It counts only after it was read back and says the same; the log rows stay.
 * @returns the sequence number it stands for, or null when there was nothing new
 */
export async function compactDocument(db: Db, documentId: string, now: Date): Promise<number | null> {
  const stored = (await readStored(db, [documentId])).get(documentId);
  if (!stored) throw new DomainError('not_found');
  const { lastSeq: seq } = stored;
  if (stored.snapshotSeq === seq) return null;
  const snapshot = await snapshotOf(stored);
  await keepSnapshot(db, { stored, snapshot, now });
  // Two are enough: the log can rebuild any.
  await db
    .deleteFrom('document_snapshot')
    .where('document_id', '=', documentId)
    .where('seq', 'not in', (eb) =>
      eb
        .selectFrom('document_snapshot as kept')
        .where('kept.document_id', '=', documentId)
        .orderBy('kept.seq', 'desc')
        .limit(2)
        .select('kept.seq'),
    )
    .execute();
  return seq;
}

/** Unless words were taken out of the document since it was read: then the snapshot would bring them back. */
export async function keepSnapshot(db: Db, { stored, snapshot, now }: { stored: Stored; snapshot: Snapshot; now: Date }): Promise<void> {
  const { id, lastSeq, redactions } = stored;
  await sql`
    insert into document_snapshot (document_id, seq, state, state_vector, text_sha256, created_at)
    select id, ${lastSeq}::bigint, ${Buffer.from(snapshot.state)}::bytea, ${Buffer.from(snapshot.stateVector)}::bytea, ${snapshot.textSha256}::text,
      ${now.toISOString()}::timestamptz
    from document where id = ${id}::uuid and redactions = ${redactions}::integer for share
    on conflict do nothing`.execute(db);
}

/** Documents with at least `updates` log rows since their newest snapshot: work for the job `snapshot-documents`. */
export async function listDocumentsToCompact(db: Db, updates = 500): Promise<string[]> {
  const rows = await db
    .selectFrom('document')
    .leftJoin('document_snapshot', 'document_snapshot.document_id', 'document.id')
    .groupBy('document.id')
    .having((eb) => eb(eb('document.last_seq', '-', eb.fn.coalesce(eb.fn.max('document_snapshot.seq'), eb.lit(0))), '>=', updates))
    .select('document.id')
    .execute();
  return rows.map((row) => row.id);
}

export { authorShares } from './author-shares.ts';
