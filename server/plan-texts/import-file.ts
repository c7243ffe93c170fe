import { contentText } from './content.ts';
import { looksLikeDocx } from './docx-archive.ts';
import { readDocx } from './docx-read.ts';
import { MAX_CHARACTERS } from './elements.ts';
import type { FileText, ParsedSection } from './import-headings.ts';
import type { ImportNotice } from './import-notices.ts';
import { PlanFileError, type RefusalReason } from './import-refusals.ts';
import { sectionsOf } from './import-sections.ts';
import { readMarkdown } from './markdown.ts';
import { SECTION_LIMITS } from './rules.ts';

const MAX_BYTES = 5 * 1024 * 1024;
const MAX_SECTIONS = 2000;

/** The sections of a file, and what in it a plan text cannot hold. */
export type PlanFile = { sections: ParsedSection[]; notices: ImportNotice[] };

/**
 * Reads a Markdown or Word plan whole, or refuses it. Which of the two it is the bytes say, not the name.
 * @throws PlanFileError with the line (in Markdown) or the heading (in Word) and what is the matter there
 */
export async function readPlan(file: string | Uint8Array): Promise<PlanFile> {
  try {
    return await read(file);
  } catch (error) {
    // Quotations in quotations in quotations: deeper than the reader of Markdown can go.
    if (error instanceof RangeError) throw new PlanFileError('too_complex', { cause: error });
    throw error;
  }
}

async function read(file: string | Uint8Array): Promise<PlanFile> {
  if (typeof file !== 'string' && looksLikeDocx(file)) {
    const { notices, ...text } = await readDocx(file);
    return { sections: checkSections(text, 'no_word_headings'), notices };
  }
  const { notices, ...text } = readMarkdown(readText(file));
  return { sections: checkSections(text, 'no_headings'), notices };
}

function readText(file: string | Uint8Array): string {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  if (bytes.length > MAX_BYTES) throw new PlanFileError('too_large', { line: 1 });
  if (new TextDecoder('latin1').decode(bytes.subarray(0, 5)) === '%PDF-') throw new PlanFileError('pdf');
  const text = (typeof file === 'string' ? checkString(file) : decode(bytes)).replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  if (text.trim() === '') throw new PlanFileError('empty', { line: 1 });
  const nul = text.indexOf('\0');
  if (nul >= 0) throw new PlanFileError('nul', { line: lineAt(text, nul) });
  return text;
}

function checkSections(text: FileText, withoutHeadings: RefusalReason): ParsedSection[] {
  const sections = sectionsOf(text);
  if (sections.length === 0 || sections.every((section) => section.key === 'vooraf'))
    throw new PlanFileError(withoutHeadings, { line: withoutHeadings === 'no_headings' ? 1 : 0 });
  const tooMany = sections[MAX_SECTIONS];
  if (tooMany) throw new PlanFileError('too_many_sections', { line: tooMany.line });
  for (const section of sections) checkSection(section);
  return sections;
}

function checkSection({ title, content, line }: ParsedSection): void {
  const where = { line, about: line > 0 || title === '' ? null : title.slice(0, 80) };
  if (title === '') throw new PlanFileError('empty_heading', where);
  if (title.length > SECTION_LIMITS.title) throw new PlanFileError('long_heading', where);
  if (contentText(content).length > MAX_CHARACTERS) throw new PlanFileError('long_section', where);
}

function checkString(text: string): string {
  const broken = text.search(/\p{Surrogate}/u);
  if (broken < 0) return text;
  throw new PlanFileError('half_character', { line: lineAt(text, broken) });
}

/** UTF-8 to text; the line of the first byte that is not UTF-8 when it is not. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // A picture, a spreadsheet, a film: to save it as UTF-8 would not help.
    if (bytes.some(isControl)) throw new PlanFileError('not_text');
    throw new PlanFileError('not_utf8', { line: lineOfBadByte(bytes) });
  }
}

/** A byte that no text has, in UTF-8 or in what came before it. */
function isControl(byte: number): boolean {
  return byte < 0x09 || (byte > 0x0d && byte < 0x1b);
}

function lineOfBadByte(bytes: Uint8Array): number {
  const strict = new TextDecoder('utf-8', { fatal: true });
  let start = 0;
  for (let line = 1; ; line += 1) {
    const end = bytes.indexOf(0x0a, start);
    try {
      strict.decode(bytes.subarray(start, end < 0 ? bytes.length : end));
    } catch {
      return line;
    }
    if (end < 0) return line;
    start = end + 1;
  }
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
