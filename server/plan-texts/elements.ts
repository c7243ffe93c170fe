/** The allow-list of a plan text: its elements, their attributes, its marks. Without any library, so that pages can use it too. */
import { isAllowedUrl } from './urls.ts';

/** The one root of a document; any other name is refused. */
export const CONTENT_ROOT = 'content';
/** Stands in the log for a letter that was taken out of it; as long as one. */
export const BLANK = '█';
/** As `rel` on every link: a plan does not vouch for where it points. */
export const LINK_REL = 'nofollow ugc noopener noreferrer';
/** Visible characters of one section. */
export const MAX_CHARACTERS = 200_000;
/** Levels of blocks inside each other (a list in a list counts two per list). */
export const MAX_DEPTH = 16;
export const HEADING_LEVELS = [2, 3, 4] as const;

type BlockRule = { children: readonly string[]; attributes: Readonly<Record<string, (value: unknown) => boolean>> };

export const BLOCKS = ['paragraph', 'heading', 'bulletList', 'orderedList'] as const;
const isCount = (value: unknown) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 100_000;
const isNull = (value: unknown) => value === null || value === undefined;

/** Which element may stand in which, and its attributes with the values they may have. */
export const ELEMENTS: Readonly<Record<string, BlockRule>> = {
  paragraph: { children: ['hardBreak'], attributes: {} },
  heading: { children: ['hardBreak'], attributes: { level: (value) => HEADING_LEVELS.some((level) => level === value) } },
  bulletList: { children: ['listItem'], attributes: {} },
  orderedList: { children: ['listItem'], attributes: { start: isCount, type: isNull } },
  listItem: { children: BLOCKS, attributes: {} },
  hardBreak: { children: [], attributes: {} },
};
export const HOLDS_TEXT = new Set(['paragraph', 'heading']);

/** Marks with the attributes they may have. A link's look and target are ours, so a text cannot dress one up. */
export const MARKS: Readonly<Record<string, Readonly<Record<string, (value: unknown) => boolean>>>> = {
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

/** Why a mark may not be there with this value, or null. */
export function checkMark(name: string, value: unknown): string | null {
  const rule = own(MARKS, name);
  if (!rule) return `mark ${clip(name)}`;
  if (value === null || value === true) return name === 'link' && value !== null ? 'link without an address' : null;
  if (typeof value !== 'object') return `mark ${name}`;
  for (const [attribute, held] of Object.entries(value)) {
    if (!own(rule, attribute)?.(held)) return `attribute ${clip(attribute)} of ${name}`;
  }
  return name === 'link' && !('href' in value) ? 'link without an address' : null;
}

/** For the socket, which judges every inserted item by itself: may `child` (an element's name, or `text`) stand in `parent` (null: the root)? */
export function mayContain(parent: string | null, child: string): boolean {
  if (child === 'text') return parent !== null && HOLDS_TEXT.has(parent);
  return (parent === null ? BLOCKS : own(ELEMENTS, parent)?.children)?.some((name) => name === child) ?? false;
}

/** May an element of this name carry this attribute with this value? */
export function isAttribute(element: string, name: string, value: unknown): boolean {
  return own(own(ELEMENTS, element)?.attributes ?? {}, name)?.(value) ?? false;
}

/** Not `object[name]`: a stored name such as `constructor` must not find what every object has. */
export function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

export function clip(name: string): string {
  return name.slice(0, 40);
}
