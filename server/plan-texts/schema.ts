/**
 * What a plan text may consist of, shared by editor, socket and page. What is not named here cannot be stored and is never shown:
 * `checkDocument` refuses it on arrival, `documentJson` leaves it out when it is read.
 */

import type { Extensions, JSONContent } from '@tiptap/core';
import { getSchema } from '@tiptap/core';
import type { Schema } from '@tiptap/pm/model';
import StarterKit from '@tiptap/starter-kit';
import * as Y from 'yjs';
import { cleanContent, contentText } from './content.ts';
import {
  BLOCKS,
  CONTENT_ROOT,
  checkMark,
  clip,
  ELEMENTS,
  HEADING_LEVELS,
  HOLDS_TEXT,
  LINK_REL,
  MAX_CHARACTERS,
  MAX_DEPTH,
  own,
} from './elements.ts';
import { isAllowedUrl } from './urls.ts';

export { cleanContent, cleanText, contentText } from './content.ts';
export { CONTENT_ROOT, checkMark, HEADING_LEVELS, isAttribute, LINK_REL, MAX_CHARACTERS, MAX_DEPTH, mayContain } from './elements.ts';

/** The Tiptap extensions of a plan text, without any DOM. The editor adds Collaboration, which brings its own undo. */
export function tiptapExtensions(): Extensions {
  return [
    StarterKit.configure({
      heading: { levels: [...HEADING_LEVELS] },
      link: {
        openOnClick: false,
        // It would also make a link of the words one types after it.
        autolink: false,
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
  return (
    checkChildren(content, { allowed: BLOCKS, holdsText: false, depth: 1, seen }) ?? (seen.characters > MAX_CHARACTERS ? 'too long' : null)
  );
}

type Place = { allowed: readonly string[]; holdsText: boolean; depth: number; seen: { characters: number } };

function checkChildren(parent: Y.XmlFragment, place: Place): string | null {
  if (place.depth > MAX_DEPTH) return 'nested too deep';
  for (const child of parent.toArray() as unknown[]) {
    const fault =
      child instanceof Y.XmlText ? checkText(child, place) : child instanceof Y.XmlElement ? checkElement(child, place) : 'foreign content';
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
      ? [
          {
            type: 'text',
            text: insert,
            marks: Object.entries(attributes ?? {}).flatMap(([type, attrs]) => (attrs === null ? [] : [markOf(type, attrs)])),
          },
        ]
      : [],
  );
}

function markOf(type: string, attrs: unknown): { type: string; attrs: Record<string, unknown> } {
  return { type, attrs: typeof attrs === 'object' && attrs !== null ? { ...attrs } : {} };
}
