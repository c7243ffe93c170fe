import type { LoaderFunctionArgs } from '@remix-run/node';
import { api } from '../api.server.ts';
import { askedLocale, atomResponse } from '../following/atom-response.server.ts';

export async function loader(args: LoaderFunctionArgs) {
  return atomResponse(await api(args).feeds.ideas({ trajectory: args.params.slug ?? '', locale: askedLocale(args.request) }));
}
