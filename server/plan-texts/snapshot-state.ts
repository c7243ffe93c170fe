/**
 * The bytes of a snapshot. A small document is one update (v2) of Yjs. A large one is cut into many, of some thousand structs each, in an order in which none leans on a later one: whoever opens
 * it applies them one after the other with turns for others in between. Yjs applies one update in one go, which for a text of 250,000 edits takes a fifth of a second, and cutting it takes
 * longer than applying it; so it is cut when the snapshot is made, in its thread.
 *
 * Format: an update of Yjs begins with its feature flag, 0 (yjs 13 `src/utils/UpdateEncoder.js`). A cut one begins with 1, and then has each update with its length before it.
 */
import { setImmediate } from 'node:timers/promises';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { applyAsIs } from './apply-as-is.ts';

type Struct = Y.Item | Y.GC;

const CUT = 1;
/** A few milliseconds of work. */
const STRUCTS_AT_ONCE = 1_500;

/** @throws when the document is not whole */
export function encodeState(doc: Y.Doc, structsAtOnce = STRUCTS_AT_ONCE): Uint8Array {
  const state = Y.encodeStateAsUpdateV2(doc);
  const count = [...doc.store.clients.values()].reduce((sum, list) => sum + list.length, 0);
  if (count <= structsAtOnce) return state;
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, CUT);
    for (const part of cut(state, structsAtOnce)) encoding.writeVarUint8Array(encoder, part);
  });
}

/** At once. */
export function applyState(doc: Y.Doc, state: Uint8Array): void {
  for (const part of partsOf(state)) applyAsIs(doc, part, 2);
}

/** With turns for others of this process. @throws when something in it leans on what is not there */
export async function applyStateInTurns(doc: Y.Doc, state: Uint8Array): Promise<void> {
  for (const part of partsOf(state)) {
    applyAsIs(doc, part, 2);
    await setImmediate();
  }
  if (doc.store.pendingStructs || doc.store.pendingDs) throw new Error('a snapshot that is not whole');
}

function* partsOf(state: Uint8Array): Generator<Uint8Array, void> {
  if (state[0] !== CUT) return yield state;
  const decoder = decoding.createDecoder(state.subarray(1));
  while (decoding.hasContent(decoder)) yield decoding.readVarUint8Array(decoder);
}

function* cut(state: Uint8Array, structsAtOnce: number): Generator<Uint8Array, void> {
  const { structs, ds } = Y.decodeUpdateV2(state);
  const byClient = new Map<number, Struct[]>();
  for (const struct of structs) {
    if (struct instanceof Y.Skip) throw new Error('a snapshot with a gap');
    const list = byClient.get(struct.id.client);
    if (list) list.push(struct);
    else byClient.set(struct.id.client, [struct]);
  }
  let part: Struct[] = [];
  for (const struct of inOrder(byClient)) {
    part.push(struct);
    if (part.length < structsAtOnce) continue;
    yield updateOf(part);
    part = [];
  }
  if (part.length > 0) yield updateOf(part);
  // What was deleted has no content any more; this only marks what is marked already.
  for (const [client, ranges] of ds.clients) {
    for (let start = 0; start < ranges.length; start += structsAtOnce) yield deletesOf(client, ranges.slice(start, start + structsAtOnce));
  }
}

/** Each struct after all it leans on; of one client by clock. */
function* inOrder(byClient: ReadonlyMap<number, readonly Struct[]>): Generator<Struct, void> {
  const next = new Map<number, number>();
  const reached = (client: number) => byClient.get(client)?.[next.get(client) ?? 0]?.id.clock ?? Number.POSITIVE_INFINITY;
  for (const client of byClient.keys()) {
    const waiting: number[] = [client];
    while (waiting.length > 0) {
      const current = waiting.at(-1) ?? client;
      const struct = byClient.get(current)?.[next.get(current) ?? 0];
      // A client that was only waited for goes on when its own turn comes.
      if (!struct) {
        waiting.pop();
        continue;
      }
      const missing = leansOn(struct).find((id) => id.client !== current && id.clock >= reached(id.client));
      // In a circle nothing comes first; Yjs then keeps it until the rest is there.
      if (missing && !waiting.includes(missing.client)) {
        waiting.push(missing.client);
        continue;
      }
      yield struct;
      next.set(current, (next.get(current) ?? 0) + 1);
      if (waiting.length > 1) waiting.pop();
    }
  }
}

function leansOn(struct: Struct): Y.ID[] {
  if (!(struct instanceof Y.Item)) return [];
  const { origin, rightOrigin, parent } = struct;
  return [origin, rightOrigin, parent instanceof Y.ID ? parent : null].filter((id) => id !== null);
}

function updateOf(structs: readonly Struct[]): Uint8Array {
  const byClient = new Map<number, Struct[]>();
  for (const struct of structs) {
    const list = byClient.get(struct.id.client);
    if (list) list.push(struct);
    else byClient.set(struct.id.client, [struct]);
  }
  const encoder = new Y.UpdateEncoderV2();
  encoding.writeVarUint(encoder.restEncoder, byClient.size);
  for (const [client, list] of byClient) {
    encoding.writeVarUint(encoder.restEncoder, list.length);
    encoder.writeClient(client);
    encoding.writeVarUint(encoder.restEncoder, list[0]?.id.clock ?? 0);
    for (const struct of list) struct.write(encoder, 0);
  }
  encoding.writeVarUint(encoder.restEncoder, 0);
  return encoder.toUint8Array();
}

function deletesOf(client: number, ranges: readonly { clock: number; len: number }[]): Uint8Array {
  const encoder = new Y.UpdateEncoderV2();
  for (const number of [0, 1]) encoding.writeVarUint(encoder.restEncoder, number);
  encoder.resetDsCurVal();
  for (const number of [client, ranges.length]) encoding.writeVarUint(encoder.restEncoder, number);
  for (const { clock, len } of ranges) {
    encoder.writeDsClock(clock);
    encoder.writeDsLen(len);
  }
  return encoder.toUint8Array();
}
