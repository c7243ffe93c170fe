export type Locale = 'nl' | 'en';

/** Dutch, unless the visitor chose English before (cookie `oever_taal`): a municipality speaks Dutch first, whatever the browser asks. */
export function localeOf(cookies: Record<string, string>): Locale {
  return cookies.oever_taal === 'en' ? 'en' : 'nl';
}
