/** From the shortest first part of a compound that still means something: "water" in "waterkant". */
const COMPOUND_PART = 5;
const MOST_WORDS = 8;

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
  const words = (
    query
      .toLowerCase()
      .normalize('NFC')
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  ).slice(0, MOST_WORDS);
  return words.length === 0 ? null : words.map(loosen);
}

function loosen(word: string): LooseWord {
  const letters = [...word].slice(0, 40);
  const whole = letters.join('');
  const beginnings = [whole, ...singulars(whole)].map((beginning) => `'${beginning}':*`);
  const parts: string[] = [];
  for (let length = COMPOUND_PART; length < letters.length; length++) parts.push(`'${letters.slice(0, length).join('')}'`);
  return { stemmed: [...beginnings, ...parts].join(' | '), literal: beginnings.join(' | ') };
}

/** What may be left of a Dutch word without its plural ending. Wrong guesses do no harm: they find nothing. */
function singulars(word: string): string[] {
  return [/^(\p{L}{3,})(?:ën|s)$/u, /^(\p{L}{4,})(?:eren|en)$/u]
    .map((ending) => word.match(ending)?.[1])
    .filter((singular): singular is string => singular !== undefined);
}
