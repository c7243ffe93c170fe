import type { LoaderFunctionArgs } from '@remix-run/node';
import { parseUrl } from '../server/text/parse-url.ts';
import { api } from './api.server.ts';
import { toDay } from './format.ts';
import { localPath } from './local-path.ts';

/** What header, footer and pages ask for (`useRootData`). Of every page, also of one that says why a form was refused: then no loader has run. */
export async function loadRootData({ request, context }: Pick<LoaderFunctionArgs, 'request' | 'context'>) {
  const { actor, locale, now, requestId, cspNonce, clientEntry, hotReload } = context;
  const { pathname, search } = new URL(request.url);
  return {
    actor: actor
      ? { id: actor.id, name: actor.name, isStaff: actor.roles.length > 0, roles: actor.roles.map(({ role }) => role as string) }
      : null,
    site: await api({ request, context }).site.get(),
    locale,
    today: toDay(now),
    path: pathname + search,
    /** The page a form was sent from; null for a page that was only asked for. Loaders are not told of the form: `entry.server.tsx` is. */
    back: null as string | null,
    requestId,
    cspNonce,
    clientEntry,
    hotReload,
  };
}

/** The page on this site that a form was sent from, as far as the browser says; else where it was sent to. */
export function cameFrom(request: Request): string | null {
  if (request.method === 'GET' || request.method === 'HEAD') return null;
  const { pathname, search } = new URL(request.url);
  return localPath(pathOf(request.headers.get('referer')), pathname + search);
}

function pathOf(address: string | null): string | null {
  const url = address === null ? null : parseUrl(address);
  return url && url.pathname + url.search;
}
