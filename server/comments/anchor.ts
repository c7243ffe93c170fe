/**
 * Where the words stand that a comment is about. An anchor is two places in the Yjs document, which move along with edits around and inside the words, with the words
 * themselves and what stood round them: when a paragraph is split or joined the editor writes its words anew, and only the words can be recognised. Pure, for server and
 * editor alike.
 */
import * as Y from 'yjs';
import { type Letters, type Range, rangeIn, readLetters, squeeze, textBetween } from './letters.ts';
import { isAlive, nearestOf, occurrencesOf, pieceOf, stretch, tellingOf } from './match.ts';

/** Characters (UTF-16 units) of the quoted words, and of what is kept of the text on either side. */
export const PASSAGE_LIMITS = { quote: 2000, around: 48 } as const;

export type Anchor = {
  /** Yjs relative positions: of the first letter, and after the last. */
  start: Uint8Array;
  end: Uint8Array;
  /** The words as they stood; paragraphs are parted by a line end. */
  quote: string;
  /** What stood before and after them. */
  before: string;
  after: string;
  /** The Yjs item of the paragraph they began in. */
  block: string;
};

/** A piece of one paragraph, heading or list item. `block` counts those that hold text, from 0; `from` and `to` are UTF-16 units in its text, hard breaks counting one. */
export type Segment = { block: number; from: number; to: number };

/** `changed`: part of the words is left, or others came between. `gone`: they stand nowhere any more. */
export type Found = { state: 'same' | 'changed' | 'gone'; segments: Segment[] };

const GONE: Found = { state: 'gone', segments: [] };

/** Finds all anchors in a document as it is now. */
export function findAnchors(doc: Y.Doc, anchors: readonly Anchor[]): Found[] {
  if (anchors.length === 0) return [];
  const letters = readLetters(doc);
  return anchors.map((anchor) => findAnchor(doc, letters, anchor));
}

function findAnchor(doc: Y.Doc, letters: Letters, anchor: Anchor): Found {
  const quote = squeeze(anchor.quote);
  const found = (state: 'same' | 'changed', range: Range): Found => ({ state, segments: segmentsOf(letters, range) });
  const held = heldRange(doc, letters, anchor);
  if (held && letters.squeezed.slice(held.from, held.to) === quote) return found('same', held);
  const context = { before: squeeze(anchor.before), after: squeeze(anchor.after) };
  const again = occurrencesOf(letters, quote, context);
  // Split or joined: the words stand where the places point, or right beside.
  const beside =
    held &&
    nearestOf(
      again.filter(({ from, to }) => from <= held.to && to >= held.from),
      held,
    );
  if (beside) return found('same', beside);
  if (held) {
    const wide = stretch(letters.squeezed, quote, held);
    if (isAlive(anchor.quote, textBetween(letters, wide))) return found('changed', wide);
  }
  const elsewhere = tellingOf(again, held);
  if (elsewhere) return found('same', elsewhere);
  const piece = pieceOf(letters.squeezed, quote);
  return piece ? found('changed', piece) : GONE;
}

/** Between the two places, as far as they still are somewhere in the text; empty when only one is. */
function heldRange(doc: Y.Doc, letters: Letters, { start, end }: Pick<Anchor, 'start' | 'end'>): Range | null {
  const from = placeOf(doc, letters, start);
  const to = placeOf(doc, letters, end);
  if (from === null && to === null) return null;
  if (from === null || to === null || from > to) return { from: (from ?? to) as number, to: (from ?? to) as number };
  return { from, to };
}

function placeOf(doc: Y.Doc, letters: Letters, position: Uint8Array): number | null {
  const absolute = Y.createAbsolutePositionFromRelativePosition(Y.decodeRelativePosition(position), doc);
  const start = absolute && letters.starts.get(absolute.type);
  return absolute && start !== undefined && start !== null
    ? rangeIn(letters, { from: start + absolute.index, to: start + absolute.index }).from
    : null;
}

/** The range between two relative positions as somebody sent them, or null when they are none, or of another document. */
export function rangeBetween(doc: Y.Doc, letters: Letters, { start, end }: Pick<Anchor, 'start' | 'end'>): Range | null {
  try {
    const [from, to] = [placeOf(doc, letters, start), placeOf(doc, letters, end)];
    return from !== null && to !== null && from < to ? { from, to } : null;
  } catch {
    // Not what Yjs writes: any bytes can come in.
    return null;
  }
}

/**
 * An anchor for letters of the document.
 * @param range at least one letter long
 */
export function anchorAt(letters: Letters, range: Range): Anchor {
  const { text, positions, blocks } = letters;
  const first = positions[range.from] ?? 0;
  const last = positions[range.to - 1] ?? first;
  const around = PASSAGE_LIMITS.around;
  return {
    start: relativeAt(letters, first, 0),
    end: relativeAt(letters, last, -1),
    quote: text.slice(first, last + 1),
    before: text.slice(Math.max(0, first - around), first),
    after: text.slice(last + 1, last + 1 + around),
    block: blocks.findLast((block) => block.start <= first)?.id ?? '',
  };
}

/** @param assoc 0: stays before this letter, -1: stays behind it; what is typed at the edge falls outside */
function relativeAt({ blocks }: Letters, at: number, assoc: 0 | -1): Uint8Array {
  const part = blocks.findLast((block) => block.start <= at)?.parts.findLast(({ start }) => start <= at);
  if (!part) throw new RangeError('an anchor outside the text');
  const index = at - part.start + (assoc === 0 ? 0 : 1);
  return Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(part.type, index, assoc));
}

/** @param range of letters */
export function segmentsOf({ blocks, positions }: Letters, range: Range): Segment[] {
  const first = positions[range.from] ?? 0;
  const end = (positions[range.to - 1] ?? first) + 1;
  return blocks.flatMap((block, index) => {
    const from = Math.max(0, first - block.start);
    const to = Math.min(block.text.length, end - block.start);
    return from < to ? [{ block: index, from, to }] : [];
  });
}
