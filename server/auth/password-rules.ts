/** Which passwords are good enough. Pure, so pages can use it too. No demands on kinds of characters: length and not being guessed first. */
import { COMMON_BASES, COMMON_PASSWORDS } from './common-passwords.ts';

export const PASSWORD_MIN = 8;
export const PASSWORD_MAX = 128;

/**
 * Why this password is refused, as a key under `accounts:error.`, or null when it is good. Length is in characters as people count them,
 * in any script; nothing is cut off.
 * @param email of the person, if known: it may not be the password
 */
export function passwordFault(
  password: string,
  email?: string | null,
): 'password_short' | 'password_long' | 'password_characters' | 'password_common' | null {
  // A lone half of a surrogate pair has no bytes of its own: two such passwords would be equal.
  if (/\p{Surrogate}/u.test(password) || password.includes('\0')) return 'password_characters';
  const normal = password.normalize('NFKC');
  const length = [...normal].length;
  if (length < PASSWORD_MIN) return 'password_short';
  if (length > PASSWORD_MAX) return 'password_long';
  const lower = normal.toLowerCase();
  if (COMMON_PASSWORDS.has(lower)) return 'password_common';
  const base = lower.replace(/[^\p{L}]+$/u, '');
  if (lower.length - base.length <= 6 && (COMMON_BASES.has(base) || COMMON_PASSWORDS.has(base))) return 'password_common';
  if (new Set(lower).size <= 2) return 'password_common';
  if (email && (lower === email.toLowerCase() || lower === email.toLowerCase().split('@')[0])) return 'password_common';
  return null;
}
