/** What our own Word files say in names nobody reads: which section a heading is, and what stands in a list without a number of its own. */

/** Of the bookmark at the heading of a section; its id without hyphens follows. A bookmark has at most 40 characters. */
export const MARK_PREFIX = 'oever_';

/** A paragraph in a list item behind the first one; `depth` 0 is the outermost list. */
export function nestedParagraphStyle(depth: number): string {
  return `Lijst vervolg ${depth + 1}`;
}

export function nestedHeadingStyle(level: number, depth: number): string {
  return `Kop ${level} in lijst ${depth + 1}`;
}

export function nestedParagraphOf(styleName: string | null | undefined): number | null {
  const depth = /^Lijst vervolg (\d)$/.exec(styleName ?? '')?.[1];
  return depth === undefined ? null : Number(depth) - 1;
}

export function nestedHeadingOf(styleName: string | null | undefined): { level: number; depth: number } | null {
  const [, level, depth] = /^Kop ([2-4]) in lijst (\d)$/.exec(styleName ?? '') ?? [];
  return level === undefined || depth === undefined ? null : { level: Number(level), depth: Number(depth) - 1 };
}
