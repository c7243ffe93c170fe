import { z } from 'zod';
import { DomainError } from '../errors.ts';
import type { IdeaSort } from './rules.ts';

/** The place in a list after which the next page begins. */
export type IdeaCursor =
  /** `at` in microseconds since 1970: PostgreSQL keeps more of a moment than a JavaScript date. */
  | { sort: 'newest'; at: number; id: string }
  | { sort: 'supported'; count: number; id: string }
  /** The shuffle starts at `seed` and goes round once; `wrapped` once it has passed the end. */
  | { sort: 'random'; seed: number; key: number; id: string; wrapped: boolean };

const share = z.number().min(0).max(1);
const schema = z.discriminatedUnion('sort', [
  z.strictObject({ sort: z.literal('newest'), at: z.int().min(0).max(4e15), id: z.uuid() }),
  z.strictObject({ sort: z.literal('supported'), count: z.int().min(0).max(2_000_000_000), id: z.uuid() }),
  z.strictObject({ sort: z.literal('random'), seed: share, key: share, id: z.uuid(), wrapped: z.boolean() }),
]);

export function writeCursor(cursor: IdeaCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/**
 * Reads a cursor back. People may change what is in an address: anything we did not write ourselves, or wrote for another order, is refused.
 * @throws DomainError `invalid`
 */
export function readCursor(text: string, sort: IdeaSort): IdeaCursor {
  const parsed = schema.safeParse(parseJson(Buffer.from(text.slice(0, 400), 'base64url').toString()));
  if (!parsed.success || parsed.data.sort !== sort) throw new DomainError('invalid', { what: 'cursor' });
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is just another wrong cursor.
    return null;
  }
}
