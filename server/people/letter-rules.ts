/** The code in a letter. Pure but for chance. */
import { randomInt } from 'node:crypto';

const DAY = 24 * 60 * 60_000;

/** How long a letter may take; its address and its code go after that. */
export const LETTER_HOLDS = 30 * DAY;
export const MOST_TRIES = 5;

/** Without letters and figures that look alike on paper. */
const ALPHABET = 'ABCDEFGHJKMNPRSTUVWXYZ23456789';
const LENGTH = 8;

/** As it is printed: two groups of four. */
export function newLetterCode(): string {
  const signs = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return `${signs.slice(0, 4).join('')}-${signs.slice(4).join('')}`;
}

/** As it is compared: however it was typed. */
export function plainCode(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
}
