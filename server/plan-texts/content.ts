/** Content as JSON: cleaned by the allow-list, and as plain text. */
import type { JSONContent } from '@tiptap/core';
import { BLOCKS, ELEMENTS, HEADING_LEVELS, HOLDS_TEXT, MARKS, MAX_DEPTH, own } from './elements.ts';
import { isAllowedUrl } from './urls.ts';

/** Keeps of any JSON what the schema allows: unknown elements go with what is in them, unknown marks go and leave their text. */
export function cleanContent(json: JSONContent | null): JSONContent {
  const content = cleanChildren(json?.content, BLOCKS, 1);
  return { type: 'doc', content: content.length > 0 ? content : [{ type: 'paragraph' }] };
}

function cleanChildren(children: unknown, allowed: readonly string[], depth: number): JSONContent[] {
  if (!Array.isArray(children) || depth > MAX_DEPTH) return [];
  return children.flatMap((child: JSONContent): JSONContent[] => {
    const type = child?.type;
    const rule = typeof type === 'string' && allowed.includes(type) ? own(ELEMENTS, type) : undefined;
    if (!rule || !type) return [];
    const attrs = Object.fromEntries(
      Object.entries(child.attrs ?? {}).filter(([name, value]) => value !== null && own(rule.attributes, name)?.(value)),
    );
    if (type === 'heading' && attrs.level === undefined) attrs.level = HEADING_LEVELS[0];
    const content = HOLDS_TEXT.has(type) ? cleanInline(child.content) : cleanChildren(child.content, rule.children, depth + 1);
    if (type === 'listItem' && content[0]?.type !== 'paragraph') content.unshift({ type: 'paragraph' });
    if ((type === 'bulletList' || type === 'orderedList') && content.length === 0) return [];
    return [{ type, ...(Object.keys(attrs).length > 0 && { attrs }), ...(content.length > 0 && { content }) }];
  });
}

function cleanInline(children: unknown): JSONContent[] {
  if (!Array.isArray(children)) return [];
  return children.flatMap((child: JSONContent): JSONContent[] => {
    if (child?.type === 'hardBreak') return [{ type: 'hardBreak' }];
    const text = child?.type === 'text' && typeof child.text === 'string' ? cleanText(child.text) : '';
    if (text === '') return [];
    const marks = cleanMarks(child.marks);
    return [{ type: 'text', text, ...(marks.length > 0 && { marks }) }];
  });
}

function cleanMarks(marks: JSONContent['marks']): { type: string; attrs?: Record<string, unknown> }[] {
  if (!Array.isArray(marks)) return [];
  return Object.keys(MARKS).flatMap((type) => {
    const mark = marks.find((candidate) => candidate?.type === type);
    if (!mark) return [];
    if (type !== 'link') return [{ type }];
    const href: unknown = mark.attrs?.href;
    return typeof href === 'string' && isAllowedUrl(href) ? [{ type, attrs: { href } }] : [];
  });
}

/** Takes out what a database or a reader trips over: control characters, broken surrogates, and marks that turn the writing direction round. */
export function cleanText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters meant
  return text.replace(/\p{Surrogate}/gu, '').replace(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '');
}

/** The plain text of content: one line per block and per hard break. */
export function contentText(json: JSONContent): string {
  return paragraphs(json).join('\n');
}

/** The texts of all paragraphs, headings and list items, in order. */
export function paragraphs(node: JSONContent): string[] {
  if (HOLDS_TEXT.has(node.type ?? '')) return [inlineText(node.content ?? [])];
  return (node.content ?? []).flatMap(paragraphs);
}

/** The text of a paragraph's content, hard breaks as line ends. */
function inlineText(content: JSONContent[]): string {
  return content.map((child) => (child.type === 'hardBreak' ? '\n' : (child.text ?? ''))).join('');
}
