/** The words of the server: what it writes outside pages, in mails and feeds. The site's own texts are in `app/i18n`; both are kept in the same way. */
import i18next, { type i18n } from 'i18next';
import { isLocale, LOCALES, type Locale } from '../web/locale.ts';
import enMails from './en/mails.json' with { type: 'json' };
import enNews from './en/news.json' with { type: 'json' };
import nlMails from './nl/mails.json' with { type: 'json' };
import nlNews from './nl/news.json' with { type: 'json' };

const TEXTS: Record<Locale, Record<'mails' | 'news', object>> = {
  nl: { mails: nlMails, news: nlNews },
  en: { mails: enMails, news: enNews },
};

/** One language: its sentences and how it writes a day. */
export type Words = {
  locale: Locale;
  /** A text by namespace and key (`mails:auth.confirm.subject`); one that is kept as a list comes as paragraphs. @throws Error for a key that does not exist */
  t(key: string, values?: Record<string, unknown>): string;
  /** `27 april 2026` */
  day(day: string): string;
  /** `27 april` */
  dayShort(day: string): string;
};

let shared: i18n | null = null;

function texts(): i18n {
  if (shared) return shared;
  shared = i18next.createInstance();
  shared.init({
    resources: TEXTS as never,
    lng: 'nl',
    fallbackLng: 'nl',
    ns: ['mails', 'news'],
    // What people wrote is filled in as it is; a mail is no HTML.
    interpolation: { escapeValue: false },
    joinArrays: '\n\n',
    initAsync: false,
    returnNull: false,
    parseMissingKeyHandler: (key) => {
      throw new Error(`no text ${key}`);
    },
  });
  return shared;
}

const known = new Map<Locale, Words>();

export function wordsIn(locale: Locale): Words {
  const words = known.get(locale) ?? makeWords(locale);
  known.set(locale, words);
  return words;
}

function makeWords(locale: Locale): Words {
  const translate = texts().getFixedT(locale);
  // Noon: the same day in every zone.
  const asDate = (day: string) => new Date(`${day}T12:00:00Z`);
  const long = new Intl.DateTimeFormat(LOCALES[locale].tag, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'Europe/Amsterdam',
  });
  const short = new Intl.DateTimeFormat(LOCALES[locale].tag, { day: 'numeric', month: 'long', timeZone: 'Europe/Amsterdam' });
  return {
    locale,
    t: (key, values = {}) => String(translate(key as never, values as never)),
    day: (day) => long.format(asDate(day)),
    dayShort: (day) => short.format(asDate(day)),
  };
}

/** The language as it is kept with a person: Dutch when nothing is, or when the site no longer speaks it. */
export function readLocale(kept: string | null | undefined): Locale {
  return isLocale(kept) ? kept : 'nl';
}
