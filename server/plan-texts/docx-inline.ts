import type { JSONContent } from '@tiptap/core';
import { isAllowedUrl } from './urls.ts';

/** What mammoth finds in a Word file, as far as we look at it (mammoth/lib/documents.js, 1.13). */
export type DocxElement = {
  type: string;
  children?: DocxElement[];
  /** Of a text. */
  value?: string;
  /** Of a paragraph or run. */
  styleId?: string | null;
  styleName?: string | null;
  numbering?: { paragraphStyleId?: string | null } | null;
  isBold?: boolean;
  isItalic?: boolean;
  /** Of a link. */
  href?: string | null;
  /** Of a bookmark. */
  name?: string;
  breakType?: string;
  checked?: boolean;
};

type Marks = NonNullable<JSONContent['marks']>;

/** The words of a paragraph with bold, italic and links. */
export function inlineOf(elements: readonly DocxElement[], marks: Marks = []): JSONContent[] {
  return elements.flatMap((element): JSONContent[] => {
    switch (element.type) {
      case 'text':
        return text(element.value ?? '', marks);
      case 'tab':
        return text(' ', marks);
      case 'checkbox':
        return text(element.checked ? '☑ ' : '☐ ', marks);
      case 'break':
        return element.breakType === 'line' ? [{ type: 'hardBreak' }] : [];
      case 'hyperlink':
        return inlineOf(element.children ?? [], element.href && isAllowedUrl(element.href) ? [...marks, link(element.href)] : marks);
      case 'run':
        return inlineOf(element.children ?? [], [...marks, ...formatting(element)]);
      default:
        return [];
    }
  });
}

function text(words: string, marks: Marks): JSONContent[] {
  return words === '' ? [] : [{ type: 'text', text: words, ...(marks.length > 0 && { marks }) }];
}

function link(href: string): Marks[number] {
  return { type: 'link', attrs: { href } };
}

function formatting({ isBold, isItalic, styleName }: DocxElement): Marks {
  const style = (styleName ?? '').toLowerCase();
  return [
    ...(isBold || style === 'strong' || style === 'intense emphasis' ? [{ type: 'bold' }] : []),
    ...(isItalic || style === 'emphasis' || style === 'intense emphasis' ? [{ type: 'italic' }] : []),
  ];
}

/** The words alone, line breaks as spaces. */
export function plainText(inline: readonly JSONContent[]): string {
  return inline.map((node) => (node.type === 'hardBreak' ? ' ' : (node.text ?? ''))).join('');
}
