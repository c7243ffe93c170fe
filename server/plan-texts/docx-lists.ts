import type { JSONContent } from '@tiptap/core';

/** A paragraph of a Word file, which knows no lists: only paragraphs with a number and a depth. */
export type DocxBlock =
  | { kind: 'plain'; block: JSONContent }
  /**
   * Opens an item; `number` null is a bullet. Items of one kind of list that count on are one list, as Word shows them, whatever a program that saved the file anew calls its parts;
   * `opens`: a new one begins here.
   */
  | { kind: 'item'; list: string; opens: boolean; depth: number; number: number | null; block: JSONContent }
  /** Goes on in the item that is open at this depth; stands by itself when none is. */
  | { kind: 'continued'; depth: number; block: JSONContent };

type OpenList = { list: string; depth: number; next: number | null; node: JSONContent & { content: JSONContent[] } };

/** Puts the paragraphs of lists back into lists, as deep as they stand. */
export function listBlocks(blocks: readonly DocxBlock[]): JSONContent[] {
  const top: JSONContent[] = [];
  const open: OpenList[] = [];
  const place = (): JSONContent[] => open.at(-1)?.node.content.at(-1)?.content ?? top;
  for (const entry of blocks) {
    if (entry.kind === 'plain') {
      open.length = 0;
      top.push(entry.block);
    } else if (entry.kind === 'continued') {
      while (open.length > 0 && (open.at(-1)?.depth ?? 0) > entry.depth) open.pop();
      place().push(entry.block);
    } else addItem(entry, { open, place });
  }
  return top;
}

function addItem(entry: Extract<DocxBlock, { kind: 'item' }>, { open, place }: { open: OpenList[]; place: () => JSONContent[] }): void {
  while ((open.at(-1)?.depth ?? -1) > entry.depth) open.pop();
  const last = open.at(-1);
  if (last?.depth === entry.depth && (entry.opens || last.list !== entry.list || last.next !== entry.number)) open.pop();
  let current = open.at(-1);
  if (!current || current.depth !== entry.depth) {
    const node: OpenList['node'] =
      entry.number === null ? { type: 'bulletList', content: [] } : { type: 'orderedList', attrs: { start: entry.number }, content: [] };
    place().push(node);
    current = { list: entry.list, depth: entry.depth, next: entry.number, node };
    open.push(current);
  }
  current.node.content.push({ type: 'listItem', content: [entry.block] });
  current.next = entry.number === null ? null : entry.number + 1;
}
