import { type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { paths } from '../paths.ts';

/** For a page that only some may use: who is not signed in does that first, who is reads that they may not. */
export function signInOrRefuse({ request, context }: Pick<LoaderFunctionArgs, 'request' | 'context'>): Response {
  const { pathname, search } = new URL(request.url);
  if (!context.actor) return redirect(paths.signIn(pathname + search));
  return new Response(JSON.stringify({ code: 'not_allowed' }), { status: 403, headers: { 'Content-Type': 'application/json' } });
}
