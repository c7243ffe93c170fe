/** A CSV file with a header row, as other systems export it: each row by the names of its columns, with the line it starts on. */
import { ImportError } from '../cli/import-error.ts';
import { readRows, type Separator } from '../votings/pabulib-rows.ts';

export type TableRow = { line: number; values: Record<string, string> };
export type CsvTable = { columns: string[]; rows: TableRow[] };

/**
 * Separated by semicolons or commas: whichever the header has more of.
 * @throws ImportError with the line: not UTF-8, a quote that is not closed, a column named twice, a row with too few or too many values, or no rows at all
 */
export function readTable(file: Uint8Array): CsvTable {
  const [header, ...rest] = readRows(file, { separator: separatorOf(file), trim: false });
  if (!header) throw new ImportError({ line: 1, message: 'Het bestand is leeg.' });
  const columns = header.values.map((name) => name.trim());
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  if (twice !== undefined) throw new ImportError({ line: header.line, message: `De kolom "${twice}" staat er twee keer.` });
  const rows = rest.map(({ line, values }) => {
    if (values.length !== columns.length) {
      throw new ImportError({ line, message: `Hier staan ${values.length} waarden, en er zijn ${columns.length} kolommen.` });
    }
    return { line, values: Object.fromEntries(columns.map((name, index) => [name, values[index] ?? ''])) };
  });
  if (rows.length === 0) throw new ImportError({ line: header.line, message: 'Onder de kolomnamen staat niets.' });
  return { columns, rows };
}

/** @throws ImportError when one of these columns is not there */
export function requireColumns({ columns }: CsvTable, names: readonly string[], system: string): void {
  const missing = names.find((name) => !columns.includes(name));
  if (missing !== undefined)
    throw new ImportError({ line: 1, message: `De kolom "${missing}" ontbreekt. Is dit wel een export van ${system}?` });
}

function separatorOf(file: Uint8Array): Separator {
  const end = file.indexOf(0x0a);
  const header = new TextDecoder().decode(file.subarray(0, end === -1 ? file.length : end));
  return header.split(';').length > header.split(',').length ? ';' : ',';
}
