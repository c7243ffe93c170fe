import { isLocale } from '../../server/web/locale.ts';

type Matches = readonly { id: string; data?: unknown }[];

/** Tells a reader program where the feed of a page is, in the language of the page; for `meta`. */
export function feedLink(matches: Matches, { title, href }: { title: string | undefined; href: (locale: string) => string }) {
  const root = matches.find(({ id }) => id === 'root')?.data as { locale?: string } | undefined;
  const locale = isLocale(root?.locale) ? root.locale : 'nl';
  return {
    tagName: 'link' as const,
    rel: 'alternate',
    type: 'application/atom+xml',
    hrefLang: locale,
    title: title ?? 'Atom',
    href: href(locale),
  };
}
