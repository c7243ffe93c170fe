/**
 * The languages the site can be read in, by the name of their folders in `app/i18n` and `server/i18n`. Another language is those folders (a test says what they
 * lack; what is missing reads in Dutch), a line in `server/i18n/words.ts` and a line here. `tag` is how Intl writes its dates and numbers; the style sheets know no left and right, so `rtl` needs nothing else. Its drawings
 * are mirrored: where a text says left, its translation says right.
 */
export const LOCALES = {
  nl: { name: 'Nederlands', tag: 'nl-NL', dir: 'ltr' },
  en: { name: 'English', tag: 'en-GB', dir: 'ltr' },
} as const satisfies Record<string, { name: string; tag: string; dir: 'ltr' | 'rtl' }>;

export type Locale = keyof typeof LOCALES;

/** For schemas of what comes in. */
export const LOCALE_NAMES = Object.keys(LOCALES) as [Locale, ...Locale[]];

export function isLocale(value: string | null | undefined): value is Locale {
  return value != null && Object.hasOwn(LOCALES, value);
}

/** Dutch, unless the visitor chose another language before (cookie `oever_taal`): a municipality speaks Dutch first, whatever the browser asks. */
export function localeOf(cookies: Record<string, string>): Locale {
  return isLocale(cookies.oever_taal) ? cookies.oever_taal : 'nl';
}
