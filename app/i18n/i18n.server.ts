import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';

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
  const known = instances.get(locale);
  if (known) return known;
  const texts = resources();
  const instance = i18next.createInstance();
  instance.use(initReactI18next).init({
    lng: locale,
    fallbackLng: 'nl',
    resources: texts as never,
    ns: Object.keys(texts.nl ?? {}),
    defaultNS: 'common',
    interpolation: { escapeValue: false },
    initAsync: false,
    returnNull: false,
  });
  instances.set(locale, instance);
  return instance;
}

/** For `meta` and other places outside components. */
export function getT(locale: string, namespace: string) {
  return createI18n(locale).getFixedT(locale, namespace as never);
}
