import { parseUrl } from '../text/parse-url.ts';

const MAX_URL_LENGTH = 2048;

/** Whether a link may point there: a whole web address or an e-mail address, nothing a browser would run or guess at. */
export function isAllowedUrl(url: string): boolean {
  if (url.length > MAX_URL_LENGTH || /\p{Surrogate}/u.test(url) || !/^(?:https?:\/\/|mailto:)[\x21-\x7e\u00a1-\uffff]+$/i.test(url))
    return false;
  const address = parseUrl(url);
  if (!address) return false;
  const { protocol, username, password } = address;
  // A name before the host makes one site look like another.
  return ['http:', 'https:', 'mailto:'].includes(protocol) && username === '' && password === '';
}
