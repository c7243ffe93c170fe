import type { LoaderFunctionArgs } from '@remix-run/node';
import type { ExportFormat } from '../../server/plan-texts/export.ts';
import { api } from '../api.server.ts';

/** The plan as a file to keep: browsers save it, and do not show it under our address. */
export async function sendPlanFile(args: LoaderFunctionArgs, format: ExportFormat): Promise<Response> {
  const { name, mediaType, base64 } = await api(args).planExchange.file({ trajectory: args.params.slug ?? '', format });
  return new Response(Buffer.from(base64, 'base64'), {
    headers: { 'Content-Type': mediaType, 'Content-Disposition': `attachment; filename="${name}"` },
  });
}
