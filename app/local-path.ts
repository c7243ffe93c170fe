/**
 * A path on this site, or `fallback` when the given one leads anywhere else. Refuses other origins in every disguise (`//evil`, `/\evil`, control characters, a scheme).
 */
export function localPath(given: FormDataEntryValue | null | undefined, fallback: string): string {
  if (typeof given !== 'string' || !given.startsWith('/') || given.length > 2000) return fallback;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop these from a URL, which could join two slashes
  if (/[\u0000-\u001f\u007f\\]/.test(given) || given.startsWith('//')) return fallback;
  try {
    // Given back as it came: writing the parsed path again could turn `/.//evil` into `//evil`.
    return new URL(given, 'http://here.invalid').origin === 'http://here.invalid' ? given : fallback;
  } catch {
    return fallback;
  }
}
