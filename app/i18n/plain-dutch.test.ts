/** What a computer can see of B1 Dutch: short sentences, "u", and none of the words officials write and nobody says. */
import { expect, test } from 'vitest';
import { CATALOGUES, readCatalogue } from './testing.ts';

const MOST_WORDS = 22;
const OFFICIALESE =
  /\b(middels|teneinde|derhalve|inzake|gelieve|reeds|indien|tevens|onderhavige?|dient te|dienen te|ten behoeve van|met betrekking tot|ten aanzien van|desgewenst|aangaande|betreffende|alsmede|dientengevolge|voornoemde?|bovengenoemde?|wederom|thans|geschieden|overeenkomstig|zulks|alvorens|mits|tenzij anders)\b/i;
const INFORMAL = /\b(jij|jouw|jullie)\b/i;

type Texts = { [key: string]: string | Texts } | Texts[] | string;

function sentences(texts: Texts, where: string): { where: string; text: string }[] {
  if (typeof texts !== 'string') return Object.entries(texts).flatMap(([key, value]) => sentences(value as Texts, `${where}.${key}`));
  const filled = texts.replace(/\{\{\w+\}\}/g, 'X').replace(/<[^>]+>/g, '');
  return filled.split(/(?<=[.!?:])\s+|\n/).map((text) => ({ where, text }));
}

const all = CATALOGUES.flatMap((catalogue) => sentences(readCatalogue(catalogue, 'nl'), catalogue.namespace));

test('no sentence is long', () => {
  expect(all.length).toBeGreaterThan(1000);
  expect(all.filter(({ text }) => text.split(/\s+/).length > MOST_WORDS)).toEqual([]);
});

test('nobody is addressed as an old friend, nor in the words of an office', () => {
  expect(all.filter(({ text }) => OFFICIALESE.test(text) || INFORMAL.test(text))).toEqual([]);
});
