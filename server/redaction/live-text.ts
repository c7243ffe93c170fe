/** Taking words out of a text as it stands, by an ordinary edit of exactly those letters; and putting them back. */
import * as Y from 'yjs';
import { TAKEN_OUT } from '../moderation/rules.ts';
import { CONTENT_ROOT, HOLDS_TEXT } from '../plan-texts/elements.ts';
import { addressSays, type Found, findWords } from './words.ts';

type Run = { insert: unknown; attributes?: Record<string, unknown> };
type Part = { type: Y.XmlText; from: number; to: number };
type Line = { text: string; parts: Part[] };

/** The signs in the order in which they came, each with its clock and the words as they stood. */
export type Signs = { clock: number; words: string; line: string }[];

/** How often the words stand in a text as it is now, and in how many links. */
export function countInText(doc: Y.Doc, words: readonly string[]): number {
  let count = 0;
  for (const { text, parts } of linesOf(doc)) {
    count += findWords(text, words).length;
    for (const { type } of parts) count += linksIn(type, words).length;
  }
  return count;
}

/** Within the transaction of the document. Letters of other words, their formatting and whose they are stay as they are. */
export function takeOutOfText(doc: Y.Doc, words: readonly string[]): Signs {
  const signs: Signs = [];
  for (const line of linesOf(doc)) {
    for (const { type } of line.parts) for (const { from, to } of linksIn(type, words)) type.format(from, to - from, { link: null });
    // From the last: what comes before keeps its place.
    for (const found of findWords(line.text, words).reverse()) signs.push(takeOut(doc, line, found));
  }
  return signs;
}

function takeOut(doc: Y.Doc, { text, parts }: Line, found: Found): Signs[number] {
  let clock = 0;
  for (const { type, from, to } of [...parts].reverse()) {
    const [start, end] = [Math.max(found.from, from) - from, Math.min(found.to, to) - from];
    if (start >= end) continue;
    const attributes = attributesAt(type, start);
    type.delete(start, end - start);
    if (found.from < from) continue;
    type.insert(start, TAKEN_OUT, attributes);
    clock = lastSign(doc);
  }
  return { clock, words: text.slice(found.from, found.to).replace(/\s+/gu, ' '), line: text };
}

/** The clock of the sign that was put in last. */
function lastSign(doc: Y.Doc): number {
  const structs = doc.store.clients.get(doc.clientID) ?? [];
  for (const struct of [...structs].reverse()) {
    if (struct instanceof Y.Item && struct.content instanceof Y.ContentString && struct.content.str === TAKEN_OUT) return struct.id.clock;
  }
  throw new Error('a sign that was put in a text is not there');
}

function attributesAt(type: Y.XmlText, index: number): Record<string, unknown> {
  let start = 0;
  for (const { insert, attributes } of type.toDelta() as Run[]) {
    start += lengthOf(insert);
    if (index < start) return { ...attributes };
  }
  return {};
}

function linksIn(type: Y.XmlText, words: readonly string[]): Found[] {
  const found: Found[] = [];
  let start = 0;
  for (const { insert, attributes } of type.toDelta() as Run[]) {
    const end = start + lengthOf(insert);
    const link = attributes?.link;
    if (typeof link === 'object' && link !== null && 'href' in link && typeof link.href === 'string' && addressSays(link.href, words))
      found.push({ from: start, to: end });
    start = end;
  }
  return found;
}

/** What is no text counts one, as Yjs does. */
function lengthOf(insert: unknown): number {
  return typeof insert === 'string' ? insert.length : 1;
}

function linesOf(doc: Y.Doc): Line[] {
  const lines: Line[] = [];
  collect(doc.getXmlFragment(CONTENT_ROOT), lines);
  return lines;
}

function collect(parent: Y.XmlFragment, lines: Line[]): void {
  for (const child of parent.toArray() as unknown[]) {
    if (child instanceof Y.XmlText) lines.push(readLine([child]));
    if (!(child instanceof Y.XmlElement)) continue;
    if (HOLDS_TEXT.has(child.nodeName)) lines.push(readLine(child.toArray()));
    else collect(child, lines);
  }
}

function readLine(children: readonly unknown[]): Line {
  const line: Line = { text: '', parts: [] };
  for (const child of children) {
    const from = line.text.length;
    if (child instanceof Y.XmlText) {
      for (const { insert } of child.toDelta() as Run[]) line.text += typeof insert === 'string' ? insert : '\uFFFC';
      line.parts.push({ type: child, from, to: line.text.length });
    } else line.text += '\n';
  }
  return line;
}

/**
 * Puts words back where their signs still stand whole. Within the transaction of the document.
 * @returns how many came back
 */
export function putBackInText(
  doc: Y.Doc,
  { client, signs }: { client: number; signs: readonly { clock: number; words: string }[] },
): number {
  let count = 0;
  for (const { parts } of linesOf(doc)) {
    for (const { type } of parts) {
      for (const { clock, words } of signs) {
        const at = placeOf(type, { client, clock });
        if (at === null) continue;
        const attributes = attributesAt(type, at);
        type.delete(at, TAKEN_OUT.length);
        type.insert(at, words, attributes);
        count += 1;
      }
    }
  }
  return count;
}

/** Where the sign begins in this piece of text; null when it is not in it, or no longer whole. */
function placeOf(type: Y.XmlText, { client, clock }: { client: number; clock: number }): number | null {
  let index = 0;
  for (let item = type._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const { id, length, content } = item;
    if (id.client === client && id.clock <= clock && clock + TAKEN_OUT.length <= id.clock + length && content instanceof Y.ContentString) {
      const offset = clock - id.clock;
      return content.str.slice(offset, offset + TAKEN_OUT.length) === TAKEN_OUT ? index + offset : null;
    }
    index += length;
  }
  return null;
}
