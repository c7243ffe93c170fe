/** Rows of a file of separated, quoted values (RFC 4180; `;` unless said otherwise), each with the line it starts on. */
import { ImportError } from '../cli/import-error.ts';

export type Row = { line: number; values: string[] };
export type Separator = ';' | ',';

/**
 * Decodes and splits a file. Empty lines are left out; a quoted value may hold the separator, doubled quotes and line ends.
 * @param trim left out: values lose the spaces around them
 * @throws ImportError when the bytes are not UTF-8, hold an unreadable character, or a quote is not closed
 */
export function readRows(file: Uint8Array, { separator = ';', trim = true }: { separator?: Separator; trim?: boolean } = {}): Row[] {
  const text = decode(file);
  const rows: Row[] = [];
  let line = 1;
  let at = 0;
  while (at < text.length) {
    const row: Row = { line, values: [] };
    for (;;) {
      const value = readValue(text, at, { line, separator });
      row.values.push(trim ? value.text.trim() : value.text);
      line += value.lineEnds;
      at = value.end;
      if (text[at] !== separator) break;
      at++;
    }
    if (text[at] === '\r') at++;
    if (text[at] === '\n') at++;
    line++;
    if (row.values.some((value) => value !== '')) rows.push(row);
  }
  return rows;
}

/** Writes rows the way `readRows` reads them. */
export function writeRows(rows: (string | number)[][]): string {
  return rows.map((values) => `${values.map(quote).join(';')}\n`).join('');
}

function quote(value: string | number): string {
  const text = String(value);
  return /[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function readValue(
  text: string,
  start: number,
  { line, separator }: { line: number; separator: Separator },
): { text: string; end: number; lineEnds: number } {
  if (text[start] !== '"') {
    let end = start;
    while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++;
    return { text: text.slice(start, end), end, lineEnds: 0 };
  }
  let at = start + 1;
  for (;;) {
    const next = text.indexOf('"', at);
    if (next === -1) throw new ImportError({ line, message: 'Een aanhalingsteken gaat open en niet meer dicht.' });
    if (text[next + 1] !== '"') {
      const end = next + 1;
      if (end < text.length && !`${separator}\r\n`.includes(text[end] ?? '')) {
        throw new ImportError({
          line,
          message: `Na het sluitende aanhalingsteken moet een ${separator === ';' ? 'puntkomma' : 'komma'} of een nieuwe regel komen.`,
        });
      }
      const raw = text.slice(start + 1, next);
      return { text: raw.replaceAll('""', '"'), end, lineEnds: raw.split('\n').length - 1 };
    }
    at = next + 2;
  }
}

function decode(file: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(file);
    const zero = text.indexOf('\0');
    if (zero !== -1) throw new ImportError({ line: lineAt(text, zero), message: 'Hier staat een onleesbaar teken (nulteken).' });
    return text;
  } catch (error) {
    if (error instanceof ImportError) throw error;
    throw new ImportError({
      line: firstUndecodableLine(file),
      message: 'Deze regel is geen UTF-8. Sla het bestand op als UTF-8 en probeer het opnieuw.',
    });
  }
}

function firstUndecodableLine(file: Uint8Array): number {
  let line = 1;
  let start = 0;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  // A line end is never part of a longer UTF-8 character, so lines can be decoded one by one.
  for (let at = 0; at <= file.length; at++) {
    if (at < file.length && file[at] !== 0x0a) continue;
    try {
      decoder.decode(file.subarray(start, at));
    } catch {
      return line;
    }
    start = at + 1;
    line++;
  }
  return line;
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
