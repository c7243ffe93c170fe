/** Whose words are those that come back when a version is restored: of who wrote them then, not of who put them back. */
import { sql } from 'kysely';
import * as Y from 'yjs';
import type { Db } from '../context.ts';
import { type AuthorIndex, pieceAt, type Written } from './author-index.ts';
import { loadDocumentAt } from './document-log.ts';
import { BLANK, CONTENT_ROOT } from './elements.ts';

/** Updates by which a version was put back, with the update up to which that version goes. */
export async function listRestores(
  db: Db,
  documentId: string,
  { fromSeq, toSeq }: { fromSeq: number; toSeq: number },
): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('section_version as made')
    .innerJoin('section', 'section.id', 'made.section_id')
    .where('section.document_id', '=', documentId)
    .where('made.cause', '=', 'restore')
    .where('made.seq', '>', fromSeq)
    .where('made.seq', '<=', toSeq)
    // What stood there is kept as a version first; when that goes as far, only the title was put back.
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('section_version as kept')
            .whereRef('kept.section_id', '=', 'made.section_id')
            .whereRef('kept.number', '<', 'made.number')
            .whereRef('kept.seq', '=', 'made.seq')
            .select('kept.id'),
        ),
      ),
    )
    .select('made.seq')
    .select(
      sql<number | null>`(select earlier.seq from section_version as earlier where earlier.section_id = made.section_id
        and earlier.number < made.number and earlier.content = made.content order by earlier.number desc limit 1)`.as('source'),
    )
    .execute();
  return new Map(rows.flatMap(({ seq, source }) => (source === null ? [] : [[Number(seq), Number(source)] as const])));
}

/**
 * Gives the words that update `seq` put back to who wrote them, and to when: both texts are the same, so each letter has one it stood for.
 * @param clients of that update; what they wrote in it was given to who restored
 */
export async function giveBack(
  db: Db,
  documentId: string,
  { index, clients, seq, source }: { index: AuthorIndex; clients: ReadonlySet<number>; seq: number; source: number },
): Promise<void> {
  const [then, now] = [await lettersAt(db, documentId, source), await lettersAt(db, documentId, seq)];
  if (!isSameText(then.text, now.text)) return;
  const back = new Map<number, Written[]>();
  for (const [place, { client, clock }] of now.ids.entries()) {
    const was = then.ids[place];
    const written = clients.has(client) && was ? pieceAt(index, was.client, was.clock) : null;
    if (!written) continue;
    const pieces = back.get(client) ?? [];
    back.set(client, pieces);
    pieces.push({ clock, end: clock + 1, personId: written.personId, at: written.at });
  }
  for (const [client, pieces] of back) index.clients.set(client, overlay(index.clients.get(client) ?? [], pieces));
}

/** Letter by letter; one that was taken out of the log may be any. */
function isSameText(one: string, other: string): boolean {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  for (let place = 0; place < one.length; place++) {
    const [a, b] = [one.charAt(place), other.charAt(place)];
    if (a !== b && a !== BLANK && b !== BLANK) return false;
  }
  return true;
}

/** Pieces with others laid over them, letter by letter; neighbours of one person at one time become one. */
function overlay(under: readonly Written[], over: readonly Written[]): Written[] {
  const letters = new Map(over.map((piece) => [piece.clock, piece]));
  const pieces: Written[] = [];
  for (const piece of under) {
    for (let clock = piece.clock; clock < piece.end; clock++) {
      const { personId, at } = letters.get(clock) ?? piece;
      const last = pieces.at(-1);
      if (last && last.end === clock && last.personId === personId && last.at === at) last.end = clock + 1;
      else pieces.push({ clock, end: clock + 1, personId, at });
    }
  }
  return pieces;
}

type Letters = { text: string; ids: { client: number; clock: number }[] };

async function lettersAt(db: Db, documentId: string, seq: number): Promise<Letters> {
  const doc = await loadDocumentAt(db, documentId, seq);
  const letters: Letters = { text: '', ids: [] };
  collect(doc.getXmlFragment(CONTENT_ROOT), letters);
  doc.destroy();
  return letters;
}

function collect(parent: Y.XmlFragment, letters: Letters): void {
  for (const child of parent.toArray() as unknown[]) {
    if (child instanceof Y.XmlElement) collect(child, letters);
    if (!(child instanceof Y.XmlText)) continue;
    for (let item = child._start; item; item = item.right) {
      if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
      letters.text += item.content.str;
      for (let offset = 0; offset < item.length; offset++) letters.ids.push({ client: item.id.client, clock: item.id.clock + offset });
    }
  }
}
