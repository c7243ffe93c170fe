/**
 * The range of addresses support came from, as a hash that tells nothing but which support came from the same range on the same day. The key of a day is
 * destroyed two days later (rule `address_keys` in `privacy/rules.ts`) and is in no backup: from then on nobody can try out which address belongs to a hash.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Tx } from '../context.ts';

/** What one house, office or library has: 256 addresses of IPv4, a /48 of IPv6. Null for what is no address on the internet. */
export function rangeOf(address: string): string | null {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIP(plain) === 4) return isPrivateV4(plain) ? null : plain.split('.').slice(0, 3).join('.');
  if (isIP(plain) !== 6) return null;
  const [head = '', tail] = (plain.split('%')[0] ?? '').toLowerCase().split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail ? tail.split(':') : [];
  const middle = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0');
  const groups = [...front, ...middle, ...back].slice(0, 3).map((group) => group.replace(/^0+(?=.)/, ''));
  // Global unicast only: 2000::/3.
  return /^[23][0-9a-f]{3}$/.test(groups[0] ?? '') ? groups.join(':') : null;
}

/** Behind a proxy that does not say for whom it asks, everybody would come from one range. */
function isPrivateV4(address: string): boolean {
  const [a = 0, b = 0] = address.split('.').map(Number);
  return a === 0 || a === 10 || a === 127 || (a === 169 && b === 254) || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168);
}

export async function hashOfRange(tx: Tx, { address, now }: { address: string; now: Date }): Promise<Buffer | null> {
  const range = rangeOf(address);
  if (range === null) return null;
  const salt = await saltOf(tx, amsterdamDay(now));
  return createHmac('sha256', salt).update(range).digest().subarray(0, 16);
}

async function saltOf(tx: Tx, day: string): Promise<Buffer> {
  const read = () => tx.selectFrom('address_salt').where('day', '=', day).select('salt').executeTakeFirst();
  const known = await read();
  if (known) return known.salt;
  // Waits for another that makes it at this moment; then theirs is the one.
  await tx
    .insertInto('address_salt')
    .values({ day, salt: randomBytes(32) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { salt } = (await read()) ?? {};
  if (!salt) throw new Error(`the key for ranges of ${day} was made and is not there`);
  return salt;
}
