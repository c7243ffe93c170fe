import type { JSONContent } from '@tiptap/core';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

import { EMPTY_PARAGRAPH, HEADING_MARK } from './markdown-marks.ts';
import { isAllowedUrl } from './urls.ts';

/** The blocks of a Markdown text. */
export function parseMarkdown(text: string) {
  return unified().use(remarkParse).parse(text).children;
}

export type RootContent = ReturnType<typeof parseMarkdown>[number];
type Definition = Extract<RootContent, { type: 'definition' }>;
type ListItem = Extract<RootContent, { type: 'listItem' }>;
type PhrasingContent = Extract<RootContent, { type: 'paragraph' }>['children'][number];

export type Source = {
  text: string;
  definitions: ReadonlyMap<string, string>;
  /** White space counts: the file is one of ours. */
  exact: boolean;
};
/** The one piece of HTML that Markdown writers need. */
const BREAK = /^<br\s*\/?>$/i;
type Mark = NonNullable<JSONContent['marks']>[number];

/** Link addresses defined at the end of a file (`[1]: https://…`), by name. */
export function collectDefinitions(nodes: readonly RootContent[]): ReadonlyMap<string, string> {
  return new Map(nodes.filter((node): node is Definition => node.type === 'definition').map((node) => [node.identifier, node.url]));
}

/** Blocks of a plan text from a Markdown block. HTML goes, quotes and code stay as paragraphs, links that lead nowhere stay as text. */
export function blockContent(node: RootContent, source: Source): JSONContent[] {
  switch (node.type) {
    case 'paragraph': {
      const content = inlineContent(node.children, source);
      return source.exact || content.some((child) => child.text?.trim()) ? [{ type: 'paragraph', content }] : [];
    }
    case 'heading':
      return [{ type: 'heading', attrs: { level: headingLevel(node) }, content: inlineContent(node.children, source) }];
    case 'list':
      return node.ordered
        ? orderedLists(node.children, node.start ?? 1, source)
        : [{ type: 'bulletList', content: node.children.map((item) => listItem(item, source)) }];
    case 'code':
      return node.value.split('\n').map((line) => ({ type: 'paragraph', content: [{ type: 'text', text: line }] }));
    case 'html':
      return source.exact ? htmlBlock(node.value) : [];
    case 'blockquote':
      return node.children.flatMap((child) => blockContent(child, source));
    default:
      return [];
  }
}

/** As our own files say it, else as deep as it stands. */
export function headingLevel({ children, depth }: Extract<RootContent, { type: 'heading' }>): number {
  return writtenLevel(children) ?? Math.min(4, Math.max(2, depth));
}

/** The level a heading of our own says it has, or null. */
export function writtenLevel(children: readonly PhrasingContent[]): number | null {
  for (const child of children) {
    const said = child.type === 'html' ? HEADING_MARK.exec(child.value)?.[1] : undefined;
    if (said) return Number(said);
  }
  return null;
}

/** An empty paragraph, or one of nothing but line breaks. */
function htmlBlock(html: string): JSONContent[] {
  if (html === EMPTY_PARAGRAPH) return [{ type: 'paragraph' }];
  return BREAK.test(html) ? [{ type: 'paragraph', content: [{ type: 'hardBreak' }] }] : [];
}

/** Markdown counts on from the first number; a law with a lapsed member does not. So a list is cut where the number written differs from the one counted. */
function orderedLists(items: ListItem[], start: number, source: Source): JSONContent[] {
  const lists: { type: string; attrs: { start: number }; content: JSONContent[] }[] = [];
  let expected = start;
  for (const item of items) {
    const offset = item.position?.start.offset ?? 0;
    const written = Number(/^\d+/.exec(source.text.slice(offset, offset + 10))?.[0] ?? expected);
    const current = lists.at(-1);
    if (current && written === expected) current.content.push(listItem(item, source));
    else lists.push({ type: 'orderedList', attrs: { start: written }, content: [listItem(item, source)] });
    expected = written + 1;
  }
  return lists;
}

function listItem(item: ListItem, source: Source): JSONContent {
  return { type: 'listItem', content: item.children.flatMap((child) => blockContent(child, source)) };
}

export function inlineContent(nodes: readonly PhrasingContent[], source: Source, marks: Mark[] = []): JSONContent[] {
  return nodes.flatMap((node): JSONContent[] => {
    switch (node.type) {
      case 'text':
      case 'inlineCode':
        return textNode(node.value, marks, source);
      case 'strong':
        return inlineContent(node.children, source, [...marks, { type: 'bold' }]);
      case 'emphasis':
        return inlineContent(node.children, source, [...marks, { type: 'italic' }]);
      case 'delete':
        return inlineContent(node.children, source, marks);
      case 'link':
        return inlineContent(node.children, source, withLink(marks, node.url));
      case 'linkReference':
        return inlineContent(node.children, source, withLink(marks, source.definitions.get(node.identifier) ?? ''));
      case 'image':
      case 'imageReference':
        return textNode(node.alt ?? '', marks, source);
      case 'break':
        return [{ type: 'hardBreak' }];
      case 'html':
        return BREAK.test(node.value) ? [{ type: 'hardBreak' }] : [];
      default:
        return [];
    }
  });
}

function withLink(marks: Mark[], url: string): Mark[] {
  return isAllowedUrl(url) ? [...marks, { type: 'link', attrs: { href: url } }] : marks;
}

function textNode(value: string, marks: Mark[], { exact }: Source): JSONContent[] {
  const text = exact ? value.replace(/ *\n */g, ' ') : value.replace(/\s+/g, ' ');
  return text === '' ? [] : [{ type: 'text', text, ...(marks.length > 0 && { marks }) }];
}

/** The plain text of a heading. */
export function headingText(nodes: readonly PhrasingContent[], source: Source): string {
  return inlineContent(nodes, source)
    .map((child) => child.text ?? ' ')
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}
