/** One way to write what reads the same: for laying a text beside the file it went into. */
import type { JSONContent } from '@tiptap/core';
import { cleanContent } from './content.ts';
import { HOLDS_TEXT } from './elements.ts';

type Piece = { text: string; isSpace: boolean; marks: NonNullable<JSONContent['marks']> };

/** Control characters and code points that are no characters: nothing to see, and no file format carries them. */
const INVISIBLE = /[\u0080-\u009f]|\p{Noncharacter_Code_Point}/gu;

/**
 * Content without differences nobody can see: line separators within a line are spaces, bold and italic do not end in white space, runs of one formatting are
 * one run, and a list says its first number.
 */
export function normalForm(content: JSONContent): JSONContent {
  return { type: 'doc', content: (cleanContent(content).content ?? []).map(normalBlock) };
}

/** Whether two contents read the same, formatting included. */
export function readsTheSame(one: JSONContent, other: JSONContent): boolean {
  return JSON.stringify(normalForm(one)) === JSON.stringify(normalForm(other));
}

function normalBlock({ type, attrs, content }: JSONContent): JSONContent {
  const children = HOLDS_TEXT.has(type ?? '') ? normalInline(content ?? []) : (content ?? []).map(normalBlock);
  const kept = type === 'orderedList' ? { start: Number(attrs?.start ?? 1) } : type === 'heading' ? { level: attrs?.level } : null;
  return { type, ...(kept && { attrs: kept }), ...(children.length > 0 && { content: children }) };
}

function normalInline(nodes: readonly JSONContent[]): JSONContent[] {
  const inline: JSONContent[] = [];
  let line: Piece[] = [];
  for (const node of nodes) {
    if (node.type !== 'hardBreak') line.push(...pieces(node));
    else {
      inline.push(...writeLine(line), { type: 'hardBreak' });
      line = [];
    }
  }
  return [...inline, ...writeLine(line)];
}

function pieces({ text = '', marks = [] }: JSONContent): Piece[] {
  return text
    .replace(/[\t\n\u0085\u2028\u2029]/g, ' ')
    .replace(INVISIBLE, '')
    .split(/(\s+)/)
    .filter((part) => part !== '')
    .map((part) => ({ text: part, isSpace: /^\s/.test(part), marks }));
}

function writeLine(line: readonly Piece[]): JSONContent[] {
  const written: JSONContent[] = [];
  const words = line.map((piece) => !piece.isSpace);
  for (const [index, { text, isSpace, marks }] of line.entries()) {
    const before = line[words.lastIndexOf(true, index)];
    const after = line[words.indexOf(true, index)];
    const has = (piece: Piece | undefined, type: string) => piece?.marks.some((mark) => mark.type === type) ?? false;
    const bears = (type: string) => (isSpace ? has(before, type) && has(after, type) : has({ text, isSpace, marks }, type));
    const link = marks.find((mark) => mark.type === 'link');
    const kept = [...['bold', 'italic'].filter(bears).map((type) => ({ type })), ...(link ? [link] : [])];
    const last = written.at(-1);
    if (last && JSON.stringify(last.marks ?? []) === JSON.stringify(kept)) last.text += text;
    else written.push({ type: 'text', text, ...(kept.length > 0 && { marks: kept }) });
  }
  return written;
}
