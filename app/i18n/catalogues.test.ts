import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ERROR_STATUS } from '../../server/errors.ts';
import { LOCALES } from '../../server/web/locale.ts';
import { CATALOGUES, ROOTS, readCatalogue, type Texts } from './testing.ts';

const others = Object.keys(LOCALES).filter((locale) => locale !== 'nl');
const errors = CATALOGUES.find(({ namespace }) => namespace === 'errors') ?? { root: '', namespace: '' };

function keys(texts: Texts, prefix = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) => (typeof value === 'string' ? [prefix + key] : keys(value, `${prefix}${key}.`)));
}

function values(texts: Texts): string[] {
  return Object.values(texts).flatMap((value) => (typeof value === 'string' ? [value] : values(value)));
}

describe('the texts', () => {
  test.each(CATALOGUES)('$namespace is complete in every language', (catalogue) => {
    for (const locale of others)
      expect(keys(readCatalogue(catalogue, locale)).sort(), locale).toEqual(keys(readCatalogue(catalogue, 'nl')).sort());
  });

  test.each(CATALOGUES)('$namespace has no empty text', (catalogue) => {
    for (const locale of Object.keys(LOCALES))
      expect(values(readCatalogue(catalogue, locale)).filter((text) => text.trim() === '')).toEqual([]);
  });

  test.each(CATALOGUES)('$namespace uses the same names to fill in', (catalogue) => {
    const holes = (locale: string) => values(readCatalogue(catalogue, locale)).flatMap((text) => text.match(/\{\{\w+\}\}/g) ?? []);
    for (const locale of others) expect(new Set(holes(locale)), locale).toEqual(new Set(holes('nl')));
  });

  test.each(Object.keys(ERROR_STATUS))('a person who is refused with %s reads what happened and what to do', (code) => {
    for (const locale of Object.keys(LOCALES))
      expect(readCatalogue(errors, locale)[code]).toEqual({ title: expect.any(String), text: expect.any(String) });
  });
});

test.each(ROOTS)('every language has a folder in %s, and every folder a line in LOCALES', (root) => {
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual(Object.keys(LOCALES).sort());
});
