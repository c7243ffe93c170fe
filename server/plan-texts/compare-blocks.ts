/** A plan text as a row of blocks, which is how people see it change: paragraphs, headings and items of lists. */
import type { JSONContent } from '@tiptap/core';
import type { DiffPart } from './text-diff.ts';

/** `level`: of a heading 2 to 4; of a list how deep it is, from 1; of a paragraph 0. */
export type BlockShape = { kind: 'paragraph' | 'heading' | 'bullet' | 'ordered'; level: number };

/** Per letter of the text its marks: `bold`, `italic`, `link https://…`. */
export type Block = { shape: BlockShape; text: string; marks: string[][] };

/** Formatting that changed while the words stayed. */
export type MarkChange = { mark: 'bold' | 'italic' | 'link'; change: 'added' | 'removed' | 'changed'; text: string };

const PARAGRAPH: BlockShape = { kind: 'paragraph', level: 0 };

/** The blocks of a text, in order; empty ones are left out, for nobody reads those. */
export function blocksOf(node: JSONContent, list: BlockShape = PARAGRAPH): Block[] {
  switch (node.type) {
    case 'paragraph':
      return blockOf(node, list);
    case 'heading':
      return blockOf(node, { kind: 'heading', level: Number(node.attrs?.level ?? 2) });
    case 'bulletList':
    case 'orderedList': {
      const level = list.kind === 'paragraph' ? 1 : list.level + 1;
      const shape: BlockShape = { kind: node.type === 'bulletList' ? 'bullet' : 'ordered', level };
      return (node.content ?? []).flatMap((child) => blocksOf(child, shape));
    }
    default:
      return (node.content ?? []).flatMap((child) => blocksOf(child, list));
  }
}

function blockOf({ content = [] }: JSONContent, shape: BlockShape): Block[] {
  let text = '';
  const marks: string[][] = [];
  for (const child of content) {
    const words = child.type === 'hardBreak' ? '\n' : (child.text ?? '');
    const names = (child.marks ?? []).map((mark) => (mark.type === 'link' ? `link ${mark.attrs?.href}` : mark.type));
    text += words;
    for (let index = 0; index < words.length; index++) marks.push(names);
  }
  return text.trim() === '' ? [] : [{ shape, text, marks }];
}

export function isSameShape(one: BlockShape, other: BlockShape): boolean {
  return one.kind === other.kind && one.level === other.level;
}

/** What became bold, italic or a link, or is not any more, among the words that stayed. */
export function markChanges(before: Block, after: Block, parts: readonly DiffPart[]): MarkChange[] {
  const changes: MarkChange[] = [];
  let [from, to] = [0, 0];
  let running = new Map<string, MarkChange>();
  for (const { kind, text } of parts) {
    if (kind === 'same') {
      for (const letter of text.split('')) {
        const now = new Map<string, MarkChange>();
        for (const [key, change] of letterChanges(before.marks[from] ?? [], after.marks[to] ?? [])) {
          const known = running.get(key);
          if (known) known.text += letter;
          else changes.push({ ...change, text: letter });
          now.set(key, known ?? (changes.at(-1) as MarkChange));
        }
        running = now;
        from += 1;
        to += 1;
      }
      continue;
    }
    running = new Map();
    if (kind === 'removed') from += text.length;
    else to += text.length;
  }
  return changes.filter((change) => change.text.trim() !== '').map((change) => ({ ...change, text: change.text.trim() }));
}

function letterChanges(before: readonly string[], after: readonly string[]): [string, Omit<MarkChange, 'text'>][] {
  if (before === after || before.join('\n') === after.join('\n')) return [];
  const changes: [string, Omit<MarkChange, 'text'>][] = [];
  for (const mark of ['bold', 'italic', 'link'] as const) {
    const was = before.find((name) => name.split(' ')[0] === mark);
    const is = after.find((name) => name.split(' ')[0] === mark);
    if (was === is) continue;
    const change = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
    changes.push([`${mark} ${change}`, { mark, change }]);
  }
  return changes;
}
