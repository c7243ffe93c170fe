/** What a photo may be. Pure. */
import { characterCount, cleanLine } from '../text/clean-text.ts';

/** Bytes as sent, pixels as sent, and what becomes of it. Most telephones make 12 or 48 million pixels in 3 to 8 MB. */
export const PHOTO_LIMITS = { bytes: 10 * 1024 * 1024, pixels: 50_000_000, side: 1600, altCharacters: 300 } as const;

/** Of every photo in a list. */
export const THUMBNAIL = { width: 320, height: 240 } as const;

export type PhotoFormat = 'jpeg' | 'png' | 'webp';

/** What the first bytes say it is, whatever its name says; `heic` we know but cannot read; null for everything else. */
export function photoFormat(bytes: Uint8Array): PhotoFormat | 'heic' | null {
  const text = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'webp';
  if (/^ftyp(heic|heix|hevc|heim|heis|mif1|msf1)$/.test(text.slice(4, 12))) return 'heic';
  return null;
}

/** What is wrong with the words for who does not see a photo, as the key of its sentence; null when they are good. */
export function altFault(raw: string): string | null {
  const alt = cleanLine(raw);
  if (alt === null) return 'ideas:error.characters';
  if (alt === '') return 'photos:error.alt_missing';
  return characterCount(alt) > PHOTO_LIMITS.altCharacters ? 'photos:error.alt_long' : null;
}
