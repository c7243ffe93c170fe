import type { LoaderFunctionArgs } from '@remix-run/node';
import { api } from '../api.server.ts';
import { askedLocale } from '../following/atom-response.server.ts';

/** The days of a trajectory, for a calendar program that comes back for more. */
export async function loader(args: LoaderFunctionArgs) {
  const { slug = '' } = args.params;
  return new Response(await api(args).openData.agenda({ trajectory: slug, locale: askedLocale(args.request) }), {
    headers: { 'Content-Type': 'text/calendar; charset=utf-8', 'Content-Disposition': `attachment; filename="${slug}.ics"` },
  });
}
