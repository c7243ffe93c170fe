import { stringify } from 'csv-stringify/sync';
import type { Row } from './operation.ts';

/** Rows for a spreadsheet, which must not run what residents wrote. */
export function toCsv(rows: Row[], columns: readonly string[]): string {
  const byRow = rows.map((row) => columns.map((column) => cell(row[column] ?? null)));
  return stringify([columns, ...byRow], { escape_formulas: true, record_delimiter: 'windows' });
}

function cell(value: Row[string]): string | number | null {
  return typeof value === 'boolean' ? String(value) : value;
}
