/** From the shortest first part of a compound that still means something: "water" in "waterkant". */
const COMPOUND_PART = 5;
const MOST_WORDS = 8;

/** "De", "met" and "bij" are in every title; "kade" and "idee" are not. */
const TELLING_LENGTH = 4;
const MOST_TELLING = 4;
const LITTLE_WORDS = new Set(
  (
    'aan alle alles andere anders been beter betere buiten daar deze door echt eens eigen elke elkaar genoeg goed goede graag heel hier iedereen iets kunnen ' +
    'laat langs maak maken maar meer meest minder moet moeten naar naast niet nieuw nieuwe nodig onder ongeveer onze over plaats plek samen steeds tegen terug ' +
    'tijdens toch tussen vanaf vanuit veel voor waar weer weinig welke willen worden wordt zodat zonder zoals zijn zelf'
  ).split(' '),
);

/** A word of a search, as two texts for `to_tsquery`: `stemmed` with the configuration `dutch`, `literal` with `simple`. */
export type LooseWord = { stemmed: string; literal: string };

/**
 * The looser half of a Dutch search. PostgreSQL's Dutch stemmer brings "woonboten" to "woonboot" but knows nothing of "kades" and "kade", "ideeën" and "idee",
 * "natuurgebieden" and "natuur". So each word may also be the beginning of a word, may lose a plural ending, or may be a compound whose first part is in the text.
 * Beginnings are looked for as typed too: stemmed, "natuur" is "natur", with which no word begins.
 * @returns null when there is nothing to loosen: no words, or a query that says exactly what it wants ("…", -, or)
 */
export function looseWords(query: string): LooseWord[] | null {
  if (/"|(^|\s)-|\s(or|of)\s/iu.test(query)) return null;
  const words = wordsOf(query).slice(0, MOST_WORDS);
  return words.length === 0 ? null : words.map((word) => loosen(word));
}

/**
 * The words that say what a title is about, the longest first, each loosened; they are looked for in titles only (weight A). Shorter words, and those that any title
 * may have, say too little.
 */
export function tellingWords(title: string): (LooseWord & { word: string })[] {
  const telling = [...new Set(wordsOf(title))].filter((word) => word.length >= TELLING_LENGTH && !LITTLE_WORDS.has(word));
  return telling
    .sort((one, other) => other.length - one.length)
    .slice(0, MOST_TELLING)
    .map((word) => ({ word, ...loosen(word, 'A') }));
}

function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .normalize('NFC')
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  );
}

function loosen(word: string, weight: 'A' | '' = ''): LooseWord {
  const letters = [...word].slice(0, 40);
  const whole = letters.join('');
  const beginnings = [whole, ...singulars(whole)].map((beginning) => `'${beginning}':*${weight}`);
  const parts: string[] = [];
  for (let length = COMPOUND_PART; length < letters.length; length++)
    parts.push(`'${letters.slice(0, length).join('')}'${weight && `:${weight}`}`);
  return { stemmed: [...beginnings, ...parts].join(' | '), literal: beginnings.join(' | ') };
}

/** What may be left of a Dutch word without its plural ending. Wrong guesses do no harm: they find nothing. */
function singulars(word: string): string[] {
  return [/^(\p{L}{3,})(?:ën|s)$/u, /^(\p{L}{4,})(?:eren|en)$/u]
    .map((ending) => word.match(ending)?.[1])
    .filter((singular): singular is string => singular !== undefined);
}
