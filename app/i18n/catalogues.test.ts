import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ERROR_STATUS } from '../../server/errors.ts';
import { LOCALES } from '../../server/web/locale.ts';

const others = Object.keys(LOCALES).filter((locale) => locale !== 'nl');
type Texts = { [key: string]: string | Texts };
const namespaces = readdirSync(join(import.meta.dirname, 'nl')).map((file) => file.replace('.json', ''));
const read = (locale: string, namespace: string): Texts =>
  JSON.parse(readFileSync(join(import.meta.dirname, locale, `${namespace}.json`), 'utf8'));

function keys(texts: Texts, prefix = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) => (typeof value === 'string' ? [prefix + key] : keys(value, `${prefix}${key}.`)));
}

function values(texts: Texts): string[] {
  return Object.values(texts).flatMap((value) => (typeof value === 'string' ? [value] : values(value)));
}

describe('the texts', () => {
  test.each(namespaces)('%s is complete in every language', (namespace) => {
    for (const locale of others) expect(keys(read(locale, namespace)).sort(), locale).toEqual(keys(read('nl', namespace)).sort());
  });

  test.each(namespaces)('%s has no empty text', (namespace) => {
    for (const locale of Object.keys(LOCALES)) expect(values(read(locale, namespace)).filter((text) => text.trim() === '')).toEqual([]);
  });

  test.each(namespaces)('%s uses the same names to fill in', (namespace) => {
    const holes = (locale: string) => values(read(locale, namespace)).flatMap((text) => text.match(/\{\{\w+\}\}/g) ?? []);
    for (const locale of others) expect(new Set(holes(locale)), locale).toEqual(new Set(holes('nl')));
  });

  test.each(Object.keys(ERROR_STATUS))('a person who is refused with %s reads what happened and what to do', (code) => {
    for (const locale of Object.keys(LOCALES))
      expect(read(locale, 'errors')[code]).toEqual({ title: expect.any(String), text: expect.any(String) });
  });
});

test('every language has a folder, and every folder a line in LOCALES', () => {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual(Object.keys(LOCALES).sort());
});
