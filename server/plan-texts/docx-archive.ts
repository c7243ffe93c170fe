/**
 * Takes a Word file apart before anything else looks at it: only the parts that hold text, each no larger than it may be. What comes out is safe to read whole.
 */
import { crc32, inflateRawSync } from 'node:zlib';
import { PlanFileError } from './import-refusals.ts';

export const MAX_DOCX_BYTES = 10 * 1024 * 1024;
const MAX_ENTRIES = 2000;
/** One part unpacked, and all of them. A plan of 1,000 pages takes some 12 MB. */
const MAX_PART_BYTES = 16 * 1024 * 1024;
const MAX_TEXT_BYTES = 20 * 1024 * 1024;
const MAX_UNPACKED_BYTES = 400 * 1024 * 1024;
/** Elements inside each other; Word itself stays below 30. */
const MAX_NESTING = 200;
/** Word's longest are those that declare its namespaces, some 3,000. */
const MAX_TAG_CHARACTERS = 20_000;
/** Everything with words or their formatting; no pictures, fonts, embedded files, comments or notes. */
const TEXT_PARTS =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/(?:document\d*|styles|numbering)\.xml|word\/_rels\/document\d*\.xml\.rels)$/;

type Entry = { name: string; method: number; flags: number; packed: number; unpacked: number; offset: number };

/** Whether the bytes are those of a Word file, also of one that will be refused. */
export function looksLikeDocx(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06]) || isOldOffice(bytes);
}

/**
 * The text parts of a Word file, by name.
 * @throws PlanFileError for what is damaged, dangerous, or no Word file
 */
export function unpackDocx(bytes: Uint8Array): Map<string, string> {
  if (bytes.length > MAX_DOCX_BYTES) throw new PlanFileError('word_too_large');
  if (isOldOffice(bytes)) throw new PlanFileError('old_word');
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const entries = readDirectory(file);
  if (entries.some(({ name }) => /vba(?:project|data)/i.test(name))) throw new PlanFileError('macros');
  if (entries.reduce((sum, entry) => sum + entry.unpacked, 0) > MAX_UNPACKED_BYTES) throw new PlanFileError('unpacked_too_large');
  const parts = new Map<string, string>();
  let total = 0;
  for (const entry of entries) {
    if (!TEXT_PARTS.test(entry.name)) continue;
    if (parts.has(entry.name)) throw new PlanFileError('damaged_word');
    const content = unpack(file, entry);
    total += content.length;
    if (total > MAX_TEXT_BYTES) throw new PlanFileError('unpacked_too_large');
    parts.set(entry.name, checkXml(content));
  }
  const types = parts.get('[Content_Types].xml') ?? '';
  if (types.includes('macroEnabled')) throw new PlanFileError('macros');
  if (!types.includes('wordprocessingml') || ![...parts.keys()].some((name) => /^word\/document\d*\.xml$/.test(name)))
    throw new PlanFileError('not_word');
  return parts;
}

function startsWith(bytes: Uint8Array, start: number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

function isOldOffice(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]);
}

/** The table of contents at the end of a zip file (APPNOTE 4.3.12 and 4.3.16). */
function readDirectory(file: Buffer): Entry[] {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > file.length) throw new PlanFileError('damaged_word');
  const count = file.readUInt16LE(end + 10);
  if (count > MAX_ENTRIES) throw new PlanFileError('unpacked_too_large');
  let at = file.readUInt32LE(end + 16);
  const entries: Entry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== 0x02014b50) throw new PlanFileError('damaged_word');
    const nameLength = file.readUInt16LE(at + 28);
    entries.push({
      flags: file.readUInt16LE(at + 8),
      method: file.readUInt16LE(at + 10),
      packed: file.readUInt32LE(at + 20),
      unpacked: file.readUInt32LE(at + 24),
      offset: file.readUInt32LE(at + 42),
      name: file.toString('utf8', at + 46, at + 46 + nameLength),
    });
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return entries;
}

/** What a file says of its own size is not believed: unpacking stops at the limit. */
function unpack(file: Buffer, { flags, method, packed, unpacked, offset }: Entry): Buffer {
  if (flags & 1) throw new PlanFileError('password');
  if (unpacked > MAX_PART_BYTES) throw new PlanFileError('unpacked_too_large');
  if (offset + 30 > file.length || file.readUInt32LE(offset) !== 0x04034b50) throw new PlanFileError('damaged_word');
  const start = offset + 30 + file.readUInt16LE(offset + 26) + file.readUInt16LE(offset + 28);
  const content = file.subarray(start, start + packed);
  if (content.length !== packed) throw new PlanFileError('damaged_word');
  if (method === 0) return content;
  if (method !== 8) throw new PlanFileError('damaged_word');
  try {
    return inflateRawSync(content, { maxOutputLength: MAX_PART_BYTES });
  } catch (error) {
    throw new PlanFileError(error instanceof RangeError ? 'unpacked_too_large' : 'damaged_word', { cause: error });
  }
}

/** Word writes UTF-8 without document types. Anything else is a trap or no Word file, and so is nesting without end. */
function checkXml(content: Buffer): string {
  let xml: string;
  try {
    xml = new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch (error) {
    throw new PlanFileError('damaged_word', { cause: error });
  }
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw new PlanFileError('damaged_word');
  let depth = 0;
  for (const [tag] of xml.matchAll(/<\/?[A-Za-z_][^<>]*>/g)) {
    if (tag.startsWith('</')) depth -= 1;
    else if (!tag.endsWith('/>')) depth += 1;
    if (depth > MAX_NESTING || tag.length > MAX_TAG_CHARACTERS) throw new PlanFileError('damaged_word');
  }
  return xml;
}

/** A zip file of these parts, not compressed. */
export function packParts(parts: ReadonlyMap<string, string>): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of parts) {
    const [path, content] = [Buffer.from(name), Buffer.from(text)];
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(0x0800, 2);
    shared.writeUInt32LE(crc32(content), 10);
    shared.writeUInt32LE(content.length, 14);
    shared.writeUInt32LE(content.length, 18);
    shared.writeUInt16LE(path.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    files.push(Buffer.from([0x50, 0x4b, 0x03, 0x04]), shared, path, content);
    directory.push(Buffer.from([0x50, 0x4b, 0x01, 0x02, 20, 0]), shared, place, path);
    offset += 30 + path.length + content.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.size, 8);
  end.writeUInt16LE(parts.size, 10);
  end.writeUInt32LE(
    directory.reduce((sum, part) => sum + part.length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}
