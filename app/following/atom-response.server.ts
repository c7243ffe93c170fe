import { isLocale, type Locale } from '../../server/web/locale.ts';

/** A reader program sends no cookie, so the language stands in the address (`?taal=en`). */
export function askedLocale({ url }: Request): Locale {
  const asked = new URL(url).searchParams.get('taal');
  return isLocale(asked) ? asked : 'nl';
}

/** A feed as a reader takes it. */
export function atomResponse(xml: string): Response {
  return new Response(xml, { headers: { 'Content-Type': 'application/atom+xml; charset=utf-8' } });
}
