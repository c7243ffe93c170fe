/** Recognising words that were written anew or rewritten. Positions are letters, without white space. */
import type { Letters, Range } from './letters.ts';

/** The least that is recognised by itself, without what stood beside it. */
const TELLING_LETTERS = 16;
/** The least of the words beside it that must be the same. */
const CONTEXT_LETTERS = 8;
/** The least a paragraph that was written anew must have of the words it had. */
const MIN_STRETCH = 4;
const MIN_PIECE = 12;
/** Share of the words, by their length, that must be left. */
const ALIVE_WORDS = 1 / 3;
/** Or how alike the letters must be: one letter put in the middle of a word leaves no word the same. */
const ALIVE_LETTERS = 0.6;
const MOST_OCCURRENCES = 200;
const MOST_WORDS = 600;
const MOST_LETTERS = 400;

export type Occurrence = Range & {
  /** On how many sides the text beside it is what it was: 0, 1 or 2. */
  sides: number;
};

/** Where the quote stands as whole words, or as the part of a word that it was: with what stood beside it. */
export function occurrencesOf(letters: Letters, quote: string, context: { before: string; after: string }): Occurrence[] {
  const { squeezed } = letters;
  const found: Occurrence[] = [];
  for (let from = squeezed.indexOf(quote); from >= 0 && quote !== ''; from = squeezed.indexOf(quote, from + 1)) {
    const to = from + quote.length;
    const before = sameEnd(context.before, squeezed.slice(Math.max(0, from - context.before.length), from));
    const after = sameStart(context.after, squeezed.slice(to, to + context.after.length));
    const sides = Number(isTelling(before, context.before)) + Number(isTelling(after, context.after));
    const whole = !cutsWord(letters, from) && !cutsWord(letters, to);
    if (sides > 0 || whole) found.push({ from, to, sides });
    if (found.length >= MOST_OCCURRENCES) break;
  }
  return found;
}

function isTelling(same: number, context: string): boolean {
  return context.length > 0 && same >= Math.min(CONTEXT_LETTERS, context.length);
}

/** The one meant, of those where the words may have gone: first by what stands beside it, then the nearest. */
export function nearestOf(occurrences: readonly Occurrence[], held: Range): Occurrence | null {
  const distance = ({ from }: Range) => Math.abs(from - held.from);
  return [...occurrences].sort((a, b) => b.sides - a.sides || distance(a) - distance(b))[0] ?? null;
}

/** The one meant, of those anywhere in the text; null when nothing tells which, or the words are too few to be more than chance. */
export function tellingOf(occurrences: readonly Occurrence[], held: Range | null): Occurrence | null {
  const [first, second] = occurrences;
  if (first && !second && first.to - first.from >= TELLING_LETTERS) return first;
  const beside = occurrences.filter(({ sides }) => sides > 0);
  const most = Math.max(0, ...beside.map(({ sides }) => sides));
  const best = beside.filter(({ sides }) => sides === most);
  return held ? nearestOf(best, held) : best.length === 1 ? (best[0] ?? null) : null;
}

/**
 * The range with the rest of the quote that stands right before or after it: where a paragraph was split in the middle of the words, the places
 * stay with the first half only.
 */
export function stretch(squeezed: string, quote: string, { from, to }: Range): Range {
  const inside = squeezed.slice(from, to);
  let wide = { from, to };
  for (let length = quote.length - 1; length >= MIN_STRETCH; length--) {
    const end = quote.slice(-length);
    if (!inside.endsWith(end) && squeezed.startsWith(end, to)) {
      wide = { from, to: to + length };
      break;
    }
  }
  for (let length = quote.length - 1; length >= MIN_STRETCH; length--) {
    const start = quote.slice(0, length);
    if (!inside.startsWith(start) && squeezed.slice(from - length, from) === start) return { ...wide, from: from - length };
  }
  return wide;
}

/** Whether enough of the quoted words is left in a text to say that it is about them. */
export function isAlive(quote: string, text: string): boolean {
  if (text === '') return false;
  const words = wordsOf(quote);
  const total = words.reduce((sum, word) => sum + word.length, 0);
  if (total > 0 && common(words, wordsOf(text), (word) => word.length) / total >= ALIVE_WORDS) return true;
  const [before, now] = [[...quote.slice(0, MOST_LETTERS)], [...text.slice(0, MOST_LETTERS)]];
  return (2 * common(before, now, () => 1)) / (before.length + now.length) >= ALIVE_LETTERS;
}

function wordsOf(text: string): string[] {
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, MOST_WORDS);
}

/** Weight of the longest row of things both have, in the same order. */
function common(one: readonly string[], other: readonly string[], weight: (thing: string) => number): number {
  let previous = new Array<number>(other.length + 1).fill(0);
  for (const thing of one) {
    const row = [0];
    for (const [index, there] of other.entries()) {
      row.push(thing === there ? (previous[index] ?? 0) + weight(thing) : Math.max(previous[index + 1] ?? 0, row[index] ?? 0));
    }
    previous = row;
  }
  return previous.at(-1) ?? 0;
}

/** The longest beginning or end of the quote that stands in the text once; at least half of it. */
export function pieceOf(squeezed: string, quote: string): Range | null {
  const least = Math.max(MIN_PIECE, Math.ceil(quote.length / 2));
  const start = longest(quote.length, least, (length) => squeezed.includes(quote.slice(0, length)));
  const end = longest(quote.length, least, (length) => squeezed.includes(quote.slice(-length)));
  if (start === 0 && end === 0) return null;
  const piece = start >= end ? quote.slice(0, start) : quote.slice(-end);
  const from = squeezed.indexOf(piece);
  return squeezed.indexOf(piece, from + 1) < 0 ? { from, to: from + piece.length } : null;
}

/** The largest length that holds, given that every shorter one then holds too; 0 when not even the least. */
function longest(most: number, least: number, holds: (length: number) => boolean): number {
  if (least > most || !holds(least)) return 0;
  let [low, high] = [least, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Whether a word goes on over this edge between two letters. */
function cutsWord({ text, positions }: Letters, edge: number): boolean {
  const [before, after] = [positions[edge - 1], positions[edge]];
  if (before === undefined || after !== before + 1) return false;
  return /^[\p{L}\p{N}]{2}$/u.test(text.charAt(before) + text.charAt(after));
}

function sameEnd(one: string, other: string): number {
  let count = 0;
  while (count < one.length && count < other.length && one.at(-1 - count) === other.at(-1 - count)) count++;
  return count;
}

function sameStart(one: string, other: string): number {
  let count = 0;
  while (count < one.length && count < other.length && one[count] === other[count]) count++;
  return count;
}
