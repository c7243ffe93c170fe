import { createHash } from 'node:crypto';

/**
 * A value as JSON in one fixed way, the keys of every object in order, so that the same content always gives the same letters. What is frozen is kept and downloaded
 * as exactly these letters: `sha256sum` of the file is the code that stands under it.
 */
export function canonicalJson(value: unknown): string {
  return `${JSON.stringify(inOrder(value))}\n`;
}

export function sha256Of(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, inOrder(inner)]),
  );
}
