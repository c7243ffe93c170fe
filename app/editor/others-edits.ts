/** What others write, for who does not see it: told politely and seldom. Without React and without a screen, so that it can be tested. */

import * as Y from 'yjs';
import { readLetters } from '../../server/comments/letters.ts';
import { HOLDS_TEXT } from '../../server/plan-texts/elements.ts';
import type { Locale } from '../../server/web/locale.ts';
import type { EditorTexts } from './props.ts';
import { fill } from './props.ts';

/** At most one sentence in this time, so that who listens can go on writing. */
export const TELL_EVERY_MS = 15_000;
/** What comes in together is told together. */
export const GATHER_MS = 2_000;
/** More paragraphs than this are "the text". */
const MOST_BLOCKS = 3;

/** `blocks`: paragraphs, counted from 1. */
export type Edit = { names: string[]; blocks: number[] };

/** Who wrote in this transaction, and in which paragraphs; null when nobody put anything in. */
export function editIn(transaction: Y.Transaction, nameOf: (clientId: number) => string | null): Edit | null {
  const names: string[] = [];
  for (const [client, clock] of transaction.afterState) {
    if (client === transaction.doc.clientID || clock <= (transaction.beforeState.get(client) ?? 0)) continue;
    const name = nameOf(client);
    if (name !== null) names.push(name);
  }
  if (names.length === 0) return null;
  const { blocks } = readLetters(transaction.doc);
  const touched = new Set([...transaction.changed.keys()].flatMap((type) => blockIdOf(type) ?? []));
  return { names, blocks: blocks.flatMap(({ id }, index) => (touched.has(id) ? [index + 1] : [])) };
}

function blockIdOf(type: unknown): string | null {
  for (let at = type; at instanceof Y.AbstractType; at = at.parent) {
    const id = at._item?.id;
    if (at instanceof Y.XmlElement && HOLDS_TEXT.has(at.nodeName) && id) return `${id.client}-${id.clock}`;
  }
  return null;
}

/** The sentence for what was gathered. */
export function sentenceFor(edits: readonly Edit[], texts: EditorTexts['announce'], locale: Locale): string {
  const list = (parts: readonly string[]) => new Intl.ListFormat(locale).format(parts);
  const names = [...new Set(edits.flatMap((edit) => edit.names))];
  const blocks = [...new Set(edits.flatMap((edit) => edit.blocks))].sort((a, b) => a - b);
  const number = names.length === 1 ? 'one' : 'other';
  if (blocks.length === 0 || blocks.length > MOST_BLOCKS) return fill(texts[`${number}_somewhere`], { names: list(names) });
  return fill(texts[number], { names: list(names), blocks: list(blocks.map(String)) });
}

/** Gathers edits and says when to tell of them. */
export function createTeller(tell: (edits: Edit[]) => void): { hear(edit: Edit): void; stop(): void } {
  let gathered: Edit[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let toldAt = Number.NEGATIVE_INFINITY;
  return {
    hear(edit) {
      gathered.push(edit);
      timer ??= setTimeout(
        () => {
          timer = undefined;
          toldAt = Date.now();
          tell(gathered);
          gathered = [];
        },
        Math.max(GATHER_MS, toldAt + TELL_EVERY_MS - Date.now()),
      );
    },
    stop() {
      clearTimeout(timer);
    },
  };
}
