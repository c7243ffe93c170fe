/** Atom feeds (RFC 4287), written by hand: the few elements a reader needs. Pure. */

export type AtomEntry = {
  /** Stays the same for ever. */
  id: string;
  title: string;
  url: string;
  updated: Date;
  /** Null: the feed's own author. */
  author: string | null;
  summary: string | null;
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
};

/** The feed as XML. */
export function atomXml({ title, selfUrl, pageUrl, author, entries, since }: AtomFeed): string {
  const updated = new Date(Math.max(since.getTime(), ...entries.map((entry) => entry.updated.getTime())));
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="nl">',
    `<id>${escapeXml(selfUrl)}</id>`,
    `<title>${escapeXml(title)}</title>`,
    `<updated>${updated.toISOString()}</updated>`,
    `<author><name>${escapeXml(author)}</name></author>`,
    `<link rel="self" type="application/atom+xml" href="${escapeXml(selfUrl)}"/>`,
    `<link rel="alternate" type="text/html" href="${escapeXml(pageUrl)}"/>`,
    ...entries.map(entryXml),
    '</feed>',
    '',
  ].join('\n');
}

function entryXml({ id, title, url, updated, author, summary }: AtomEntry): string {
  return [
    '<entry>',
    `<id>${escapeXml(id)}</id>`,
    `<title>${escapeXml(title)}</title>`,
    `<updated>${updated.toISOString()}</updated>`,
    `<link rel="alternate" type="text/html" href="${escapeXml(url)}"/>`,
    ...(author === null ? [] : [`<author><name>${escapeXml(author)}</name></author>`]),
    ...(summary === null ? [] : [`<summary type="text">${escapeXml(summary)}</summary>`]),
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
