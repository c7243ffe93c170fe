import type { LoaderFunctionArgs } from '@remix-run/node';
import { EXPORT_KINDS, type ExportKind } from '../../server/privacy/kinds.ts';
import { csvDownload } from '../accounts/csv.server.ts';
import { api } from '../api.server.ts';

/** One kind of what the site keeps of who asks, for a spreadsheet. */
export async function loader(args: LoaderFunctionArgs) {
  const kind = EXPORT_KINDS.find((known) => known === args.params.kind) as ExportKind | undefined;
  if (!kind) throw new Response('', { status: 404 });
  return csvDownload(await api(args).privacy.ownRows({ kind }), `mijn-gegevens-${kind}.csv`);
}
