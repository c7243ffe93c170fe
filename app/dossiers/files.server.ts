import type { LoaderFunctionArgs } from '@remix-run/node';
import { api } from '../api.server.ts';

type Format = 'pdf' | 'docx' | 'csv' | 'json';

const MEDIA_TYPES: Record<Format, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

const notFound = () =>
  new Response(JSON.stringify({ code: 'not_found' }), { status: 404, headers: { 'Content-Type': 'application/json' } });

/** Trajectory and version in the address. @throws Response 404 when it is no number */
export function readVersionParams({ params }: Pick<LoaderFunctionArgs, 'params'>): { trajectory: string; number: number } {
  if (!/^[1-9]\d{0,8}$/.test(params.version ?? '')) throw notFound();
  return { trajectory: params.slug ?? '', number: Number(params.version) };
}

/** A frozen version as a file to keep: browsers save it, and do not show it under our address. */
export async function sendDossierFile(args: LoaderFunctionArgs, format: Format): Promise<Response> {
  return send(await api(args).dossiers.file({ ...readVersionParams(args), format }), format);
}

/** `2.pdf` in the address of a motivation or a final report. */
export async function sendPaperFile(args: LoaderFunctionArgs, kind: 'motivation' | 'final_report'): Promise<Response> {
  const [, number, format] = /^([1-9]\d{0,8})\.(pdf|docx|csv|json)$/.exec(args.params.file ?? '') ?? [];
  if (!number || !format) throw notFound();
  const file = await api(args).dossiers.paperFile({
    trajectory: args.params.slug ?? '',
    kind,
    number: Number(number),
    format: format as Format,
  });
  return send(file, format as Format);
}

function send({ name, base64 }: { name: string; base64: string }, format: Format): Response {
  return new Response(Buffer.from(base64, 'base64'), {
    headers: { 'Content-Type': MEDIA_TYPES[format], 'Content-Disposition': `attachment; filename="${name}"` },
  });
}
