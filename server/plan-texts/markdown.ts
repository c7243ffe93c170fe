import type { JSONContent } from '@tiptap/core';
import type { FileHeading, FileText, ParsedSection } from './import-headings.ts';
import type { ImportNotice } from './import-notices.ts';
import { sectionsOf } from './import-sections.ts';
import {
  blockContent,
  collectDefinitions,
  headingText,
  inlineContent,
  parseMarkdown,
  type RootContent,
  type Source,
  writtenLevel,
} from './markdown-content.ts';
import { OURS, SECTION_MARK } from './markdown-marks.ts';
import { markdownNotices } from './markdown-notices.ts';

export type { ParsedSection } from './import-headings.ts';

/**
 * Sections of a Markdown plan, in order; see `sectionsOf`.
 * @returns no sections when there is no heading
 */
export function parsePlan(markdown: string): ParsedSection[] {
  return sectionsOf(readMarkdown(markdown));
}

/** The headings of a Markdown text and what stands under them. A file that Oever wrote is read to the letter, another as its writer will have meant it. */
export function readMarkdown(markdown: string): FileText & { notices: ImportNotice[] } {
  const exact = OURS.test(markdown);
  const { text, lineOf, tables } = exact ? { text: markdown, lineOf: (line: number) => line, tables: 0 } : separateLines(markdown);
  const nodes = parseMarkdown(text);
  const source: Source = { text, definitions: collectDefinitions(nodes), exact };
  const preamble: JSONContent[] = [];
  const headings: FileHeading[] = [];
  let mark: string | null = null;
  for (const node of nodes) {
    const marked = exact && node.type === 'html' ? SECTION_MARK.exec(node.value) : null;
    if (marked) mark = decodeMark(marked[1] ?? '');
    else if (node.type === 'heading') {
      headings.push({ ...readHead(node, source), line: lineOf(node.position?.start.line ?? 1), mark });
      mark = null;
    } else (headings.at(-1)?.body ?? preamble).push(...blockContent(node, source));
  }
  return { preamble, headings, titleDepth: 1, notices: exact ? [] : markdownNotices(nodes, tables) };
}

function readHead(node: Extract<RootContent, { type: 'heading' }>, source: Source): Omit<FileHeading, 'line' | 'mark'> {
  return {
    depth: node.depth,
    full: headingText(node.children, source),
    level: writtenLevel(node.children),
    inline: inlineContent(node.children, source),
    body: [],
  };
}

function decodeMark(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

/** Blank lines and spaces where the published laws leave them out: `##Wet` is a heading, `2.  Lid` starts a new member and does not run on. A row of a table becomes a paragraph. */
function separateLines(markdown: string): { text: string; lineOf: (line: number) => number; tables: number } {
  const lines: string[] = [];
  const origin: number[] = [];
  const written = markdown.split('\n');
  let tables = 0;
  let inTable = false;
  for (const [index, line] of written.entries()) {
    const begins = line.includes('|') && TABLE_RULE.test(written[index + 1] ?? '');
    if (begins) tables += 1;
    inTable = line.includes('|') && (inTable || begins);
    if (inTable) {
      lines.push('', TABLE_RULE.test(line) ? '' : cellsOf(line));
      origin.push(index + 1, index + 1);
      continue;
    }
    if (/^\d{1,4}[a-z]?\. {2,}\S/.test(line)) {
      lines.push('');
      origin.push(index + 1);
    }
    lines.push(line.replace(/^(#{2,6})(?=[^\s#])/, '$1 '));
    origin.push(index + 1);
  }
  return { text: lines.join('\n'), lineOf: (line) => origin[line - 1] ?? line, tables };
}

/** The line under the heads of a table: `|---|:-:|`. */
const TABLE_RULE = /^ {0,3}\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*$|^ {0,3}\|\s*:?-+:?\s*\|\s*$/;

/** The cells of a row, as those of a Word file are read. */
function cellsOf(row: string): string {
  const cells = row
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|');
  return cells
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
    .join(' | ');
}
