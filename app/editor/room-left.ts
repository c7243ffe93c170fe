/** How much may still be written in a section. */
import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import { MAX_CHARACTERS } from '../../server/plan-texts/elements.ts';

/** From this share on it is told. */
const TELL_FROM = 0.8;

/** Characters that still fit, or null while there is plenty of room. */
export function roomLeft(characters: number, most = MAX_CHARACTERS): number | null {
  return characters < most * TELL_FROM ? null : Math.max(0, most - characters);
}

export function countCharacters(doc: Node): number {
  let count = 0;
  doc.descendants((node) => {
    if (node.isText) count += node.text?.length ?? 0;
  });
  return count;
}

/** What does not fit is not taken in: sent to the server it would only break the connection. Taking away always works, and what others write comes in. */
export const RoomLeft = Extension.create({
  name: 'roomLeft',
  addProseMirrorPlugins: () => [
    new Plugin({
      filterTransaction(transaction) {
        if (!transaction.docChanged || transaction.getMeta(ySyncPluginKey)) return true;
        // Cheap to know and never too low: every character is one of the text, and there is more than characters.
        if (transaction.doc.content.size <= MAX_CHARACTERS) return true;
        const now = countCharacters(transaction.doc);
        return now <= MAX_CHARACTERS || now <= countCharacters(transaction.before);
      },
    }),
  ],
});
