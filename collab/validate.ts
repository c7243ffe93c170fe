/**
 * What an update would do to a document, decided before it is applied, item by item: nothing is tried on a copy, so a keystroke costs the same in a long
 * text as in a short one.
 *
 * An update fits when (1) every new item stands under a client id of its sender, (2) everything it leans on is there, or in the update itself, and
 * (3) every new item may stand where it asks to stand, by the schema of plan texts. By (2) Yjs has nothing to keep waiting, by (3) the document stays valid:
 * an element's name and place never change after it was inserted. Leaving a list without items is not refused: two honest people can do that together.
 */
import * as Y from 'yjs';
import { CONTENT_ROOT, checkMark, isAttribute, MAX_DEPTH, mayContain } from '../server/plan-texts/schema.ts';
import { CLOSE, Refusal } from './close-codes.ts';
import { scanUpdate } from './scan.ts';

export type Judgement =
  | { kind: 'nothing' }
  /** `clients`: client ids with new content. `characters`: upper bound of what the text grows by. `isAllNew`: the document has nothing yet of what it inserts. */
  | { kind: 'fits'; clients: number[]; characters: number; isAllNew: boolean }
  /** Leans on something that is not here (yet). `from`: where the sender's own new content starts, and what it deletes that is not here: never twice the same for one who types on. */
  | { kind: 'gap'; from: string }
  /** New content under a client id that is somebody else's. */
  | { kind: 'foreign' };

/** Where an item stands. `dead`: in something that was deleted for good, where Yjs keeps nothing. */
type Place = { parent: Parent; attribute: string | null } | 'dead';
type Parent =
  | { kind: 'root'; type: null }
  | { kind: 'element'; type: AnyType; name: string; depth: number }
  | { kind: 'text'; type: AnyType; within: string | null; depth: number };

// biome-ignore lint/suspicious/noExplicitAny: Yjs's own parameter, the kind of event
type AnyType = Y.AbstractType<any>;

type Struct = Y.Item | Y.GC;

/** One person writes under few client ids at a time: one per open page. */
const MAX_CLIENTS = 32;

/**
 * @param isForeign whether a client id belongs to somebody else than the sender
 * @throws Refusal when the update is malformed, too large or breaks the schema
 */
export function judgeUpdate(update: Uint8Array, doc: Y.Doc, isForeign: (client: number) => boolean): Judgement {
  const counted = scanUpdate(update);
  if (counted.structs === 0 && counted.deletes === 0) return { kind: 'nothing' };
  const { structs, ds } = Y.decodeUpdate(update);
  const fresh = freshStructs(structs, doc);
  if ([...fresh.byClient.keys()].some(isForeign)) return { kind: 'foreign' };
  const end = (client: number) => fresh.ends.get(client) ?? Y.getState(doc.store, client);
  const gap: Judgement = { kind: 'gap', from: describeGap(fresh.byClient, ds.clients, end) };
  if (fresh.gap) return gap;
  for (const [client, ranges] of ds.clients) {
    if (ranges.some((range) => range.clock + range.len > end(client))) return gap;
  }
  if (fresh.byClient.size > MAX_CLIENTS) throw new Refusal(CLOSE.invalidUpdate, 'too many client ids');
  const finder = new PlaceFinder(doc, fresh.byClient);
  let characters = 0;
  for (const [client, list] of fresh.byClient) {
    for (const struct of list) {
      const place = finder.placeOf(Y.createID(client, struct.id.clock + struct.length - 1));
      if (place === 'missing') return gap;
      if (struct instanceof Y.Item && place !== 'dead') characters += judgeItem(struct, place);
    }
  }
  if (fresh.byClient.size === 0 && !deletesAnything(ds.clients, doc)) return { kind: 'nothing' };
  return { kind: 'fits', clients: [...fresh.byClient.keys()], characters, isAllNew: fresh.isAll };
}

/** Whether any of it is still there. */
function deletesAnything(deletes: ReadonlyMap<number, readonly { clock: number; len: number }[]>, doc: Y.Doc): boolean {
  for (const [client, ranges] of deletes) {
    const structs = doc.store.clients.get(client) ?? [];
    for (const { clock, len } of ranges) {
      for (let index = Y.findIndexSS(structs, clock); index < structs.length; index++) {
        const struct = structs[index];
        if (!struct || struct.id.clock >= clock + len) break;
        if (!struct.deleted) return true;
      }
    }
  }
  return false;
}

function describeGap(
  fresh: ReadonlyMap<number, Struct[]>,
  deletes: ReadonlyMap<number, readonly { clock: number; len: number }[]>,
  end: (client: number) => number,
): string {
  const added = [...fresh].map(([client, list]) => `${client}:${list[0]?.id.clock}`);
  const removed = [...deletes].flatMap(([client, ranges]) =>
    ranges.filter(({ clock, len }) => clock + len > end(client)).map(({ clock, len }) => `${client}-${clock}+${len}`),
  );
  return [...added, ...removed].join();
}

type Fresh = { byClient: Map<number, Struct[]>; ends: Map<number, number>; gap: boolean; isAll: boolean };

/** The structs that go beyond what the document has. */
function freshStructs(structs: readonly (Struct | Y.Skip)[], doc: Y.Doc): Fresh {
  const fresh: Fresh = { byClient: new Map(), ends: new Map(), gap: false, isAll: true };
  for (const struct of structs) {
    const { client, clock } = struct.id;
    const known = fresh.ends.get(client) ?? Y.getState(doc.store, client);
    if (struct instanceof Y.Skip || clock < known) fresh.isAll = false;
    if (clock + struct.length <= known) {
      // Yjs also looks up what a struct leans on that it has already; sent honestly, that is here too.
      if (struct instanceof Y.Item && leansOnMissing(struct, doc)) fresh.gap = true;
      continue;
    }
    if (struct instanceof Y.Skip) continue;
    if (clock > known) fresh.gap = true;
    fresh.ends.set(client, clock + struct.length);
    const list = fresh.byClient.get(client);
    if (list) list.push(struct);
    else fresh.byClient.set(client, [struct]);
  }
  return fresh;
}

function leansOnMissing({ origin, rightOrigin, parent }: Y.Item, doc: Y.Doc): boolean {
  // Only its name would make it.
  if (typeof parent === 'string' && parent !== CONTENT_ROOT) throw breach('root');
  const ids = [origin, rightOrigin, parent instanceof Y.ID ? parent : null];
  return ids.some((id) => id !== null && id.clock >= Y.getState(doc.store, id.client));
}

/** @returns characters of text it adds */
function judgeItem(item: Y.Item, { parent, attribute }: Exclude<Place, 'dead'>): number {
  const content: unknown = item.content;
  if (content instanceof Y.ContentDeleted) return 0;
  if (content instanceof Y.ContentAny) {
    const value: unknown = content.arr[0];
    if (attribute === null || parent.kind !== 'element' || !isAttribute(parent.name, attribute, value)) throw breach('attribute');
    return 0;
  }
  if (attribute !== null) throw breach('attribute');
  if (content instanceof Y.ContentString) {
    if (parent.kind !== 'text' || !mayContain(parent.within, 'text')) throw breach('text');
    return content.str.length;
  }
  if (content instanceof Y.ContentFormat) {
    if (parent.kind !== 'text' || (content.value !== null && checkMark(content.key, content.value) !== null)) throw breach('mark');
    return 0;
  }
  if (!(content instanceof Y.ContentType) || parent.kind === 'text') throw breach('element');
  const child = content.type instanceof Y.XmlElement ? content.type.nodeName : 'text';
  if (!mayContain(parent.kind === 'root' ? null : parent.name, child)) throw breach('element');
  // Counted as `checkDocument` does: also what an element holds is a level.
  if (child !== 'text' && parent.kind === 'element' && parent.depth + 1 >= MAX_DEPTH) throw breach('depth');
  return 0;
}

/** Finds where items stand, in the order in which Yjs will integrate them (`Item.getMissing`): per client by clock, what it leans on first. */
class PlaceFinder {
  private readonly places = new Map<Struct, Place | 'missing'>();
  /** Per client how many of its structs are settled, and which clients are being settled now: at most one level of calls per client. */
  private readonly settled = new Map<number, number>();
  private readonly busy = new Set<number>();

  constructor(
    private readonly doc: Y.Doc,
    private readonly fresh: ReadonlyMap<number, Struct[]>,
  ) {}

  placeOf(id: Y.ID): Place | 'missing' {
    const list = this.fresh.get(id.client) ?? [];
    const last = list.at(-1);
    if (!last || id.clock >= last.id.clock + last.length) return 'missing';
    const index = Y.findIndexSS(list, id.clock);
    this.settle(id.client, list, index);
    const struct = list[index];
    return (struct && this.places.get(struct)) ?? 'missing';
  }

  private settle(client: number, list: Struct[], upTo: number): void {
    let next = this.settled.get(client) ?? 0;
    if (upTo < next) return;
    // Items that lean on each other in a circle would wait for each other for ever.
    if (this.busy.has(client)) throw breach('circle');
    this.busy.add(client);
    for (; next <= upTo; next++) {
      const struct = list[next];
      if (struct) this.places.set(struct, struct instanceof Y.Item ? this.find(struct) : 'dead');
      this.settled.set(client, next + 1);
    }
    this.busy.delete(client);
  }

  private find(item: Y.Item): Place | 'missing' {
    const place = item.origin || item.rightOrigin ? this.findBeside(item) : this.findIn(item.parent, item.parentSub);
    if (place === 'missing' || place === 'dead') return place;
    // Sent again from halfway: Yjs hangs the rest behind what is there already, so that must be the same place.
    const known = Y.getState(this.doc.store, item.id.client);
    if (known > item.id.clock) {
      const before = this.placeAt(Y.createID(item.id.client, known - 1));
      if (before === 'missing' || before === 'dead' || before.attribute !== place.attribute || before.parent.type !== place.parent.type)
        throw breach('place');
    }
    return place;
  }

  private findBeside({ origin, rightOrigin }: Y.Item): Place | 'missing' {
    const left = origin && this.placeAt(origin);
    const right = rightOrigin && this.placeAt(rightOrigin);
    if (left === 'missing' || right === 'missing') return 'missing';
    if (left === 'dead' || right === 'dead') return 'dead';
    return left ?? right ?? 'missing';
  }

  /** The place of the item at this id, in the update or in the document. */
  private placeAt(id: Y.ID): Place | 'missing' {
    if (this.isFresh(id)) return this.placeOf(id);
    const struct = this.stored(id);
    if (!(struct instanceof Y.Item)) return 'dead';
    if (!(struct.parent instanceof Y.AbstractType)) return 'dead';
    return { parent: parentOf(struct.parent), attribute: struct.parentSub };
  }

  private findIn(parent: Y.Item['parent'], attribute: string | null): Place | 'missing' {
    if (typeof parent === 'string') {
      if (parent !== CONTENT_ROOT || attribute !== null) throw breach('root');
      return { parent: { kind: 'root', type: null }, attribute };
    }
    if (!(parent instanceof Y.ID)) throw breach('place');
    const outer = this.isFresh(parent) ? this.placeOf(parent) : null;
    if (outer === 'missing' || outer === 'dead') return outer;
    const struct = outer === null ? this.stored(parent) : this.freshAt(parent);
    if (!(struct instanceof Y.Item) || struct.content instanceof Y.ContentDeleted) return 'dead';
    if (!(struct.content instanceof Y.ContentType)) throw breach('place');
    const type = struct.content.type;
    return { parent: outer === null ? parentOf(type) : within(type, outer.parent), attribute };
  }

  private isFresh(id: Y.ID): boolean {
    return id.clock >= Y.getState(this.doc.store, id.client);
  }

  private stored(id: Y.ID): Y.Item | Y.GC | undefined {
    const structs = this.doc.store.clients.get(id.client);
    return structs?.[Y.findIndexSS(structs, id.clock)];
  }

  private freshAt(id: Y.ID): Struct | undefined {
    const list = this.fresh.get(id.client);
    return list?.[Y.findIndexSS(list, id.clock)];
  }
}

/** An element of the document as a parent, by climbing to the root. */
function parentOf(type: AnyType): Parent {
  const item = type._item;
  if (item === null) return { kind: 'root', type: null };
  return within(type, item.parent instanceof Y.AbstractType ? parentOf(item.parent) : { kind: 'root', type: null });
}

function within(type: AnyType, outer: Parent): Parent {
  const depth = outer.kind === 'root' ? 1 : outer.depth + 1;
  if (type instanceof Y.XmlElement) return { kind: 'element', type, name: type.nodeName, depth };
  return { kind: 'text', type, within: outer.kind === 'element' ? outer.name : null, depth };
}

function breach(what: string): Refusal {
  return new Refusal(CLOSE.invalidUpdate, `breaks the schema: ${what}`);
}
