/** From the shortest first part of a compound that still means something: "water" in "waterkant". */
const COMPOUND_PART = 5;
const MOST_WORDS = 8;

/**
 * The looser half of a Dutch search, as text for `to_tsquery('dutch', …)`. PostgreSQL's Dutch stemmer brings "woonboten" to "woonboot" but knows nothing of
 * "kades" and "kade", "ideeën" and "idee", "natuurgebieden" and "natuur". So each word may also be the beginning of a word, may lose a plural ending, or may be a
 * compound whose first part is in the text.
 * @returns null when there is nothing to loosen: no words, or a query that says exactly what it wants ("…", -, or)
 */
export function looseQuery(query: string): string | null {
  if (/"|(^|\s)-|\s(or|of)\s/iu.test(query)) return null;
  const words = (query.toLowerCase().normalize('NFC').match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).slice(0, MOST_WORDS);
  if (words.length === 0) return null;
  return words.map((word) => `(${alternatives(word).join(' | ')})`).join(' & ');
}

function alternatives(word: string): string[] {
  const letters = [...word].slice(0, 40);
  const whole = letters.join('');
  const found = new Set([`'${whole}':*`]);
  for (const singular of singulars(whole)) found.add(`'${singular}':*`);
  for (let length = COMPOUND_PART; length < letters.length; length++) found.add(`'${letters.slice(0, length).join('')}'`);
  return [...found];
}

/** What may be left of a Dutch word without its plural ending. Wrong guesses do no harm: they find nothing. */
function singulars(word: string): string[] {
  return [/^(\p{L}{3,})(?:ën|s)$/u, /^(\p{L}{4,})(?:eren|en)$/u]
    .map((ending) => word.match(ending)?.[1])
    .filter((singular): singular is string => singular !== undefined);
}
