import { createHash } from 'node:crypto';
import type { NoteContent } from './rules.ts';

/** SHA-256 over the published words, with the keys in one fixed order, so that anybody can compute it again from the JSON. */
export function noteSha256(content: NoteContent): string {
  return createHash('sha256')
    .update(JSON.stringify(inOrder(content)))
    .digest('hex');
}

/** The same value with the keys of every object sorted: PostgreSQL keeps jsonb in an order of its own. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, inOrder(inner)]),
  );
}
