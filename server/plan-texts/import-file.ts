import { ImportError } from '../cli/import-error.ts';
import { contentText } from './content.ts';
import { MAX_CHARACTERS } from './elements.ts';
import { type ParsedSection, parsePlan } from './markdown.ts';
import { SECTION_LIMITS } from './rules.ts';

const MAX_BYTES = 5 * 1024 * 1024;
const MAX_SECTIONS = 2000;

/**
 * Reads a Markdown plan whole, or refuses it.
 * @throws ImportError with the line and what is the matter there
 */
export function readPlanFile(file: string | Uint8Array): ParsedSection[] {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  if (bytes.length > MAX_BYTES) throw new ImportError({ line: 1, message: 'Het bestand is groter dan 5 MB.' });
  const text = (typeof file === 'string' ? checkString(file) : decode(bytes)).replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  if (text.trim() === '') throw new ImportError({ line: 1, message: 'Het bestand is leeg.' });
  const nul = text.indexOf('\0');
  if (nul >= 0) throw new ImportError({ line: lineAt(text, nul), message: 'Hier staat een NUL-teken. Dat hoort niet in een tekst.' });
  const sections = parsePlan(text);
  if (sections.length === 0 || sections.every((section) => section.key === 'vooraf')) {
    throw new ImportError({ line: 1, message: 'Er staan geen koppen in het bestand. Een kop begint met # en een spatie.' });
  }
  if (sections.length > MAX_SECTIONS) {
    throw new ImportError({ line: sections[MAX_SECTIONS]?.line ?? 1, message: `Het plan heeft meer dan ${MAX_SECTIONS} onderdelen.` });
  }
  for (const section of sections) checkSection(section);
  return sections;
}

function checkSection({ title, content, line }: ParsedSection): void {
  if (title === '') throw new ImportError({ line, message: 'Deze kop is leeg.' });
  if (title.length > SECTION_LIMITS.title)
    throw new ImportError({ line, message: `Deze kop is langer dan ${SECTION_LIMITS.title} tekens.` });
  if (contentText(content).length > MAX_CHARACTERS)
    throw new ImportError({ line, message: `Dit onderdeel is langer dan ${MAX_CHARACTERS} tekens.` });
}

function checkString(text: string): string {
  const broken = text.search(/\p{Surrogate}/u);
  if (broken < 0) return text;
  throw new ImportError({ line: lineAt(text, broken), message: 'Hier staat een half teken.' });
}

/** UTF-8 to text; the line of the first byte that is not UTF-8 when it is not. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ImportError({
      line: lineOfBadByte(bytes),
      message: 'Dit bestand is geen UTF-8. Sla het op als UTF-8 en probeer het opnieuw.',
    });
  }
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
