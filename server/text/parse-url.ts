/**
 * The address, or null when the text is none.
 * Not `URL.canParse`: once compiled, that of Node 20 takes every address with a letter such as ü for none.
 */
export function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
