import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atomXml, escapeXml } from './atom.ts';

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const readXml = (xml: string) => xml.replace(/&(\w+);/g, (_, name: string) => ENTITIES[name] ?? '?');

test('any text comes through XML as it was, but for characters XML cannot hold', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const escaped = escapeXml(text);
      expect(escaped).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|apos);)/);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 refuses
      expect(escaped).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/u);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 refuses
      expect(readXml(escaped)).toBe(text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu, ''));
    }),
  );
  expect(escapeXml('half \ud800 teken')).toBe('half  teken');
});

test('a feed was updated when its newest entry was, or when it could have begun', () => {
  const feed = {
    title: 'Steigers & <bruggen>',
    selfUrl: 'https://oever.example/feed.atom?a=1&b=2',
    pageUrl: 'https://oever.example/',
    author: 'Gemeente',
    since: new Date('2026-01-01T00:00:00Z'),
    locale: 'nl' as const,
    others: [{ locale: 'en' as const, url: 'https://oever.example/feed.atom?taal=en' }],
  };
  expect(atomXml({ ...feed, entries: [] })).toContain('<updated>2026-01-01T00:00:00.000Z</updated>');
  const entry = { id: 'urn:1', title: 'Trap', url: 'https://oever.example/1', author: null, summary: '</summary>', ownTitle: true };
  const xml = atomXml({
    ...feed,
    entries: [
      { ...entry, updated: new Date('2026-02-01T00:00:00Z') },
      { ...entry, id: 'urn:2', updated: new Date('2026-03-01T00:00:00Z') },
    ],
  });
  expect(xml.indexOf('<updated>2026-03-01')).toBeLessThan(xml.indexOf('<entry>'));
  expect(xml).toContain('<title>Steigers &amp; &lt;bruggen&gt;</title>');
  expect(xml).toContain('href="https://oever.example/feed.atom?a=1&amp;b=2"');
  expect(xml).toContain('&lt;/summary&gt;</summary>');
});
