/** Name → value of a Cookie header; a name given twice keeps its first value. */
export function readCookies(header: string | undefined): Record<string, string> {
  const cookies: Record<string, string> = Object.create(null);
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at < 1) continue;
    const name = part.slice(0, at).trim();
    if (name in cookies) continue;
    const value = part.slice(at + 1).trim();
    try {
      cookies[name] = decodeURIComponent(value);
    } catch {
      // Not written by us: a value that is not percent-encoded text stays as it came.
      cookies[name] = value;
    }
  }
  return cookies;
}
