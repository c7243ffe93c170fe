/**
 * What a plan text may consist of, shared by editor, socket and page. What is not named here cannot be stored and is never shown:
 * `checkDocument` refuses it on arrival, `documentJson` leaves it out when it is read.
 */
import { getSchema } from '@tiptap/core';
import type { Extensions, JSONContent } from '@tiptap/core';
import type { Schema } from '@tiptap/pm/model';
import StarterKit from '@tiptap/starter-kit';
import * as Y from 'yjs';
import { isAllowedUrl } from './urls.ts';

/** The one root of a document; any other name is refused. */
export const CONTENT_ROOT = 'content';
/** As `rel` on every link: a plan does not vouch for where it points. */
export const LINK_REL = 'nofollow ugc noopener noreferrer';
/** Visible characters of one section. */
export const MAX_CHARACTERS = 200_000;
/** Levels of blocks inside each other (a list in a list counts two per list). */
export const MAX_DEPTH = 16;
export const HEADING_LEVELS = [2, 3, 4] as const;

/** The Tiptap extensions of a plan text, without any DOM. The editor adds Collaboration, which brings its own undo. */
export function tiptapExtensions(): Extensions {
  return [
    StarterKit.configure({
      heading: { levels: [...HEADING_LEVELS] },
      link: {
        openOnClick: false,
        autolink: true,
        linkOnPaste: true,
        defaultProtocol: 'https',
        HTMLAttributes: { rel: LINK_REL, target: null, class: null },
        isAllowedUri: (url) => isAllowedUrl(url),
      },
      blockquote: false,
      code: false,
      codeBlock: false,
      horizontalRule: false,
      strike: false,
      underline: false,
      undoRedo: false,
      // It would write a paragraph into the shared document of everyone who only opens it.
      trailingNode: false,
    }),
  ];
}

/** The ProseMirror schema of a plan text. */
export const planTextSchema: Schema = getSchema(tiptapExtensions());

type BlockRule = { children: readonly string[]; attributes: Readonly<Record<string, (value: unknown) => boolean>> };

const BLOCKS = ['paragraph', 'heading', 'bulletList', 'orderedList'] as const;
const isCount = (value: unknown) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 100_000;
const isNull = (value: unknown) => value === null || value === undefined;

/** Which element may stand in which, and its attributes with the values they may have. */
const ELEMENTS: Readonly<Record<string, BlockRule>> = {
  paragraph: { children: ['hardBreak'], attributes: {} },
  heading: { children: ['hardBreak'], attributes: { level: (value) => HEADING_LEVELS.some((level) => level === value) } },
  bulletList: { children: ['listItem'], attributes: {} },
  orderedList: { children: ['listItem'], attributes: { start: isCount, type: isNull } },
  listItem: { children: BLOCKS, attributes: {} },
  hardBreak: { children: [], attributes: {} },
};
const HOLDS_TEXT = new Set(['paragraph', 'heading']);

/** Marks with the attributes they may have. A link's look and target are ours, so a text cannot dress one up. */
const MARKS: Readonly<Record<string, Readonly<Record<string, (value: unknown) => boolean>>>> = {
  bold: {},
  italic: {},
  link: {
    href: (value) => typeof value === 'string' && isAllowedUrl(value),
    target: isNull,
    rel: (value) => isNull(value) || value === LINK_REL,
    class: isNull,
    title: isNull,
  },
};

/**
 * Why a document breaks the schema, or null when it does not. A list left empty by two people at once is no breach: the editor mends it.
 * @returns a reason for the log, such as `element script`
 */
export function checkDocument(doc: Y.Doc): string | null {
  for (const name of doc.share.keys()) if (name !== CONTENT_ROOT) return `root ${clip(name)}`;
  let content: Y.XmlFragment;
  try {
    content = doc.getXmlFragment(CONTENT_ROOT);
  } catch {
    return 'root of another kind';
  }
  if ([...content._map.values()].some((item) => !item.deleted)) return 'attributes on the root';
  const seen = { characters: 0 };
  return checkChildren(content, { allowed: BLOCKS, holdsText: false, depth: 1, seen }) ?? (seen.characters > MAX_CHARACTERS ? 'too long' : null);
}

type Place = { allowed: readonly string[]; holdsText: boolean; depth: number; seen: { characters: number } };

function checkChildren(parent: Y.XmlFragment, place: Place): string | null {
  if (place.depth > MAX_DEPTH) return 'nested too deep';
  for (const child of parent.toArray() as unknown[]) {
    const fault = child instanceof Y.XmlText ? checkText(child, place) : child instanceof Y.XmlElement ? checkElement(child, place) : 'foreign content';
    if (fault) return fault;
    if (place.seen.characters > MAX_CHARACTERS) return 'too long';
  }
  return null;
}

function checkElement(element: Y.XmlElement, { allowed, depth, seen }: Place): string | null {
  const rule = own(ELEMENTS, element.nodeName);
  if (!rule || !allowed.includes(element.nodeName)) return `element ${clip(element.nodeName)}`;
  for (const [name, value] of Object.entries(element.getAttributes() as Record<string, unknown>)) {
    if (!own(rule.attributes, name)?.(value)) return `attribute ${clip(name)} of ${element.nodeName}`;
  }
  return checkChildren(element, { allowed: rule.children, holdsText: HOLDS_TEXT.has(element.nodeName), depth: depth + 1, seen });
}

function checkText(text: Y.XmlText, { holdsText, seen }: Place): string | null {
  if (!holdsText && text.length > 0) return 'text outside a paragraph';
  if (Object.keys(text.getAttributes()).length > 0) return 'attributes on text';
  let length = 0;
  for (const run of text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]) {
    if (typeof run.insert !== 'string') return 'something else than text';
    length += run.insert.length;
    for (const [name, value] of Object.entries(run.attributes ?? {})) {
      const fault = checkMark(name, value);
      if (fault) return fault;
    }
  }
  // Items that count but are no text would be carried along unseen.
  if (length !== text.length) return 'something else than text';
  seen.characters += length;
  return null;
}

function checkMark(name: string, value: unknown): string | null {
  const rule = own(MARKS, name);
  if (!rule) return `mark ${clip(name)}`;
  if (value === null || value === true) return name === 'link' && value !== null ? 'link without an address' : null;
  if (typeof value !== 'object') return `mark ${name}`;
  for (const [attribute, held] of Object.entries(value)) {
    if (!own(rule, attribute)?.(held)) return `attribute ${clip(attribute)} of ${name}`;
  }
  return name === 'link' && !('href' in value) ? 'link without an address' : null;
}

/** What a document says, as Tiptap JSON of the schema and nothing else. Never from `toString()`, which prints whatever is stored. */
export function documentJson(doc: Y.Doc): JSONContent {
  return cleanContent({ type: 'doc', content: readChildren(doc.getXmlFragment(CONTENT_ROOT), 1) });
}

/** The plain text of a document: see `contentText`. */
export function documentText(doc: Y.Doc): string {
  return contentText(documentJson(doc));
}

function readChildren(parent: Y.XmlFragment, depth: number): JSONContent[] {
  if (depth > MAX_DEPTH) return [];
  return (parent.toArray() as unknown[]).flatMap((child): JSONContent[] => {
    if (child instanceof Y.XmlText) return readText(child);
    if (!(child instanceof Y.XmlElement)) return [];
    return [{ type: child.nodeName, attrs: child.getAttributes(), content: readChildren(child, depth + 1) }];
  });
}

function readText(text: Y.XmlText): JSONContent[] {
  return (text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]).flatMap(({ insert, attributes }) =>
    typeof insert === 'string'
      ? [{ type: 'text', text: insert, marks: Object.entries(attributes ?? {}).flatMap(([type, attrs]) => (attrs === null ? [] : [markOf(type, attrs)])) }]
      : [],
  );
}

function markOf(type: string, attrs: unknown): { type: string; attrs: Record<string, unknown> } {
  return { type, attrs: typeof attrs === 'object' && attrs !== null ? { ...attrs } : {} };
}

/** Keeps of any JSON what the schema allows: unknown elements go with what is in them, unknown marks go and leave their text. */
export function cleanContent(json: JSONContent): JSONContent {
  const content = cleanChildren(json.content, BLOCKS, 1);
  return { type: 'doc', content: content.length > 0 ? content : [{ type: 'paragraph' }] };
}

function cleanChildren(children: unknown, allowed: readonly string[], depth: number): JSONContent[] {
  if (!Array.isArray(children) || depth > MAX_DEPTH) return [];
  return children.flatMap((child: JSONContent): JSONContent[] => {
    const type = child?.type;
    const rule = typeof type === 'string' && allowed.includes(type) ? own(ELEMENTS, type) : undefined;
    if (!rule || !type) return [];
    const attrs = Object.fromEntries(Object.entries(child.attrs ?? {}).filter(([name, value]) => value !== null && own(rule.attributes, name)?.(value)));
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
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '');
}

/** The plain text of content: one line per block and per hard break. */
export function contentText(json: JSONContent): string {
  return blockLines(json).join('\n');
}

function blockLines(node: JSONContent): string[] {
  if (HOLDS_TEXT.has(node.type ?? '')) return [inlineText(node.content ?? [])];
  return (node.content ?? []).flatMap(blockLines);
}

/** The text of a paragraph's content, hard breaks as line ends. */
export function inlineText(content: JSONContent[]): string {
  return content.map((child) => (child.type === 'hardBreak' ? '\n' : (child.text ?? ''))).join('');
}

/** Not `object[name]`: a stored name such as `constructor` must not find what every object has. */
function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function clip(name: string): string {
  return name.slice(0, 40);
}
