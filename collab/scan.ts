/**
 * The bytes of a Yjs update (v1), walked once without making anything of them: are they whole, small enough, and only of the kinds a plan text is made of?
 * It comes before every decoder that allocates: one byte can claim a million structs.
 * Format: yjs 13 `src/utils/encoding.js`, `src/structs/Item.js`.
 */
import * as decoding from 'lib0/decoding';
import { CLOSE, Refusal } from './close-codes.ts';

export const MAX_UPDATE_BYTES = 256 * 1024;
/** Three thousand paragraphs pasted at once, judged in some thirty milliseconds. */
export const MAX_STRUCTS = 10_000;
/** Yjs draws client ids from 32 bits. */
const MAX_CLIENT = 2 ** 32 - 1;
const MAX_CLOCK = 2 ** 31 - 1;

const HAS_ORIGIN = 0b1000_0000;
const HAS_RIGHT_ORIGIN = 0b0100_0000;
const HAS_PARENT_SUB = 0b0010_0000;
const KIND = 0b0001_1111;

const GC = 0;
const DELETED = 1;
const STRING = 4;
const FORMAT = 6;
const TYPE = 7;
const ANY = 8;
const SKIP = 10;

const XML_ELEMENT = 3;
const XML_TEXT = 6;

/** What the scan counted: enough to see that an update does nothing. */
export type Scan = { structs: number; deletes: number };

/** @throws Refusal when the update is too large, not whole, or holds what no plan text holds */
export function scanUpdate(update: Uint8Array): Scan {
  if (update.length > MAX_UPDATE_BYTES) throw new Refusal(CLOSE.tooLarge, 'update too large');
  try {
    const decoder = decoding.createDecoder(update);
    const structs = scanStructs(decoder);
    const deletes = scanDeletes(decoder);
    if (decoding.hasContent(decoder)) throw invalid('bytes left over');
    return { structs, deletes };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw invalid('not a whole update');
  }
}

function scanStructs(decoder: decoding.Decoder): number {
  const clients = readCount(decoder);
  const seen = new Set<number>();
  let total = 0;
  for (let i = 0; i < clients; i++) {
    const structs = readCount(decoder);
    total += structs;
    if (structs === 0) throw invalid('no structs');
    if (total > MAX_STRUCTS) throw invalid('too many structs');
    const client = readClient(decoder);
    // Yjs would keep the last part and drop the rest.
    if (seen.has(client)) throw invalid('client twice');
    seen.add(client);
    let clock = readClock(decoder);
    for (let j = 0; j < structs; j++) {
      const length = scanStruct(decoder);
      clock += length;
      if (length < 1 || clock > MAX_CLOCK) throw invalid('length');
    }
  }
  return total;
}

/** @returns the length of the struct, in clock ticks */
function scanStruct(decoder: decoding.Decoder): number {
  const info = readByte(decoder);
  if (info === GC || info === SKIP) return readClock(decoder);
  const hasOrigin = (info & HAS_ORIGIN) !== 0;
  const hasRightOrigin = (info & HAS_RIGHT_ORIGIN) !== 0;
  if (hasOrigin) readId(decoder);
  if (hasRightOrigin) readId(decoder);
  if (!hasOrigin && !hasRightOrigin) {
    // 1: the name of a root follows, 0: the id of the parent.
    const parent = decoding.readVarUint(decoder);
    if (parent === 1) decoding.readVarString(decoder);
    else if (parent === 0) readId(decoder);
    else throw invalid('parent');
    if ((info & HAS_PARENT_SUB) !== 0) decoding.readVarString(decoder);
  }
  return scanContent(decoder, info & KIND);
}

function scanContent(decoder: decoding.Decoder, kind: number): number {
  switch (kind) {
    case DELETED:
      return readClock(decoder);
    case STRING:
      return decoding.readVarString(decoder).length;
    case FORMAT:
      decoding.readVarString(decoder);
      JSON.parse(decoding.readVarString(decoder));
      return 1;
    case TYPE: {
      const type = decoding.readVarUint(decoder);
      if (type !== XML_ELEMENT && type !== XML_TEXT) throw invalid('kind of element');
      if (type === XML_ELEMENT) decoding.readVarString(decoder);
      return 1;
    }
    case ANY:
      // The value of one attribute. Lists of values, JSON, embeds, files and documents have no place in a text.
      if (decoding.readVarUint(decoder) !== 1) throw invalid('list of values');
      scanAttributeValue(decoder);
      return 1;
    default:
      throw invalid('kind of content');
  }
}

function scanAttributeValue(decoder: decoding.Decoder): void {
  const value: unknown = decoding.readAny(decoder);
  if (typeof value === 'object' && value !== null) throw invalid('attribute value');
}

function scanDeletes(decoder: decoding.Decoder): number {
  const clients = readCount(decoder);
  let total = 0;
  for (let i = 0; i < clients; i++) {
    readClient(decoder);
    const ranges = readCount(decoder);
    total += ranges;
    for (let j = 0; j < ranges; j++) {
      const clock = readClock(decoder);
      const length = readClock(decoder);
      if (length < 1 || clock + length > MAX_CLOCK) throw invalid('deletion');
    }
  }
  return total;
}

/** A count that the bytes which follow could hold: each counted thing takes at least one. */
function readCount(decoder: decoding.Decoder): number {
  const count = decoding.readVarUint(decoder);
  if (count > decoder.arr.length - decoder.pos) throw invalid('count');
  return count;
}

function readByte(decoder: decoding.Decoder): number {
  if (decoder.pos >= decoder.arr.length) throw invalid('not a whole update');
  return decoding.readUint8(decoder);
}

function readClient(decoder: decoding.Decoder): number {
  const client = decoding.readVarUint(decoder);
  if (client > MAX_CLIENT) throw invalid('client id');
  return client;
}

function readClock(decoder: decoding.Decoder): number {
  const clock = decoding.readVarUint(decoder);
  if (clock > MAX_CLOCK) throw invalid('clock');
  return clock;
}

function readId(decoder: decoding.Decoder): void {
  readClient(decoder);
  readClock(decoder);
}

function invalid(reason: string): Refusal {
  return new Refusal(CLOSE.invalidUpdate, reason);
}
