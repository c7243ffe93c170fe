/** Finding words in texts that are kept in pieces, and taking them out. Pure. */
import type { JSONContent } from '@tiptap/core';
import { DomainError } from '../errors.ts';
import { readWordsToTakeOut, TAKEN_OUT, wholeWords } from '../moderation/rules.ts';
import { cleanContent } from '../plan-texts/content.ts';
import { HOLDS_TEXT } from '../plan-texts/elements.ts';

/** Fewer letters than this would be found everywhere. */
export const LEAST_LETTERS = 3;
/** More places in the text than this is another text, and not for one act. */
export const MOST_PLACES = 200;

/** Places in a text, from `from` up to, not including, `to`. */
export type Found = { from: number; to: number };

/** As somebody typed them, one per line. @throws DomainError `invalid` with a sentence */
export function readWords(raw: string): string[] {
  const words = readWordsToTakeOut(raw);
  if (words.some((word) => word.replace(/\s/gu, '').length < LEAST_LETTERS))
    throw new DomainError('invalid', { fields: { words: 'redaction:error.words_short' } });
  return words;
}

/** Where the words stand, as whole words and in any capitals; of two that overlap the longer. In order. */
export function findWords(text: string, words: readonly string[]): Found[] {
  const found: Found[] = [];
  for (const word of [...words].sort((a, b) => b.length - a.length)) {
    for (const match of text.matchAll(wholeWords(word))) {
      const [from, to] = [match.index, match.index + match[0].length];
      if (!found.some((other) => from < other.to && to > other.from)) found.push({ from, to });
    }
  }
  return found.sort((a, b) => a.from - b.from);
}

/** Texts that follow each other: words that begin in one and go on in the next are found too. The sign stands where they began. */
export function takeOutAcross(pieces: readonly string[], words: readonly string[]): string[] {
  const text = pieces.join('');
  const found = findWords(text, words);
  let start = 0;
  return pieces.map((piece) => {
    const end = start + piece.length;
    let left = '';
    let place = start;
    for (const { from, to } of found) {
      if (to <= start || from >= end) continue;
      left += text.slice(place, Math.max(from, start));
      if (from >= start) left += TAKEN_OUT;
      place = Math.min(to, end);
    }
    left += text.slice(place, end);
    start = end;
    return left;
  });
}

export function takeOutOf(text: string, words: readonly string[]): string {
  return takeOutAcross([text], words)[0] ?? '';
}

/** Whether an address says one of the words, as it stands or as addresses write them. */
export function addressSays(address: string, words: readonly string[]): boolean {
  const read = readAddress(address);
  return words.some((word) => wholeWords(word).test(read) || wholeWords(word.replace(/\s/gu, '')).test(read));
}

function readAddress(address: string): string {
  try {
    return decodeURIComponent(address).replace(/[+_]/g, ' ');
  } catch (error) {
    if (error instanceof URIError) return address;
    throw error;
  }
}

/** Content without the words, across formatting; a link that says them goes and leaves its words. */
export function takeOutOfContent(content: JSONContent, words: readonly string[]): JSONContent {
  return cleanContent(takeOutOfNode(content, words));
}

function takeOutOfNode(node: JSONContent, words: readonly string[]): JSONContent {
  if (!node.content) return node;
  if (!HOLDS_TEXT.has(node.type ?? '')) return { ...node, content: node.content.map((child) => takeOutOfNode(child, words)) };
  const pieces = takeOutAcross(
    node.content.map((child) => (child.type === 'hardBreak' ? '\n' : (child.text ?? ''))),
    words,
  );
  return {
    ...node,
    content: node.content.map((child, index) => {
      if (child.type === 'hardBreak') return child;
      const marks = child.marks?.filter((mark) => mark.type !== 'link' || !addressSays(String(mark.attrs?.href), words));
      return { ...child, text: pieces[index] ?? '', ...(marks && { marks }) };
    }),
  };
}

/** Whatever JSON there is, without the words in any of its texts; of differences (`parts`) also what they say together, before and after. */
export function takeOutOfJson(value: unknown, words: readonly string[]): unknown {
  if (typeof value === 'string') return takeOutOf(value, words);
  if (Array.isArray(value)) {
    if (value.length > 0 && value.every(isPart)) return takeOutOfParts(value, words);
    return value.map((one) => takeOutOfJson(one, words));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, takeOutOfJson(held, words)]));
}

type Part = { kind: string; text: string };

function isPart(value: unknown): value is Part {
  return (
    typeof value === 'object' &&
    value !== null &&
    'text' in value &&
    typeof value.text === 'string' &&
    'kind' in value &&
    (value.kind === 'same' || value.kind === 'added' || value.kind === 'removed')
  );
}

function takeOutOfParts(parts: readonly Part[], words: readonly string[]): Part[] {
  let left = [...parts];
  for (const gone of ['added', 'removed']) {
    const stood = left.filter((part) => part.kind !== gone);
    const texts = takeOutAcross(
      stood.map((part) => part.text),
      words,
    );
    left = left.map((part) => (part.kind === gone ? part : { ...part, text: texts[stood.indexOf(part)] ?? '' }));
  }
  return left;
}
