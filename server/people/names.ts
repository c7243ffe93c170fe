/** Which name others read: the own name, its first word, or a pen name. Pure. */

export const NAMES_SHOWN = ['own', 'first', 'pen'] as const;
export type NameShown = (typeof NAMES_SHOWN)[number];
export type Names = { own: string; pen: string | null; shown: NameShown };

export function displayNameOf({ own, pen, shown }: Names): string {
  if (shown === 'pen' && pen) return pen;
  if (shown === 'first') return own.split(/\s+/)[0] ?? own;
  return own;
}

/** Whether two names read the same: without regard to capitals, accents, spaces and signs. */
export function isSameName(one: string, other: string): boolean {
  return bareName(one) === bareName(other);
}

function bareName(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Words that make a reader think that the municipality speaks, as whole words. */
const OFFICIAL_WORDS = [
  'ambtenaar',
  'ambtenaren',
  'beheer',
  'beheerder',
  'burgemeester',
  'wethouder',
  'wethouders',
  'raadslid',
  'gemeenteraad',
  'griffie',
  'griffier',
  'moderator',
  'moderatie',
  'redactie',
  'trajectmanager',
  'projectleider',
  'webmaster',
  'helpdesk',
  'admin',
  'administrator',
  'oever',
];

/** Parts that say so wherever they stand: `Gemeentewerken`. */
const OFFICIAL_PARTS = ['gemeente', 'municipality', 'stadsdeel', 'cityhall'];

/** What the site itself says for people without a name. */
const OWN_WORDS = ['een bewoner', 'een medewerker', 'verwijderd account'];

/** Letters that look like others, to what they pass for. */
const LOOKALIKES: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'i',
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  у: 'y',
  х: 'x',
  і: 'i',
  ѕ: 's',
  ԁ: 'd',
  м: 'm',
  т: 't',
  н: 'h',
  к: 'k',
  в: 'b',
  α: 'a',
  ε: 'e',
  ο: 'o',
  ρ: 'p',
  ι: 'i',
  ν: 'v',
  τ: 't',
  κ: 'k',
};

/**
 * Whether a name makes its bearer look like staff, the municipality or the site itself; also written with spaces between the letters, with figures for letters, or with
 * letters of another script.
 * @param municipality as the site is called: "Amstelboog"
 */
export function posesAsOfficial(name: string, { municipality }: { municipality: string }): boolean {
  const plain = plainLetters(name);
  const words = plain.split(' ');
  const joined = words.join('');
  if (OWN_WORDS.some((own) => plain === own)) return true;
  if (words.some((word) => OFFICIAL_WORDS.includes(word))) return true;
  // One word spelled out: "m o d e r a t o r".
  if (words.every((word) => word.length === 1) && OFFICIAL_WORDS.includes(joined)) return true;
  if (OFFICIAL_PARTS.some((part) => joined.includes(part))) return true;
  // A person may be called after the place where they live, with something of their own beside it; the bare name speaks for the place.
  const place = plainLetters(municipality).replaceAll(' ', '');
  if (place === '') return false;
  return (
    joined === place ||
    ['team', 'dienst', 'college', 'raad', 'stad', 'bestuur'].some((word) => joined === word + place || joined === `${word}van${place}`)
  );
}

/** Small letters without signs, one space between words. */
function plainLetters(text: string): string {
  return [...text.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '')]
    .map((letter) => LOOKALIKES[letter] ?? letter)
    .join('')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
