import type { LoaderFunctionArgs } from '@remix-run/node';
import { jsonDownload } from '../accounts/csv.server.ts';
import { api } from '../api.server.ts';

/** The chain of one day with its code, to be computed again elsewhere (`public/controleer-logboek.mjs`). It says nothing about anybody. */
export async function loader(args: LoaderFunctionArgs) {
  const day = args.params.day ?? '';
  const found = await api(args).events.dayOfChain({ day });
  return jsonDownload({ format: 'oever-log-1', ...found }, `logboek-${day}.json`);
}
