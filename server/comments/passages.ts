/** Comments on the words of a section, and where those words stand in its text as it is now. */
import type { Context, Db } from '../context.ts';
import { cleanText } from '../plan-texts/content.ts';
import { loadDocument } from '../plan-texts/documents.ts';
import { type Anchor, type Found, findAnchors, type Segment } from './anchor.ts';
import { type Block, readLetters } from './letters.ts';
import { type CommentThread, listComments } from './queries.ts';

export type Passage = {
  quote: string;
  state: Found['state'];
  /** Where the words stand in the text as a page shows it. */
  segments: Segment[];
  /** For the editor, which looks for them in the text as it is being written; positions in base64. */
  anchor: { start: string; end: string; before: string; after: string; block: string };
};

export type PassageThread = CommentThread & { passage: Passage };

export type SectionPassages = {
  /** In the order of the text; those whose words are gone come last. */
  open: PassageThread[];
  /** Dealt with, the newest first. */
  resolved: PassageThread[];
};

/** The most that are looked for in one text. */
const MOST_PASSAGES = 300;

/**
 * All comments on words of a section.
 * @throws DomainError `not_found`
 */
export async function listPassages(
  context: Pick<Context, 'db' | 'actor' | 'now'>,
  { sectionId }: { sectionId: string },
): Promise<SectionPassages> {
  const { items } = await listComments(context, { subject: { sectionId }, which: 'on_words', cursor: null, limit: MOST_PASSAGES });
  if (items.length === 0) return { open: [], resolved: [] };
  const anchors = await loadAnchors(
    context.db,
    items.map(({ id }) => id),
  );
  const found = await findInSection(context.db, sectionId, anchors);
  const threads = items.flatMap((thread): PassageThread[] => {
    const anchor = anchors.get(thread.id);
    const where = found.get(thread.id);
    return anchor && where ? [{ ...thread, passage: { quote: anchor.quote, ...where, anchor: written(anchor) } }] : [];
  });
  return {
    open: threads.filter(({ resolved }) => !resolved).sort(byPlace),
    resolved: threads.filter(({ resolved }) => resolved),
  };
}

function byPlace(one: PassageThread, other: PassageThread): number {
  const [a, b] = [one.passage.segments[0], other.passage.segments[0]];
  if (!a || !b) return Number(!a) - Number(!b);
  return a.block - b.block || a.from - b.from || one.createdAt.localeCompare(other.createdAt);
}

function written({ start, end, before, after, block }: Anchor): Passage['anchor'] {
  return { start: Buffer.from(start).toString('base64'), end: Buffer.from(end).toString('base64'), before, after, block };
}

async function loadAnchors(db: Db, commentIds: string[]): Promise<Map<string, Anchor>> {
  const rows = await db.selectFrom('passage').where('comment_id', 'in', commentIds).selectAll().execute();
  return new Map(
    rows.map((row) => [
      row.comment_id,
      {
        start: row.start_position,
        end: row.end_position,
        quote: row.quote,
        before: row.text_before,
        after: row.text_after,
        block: row.block,
      },
    ]),
  );
}

/** A document at one point of its log never changes, and neither does an anchor: what was found once stays right. */
const MOST_REMEMBERED = 500;
const remembered = new Map<string, Map<string, Found>>();

async function findInSection(db: Db, sectionId: string, anchors: Map<string, Anchor>): Promise<Map<string, Found>> {
  const { id, last_seq } = await db
    .selectFrom('section')
    .innerJoin('document', 'document.id', 'section.document_id')
    .where('section.id', '=', sectionId)
    .select(['document.id', 'document.last_seq'])
    .executeTakeFirstOrThrow();
  const key = (seq: number) => [id, seq, ...anchors.keys()].join(' ');
  const known = remembered.get(key(last_seq));
  if (known) return known;
  const { doc, seq } = await loadDocument(db, id);
  const places = findAnchors(doc, [...anchors.values()]);
  const { blocks } = readLetters(doc);
  doc.destroy();
  const found = new Map([...anchors.keys()].map((commentId, index) => [commentId, onPage(blocks, places[index] as Found)]));
  remembered.set(key(seq), found);
  if (remembered.size > MOST_REMEMBERED) remembered.delete(remembered.keys().next().value as string);
  return found;
}

/** A page leaves out what `cleanText` takes out, and counts only blocks of which something is left. */
function onPage(blocks: readonly Block[], { state, segments }: Found): Found {
  const cleaned = (text: string) => cleanText(text).length;
  return {
    state,
    segments: segments.flatMap(({ block, from, to }) => {
      const text = blocks[block]?.text ?? '';
      const shown = {
        block: blocks.slice(0, block).filter((other) => cleaned(other.text) > 0).length,
        from: cleaned(text.slice(0, from)),
        to: cleaned(text.slice(0, to)),
      };
      return shown.from < shown.to ? [shown] : [];
    }),
  };
}
