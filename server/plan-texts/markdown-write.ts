/** A plan text as Markdown that reads back as exactly the same text (see `normalForm`), and looks like what a person would have written. */
import type { JSONContent } from '@tiptap/core';
import { normalForm } from './export-normal-form.ts';
import { EMPTY_PARAGRAPH, sectionMark } from './markdown-marks.ts';
import { writeInline } from './markdown-write-inline.ts';
import { sectionHeading } from './rules.ts';

export type WrittenSection = { number: string; title: string; level: number; content: JSONContent };

const NOTICE =
  '<!-- Plantekst uit Oever. Laat de regels met "onderdeel" staan: daaraan herkent Oever elk onderdeel, als u dit bestand weer inleest. -->';

/** The whole plan: its title, and each section under a heading with its mark. */
export function writeMarkdown({ title, sections }: { title: string; sections: readonly WrittenSection[] }): string {
  const parts = sections.map(({ number, title: name, level, content }) => {
    const head = `${sectionMark(number)}\n${heading(level + 1, text(sectionHeading({ number, title: name })))}`;
    const body = writeBlocks(normalForm(content).content ?? [], { depth: level + 1, nested: false });
    return body === '' ? head : `${head}\n\n${body}`;
  });
  return `${[NOTICE, heading(1, text(title)), ...parts].join('\n\n')}\n`;
}

/** The text of one section, without its heading. Put behind what `writeMarkdown` gives for the section without its text, it reads back as the same text. */
export function writeBody({ level, content }: Pick<WrittenSection, 'level' | 'content'>): string {
  return writeBlocks(normalForm(content).content ?? [], { depth: level + 1, nested: false });
}

function text(words: string): JSONContent[] {
  return words === '' ? [] : [{ type: 'text', text: words }];
}

/** `depth` is that of the heading of the section; `nested` blocks stand in a list. */
type Place = { depth: number; nested: boolean };

function writeBlocks(blocks: readonly JSONContent[], place: Place): string {
  // An empty section is one empty paragraph, and that is what an empty place reads back as.
  if (blocks.length === 1 && blocks[0]?.type === 'paragraph' && !blocks[0].content) return '';
  let turn = 0;
  return blocks
    .map((block, index) => {
      // Two lists of a kind behind each other would become one: the second gets another sign.
      turn = block.type === blocks[index - 1]?.type ? 1 - turn : 0;
      return writeBlock(block, { ...place, turn });
    })
    .join('\n\n');
}

function writeBlock(block: JSONContent, { turn, ...place }: Place & { turn: number }): string {
  const { depth } = place;
  switch (block.type) {
    case 'heading':
      return writeHeading(block, place);
    case 'bulletList':
      return writeItems(block.content ?? [], { depth, sign: () => (turn === 0 ? '-' : '*') });
    case 'orderedList':
      return writeItems(block.content ?? [], {
        depth,
        sign: (index) => `${Number(block.attrs?.start ?? 1) + index}${turn === 0 ? '.' : ')'}`,
      });
    default:
      return block.content ? writeInline(block.content, { oneLine: false }) : EMPTY_PARAGRAPH;
  }
}

function writeHeading({ attrs, content }: JSONContent, { depth, nested }: Place): string {
  const level = Number(attrs?.level ?? 2);
  const wanted = depth + level - 1;
  const line = heading(Math.min(6, wanted), content ?? []);
  return wanted > 6 || nested ? `${line}${content ? '' : ' '}<!-- kop ${level} -->` : line;
}

function heading(depth: number, content: JSONContent[]): string {
  return `${'#'.repeat(depth)} ${writeInline(content, { oneLine: true })}`.replace(/ $/, '');
}

function writeItems(items: readonly JSONContent[], { depth, sign }: { depth: number; sign: (index: number) => string }): string {
  const isTight = items.every((item) => (item.content?.length ?? 0) <= 1);
  return items
    .map((item, index) => {
      const start = `${sign(index)} `;
      const body = writeBlocks(item.content ?? [], { depth, nested: true });
      return `${start}${body.replaceAll(/\n(?=[^\n])/g, `\n${' '.repeat(start.length)}`)}`.replace(/ $/, '');
    })
    .join(isTight ? '\n' : '\n\n');
}
