/** How large a section may become. At the limit people can still delete. */
import * as Y from 'yjs';
import { CONTENT_ROOT, MAX_CHARACTERS } from '../server/plan-texts/schema.ts';
import { CLOSE, Refusal } from './close-codes.ts';
import type { Limits } from './limits.ts';

export type DocumentSize = {
  /**
   * Before an update is applied: by at most how many characters of text it grows, and by how many bytes (0 when it only deletes).
   * @throws Refusal when it would become too large
   */
  grow(characters: number, bytes: number): void;
};

/**
 * Keeps upper bounds, which cost nothing per keystroke, and counts anew only when they reach a limit.
 * @param bytes an upper bound to begin with: encoding a large document only to count it would make everybody wait
 */
export function measure(doc: Y.Doc, { limits, bytes }: { limits: Limits; bytes: number }): DocumentSize {
  const content = doc.getXmlFragment(CONTENT_ROOT);
  const size = { characters: countCharacters(content), bytes };
  return {
    grow(characters, bytes) {
      if (characters > 0 && size.characters + characters > MAX_CHARACTERS) size.characters = countCharacters(content);
      if (bytes > 0 && size.bytes + bytes > limits.documentBytes) size.bytes = Y.encodeStateAsUpdate(doc).length;
      const tooLong = characters > 0 && size.characters + characters > MAX_CHARACTERS;
      const tooHeavy = bytes > 0 && size.bytes + bytes > limits.documentBytes;
      if (tooLong || tooHeavy) throw new Refusal(CLOSE.tooLarge, 'the section is full');
      size.characters += characters;
      size.bytes += bytes;
    },
  };
}

function countCharacters(parent: Y.XmlFragment): number {
  return (parent.toArray() as unknown[]).reduce<number>(
    (sum, child) => sum + (child instanceof Y.XmlText ? child.length : child instanceof Y.XmlElement ? countCharacters(child) : 0),
    0,
  );
}
