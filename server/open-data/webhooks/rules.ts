/** Messages to other programs about what happened: where they may go, how they are signed, when they are tried again. Pure. */
import { createHmac } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import { parseUrl } from '../../text/parse-url.ts';

const MINUTE_MS = 60_000;
/** Minutes to wait after the first failure, the second, and so on: together about two days. */
const PAUSES = [1, 5, 15, 60, 180, 720, 1440];
export const MOST_ATTEMPTS = PAUSES.length + 1;
/** Attempts that fail one after another, over all messages, before the address is told nothing any more. */
export const MOST_FAILURES = 20;
/** A message being sent belongs to its sender for so long. */
export const CLAIM_MS = 2 * MINUTE_MS;
export const SECRET_PREFIX = 'whsec_';

/** Null: never again, it has been enough. */
export function nextAttemptAt(attempts: number, now: Date): Date | null {
  const minutes = PAUSES[attempts - 1];
  return minutes === undefined ? null : new Date(now.getTime() + minutes * MINUTE_MS);
}

/**
 * The headers of one message, by the open standard of standardwebhooks.com: the receiver computes the signature over `id.timestamp.body` and compares.
 * @param secret with its prefix
 */
export function signedHeaders(body: string, { id, secret, now }: { id: string; secret: string; now: Date }): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

/** What is wrong with an address, as the key of its sentence; null when messages may go there as far as its words say. */
export function urlFault(text: string, { allowPrivate }: { allowPrivate: boolean }): string | null {
  const url = parseUrl(text);
  if (!url || text.length > 500 || url.username || url.password) return 'openData:error.url';
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:')) return 'openData:error.url';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return !allowPrivate && isIP(host) !== 0 && !isPublicAddress(host) ? 'openData:error.url_private' : null;
}

/** Networks that are nobody's on the internet (IANA special-purpose registries), in IPv4. */
const PRIVATE_4: [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
/** Inside what is public in IPv6 (2000::/3): ways round to IPv4, documentation, tests. */
const PRIVATE_6: [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const blocked = new BlockList();
for (const [network, bits] of PRIVATE_4) blocked.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of PRIVATE_6) blocked.addSubnet(network, bits, 'ipv6');
const public6 = new BlockList();
public6.addSubnet('2000::', 3, 'ipv6');

/** Whether an address lies on the open internet: never this machine, its network, or that of a cloud. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !blocked.check(address, 'ipv4');
    case 6:
      return public6.check(address, 'ipv6') && !blocked.check(address, 'ipv6');
    default:
      return false;
  }
}
