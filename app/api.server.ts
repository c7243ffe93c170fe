import type { LoaderFunctionArgs } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { isDomainError } from '../server/errors.ts';
import type { Caller } from '../server/router.ts';
import { paths } from './paths.ts';

/**
 * The one door from the site to the application: the tRPC caller of this request. A refusal becomes the answer a browser understands: a redirect to sign in,
 * or a Response with its status for the error page. Use `submitForm` in actions, so that a refusal lands in the form.
 */
export function api(args: Pick<LoaderFunctionArgs, 'request' | 'context'>): Caller {
  return wrap(args.context.api, (error) => {
    throw toResponse(error, args);
  }) as Caller;
}

/** Response for a refusal; anything unknown is thrown on to the log and the 500 page. */
export function toResponse(error: unknown, { request }: Pick<LoaderFunctionArgs, 'request'>): unknown {
  const cause = refusalOf(error);
  if (!cause) return error;
  const url = new URL(request.url);
  if (cause.code === 'sign_in_first' && request.method === 'GET') return redirect(paths.signIn(url.pathname + url.search));
  if (cause.code === 'sign_in_first') return redirect(paths.signIn(url.pathname));
  // Of a form the browser sends everything along, to go on with after that.
  if (cause.code === 'second_factor_first')
    return redirect(paths.secondFactor(url.pathname + url.search), request.method === 'GET' ? 302 : 307);
  return new Response(JSON.stringify({ code: cause.code, details: cause.details }), {
    status: cause.status,
    headers: { 'Content-Type': 'application/json' },
  });
}

/** The DomainError in or under an error of the tRPC caller; bad input of a procedure counts as `invalid`. */
export function refusalOf(
  error: unknown,
): { code: string; status: number; details: Record<string, unknown> & { fields?: Record<string, string> } } | null {
  if (isDomainError(error)) return error;
  if (!(error instanceof Error)) return null;
  if (isDomainError(error.cause)) return error.cause;
  if ('code' in error && error.code === 'BAD_REQUEST') return { code: 'invalid', status: 400, details: {} };
  return null;
}

/** Calls of a tRPC caller pass through `onError`; the caller itself is a proxy of functions and records of functions. */
function wrap(target: unknown, onError: (error: unknown) => never): unknown {
  return new Proxy(target as object, {
    get: (object, key) => wrap(Reflect.get(object, key), onError),
    apply: (fn, _, input) => (fn as unknown as (...input: unknown[]) => Promise<unknown>)(...input).catch(onError),
  });
}
