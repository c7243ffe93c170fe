/**
 * Building a large document from its snapshot without keeping others waiting: Yjs applies an update in one go, which for a text of 250,000 edits takes a fifth of a
 * second. Here the snapshot is cut into updates of some thousand structs each, in an order in which none leans on a later one, with turns for others in between.
 * Format of an update (v1): yjs 13 `src/utils/encoding.js`.
 */
import { setImmediate } from 'node:timers/promises';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { applyAsIs } from './apply-as-is.ts';

type Struct = Y.Item | Y.GC;

/** A few milliseconds of work. */
const STRUCTS_AT_ONCE = 1_500;

/**
 * @param state a snapshot (v2), as `makeSnapshot` writes it
 * @throws when something in it leans on what is not there
 */
export async function buildInTurns(doc: Y.Doc, state: Uint8Array, structsAtOnce = STRUCTS_AT_ONCE): Promise<void> {
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
    applyAsIs(doc, updateOf(part));
    part = [];
    await setImmediate();
  }
  applyAsIs(doc, updateOf(part));
  // What was deleted has no content any more; this only marks what is marked already.
  for (const [client, ranges] of ds.clients) {
    for (let start = 0; start < ranges.length; start += STRUCTS_AT_ONCE) {
      await setImmediate();
      applyAsIs(doc, deletesOf(client, ranges.slice(start, start + STRUCTS_AT_ONCE)));
    }
  }
  if (doc.store.pendingStructs || doc.store.pendingDs) throw new Error('a snapshot that is not whole');
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
  const encoder = new Y.UpdateEncoderV1();
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
  return encoding.encode((encoder) => {
    for (const number of [0, 1, client, ranges.length]) encoding.writeVarUint(encoder, number);
    for (const { clock, len } of ranges) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, len);
    }
  });
}
