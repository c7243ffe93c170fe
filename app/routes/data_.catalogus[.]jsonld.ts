import type { LoaderFunctionArgs } from '@remix-run/node';
import { api } from '../api.server.ts';

/** The catalogue for data portals (DCAT). */
export async function loader(args: LoaderFunctionArgs) {
  return new Response(JSON.stringify(await api(args).openData.catalogue()), {
    headers: { 'Content-Type': 'application/ld+json; charset=utf-8', 'Access-Control-Allow-Origin': '*' },
  });
}
