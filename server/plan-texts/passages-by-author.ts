/** Who wrote the words that stand in a section now: passage by passage, and each person's share of the whole. */
import * as Y from 'yjs';
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Context, Db } from '../context.ts';
import { shownName } from '../people/shown-name.ts';
import { type AuthorIndex, pieceAt, readAuthorIndex } from './author-index.ts';
import { cleanText } from './content.ts';
import { loadDocument } from './documents.ts';
import { checkMark, ELEMENTS, HOLDS_TEXT, MAX_DEPTH, own } from './elements.ts';
import { findReadableSection } from './queries.ts';
import { CONTENT_ROOT } from './schema.ts';

/** Words that one person wrote on one day; moments in milliseconds. `writer` is a place in the list of writers. */
export type Passage = { writer: number; from: number; until: number; runs: { text: string; marks: ('bold' | 'italic' | 'link')[] }[] };
export type WrittenBlock = {
  type: string;
  level: number | null;
  start: number | null;
  blocks: WrittenBlock[];
  line: (Passage | 'break')[];
};

export type Writer = {
  /** Null: the municipality put it in. */
  name: string | null;
  characters: number;
  /** Of all characters that stand there now, 0 to 1. */
  share: number;
  passages: number;
  firstAt: string;
  lastAt: string;
};

export type SectionWriters = { blocks: WrittenBlock[]; writers: Writer[]; characters: number };

/**
 * The text of a section as it stands now with who wrote what. People are called by the name they chose; who was erased is "a resident".
 * @throws DomainError `not_found`
 */
export async function getSectionWriters(context: Pick<Context, 'db' | 'actor' | 'now'>, sectionId: string): Promise<SectionWriters> {
  const { db } = context;
  const { documentId } = await findReadableSection(context, sectionId);
  const { last_seq: seq } = await db.selectFrom('document').where('id', '=', documentId).select('last_seq').executeTakeFirstOrThrow();
  const attributed = await readAttributed(db, documentId, seq);
  const ids = attributed.writers.flatMap(({ personId }) => personId ?? []);
  const people = ids.length
    ? await db.selectFrom('person').where('id', 'in', ids).select(['id', 'display_name', 'erased_at']).execute()
    : [];
  const names = new Map(people.map((person) => [person.id, shownName(person)]));
  const { blocks, characters, writers } = attributed;
  return {
    blocks,
    characters,
    writers: writers.map(({ personId, ...writer }) => ({ ...writer, name: personId && (names.get(personId) ?? null) })),
  };
}

type Attributed = { blocks: WrittenBlock[]; characters: number; writers: (Omit<Writer, 'name'> & { personId: string | null })[] };

/** Documents at one point of their log never change, so who wrote them does not either. Ids only: names may be erased. */
const MOST = 200;
const cache = new Map<string, Promise<Attributed>>();

async function readAttributed(db: Db, documentId: string, seq: number): Promise<Attributed> {
  const key = `${documentId}:${seq}`;
  const known = cache.get(key);
  if (known) return known;
  const reading = attribute(db, documentId);
  cache.set(key, reading);
  if (cache.size > MOST) for (const oldest of [...cache.keys()].slice(0, cache.size - MOST)) cache.delete(oldest);
  reading.catch(() => cache.delete(key));
  return reading;
}

async function attribute(db: Db, documentId: string): Promise<Attributed> {
  const { doc, seq } = await loadDocument(db, documentId);
  const index = await readAuthorIndex(db, documentId, seq);
  const attributed = attributeDocument(doc, index);
  doc.destroy();
  return attributed;
}

type Gathering = {
  index: AuthorIndex;
  writers: Map<string | null, { place: number; first: number; last: number; characters: number; passages: number }>;
};

/** The passages of a document, with `index` up to its last update. */
export function attributeDocument(doc: Y.Doc, index: AuthorIndex): Attributed {
  const gathering: Gathering = { index, writers: new Map() };
  const blocks = readBlocks(doc.getXmlFragment(CONTENT_ROOT), gathering, 1);
  const found = [...gathering.writers];
  const characters = found.reduce((sum, [, writer]) => sum + writer.characters, 0);
  // The list goes from most to least; the passages follow.
  const order = [...found].sort(([, one], [, other]) => other.characters - one.characters);
  const places = new Map(order.map(([, { place }], rank) => [place, rank]));
  renumber(blocks, places);
  return {
    blocks,
    characters,
    writers: order.map(([personId, { first, last, characters: count, passages }]) => ({
      personId,
      characters: count,
      share: characters === 0 ? 0 : count / characters,
      passages,
      firstAt: new Date(first).toISOString(),
      lastAt: new Date(last).toISOString(),
    })),
  };
}

function renumber(blocks: readonly WrittenBlock[], places: ReadonlyMap<number, number>): void {
  for (const block of blocks) {
    for (const passage of block.line) if (passage !== 'break') passage.writer = places.get(passage.writer) ?? passage.writer;
    renumber(block.blocks, places);
  }
}

function readBlocks(parent: Y.XmlFragment, gathering: Gathering, depth: number): WrittenBlock[] {
  if (depth > MAX_DEPTH) return [];
  return (parent.toArray() as unknown[]).flatMap((child): WrittenBlock[] => {
    if (!(child instanceof Y.XmlElement) || !own(ELEMENTS, child.nodeName)) return [];
    const attributes = child.getAttributes() as Record<string, unknown>;
    const block: WrittenBlock = {
      type: child.nodeName,
      level: child.nodeName === 'heading' ? Number(attributes.level ?? 2) : null,
      start: child.nodeName === 'orderedList' ? Number(attributes.start ?? 1) : null,
      blocks: [],
      line: [],
    };
    if (HOLDS_TEXT.has(child.nodeName)) block.line = readLine(child, gathering);
    else block.blocks = readBlocks(child, gathering, depth + 1);
    return block.line.length + block.blocks.length > 0 ? [block] : [];
  });
}

function readLine(element: Y.XmlElement, gathering: Gathering): (Passage | 'break')[] {
  const line: (Passage | 'break')[] = [];
  for (const child of element.toArray() as unknown[]) {
    if (child instanceof Y.XmlElement) line.push('break');
    if (!(child instanceof Y.XmlText)) continue;
    const marks = new Map<string, unknown>();
    for (let item = child._start; item; item = item.right) {
      if (item.deleted) continue;
      if (item.content instanceof Y.ContentFormat) marks.set(item.content.key, item.content.value);
      if (item.content instanceof Y.ContentString) addText(line, gathering, { item, text: item.content.str, marks: namesOf(marks) });
    }
  }
  return line;
}

function namesOf(marks: ReadonlyMap<string, unknown>): Passage['runs'][number]['marks'] {
  return (['bold', 'italic', 'link'] as const).filter(
    (name) => (marks.get(name) ?? null) !== null && checkMark(name, marks.get(name)) === null,
  );
}

type Words = { item: Y.Item; text: string; marks: Passage['runs'][number]['marks'] };

/** One insertion as Yjs keeps it; it may hold what several updates brought, so it is cut where the writer changes. */
function addText(line: (Passage | 'break')[], gathering: Gathering, { item, text, marks }: Words): void {
  const { client, clock } = item.id;
  for (let offset = 0; offset < text.length; ) {
    const piece = pieceAt(gathering.index, client, clock + offset);
    const end = piece ? Math.min(text.length, piece.end - clock) : text.length;
    const words = cleanText(text.slice(offset, end));
    offset = end;
    if (words !== '') addWords(line, gathering, { words, marks, personId: piece?.personId ?? null, at: piece?.at ?? 0 });
  }
}

type Piece = { words: string; marks: Words['marks']; personId: string | null; at: number };

function addWords(line: (Passage | 'break')[], { writers }: Gathering, { words, marks, personId, at }: Piece): void {
  const writer = writers.get(personId) ?? { place: writers.size, first: at, last: at, characters: 0, passages: 0 };
  writers.set(personId, writer);
  writer.characters += words.length;
  writer.first = Math.min(writer.first, at);
  writer.last = Math.max(writer.last, at);
  const last = line.at(-1);
  const goesOn = last && last !== 'break' && last.writer === writer.place && (last.from === at || dayOf(last.from) === dayOf(at));
  const passage: Passage = goesOn ? last : { writer: writer.place, from: at, until: at, runs: [] };
  if (!goesOn) {
    line.push(passage);
    writer.passages += 1;
  }
  passage.from = Math.min(passage.from, at);
  passage.until = Math.max(passage.until, at);
  const run = passage.runs.at(-1);
  if (run && run.marks.join() === marks.join()) run.text += words;
  else passage.runs.push({ text: words, marks });
}

/** The day in Amsterdam of a moment. Asked for every few letters, so remembered per hour: no day begins within one. */
const days = new Map<number, string>();
function dayOf(at: number): string {
  const hour = Math.floor(at / 3_600_000);
  const known = days.get(hour);
  if (known !== undefined) return known;
  if (days.size > 50_000) days.clear();
  const day = amsterdamDay(new Date(at));
  days.set(hour, day);
  return day;
}
