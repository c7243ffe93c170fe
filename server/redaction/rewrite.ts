/**
 * An update of the log with other letters: the same items, lengths, places and formatting, so that every node and every client that has the document converges as
 * before. Format of an update (v1): yjs 13 `src/utils/encoding.js`; the same road as its own `obfuscateUpdate`.
 */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { BLANK } from '../plan-texts/elements.ts';
import type { LetterSet } from './find.ts';

/** Stands for an address that was taken away. */
const NO_ADDRESS = { href: 'https://weggehaald.invalid/' };

/** @returns null when none of the letters is in it */
export function rewriteUpdate(payload: Uint8Array, { letters, links }: { letters: LetterSet; links: LetterSet }): Uint8Array | null {
  const { structs, ds } = Y.decodeUpdate(payload);
  let changed = false;
  for (const struct of structs) {
    if (!(struct instanceof Y.Item)) continue;
    const { client, clock } = struct.id;
    if (struct.content instanceof Y.ContentString) {
      const blank = letters.get(client);
      const str = blank && blankOut(struct.content.str, (offset) => blank.has(clock + offset));
      if (str === undefined || str === struct.content.str) continue;
      struct.content.str = str;
      changed = true;
    } else if (struct.content instanceof Y.ContentFormat && links.get(client)?.has(clock)) {
      changed ||= JSON.stringify(struct.content.value) !== JSON.stringify(NO_ADDRESS);
      struct.content.value = NO_ADDRESS;
    }
  }
  if (!changed) return null;
  const rewritten = encode(structs, ds);
  assertSame(payload, rewritten);
  return rewritten;
}

function blankOut(text: string, isBlank: (offset: number) => boolean): string {
  let left = '';
  for (let offset = 0; offset < text.length; offset++) left += isBlank(offset) ? BLANK : text.charAt(offset);
  return left;
}

type Decoded = ReturnType<typeof Y.decodeUpdate>;

function encode(structs: Decoded['structs'], ds: Decoded['ds']): Uint8Array {
  const groups: Decoded['structs'][] = [];
  for (const struct of structs) {
    const last = groups.at(-1);
    if (last && last[0]?.id.client === struct.id.client) last.push(struct);
    else groups.push([struct]);
  }
  const encoder = new Y.UpdateEncoderV1();
  const { restEncoder } = encoder;
  encoding.writeVarUint(restEncoder, groups.length);
  for (const group of groups) {
    encoding.writeVarUint(restEncoder, group.length);
    encoder.writeClient(group[0]?.id.client ?? 0);
    encoding.writeVarUint(restEncoder, group[0]?.id.clock ?? 0);
    for (const struct of group) struct.write(encoder, 0);
  }
  encoding.writeVarUint(restEncoder, ds.clients.size);
  for (const [client, ranges] of ds.clients) {
    encoding.writeVarUint(restEncoder, client);
    encoding.writeVarUint(restEncoder, ranges.length);
    for (const { clock, len } of ranges) {
      encoding.writeVarUint(restEncoder, clock);
      encoding.writeVarUint(restEncoder, len);
    }
  }
  return encoder.toUint8Array();
}

/** Fails closed: a row that would lean on other things, or say something else, is not written. */
function assertSame(before: Uint8Array, after: Uint8Array): void {
  const shape = ({ structs, ds }: Decoded) =>
    JSON.stringify([
      structs.map((struct) => [
        struct.id.client,
        struct.id.clock,
        struct.length,
        struct.constructor.name,
        ...(struct instanceof Y.Item
          ? [struct.content.constructor.name, struct.origin, struct.rightOrigin, parentOf(struct), struct.parentSub]
          : []),
      ]),
      [...ds.clients],
    ]);
  if (shape(Y.decodeUpdate(before)) !== shape(Y.decodeUpdate(after))) throw new Error('an update would not be the same with other letters');
}

function parentOf({ parent }: Y.Item): unknown {
  return parent instanceof Y.ID || typeof parent === 'string' ? parent : null;
}
