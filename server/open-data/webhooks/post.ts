import { lookup } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { isPublicAddress, urlFault } from './rules.ts';

const TIMEOUT_MS = 10_000;

export type Posted = { status: number };

/** The name leads to an address that is not on the open internet. */
export class PrivateAddressError extends Error {
  constructor() {
    super('private address');
    this.name = 'PrivateAddressError';
  }
}

/**
 * Sends one message. Names are looked up here, at the moment of connecting, and the address found is the one connected to: a name that changes its mind in between
 * gets nowhere. Redirects are not followed, and nothing of the answer is read but its status.
 * @throws PrivateAddressError, or what went wrong on the way
 */
export function post(
  url: string,
  { headers, body, allowPrivate }: { headers: Record<string, string>; body: string; allowPrivate: boolean },
): Promise<Posted> {
  if (urlFault(url, { allowPrivate }) !== null) return Promise.reject(new PrivateAddressError());
  return new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    const options: RequestOptions = {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body), 'User-Agent': 'Oever' },
      agent: false,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(allowPrivate ? {} : { lookup: publicLookup }),
    };
    const sent = send(url, options, (answer) => {
      resolve({ status: answer.statusCode ?? 0 });
      answer.destroy();
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

type LookupFunction = NonNullable<RequestOptions['lookup']>;

/** As `dns.lookup`, but of what is found only addresses on the open internet count; one that is not spoils the name. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 0);
    const first = addresses[0];
    if (!first || !addresses.every(({ address }) => isPublicAddress(address))) return callback(new PrivateAddressError(), '', 0);
    if (options.all) return (callback as unknown as (error: null, addresses: unknown) => void)(null, addresses);
    callback(null, first.address, first.family);
  });
};
