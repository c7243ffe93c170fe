/** From places in the shared text to positions in the editor and back. Blocks are those that hold text, counted from 0, in both. */
import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import type { Segment } from '../../server/comments/anchor.ts';
import { type Letters, type Range, rangeIn } from '../../server/comments/letters.ts';

type TextBlock = { start: number; end: number };

export function textBlocks(doc: ProseMirrorNode): TextBlock[] {
  const blocks: TextBlock[] = [];
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    if (node.content.size > 0) blocks.push({ start: position + 1, end: position + 1 + node.content.size });
    return false;
  });
  return blocks;
}

/** Where the letter at `offset` of the plain text stands in the editor: a line per block, also of those without a letter, and per hard break. */
export function positionInLines(doc: ProseMirrorNode, offset: number): number {
  let left = offset;
  let found: number | null = null;
  doc.descendants((node, position) => {
    if (found !== null || !node.isTextblock) return found === null;
    if (left <= node.content.size) found = position + 1 + left;
    left -= node.content.size + 1;
    return false;
  });
  return found ?? doc.content.size;
}

/** Where segments stand in the editor; what the editor does not have (yet) is left out. */
export function toPositions(blocks: readonly TextBlock[], segments: readonly Segment[]): Range[] {
  return segments.flatMap(({ block, from, to }) => {
    const place = blocks[block];
    if (!place) return [];
    const range = { from: Math.min(place.start + from, place.end), to: Math.min(place.start + to, place.end) };
    return range.from < range.to ? [range] : [];
  });
}

/** The letters in a stretch of the editor, or null when there are none. */
export function toLetters(doc: ProseMirrorNode, letters: Letters, selected: Range): Range | null {
  let from: number | null = null;
  let to = 0;
  for (const [index, { start, end }] of textBlocks(doc).entries()) {
    const block = letters.blocks[index];
    const [first, last] = [Math.max(selected.from, start), Math.min(selected.to, end)];
    if (!block || first >= last) continue;
    from ??= block.start + first - start;
    to = block.start + last - start;
  }
  if (from === null) return null;
  const range = rangeIn(letters, { from, to });
  return range.from < range.to ? range : null;
}
