import i18next, { type InitOptions, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Locale } from '../../server/web/locale.ts';
import { tellLanguages } from './languages-in-html.ts';
import { MARKING, marker } from './marks.ts';

type Catalogue = Record<string, Record<string, unknown>>;

const files = import.meta.glob<Record<string, unknown>>('./*/*.json', { eager: true, import: 'default' });

/** Texts by language and namespace (the file's name). */
function resources(): Record<string, Catalogue> {
  const all: Record<string, Catalogue> = {};
  for (const [path, texts] of Object.entries(files)) {
    const [, locale, namespace] = path.match(/^\.\/(\w+)\/([\w-]+)\.json$/) ?? [];
    if (!locale || !namespace) continue;
    all[locale] ??= {};
    all[locale][namespace] = texts;
  }
  return all;
}

const instances = new Map<string, i18n>();

/** The texts of one language; made once, since nothing in it changes. */
export function createI18n(locale: string): i18n {
  return made(locale, locale, {});
}

/**
 * As `createI18n`, for rendering a page: in another language than Dutch with marks, by which `finishPage` tells texts of ours from what people wrote.
 */
export function createPageI18n(locale: Locale): i18n {
  return locale === 'nl' ? createI18n(locale) : made(`${locale} marked`, locale, MARKING);
}

function made(key: string, locale: string, more: InitOptions): i18n {
  const known = instances.get(key);
  if (known) return known;
  const texts = resources();
  const instance = i18next.createInstance();
  instance
    .use(initReactI18next)
    .use(marker)
    .init({
      lng: locale,
      fallbackLng: 'nl',
      resources: texts as never,
      ns: Object.keys(texts.nl ?? {}),
      defaultNS: 'common',
      interpolation: { escapeValue: false },
      initAsync: false,
      returnNull: false,
      ...more,
    });
  instances.set(key, instance);
  return instance;
}

/** The HTML of a page that was rendered with `createPageI18n`, with the language of each part. */
export function finishPage(html: string, locale: Locale): string {
  if (locale === 'nl') return html;
  const texts = textsOf(locale);
  return tellLanguages(html, { locale, ours: (text) => texts.get(text) ?? null });
}

const allTexts = new Map<string, Map<string, string>>();

/** Every text of a language that is used as it stands, and what the server says in Dutch (`served.json`) with how it reads here; as written in HTML. */
function textsOf(locale: string): Map<string, string> {
  const known = allTexts.get(locale);
  if (known) return known;
  const collect = (texts: unknown): string[] =>
    typeof texts === 'string' ? [texts] : typeof texts === 'object' && texts !== null ? Object.values(texts).flatMap(collect) : [];
  const inHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll("'", '&#x27;');
  const { [locale]: texts = {}, nl: dutch = {} } = resources();
  const all = new Map(collect(texts).map((text) => [inHtml(text), inHtml(text)]));
  for (const [key, text] of Object.entries(dutch.served ?? {})) all.set(inHtml(String(text)), inHtml(String(texts.served?.[key] ?? text)));
  allTexts.set(locale, all);
  return all;
}

/** For `meta` and other places outside components. */
export function getT(locale: string, namespace: string) {
  return createI18n(locale).getFixedT(locale, namespace as never);
}
