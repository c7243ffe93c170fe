/**
 * What people type, made fit to keep and to show. Text stays what it is, in any script; only what cannot be stored or what is there to deceive is taken out.
 */

/** More marks on one letter than any living script needs: text that climbs over its neighbours. */
const MARKS_PER_LETTER = 4;

/** Characters PostgreSQL or UTF-8 cannot hold: NUL and half a surrogate pair. */
const UNSTORABLE = /\0|\p{Surrogate}/u;
const CONTROLS = /[^\P{Cc}\n\t]/gu;
/** Embeddings, overrides and isolates turn the reading order of what comes after them. The plain marks (LRM, RLM) stay: Arabic and Hebrew need them. */
const TURNS = /[\u202A-\u202E\u2066-\u2069]/g;
/** Looks empty: spaces, controls, joiners, fillers such as U+3164, the blank Braille cell, and marks without a letter. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Z}\p{C}\p{M}\u2800]/gu;
const TOO_MANY_MARKS = new RegExp(`(\\p{M}{${MARKS_PER_LETTER}})\\p{M}+`, 'gu');

/**
 * One line of text: a title, a place.
 * @returns the text, '' when nothing of it can be seen, or null when it cannot be stored
 */
export function cleanLine(raw: string): string | null {
  const text = clean(raw);
  return text === null ? null : text.replace(/\s+/gu, ' ').trim();
}

/**
 * Text of more lines: at most one empty line between paragraphs.
 * @returns the text, '' when nothing of it can be seen, or null when it cannot be stored
 */
export function cleanLines(raw: string): string | null {
  const text = clean(raw);
  if (text === null) return null;
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Number of characters as PostgreSQL's `length` counts them: code points. */
export function characterCount(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

function clean(raw: string): string | null {
  if (UNSTORABLE.test(raw)) return null;
  const text = raw
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .normalize('NFC')
    .replace(CONTROLS, '')
    .replace(TURNS, '')
    .replace(TOO_MANY_MARKS, '$1');
  return text.replace(INVISIBLE, '') === '' ? '' : text;
}
