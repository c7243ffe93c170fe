/** The code by which a voter finds the own ballot in the published list (docs/decisions/0012). */
import { randomInt } from 'node:crypto';

/** Crockford's base 32: nothing that can be misread for something else. */
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 3;
const GROUP = 4;

/** A new code such as `7K3M-Q2XT-90VB`: 60 bits, so that two voters do not get the same and nobody finds another's by trying. */
export function newReceipt(): string {
  const group = () => Array.from({ length: GROUP }, () => SYMBOLS[randomInt(SYMBOLS.length)]).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}

/** A code as people type it: without dashes, in small letters, with the letter O for a zero. Null when it cannot be one. */
export function readReceipt(typed: string): string | null {
  const symbols = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  if (!/^[0-9A-HJKMNP-TV-Z]{12}$/.test(symbols)) return null;
  return symbols.match(/.{4}/g)?.join('-') ?? null;
}
