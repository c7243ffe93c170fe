import type { LoaderFunctionArgs } from '@remix-run/node';
import { jsonDownload } from '../accounts/csv.server.ts';
import { api } from '../api.server.ts';

/** Everything the site keeps of who asks, for a program to read. */
export async function loader(args: LoaderFunctionArgs) {
  return jsonDownload(await api(args).privacy.ownData(), 'mijn-gegevens.json');
}
