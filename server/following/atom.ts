/** Atom feeds (RFC 4287), written by hand: the few elements a reader needs. Pure. */
import type { Locale } from '../web/locale.ts';

export type AtomEntry = {
  /** Stays the same for ever. */
  id: string;
  title: string;
  url: string;
  updated: Date;
  /** Null: the feed's own author. */
  author: string | null;
  summary: string | null;
  /** The title too is what people wrote, in Dutch; else it is a sentence in the language of the feed. The summary always is theirs. */
  ownTitle: boolean;
};

export type AtomFeed = {
  title: string;
  /** Of the feed itself; also its id. */
  selfUrl: string;
  /** The page it belongs to. */
  pageUrl: string;
  author: string;
  /** The newest first. */
  entries: AtomEntry[];
  /** When there are no entries: since when there could have been. */
  since: Date;
  locale: Locale;
  /** The same feed in the other languages. */
  others: { locale: Locale; url: string }[];
};

/** The feed as XML. */
export function atomXml({ title, selfUrl, pageUrl, author, entries, since, locale, others }: AtomFeed): string {
  const updated = new Date(Math.max(since.getTime(), ...entries.map((entry) => entry.updated.getTime())));
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}">`,
    `<id>${escapeXml(selfUrl)}</id>`,
    `<title>${escapeXml(title)}</title>`,
    `<updated>${updated.toISOString()}</updated>`,
    `<author><name>${escapeXml(author)}</name></author>`,
    `<link rel="self" type="application/atom+xml" hreflang="${locale}" href="${escapeXml(selfUrl)}"/>`,
    ...others.map(
      (other) => `<link rel="alternate" type="application/atom+xml" hreflang="${other.locale}" href="${escapeXml(other.url)}"/>`,
    ),
    `<link rel="alternate" type="text/html" href="${escapeXml(pageUrl)}"/>`,
    ...entries.map((entry) => entryXml(entry, locale)),
    '</feed>',
    '',
  ].join('\n');
}

function entryXml({ id, title, url, updated, author, summary, ownTitle }: AtomEntry, locale: Locale): string {
  const dutch = locale === 'nl' ? '' : ' xml:lang="nl"';
  return [
    '<entry>',
    `<id>${escapeXml(id)}</id>`,
    `<title${ownTitle ? dutch : ''}>${escapeXml(title)}</title>`,
    `<updated>${updated.toISOString()}</updated>`,
    `<link rel="alternate" type="text/html" href="${escapeXml(url)}"/>`,
    ...(author === null ? [] : [`<author><name>${escapeXml(author)}</name></author>`]),
    ...(summary === null ? [] : [`<summary type="text"${dutch}>${escapeXml(summary)}</summary>`]),
    '</entry>',
  ].join('\n');
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text in an element or attribute of XML 1.0; characters it cannot hold at all are left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
