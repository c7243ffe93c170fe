/** The words somebody selected in a text that is read, as the form under their paragraph takes them. */

export type ChosenWords = {
  quote: string;
  /** The paragraph they begin in, counted from 1, and how many of its letters stand before them. */
  block: number;
  at: number;
  /** The element of the paragraph they end in. */
  last: HTMLElement;
  range: Range;
};

/** On the page with the text, but no words of it: numbers of comments, and what is only for hearing. */
const NO_WORDS = '.fn, .pn, .sr, .blk-act, .words-at';

/** @returns null when no words of the text are selected, or the selection began elsewhere */
export function chosenWords(text: HTMLElement, selection: Selection | null): ChosenWords | null {
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0).cloneRange();
  if (!text.contains(range.startContainer)) return null;
  // A triple click, or dragging on: up to the end of the text.
  if (!text.contains(range.endContainer)) range.setEnd(text, text.childNodes.length);
  const parts = [...text.querySelectorAll<HTMLElement>('.blk')]
    .filter((block) => range.intersectsNode(block))
    .map((block) => ({ block, words: wordsIn(within(block, range)) }))
    .filter(({ words }) => words.trim() !== '');
  const [first, last] = [parts[0]?.block, parts.at(-1)?.block];
  if (!first || !last) return null;
  const before = document.createRange();
  before.setStart(first, 0);
  if (first.contains(range.startContainer)) before.setEnd(range.startContainer, range.startOffset);
  return {
    quote: parts
      .map(({ words }) => words)
      .join('\n')
      .trim(),
    block: Number(first.id.replace(/\D/g, '')),
    at: wordsIn(before).replace(/\s+/gu, '').length,
    last,
    range: within(last, range),
  };
}

/** The part of a selection that is in one paragraph. */
function within(block: HTMLElement, range: Range): Range {
  const part = document.createRange();
  part.selectNodeContents(block);
  if (block.contains(range.startContainer)) part.setStart(range.startContainer, range.startOffset);
  if (block.contains(range.endContainer)) part.setEnd(range.endContainer, range.endOffset);
  return part;
}

function wordsIn(range: Range): string {
  const part = range.cloneContents();
  for (const other of part.querySelectorAll(NO_WORDS)) other.remove();
  for (const line of part.querySelectorAll('br')) line.replaceWith('\n');
  return part.textContent ?? '';
}
