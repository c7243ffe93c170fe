import type { LoaderFunctionArgs } from '@remix-run/node';
import { api } from '../api.server.ts';
import { askedLocale, atomResponse } from '../following/atom-response.server.ts';
import { readIdeaParams } from '../ideas/idea-params.ts';

export async function loader(args: LoaderFunctionArgs) {
  return atomResponse(await api(args).feeds.idea({ ...readIdeaParams(args), locale: askedLocale(args.request) }));
}
