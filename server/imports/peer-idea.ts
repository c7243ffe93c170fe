import { parseUrl } from '../text/parse-url.ts';
/** What another system's proposal, statement or resource is to us. */
export type PeerIdea = {
  /** For faults. */
  line: number;
  /** `decidim:41`. */
  sourceKey: string;
  /** Null: kept as it is, but no idea here (turned down by a moderator there, or withdrawn). */
  words: { title: string; body: string } | null;
  createdAt: Date | null;
  place: string | null;
  /** The name of what we call a theme. */
  theme: string | null;
  url: string | null;
  /** How many people supported it there. */
  supports: number | null;
  /** The row as it was, without what names or reaches somebody. */
  raw: Record<string, unknown>;
};

export type PeerSystem = 'decidim' | 'polis' | 'openstad';
export const PEER_NAMES: Record<PeerSystem, string> = { decidim: 'Decidim', polis: 'Polis', openstad: 'OpenStad' };

/** A count as files write it; null when there is none. */
export function countFrom(value: unknown): number | null {
  const count = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : null;
}

/** A moment as files write it (ISO 8601, or `2024-03-01 10:00:00 UTC`); null when there is none. */
export function momentFrom(value: unknown): Date | null {
  if (typeof value !== 'string' || value.trim() === '') return null;
  const at = new Date(value.trim().replace(/^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}(?::\d{2})?) UTC$/, '$1T$2Z'));
  return Number.isNaN(at.getTime()) ? null : at;
}

export function urlFrom(value: unknown): string | null {
  if (typeof value !== 'string' || !/^https?:\/\//.test(value) || value.length > 500) return null;
  return parseUrl(value) ? value : null;
}
