import type { JSONContent } from '@tiptap/core';
import type { FileHeading, FileText, ParsedSection } from './import-headings.ts';
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

export type { ParsedSection } from './import-headings.ts';

/**
 * Sections of a Markdown plan, in order; see `sectionsOf`.
 * @returns no sections when there is no heading
 */
export function parsePlan(markdown: string): ParsedSection[] {
  return sectionsOf(readMarkdown(markdown));
}

/** The headings of a Markdown text and what stands under them. A file that Oever wrote is read to the letter, another as its writer will have meant it. */
export function readMarkdown(markdown: string): FileText {
  const exact = OURS.test(markdown);
  const { text, lineOf } = exact ? { text: markdown, lineOf: (line: number) => line } : separateLines(markdown);
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
  return { preamble, headings, titleDepth: 1 };
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

/** Blank lines and spaces where the published laws leave them out: `##Wet` is a heading, `2.  Lid` starts a new member and does not run on. */
function separateLines(markdown: string): { text: string; lineOf: (line: number) => number } {
  const lines: string[] = [];
  const origin: number[] = [];
  for (const [index, line] of markdown.split('\n').entries()) {
    if (/^\d{1,4}[a-z]?\. {2,}\S/.test(line)) {
      lines.push('');
      origin.push(index + 1);
    }
    lines.push(line.replace(/^(#{2,6})(?=[^\s#])/, '$1 '));
    origin.push(index + 1);
  }
  return { text: lines.join('\n'), lineOf: (line) => origin[line - 1] ?? line };
}
