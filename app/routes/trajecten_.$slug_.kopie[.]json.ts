import type { LoaderFunctionArgs } from '@remix-run/node';
import { api } from '../api.server.ts';

/** The template of a trajectory, for another place. What goes along besides is for who prepares it to choose. */
export async function loader(args: LoaderFunctionArgs) {
  const slug = args.params.slug ?? '';
  const search = new URL(args.request.url).searchParams;
  const template = await api(args).templates.file({ trajectory: slug, startText: search.has('tekst'), words: search.has('woorden') });
  return new Response(`${JSON.stringify(template, null, 2)}\n`, {
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Content-Disposition': `attachment; filename="oever-${slug}.json"` },
  });
}
