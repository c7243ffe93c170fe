/** Who put which letters into a document, and when: from the log, kept per document and carried on from where it was. */
import * as Y from 'yjs';
import type { Db } from '../context.ts';
import { readLog } from './document-log.ts';
import { SEED_CLIENT } from './documents.ts';
import { giveBack, listRestores } from './restored-words.ts';

/** Of one Yjs client: what it inserted from `clock` up to `end`. `personId` null: the municipality put it in (the text it began with, an import). */
export type Written = { clock: number; end: number; personId: string | null; at: number };

export type AuthorIndex = { seq: number; clients: Map<number, Written[]> };

/** What one person wrote within this time is one piece. */
const ONE_PIECE_MS = 10 * 60_000;
/** Documents of which the index is kept in memory: about 40 bytes for each ten minutes of somebody's writing. */
const MOST = 200;

const indexes = new Map<string, Promise<AuthorIndex>>();

/** The index of a document up to update `seq` at least. Only what came after the last time is read, with turns for others in between. */
export function readAuthorIndex(db: Db, documentId: string, seq: number): Promise<AuthorIndex> {
  const known = indexes.get(documentId);
  const next = (known ?? loadStored(db, documentId)).then((index) => (index.seq >= seq ? index : carryOn(db, { documentId, index, seq })));
  indexes.delete(documentId);
  indexes.set(documentId, next);
  if (indexes.size > MOST) for (const oldest of [...indexes.keys()].slice(0, indexes.size - MOST)) indexes.delete(oldest);
  // What failed half-way is begun again.
  next.catch(() => {
    if (indexes.get(documentId) === next) indexes.delete(documentId);
  });
  return next;
}

/** `clients`: per client number its pieces as [clock, end, place in `people`, milliseconds]. */
type Stored = { people: (string | null)[]; clients: [number, [number, number, number, number][]][] };

async function loadStored(db: Db, documentId: string): Promise<AuthorIndex> {
  const stored = await db
    .selectFrom('document_author_index')
    .where('document_id', '=', documentId)
    .select(['seq', 'pieces'])
    .executeTakeFirst();
  if (!stored) return { seq: 0, clients: new Map() };
  const { people, clients } = stored.pieces as Stored;
  return {
    seq: stored.seq,
    clients: new Map(
      clients.map(([client, pieces]) => [
        client,
        pieces.map(([clock, end, person, at]) => ({ clock, end, personId: people[person] ?? null, at })),
      ]),
    ),
  };
}

/** Updates that a page may have to read from the log before it can say who wrote what. */
const AT_MOST_UNSTORED = 1000;

/** Writes the index of every document that went on by a thousand updates: work for a job. Twice, or on two nodes at once, writes the same. */
export async function storeAuthorIndexes(db: Db): Promise<number> {
  const rows = await db
    .selectFrom('document')
    .leftJoin('document_author_index', 'document_author_index.document_id', 'document.id')
    .where((eb) => eb(eb('document.last_seq', '-', eb.fn.coalesce('document_author_index.seq', eb.lit(0))), '>=', AT_MOST_UNSTORED))
    .select(['document.id', 'document.last_seq as seq'])
    .execute();
  for (const { id, seq } of rows) {
    const index = await readAuthorIndex(db, id, seq);
    const people = [...new Set([...index.clients.values()].flatMap((pieces) => pieces.map((piece) => piece.personId)))];
    const clients: Stored['clients'] = [...index.clients].map(([client, pieces]) => [
      client,
      pieces.map(({ clock, end, personId, at }) => [clock, end, people.indexOf(personId), at]),
    ]);
    const pieces = JSON.stringify({ people, clients } satisfies Stored);
    await db
      .insertInto('document_author_index')
      .values({ document_id: id, seq: index.seq, pieces })
      .onConflict((conflict) => conflict.column('document_id').doUpdateSet({ seq: index.seq, pieces }))
      .execute();
  }
  return rows.length;
}

/** Empties the memory, as a start of the process does. */
export function forgetAuthorIndexes(): void {
  indexes.clear();
}

async function carryOn(db: Db, { documentId, index, seq }: { documentId: string; index: AuthorIndex; seq: number }): Promise<AuthorIndex> {
  const bound = await db.selectFrom('document_client').where('document_id', '=', documentId).select(['client_id', 'person_id']).execute();
  const owners = new Map(bound.map((row) => [row.client_id, row.person_id]));
  const restores = await listRestores(db, documentId, { fromSeq: index.seq, toSeq: seq });
  for await (const row of readLog(db, documentId, { fromSeq: index.seq, toSeq: seq })) {
    const clients = new Set<number>();
    for (const struct of Y.decodeUpdate(row.payload).structs) {
      if (struct instanceof Y.Skip) continue;
      const { client, clock } = struct.id;
      clients.add(client);
      // A client is one person's; what the application writes on somebody's behalf stands under their name in the log.
      const personId = client === SEED_CLIENT ? null : (owners.get(client) ?? row.authorId);
      addPiece(index.clients, client, { clock, end: clock + struct.length, personId, at: row.at.getTime() });
    }
    const source = restores.get(row.seq);
    if (source !== undefined) await giveBack(db, documentId, { index, clients, seq: row.seq, source });
    index.seq = row.seq;
  }
  index.seq = Math.max(index.seq, seq);
  return index;
}

function addPiece(clients: AuthorIndex['clients'], client: number, piece: Written): void {
  const pieces = clients.get(client);
  if (!pieces) {
    clients.set(client, [piece]);
    return;
  }
  const last = pieces.at(-1);
  // An update that was sent twice.
  if (last && piece.end <= last.end) return;
  const clock = Math.max(piece.clock, last?.end ?? 0);
  const goesOn = last && clock === last.end && last.personId === piece.personId && piece.at - last.at < ONE_PIECE_MS;
  if (goesOn) last.end = piece.end;
  else pieces.push({ ...piece, clock });
}

/** The piece that letter `clock` of a client belongs to. */
export function pieceAt({ clients }: AuthorIndex, client: number, clock: number): Written | null {
  const pieces = clients.get(client) ?? [];
  let [low, high] = [0, pieces.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const piece = pieces[middle];
    if (!piece) return null;
    if (clock < piece.clock) high = middle - 1;
    else if (clock >= piece.end) low = middle + 1;
    else return piece;
  }
  return null;
}
