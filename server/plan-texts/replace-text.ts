/** Changing words in a text without touching the rest: the formatting of what stays, and whose words they are. */
import type { JSONContent } from '@tiptap/core';
import { updateYFragment } from '@tiptap/y-tiptap';
import type * as Y from 'yjs';
import { cleanContent, paragraphs } from './content.ts';
import { CONTENT_ROOT, planTextSchema } from './schema.ts';
import { diffTexts } from './text-diff.ts';

type Marks = JSONContent['marks'];
type Letter = { text: string; marks: Marks };

/** How often a quote stands in the text, each time within one paragraph, heading or list item. */
export function countQuote(content: JSONContent, quote: string): number {
  if (quote === '') return 0;
  return paragraphs(content).reduce((count, text) => count + text.split(quote).length - 1, 0);
}

/**
 * Content with `quote` replaced by `proposed`. Words that stay keep their formatting, new ones get that of what they replace or follow. A line end becomes a hard break; a
 * paragraph that was quoted whole and is replaced by nothing goes.
 * @returns null when the quote does not stand there exactly once
 */
export function replaceQuote(content: JSONContent, { quote, proposed }: { quote: string; proposed: string }): JSONContent | null {
  if (countQuote(content, quote) !== 1) return null;
  return cleanContent(replaceIn(content, { quote, proposed }) ?? { type: 'doc' });
}

function replaceIn(node: JSONContent, change: { quote: string; proposed: string }): JSONContent | null {
  if (node.type !== 'paragraph' && node.type !== 'heading') {
    if (!node.content) return node;
    const content = node.content.flatMap((child) => replaceIn(child, change) ?? []);
    // A list item or list of which nothing is left goes with it.
    return content.length === 0 && node.type !== 'doc' ? null : { ...node, content };
  }
  const letters = spell(node.content ?? []);
  const start = letters
    .map((letter) => letter.text)
    .join('')
    .indexOf(change.quote);
  if (start < 0) return node;
  const end = start + change.quote.length;
  const replaced = [...letters.slice(0, start), ...replaceLetters(letters.slice(start, end), change), ...letters.slice(end)];
  return replaced.length === 0 ? null : { ...node, content: write(replaced) };
}

function replaceLetters(letters: Letter[], { quote, proposed }: { quote: string; proposed: string }): Letter[] {
  const result: Letter[] = [];
  let position = 0;
  for (const { kind, text } of diffTexts(quote, proposed)) {
    if (kind === 'added') {
      const marks = (letters[position - 1] ?? letters[position])?.marks;
      // New words next to a link are not part of it.
      const kept = marks?.filter((mark) => mark.type !== 'link');
      for (const unit of text.split('')) result.push({ text: unit, marks: kept });
    } else {
      if (kind === 'same') result.push(...letters.slice(position, position + text.length));
      position += text.length;
    }
  }
  return result;
}

/** By UTF-16 unit, so that positions are those of the text. */
function spell(content: JSONContent[]): Letter[] {
  return content.flatMap((child) =>
    child.type === 'hardBreak'
      ? [{ text: '\n', marks: undefined }]
      : (child.text ?? '').split('').map((text) => ({ text, marks: child.marks })),
  );
}

function write(letters: readonly Letter[]): JSONContent[] {
  const content: JSONContent[] = [];
  for (const { text, marks } of letters) {
    const last = content.at(-1);
    if (text === '\n') content.push({ type: 'hardBreak' });
    else if (last?.type === 'text' && JSON.stringify(last.marks ?? []) === JSON.stringify(marks ?? [])) last.text += text;
    else content.push({ type: 'text', text, ...(marks && marks.length > 0 && { marks }) });
  }
  return content;
}

/**
 * A paragraph, heading or list that says what `fresh` says, where words that were there already keep their formatting. Lists of another length, or other blocks, are
 * taken as they are in `fresh`.
 */
export function rewriteBlock(old: JSONContent, fresh: JSONContent): JSONContent {
  if (fresh.type === 'paragraph' || fresh.type === 'heading') {
    const [was, is] = [spell(old.content ?? []), spell(fresh.content ?? [])];
    const words = (letters: Letter[]) => letters.map(({ text }) => text).join('');
    return { ...fresh, content: write(replaceLetters(was, { quote: words(was), proposed: words(is) })) };
  }
  const [before, after] = [old.content ?? [], fresh.content ?? []];
  if (before.length !== after.length || before.some((child, index) => child.type !== after[index]?.type)) return fresh;
  return { ...fresh, content: before.map((child, index) => rewriteBlock(child, after[index] ?? child)) };
}

/**
 * Content in which the paragraph, heading or list point that says `quote` is replaced by `blocks`.
 * @returns null when it does not stand there exactly once, whole
 */
export function replaceBlock(
  content: JSONContent,
  { quote, blocks }: { quote: string; blocks: readonly JSONContent[] },
): JSONContent | null {
  if (paragraphs(content).filter((text) => text === quote).length !== 1) return null;
  return cleanContent(swapBlock(content, { quote, blocks })[0] ?? { type: 'doc' });
}

function swapBlock(node: JSONContent, change: { quote: string; blocks: readonly JSONContent[] }): JSONContent[] {
  if (node.type === 'paragraph' || node.type === 'heading') return paragraphs(node)[0] === change.quote ? [...change.blocks] : [node];
  if (!node.content) return [node];
  const content = node.content.flatMap((child) => swapBlock(child, change));
  return content.length === 0 && node.type !== 'doc' ? [] : [{ ...node, content }];
}

/** Makes the document say `content`, with as few changes as that takes: what is the same stays the words of who wrote them. */
export function applyContent(doc: Y.Doc, content: JSONContent): void {
  const node = planTextSchema.nodeFromJSON(cleanContent(content));
  updateYFragment(doc, doc.getXmlFragment(CONTENT_ROOT), node, { mapping: new Map(), isOMark: new Map() });
}
