/** The place in a list after which the next page begins, as text that nobody should take apart. */
import type { z } from 'zod';
import { DomainError } from '../errors.ts';

export function writeCursor(place: Record<string, string | number>): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** @throws DomainError `invalid` for anything we did not write for this list */
export function readCursor<Place extends z.ZodType>(text: string | undefined, place: Place): z.output<Place> | null {
  if (text === undefined) return null;
  const parsed = place.safeParse(parseJson(Buffer.from(text, 'base64url').toString()));
  if (!parsed.success) throw new DomainError('invalid', { what: 'cursor' });
  return parsed.data;
}

/** A page of what is in memory already, in the order given. */
export function pageAfter<Item>(
  items: readonly Item[],
  { limit, cursor, key }: { limit: number; cursor: string | number | null; key: (item: Item) => string | number },
): { items: Item[]; nextCursor: string | null } {
  const rest = cursor === null ? items : items.filter((item) => key(item) > cursor);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return { items: page, nextCursor: rest.length > limit && last !== undefined ? writeCursor({ after: key(last) }) : null };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is just another wrong cursor.
    return null;
  }
}
