import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkPlainDutch, LONG_SENTENCE } from './plain-dutch.ts';

const kinds = (text: string) => checkPlainDutch(text).hints.map((hint) => `${hint.kind}: ${hint.text}`);

describe('plain Dutch', () => {
  test('short, active sentences get no hint', () => {
    const text = 'Wij leggen het pad in maart aan. Het pad wordt breder. U kunt dan met een rolstoel naar de steiger.\nDat kost € 12.500.';
    expect(checkPlainDutch(text)).toEqual({ words: 23, longest: 9, hints: [] });
  });

  test.each([
    ['Dit doen wij teneinde het water schoon te houden.', 'hard_word: teneinde'],
    ['Met betrekking tot uw idee zeggen wij nee.', 'hard_word: Met betrekking tot'],
    ['Het plan wordt door het college onderzocht en aangepast.', 'passive: wordt aangepast'],
    ['Uw voorstel zal worden besproken.', 'passive: worden besproken'],
    ['Er werd besloten om te stoppen.', 'passive: werd besloten'],
    ['Wij bellen u op [datum].', 'placeholder: [datum]'],
    ['Dat kost XXX euro.', 'placeholder: XXX'],
  ])('%s', (text, hint) => {
    expect(kinds(text)).toEqual([hint]);
  });

  test.each([
    // `middels` in a longer word, a participle without an auxiliary, and an auxiliary whose clause has no participle.
    'De hulpmiddelsgids ligt klaar.',
    'Wij hebben het plan besproken.',
    'Het gebied wordt groter, en daarover hebben wij gesproken.',
    'Het geluid wordt minder.',
    'Zie art. 3 van het plan, blz. 12.',
  ])('no false alarm: %s', (text) => {
    expect(kinds(text)).toEqual([]);
  });

  test(`a sentence of ${LONG_SENTENCE} words passes, one more does not`, () => {
    const sentence = (words: number) => `${Array.from({ length: words }, () => 'water').join(' ')}.`;
    expect(checkPlainDutch(sentence(LONG_SENTENCE)).hints).toEqual([]);
    expect(checkPlainDutch(sentence(LONG_SENTENCE + 1)).hints).toEqual([
      { kind: 'long_sentence', words: LONG_SENTENCE + 1, text: 'water water water water water water …' },
    ]);
  });

  test('each hint is given once', () => {
    expect(kinds('Tevens dit. Tevens dat.')).toEqual(['hard_word: Tevens']);
  });

  test('any text is checked without harm, and its words are at least those of its longest sentence', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const { words, longest } = checkPlainDutch(text);
        expect(words).toBeGreaterThanOrEqual(longest);
      }),
    );
  });

  test('a long text of one word is checked at once', () => {
    const started = performance.now();
    checkPlainDutch('verge'.repeat(4000));
    checkPlainDutch(`wordt ${'ge'.repeat(10_000)}`);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
