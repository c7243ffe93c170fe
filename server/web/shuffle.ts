import { createHash } from 'node:crypto';

/**
 * How many random orders there are. Enough that no idea is favoured by always standing on somebody's first page, few enough that a page in an order is shared by
 * many visitors.
 */
export const SHUFFLES = 256;

/**
 * Which random order a visitor sees: the same every time, without a cookie and without keeping anything. Who is signed in has it from their account, others from
 * the address they come from and the browser they use; a phone that moves to another network may get another one.
 */
export function shuffleOf({ personId, address, browser }: { personId: string | null; address: string; browser: string }): number {
  const who = personId ?? `${address}\n${browser}`;
  return createHash('sha256').update(who).digest().readUInt8(0) % SHUFFLES;
}
