import { type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { paths } from '../paths.ts';

/** Holds, for ten minutes, what ties a sign-in elsewhere to the browser that started it. */
const COOKIE = 'oever_heen';

type Site = Pick<LoaderFunctionArgs['context'], 'publicUrl'>;

export function elsewhereCookie(state: string, { publicUrl }: Site): string {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  return `${COOKIE}=${state}; Path=/inloggen; Max-Age=${state === '' ? 0 : 600}; HttpOnly; SameSite=Lax${secure}`;
}

export function readElsewhereCookie(request: Request): string | null {
  const pairs = (request.headers.get('Cookie') ?? '').split('; ');
  return pairs.find((pair) => pair.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1) || null;
}

/** Refusals with a sentence of their own on the page one comes back to. */
export const ELSEWHERE_FAULTS = [
  'elsewhere_failed',
  'elsewhere_too_weak',
  'citizen_number',
  'account_exists',
  'link_taken',
  'last_way_in',
  'too_many_requests',
] as const;
export type ElsewhereFault = (typeof ELSEWHERE_FAULTS)[number];

export function readFault(request: Request): ElsewhereFault | null {
  const given = new URL(request.url).searchParams.get('fout');
  return ELSEWHERE_FAULTS.find((fault) => fault === given) ?? null;
}

/** Back to where one signs in, or to one's own page, with what went wrong. */
export function failedElsewhere({ actor, publicUrl }: Pick<LoaderFunctionArgs['context'], 'actor' | 'publicUrl'>, code: string): Response {
  const fault = ELSEWHERE_FAULTS.find((known) => known === code) ?? 'elsewhere_failed';
  return redirect(`${actor ? paths.security() : paths.signIn()}?fout=${fault}`, {
    headers: { 'Set-Cookie': elsewhereCookie('', { publicUrl }) },
  });
}
