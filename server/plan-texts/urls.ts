const MAX_URL_LENGTH = 2048;

/** Whether a link may point there: a whole web address or an e-mail address, nothing a browser would run or guess at. */
export function isAllowedUrl(url: string): boolean {
  if (url.length > MAX_URL_LENGTH || /\p{Surrogate}/u.test(url) || !/^(?:https?:\/\/|mailto:)[\x21-\x7e\u00a1-\uffff]+$/i.test(url))
    return false;
  if (!URL.canParse(url)) return false;
  const { protocol, username, password } = new URL(url);
  // A name before the host makes one site look like another.
  return ['http:', 'https:', 'mailto:'].includes(protocol) && username === '' && password === '';
}
