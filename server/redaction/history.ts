/**
 * Everything that was ever written in a document, letter by letter: from its log, with who came when and went when. A letter that is gone from the text still lies in
 * the row that brought it.
 *
 * Time is counted in half rows: what row 7 brings is there from 14; what row 8 takes away is gone from 16. What comes and goes within one row is there from 14 to 15.
 */
import { setImmediate } from 'node:timers/promises';
import * as Y from 'yjs';
import { applyAsIs } from '../plan-texts/apply-as-is.ts';
import type { LogRow } from '../plan-texts/document-log.ts';
import { CONTENT_ROOT, HOLDS_TEXT } from '../plan-texts/elements.ts';

/** Still there. */
export const NEVER = 0x7fff_ffff;

/** A paragraph, heading or list point, there or gone, with all letters that ever stood in it, in the order in which they stand. A hard break is a line end. */
export type WrittenBlock = { text: string; clients: number[]; clocks: number[]; born: number[]; gone: number[] };

export type History = { blocks: WrittenBlock[]; links: { client: number; clock: number; href: string }[] };

const TURN_MS = 10;

export async function readHistory(rows: readonly LogRow[]): Promise<History> {
  // Keeps what was deleted.
  const doc = new Y.Doc({ gc: false });
  const [born, gone]: [Times, Times] = [new Map(), new Map()];
  let turnBegan = performance.now();
  for (const { seq, payload } of rows) {
    if (performance.now() - turnBegan > TURN_MS) {
      await setImmediate();
      turnBegan = performance.now();
    }
    const { structs, ds } = Y.decodeUpdate(payload);
    for (const struct of structs) {
      if (!(struct instanceof Y.Skip)) note(born, struct.id.client, { from: struct.id.clock, length: struct.length, time: 2 * seq });
    }
    for (const [client, ranges] of ds.clients) {
      for (const { clock, len } of ranges) note(gone, client, { from: clock, length: len, time: 2 * seq });
    }
    applyAsIs(doc, payload);
  }
  const history: History = { blocks: [], links: [] };
  collect(doc.getXmlFragment(CONTENT_ROOT), { history, born, gone });
  doc.destroy();
  return history;
}

/** The first moment at which something was said of each clock of each client. */
type Times = Map<number, number[]>;

function note(times: Times, client: number, { from, length, time }: { from: number; length: number; time: number }): void {
  const own = times.get(client) ?? [];
  times.set(client, own);
  for (let clock = from; clock < from + length; clock++) own[clock] ??= time;
}

type Collecting = { history: History; born: Times; gone: Times };

/** A text, an element, or the root. */
type Holder = { readonly _start: Y.Item | null };

function* itemsOf(type: Holder): Generator<Y.Item> {
  for (let item = type._start; item; item = item.right) yield item;
}

function typeIn(item: Y.Item): Holder | null {
  return item.content instanceof Y.ContentType ? item.content.type : null;
}

function collect(parent: Holder, collecting: Collecting): void {
  for (const item of itemsOf(parent)) {
    const type = typeIn(item);
    if (type instanceof Y.XmlText) collectBlock([item], collecting);
    else if (type instanceof Y.XmlElement && HOLDS_TEXT.has(type.nodeName)) collectBlock(itemsOf(type), collecting);
    else if (type) collect(type, collecting);
  }
}

function collectBlock(children: Iterable<Y.Item>, { history, born, gone }: Collecting): void {
  const block: WrittenBlock = { text: '', clients: [], clocks: [], born: [], gone: [] };
  const letters: string[] = [];
  const add = (item: Y.Item, text: string) => {
    const { client, clock } = item.id;
    for (let offset = 0; offset < text.length; offset++) {
      const came = born.get(client)?.[clock + offset] ?? 0;
      // What was put in a paragraph that somebody else had just taken away never stood there longer than its own row.
      const went = gone.get(client)?.[clock + offset] ?? (item.deleted ? came + 1 : NEVER);
      letters.push(text.charAt(offset));
      block.clients.push(client);
      block.clocks.push(clock + offset);
      block.born.push(came);
      block.gone.push(Math.max(went, came + 1));
    }
  };
  for (const child of children) {
    const type = typeIn(child);
    if (!(type instanceof Y.XmlText)) {
      if (type) add(child, '\n');
      continue;
    }
    for (const item of itemsOf(type)) {
      if (item.content instanceof Y.ContentString) add(item, item.content.str);
      else if (item.content instanceof Y.ContentFormat && item.content.key === 'link') {
        const value: unknown = item.content.value;
        const href = typeof value === 'object' && value !== null && 'href' in value ? value.href : null;
        if (typeof href === 'string') history.links.push({ client: item.id.client, clock: item.id.clock, href });
      }
    }
  }
  block.text = letters.join('');
  if (block.text !== '') history.blocks.push(block);
}
