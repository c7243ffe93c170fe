import type { LoaderFunctionArgs } from '@remix-run/node';
import { api } from '../api.server.ts';

/** What lies before the council, in the shape of Open Raadsinformatie. */
export async function loader(args: LoaderFunctionArgs) {
  return new Response(JSON.stringify(await api(args).openData.councilData()), {
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Access-Control-Allow-Origin': '*' },
  });
}
