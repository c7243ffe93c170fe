/** A document as one row of letters, without white space: a split, a joined or a reflowed paragraph reads the same. */
import * as Y from 'yjs';
import { CONTENT_ROOT, HOLDS_TEXT, MAX_DEPTH } from '../plan-texts/elements.ts';

/** A paragraph, heading or list item that holds text. `start`: where it begins in the whole text. */
export type Block = { id: string; text: string; start: number; parts: { type: Y.XmlText; start: number }[] };

export type Letters = {
  blocks: Block[];
  /** The blocks, parted by line ends. */
  text: string;
  /** `text` without white space. */
  squeezed: string;
  /** Of each letter in `squeezed`: where it is in `text`. */
  positions: number[];
  /** Where each piece of text begins in `text`. */
  starts: Map<unknown, number>;
};

/** Letters from `from` up to, not including, `to`. */
export type Range = { from: number; to: number };

export function squeeze(text: string): string {
  return text.replace(/\s+/gu, '');
}

export function readLetters(doc: Y.Doc): Letters {
  const blocks: Block[] = [];
  collectBlocks(doc.getXmlFragment(CONTENT_ROOT), { blocks, depth: 1 });
  const text = blocks.map((block) => block.text).join('\n');
  const positions: number[] = [];
  for (let index = 0; index < text.length; index++) if (!/\s/u.test(text.charAt(index))) positions.push(index);
  return {
    blocks,
    text,
    squeezed: squeeze(text),
    positions,
    starts: new Map(blocks.flatMap(({ parts }) => parts.map(({ type, start }) => [type, start] as const))),
  };
}

function collectBlocks(parent: Y.XmlFragment, { blocks, depth }: { blocks: Block[]; depth: number }): void {
  if (depth > MAX_DEPTH) return;
  for (const child of parent.toArray() as unknown[]) {
    if (!(child instanceof Y.XmlElement)) continue;
    if (!HOLDS_TEXT.has(child.nodeName)) collectBlocks(child, { blocks, depth: depth + 1 });
    else {
      const last = blocks.at(-1);
      const block = readBlock(child, last ? last.start + last.text.length + 1 : 0);
      if (block.text !== '') blocks.push(block);
    }
  }
}

function readBlock(element: Y.XmlElement, start: number): Block {
  let text = '';
  const parts: Block['parts'] = [];
  for (const child of element.toArray() as unknown[]) {
    if (child instanceof Y.XmlText) {
      parts.push({ type: child, start: start + text.length });
      for (const { insert } of child.toDelta() as { insert: unknown }[]) text += typeof insert === 'string' ? insert : '\uFFFC';
    } else text += '\n';
  }
  const id = element._item?.id;
  return { id: id ? `${id.client}-${id.clock}` : '', text, start, parts };
}

/** The letters between two places in the whole text. */
export function rangeIn({ positions }: Letters, { from, to }: Range): Range {
  return { from: firstAtOrAfter(positions, from), to: firstAtOrAfter(positions, to) };
}

function firstAtOrAfter(positions: readonly number[], place: number): number {
  let [low, high] = [0, positions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((positions[middle] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What stands from the first to the last letter of the range, with the white space between. */
export function textBetween({ text, positions }: Letters, { from, to }: Range): string {
  const [first, last] = [positions[from], positions[to - 1]];
  return from >= to || first === undefined || last === undefined ? '' : text.slice(first, last + 1);
}
