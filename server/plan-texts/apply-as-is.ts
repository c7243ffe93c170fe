/** Taking in what others wrote, and nothing else. */
import * as Y from 'yjs';

/**
 * Applies an update without what Yjs does by itself after one from elsewhere: it takes out marks for bold and the like that change nothing at that moment. The people who write do
 * so and send it; a document that is read, or passed on, says what its log says. In a text that is only half there such a mark may still be needed.
 *
 * Only for documents that are not edited by index in between: Yjs forgets its places in a text only after updates from elsewhere.
 */
export function applyAsIs(doc: Y.Doc, update: Uint8Array, version: 1 | 2 = 1): void {
  doc.transact((transaction) => {
    if (version === 1) Y.applyUpdate(doc, update);
    else Y.applyUpdateV2(doc, update);
    transaction.local = true;
  });
}
