/** Addresses of routes and of the open API, with what the world of `content.ts` has in them. */
import { PARAMS } from './pages.ts';
import type { Known } from './sample.ts';

export function addressOf(path: string, known: Known, more: Known = {}): string {
  return path
    .replace(/[:$]([a-zA-Z]+)/g, (_, name: string) => {
      const given = more[name] ?? PARAMS[name] ?? name;
      return encodeURIComponent(String(typeof given === 'string' && given in known ? known[given] : given));
    })
    .replace('*', 'nergens');
}

export function apiAddressOf(path: string, known: Known): string {
  return `/api/v1${path.replace('{slug}', String(known.slug)).replace('{votingId}', String(known.votingId))}`;
}
