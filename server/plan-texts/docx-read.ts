/**
 * A Word file as headings and text. mammoth reads the file; of what it finds only what the schema of plan texts names is taken over, element by element. No HTML
 * comes into it, and no picture, script or link that leads elsewhere than a web or mail address.
 */

import type { JSONContent } from '@tiptap/core';
import mammoth from 'mammoth';
import { packParts, unpackDocx } from './docx-archive.ts';
import { type DocxElement, inlineOf, plainText } from './docx-inline.ts';
import { type DocxBlock, listBlocks } from './docx-lists.ts';
import { MARK_PREFIX, nestedHeadingOf, nestedParagraphOf } from './docx-marks.ts';
import { ListCounter, type ListPlace, type Numbering, readNumbering } from './docx-numbering.ts';
import type { FileHeading, FileText } from './import-headings.ts';
import type { ImportNotice } from './import-notices.ts';
import { PlanFileError } from './import-refusals.ts';

export type DocxText = FileText & { notices: ImportNotice[] };

/** @throws PlanFileError for a file that is damaged, dangerous or no Word file */
export async function readDocx(bytes: Uint8Array): Promise<DocxText> {
  const parts = unpackDocx(bytes);
  const numbering = readNumbering(parts.get('word/numbering.xml'));
  if (numbering.xml) parts.set('word/numbering.xml', numbering.xml);
  const paragraphs = flatten(await readElements(packParts(parts)));
  const exact = paragraphs.some((paragraph) => markOf(paragraph) !== null);
  return { ...readText(paragraphs, { numbering, exact }), notices: noticesOf(parts) };
}

/** The elements of the document, before mammoth would make HTML of them. */
async function readElements(buffer: Buffer): Promise<DocxElement[]> {
  let elements: DocxElement[] = [];
  const transformDocument = (document: DocxElement) => {
    elements = document.children ?? [];
    return { ...document, children: [] };
  };
  try {
    await mammoth.convertToHtml({ buffer }, { transformDocument, includeDefaultStyleMap: false, includeEmbeddedStyleMap: false });
  } catch (error) {
    throw new PlanFileError('damaged_word', { cause: error });
  }
  return elements;
}

/** Paragraphs in order; a row of a table becomes one. */
function flatten(elements: readonly DocxElement[]): DocxElement[] {
  return elements.flatMap((element) => {
    if (element.type === 'paragraph') return [element];
    if (element.type === 'tableRow') return [rowParagraph(element)];
    return flatten(element.children ?? []);
  });
}

function rowParagraph(row: DocxElement): DocxElement {
  const cells = (row.children ?? []).map((cell) => flatten(cell.children ?? []).flatMap((paragraph) => paragraph.children ?? []));
  const between: DocxElement = { type: 'run', children: [{ type: 'text', value: ' | ' }] };
  return { type: 'paragraph', children: cells.flatMap((cell, index) => (index === 0 ? cell : [between, ...cell])) };
}

function readText(paragraphs: readonly DocxElement[], { numbering, exact }: { numbering: Numbering; exact: boolean }): FileText {
  const counter = new ListCounter();
  const found: { heading: Omit<FileHeading, 'body'> | null; blocks: DocxBlock[] }[] = [{ heading: null, blocks: [] }];
  for (const paragraph of paragraphs) {
    const depth = headingDepth(paragraph);
    const list = numbering.find(paragraph.numbering?.paragraphStyleId);
    const count = list ? { ...list, ...counter.next(list) } : null;
    const inline = inlineOf(paragraph.children ?? []);
    if (depth !== null) {
      const words = plainText(inline);
      const label = count && !count.label.startsWith('%') && /[\p{L}\d]/u.test(count.label) ? count.label : '';
      const full = [label, words].filter(Boolean).join(' ').replace(/\s+/g, ' ').trim();
      if (full !== '' || exact) found.push({ heading: { depth, line: 0, full, mark: markOf(paragraph), level: null, inline }, blocks: [] });
    } else if (exact ? !isFrontMatter(paragraph, found.length) : plainText(inline).trim() !== '' && !isTitle(paragraph)) {
      found.at(-1)?.blocks.push(blockOf(paragraph, { inline, count }));
    }
  }
  const [before, ...sections] = found;
  return {
    preamble: listBlocks(before?.blocks ?? []),
    headings: sections.flatMap(({ heading, blocks }) => (heading ? [{ ...heading, body: listBlocks(blocks) }] : [])),
    titleDepth: 0,
  };
}

function blockOf(
  { styleName }: DocxElement,
  { inline, count }: { inline: JSONContent[]; count: (ReturnType<ListCounter['next']> & ListPlace) | null },
): DocxBlock {
  const nestedHeading = nestedHeadingOf(styleName);
  if (nestedHeading)
    return {
      kind: 'continued',
      depth: nestedHeading.depth,
      block: { type: 'heading', attrs: { level: nestedHeading.level }, content: inline },
    };
  const block: JSONContent = { type: 'paragraph', content: inline };
  const nested = nestedParagraphOf(styleName);
  if (nested !== null) return { kind: 'continued', depth: nested, block };
  if (!count) return { kind: 'plain', block };
  const level = count.levels.get(count.level);
  const item = { kind: 'item', list: count.kind, opens: count.opens, depth: count.level, block } as const;
  if (level?.format === 'bullet' || level?.format === 'none') return { ...item, number: null };
  if (level?.format === 'decimal' && new RegExp(`^\\(?%${count.level + 1}[.)]?$`).test(level.text))
    return { ...item, number: count.number };
  // Lists with letters, or with the numbers of what stands above: the label is what people refer to, so it is kept as words.
  const labelled = { type: 'paragraph', content: [{ type: 'text', text: `${count.label} ` }, ...inline] };
  return { kind: 'continued', depth: count.level - 1, block: labelled };
}

/** Style names are English in every Word ("heading 1"); other programs write their own language. */
function headingDepth({ styleName, styleId }: DocxElement): number | null {
  const depth = /^(?:heading|kop) ([1-9])$/i.exec(styleName ?? '')?.[1] ?? /^(?:heading|kop)([1-9])$/i.exec(styleId ?? '')?.[1];
  return depth === undefined ? null : Number(depth);
}

function isTitle({ styleName }: DocxElement): boolean {
  return /^(?:title|titel)$/i.test(styleName ?? '');
}

/** Of our own files: the title and the line under it, in front of the first section. */
function isFrontMatter(paragraph: DocxElement, found: number): boolean {
  return found === 1 && (isTitle(paragraph) || /^subtitle$/i.test(paragraph.styleName ?? ''));
}

function markOf({ children = [] }: DocxElement): string | null {
  const bookmark = children.find((child) => child.type === 'bookmarkStart' && child.name?.startsWith(MARK_PREFIX));
  return bookmark?.name?.slice(MARK_PREFIX.length) ?? null;
}

function noticesOf(parts: ReadonlyMap<string, string>): ImportNotice[] {
  const xml = [...parts].find(([name]) => /^word\/document\d*\.xml$/.test(name))?.[1] ?? '';
  const count = (pattern: RegExp) => xml.match(pattern)?.length ?? 0;
  const counts: ImportNotice[] = [
    { kind: 'insertions', count: count(/<w:(?:ins|moveTo)[ >]/g) },
    { kind: 'deletions', count: count(/<w:(?:del|moveFrom)[ >]/g) },
    { kind: 'comments', count: count(/<w:commentReference[ />]/g) },
    { kind: 'images', count: count(/<(?:w:drawing|v:imagedata)[ />]/g) },
    { kind: 'tables', count: count(/<w:tbl>/g) },
    { kind: 'notes', count: count(/<w:(?:footnote|endnote)Reference[ />]/g) },
    { kind: 'formulas', count: count(/<m:oMath[ >]/g) },
  ];
  return counts.filter((notice) => notice.count > 0);
}
