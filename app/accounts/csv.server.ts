import { stringify } from 'csv-stringify/sync';

/** Rows as a CSV file to keep. A spreadsheet must not run what somebody typed, so formulas are made harmless. */
export function csvDownload(rows: Record<string, unknown>[], name: string): Response {
  const csv = stringify(rows, {
    header: true,
    escape_formulas: true,
    record_delimiter: 'windows',
    bom: true,
    cast: { date: (value) => value.toISOString(), boolean: String, object: (value) => JSON.stringify(value) },
  });
  return download(csv, { name, type: 'text/csv; charset=utf-8' });
}

export function jsonDownload(value: unknown, name: string): Response {
  return download(`${JSON.stringify(value, null, 2)}\n`, { name, type: 'application/json; charset=utf-8' });
}

function download(body: string, { name, type }: { name: string; type: string }): Response {
  return new Response(body, {
    headers: { 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"`, 'Cache-Control': 'private, no-store' },
  });
}
