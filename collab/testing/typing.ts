/** People who go on typing, and what may never be missing afterwards. */
import * as Y from 'yjs';
import type { Editor } from './clients.ts';
import { typeOn } from './texts.ts';

/** Types a word of its own every few milliseconds at the end of the text. */
export function keepTyping({ doc }: Editor, name: string, everyMs = 5): { words: string[]; stop(): void } {
  const words: string[] = [];
  const timer = setInterval(() => {
    const word = `${name}${words.length} `;
    typeOn(doc, word);
    words.push(word);
  }, everyMs);
  return { words, stop: () => clearInterval(timer) };
}

/** How many of these updates would still change this document: they are not (wholly) in it. */
export function countMissing(stored: Y.Doc, seen: readonly Uint8Array[]): number {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(stored));
  let missing = 0;
  copy.on('update', () => missing++);
  for (const update of seen) Y.applyUpdate(copy, update);
  return missing + (copy.store.pendingStructs || copy.store.pendingDs ? 1 : 0);
}
