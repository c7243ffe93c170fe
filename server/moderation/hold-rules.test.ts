import { describe, expect, test } from 'vitest';
import { HOLD_LIMITS, whyHold } from './hold-rules.ts';
import { type HouseRule, readWordsToTakeOut, takeOut } from './rules.ts';

const now = new Date('2026-11-18T10:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const OLD = ago(60 * 24 * HOLD_LIMITS.newDays);
const NEW = ago(60 * 24 * HOLD_LIMITS.newDays - 1);
const TEXT = 'Zet meer bankjes langs het water, dan kan iedereen zitten.';
const listed: { word: string; rule: HouseRule }[] = [
  { word: 'sukkel', rule: 'insult' },
  { word: 'koop nu', rule: 'spam' },
];
const hold = (text: string, { created = OLD, earlier = [] as { text: string; at: Date }[] } = {}) =>
  whyHold({ text, accountCreatedAt: created, earlier, listed, now })?.code ?? null;

describe('a text waits', () => {
  test.each([
    ['Kijk op https://voorbeeld.example/x', 'link'],
    ['Zie www.voorbeeld.nl', 'link'],
    ['Op goedkoop.shop staat meer', 'link'],
    ['Mail mij op jan@voorbeeld.nl', null],
    ['Eind mei.Dan is het klaar.', null],
    ['Vanaf 12.30 uur', null],
  ])('with a link, from a new account only: %s', (text, code) => {
    expect(hold(text, { created: NEW })).toBe(code);
    expect(hold(text)).toBeNull();
  });

  test.each([
    ['Wat een SUKKEL is dat.', 'word'],
    ['Wat een sukkels zijn dat.', null],
    ['Sukkelen mag.', null],
    ['Koop\n  nu uw bank!', 'word'],
    ['Koop morgen', null],
  ])('with a word of the list, as a whole word: %s', (text, code) => {
    expect(hold(text)).toBe(code);
  });

  test('when the same was posted so many times before, whatever its capitals and dots; a greeting may be repeated', () => {
    const earlier = Array.from({ length: HOLD_LIMITS.repeats }, () => ({ text: TEXT.toUpperCase().replace('.', '!!'), at: ago(700) }));
    expect(hold(TEXT, { earlier })).toBe('repeated');
    expect(hold(TEXT, { earlier: earlier.slice(1) })).toBeNull();
    expect(hold('Eens!', { earlier: earlier.map(({ at }) => ({ text: 'Eens!', at })) })).toBeNull();
  });

  test('when there are too many in a short time, fewer for a new account', () => {
    const texts = (count: number, minutes: number) => Array.from({ length: count }, (_, n) => ({ text: `Tekst ${n}`, at: ago(minutes) }));
    expect(hold(TEXT, { created: NEW, earlier: texts(HOLD_LIMITS.rateNew, 9) })).toBe('rate');
    expect(hold(TEXT, { created: NEW, earlier: texts(HOLD_LIMITS.rateNew, 10) })).toBeNull();
    expect(hold(TEXT, { earlier: texts(HOLD_LIMITS.rateNew, 9) })).toBeNull();
    expect(hold(TEXT, { earlier: texts(HOLD_LIMITS.rateAny, 9) })).toBe('rate');
  });
});

describe('taking words out', () => {
  test.each([
    ['Bel Jan Jansen op 06 12345678.', ['06 12345678', 'Jan Jansen'], 'Bel [weggehaald] op [weggehaald].'],
    ['Jan en Jansen, jan.', ['Jan'], '[weggehaald] en Jansen, [weggehaald].'],
    ['Prijs (€ 5,00) a.b*c', ['€ 5,00', 'a.b*c'], 'Prijs ([weggehaald]) [weggehaald]'],
    ['Jan\nJansen', ['jan jansen'], '[weggehaald]'],
    ['Anders', ['An'], 'Anders'],
  ])('%s', (text, words, left) => {
    expect(takeOut(text, words)).toBe(left);
  });

  test('reads one word or more per line, and refuses none', () => {
    expect(readWordsToTakeOut(' Jan  Jansen \n\n06 12345678\nJan Jansen')).toEqual(['Jan Jansen', '06 12345678']);
    for (const nothing of ['', ' \n ', 'a']) expect(() => readWordsToTakeOut(nothing)).toThrow();
  });
});
