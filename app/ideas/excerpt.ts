const LENGTH = 140;

/** The first sentences of an explanation, up to about two lines; cut between words. */
export function excerpt(body: string): string {
  const line = body.replace(/\s+/gu, ' ').trim();
  if (line.length <= LENGTH) return line;
  const sentence = line.slice(0, LENGTH).match(/^.*[.!?](?=\s)/u)?.[0];
  if (sentence && sentence.length > LENGTH / 3) return sentence;
  return `${line.slice(0, line.lastIndexOf(' ', LENGTH) > LENGTH / 2 ? line.lastIndexOf(' ', LENGTH) : LENGTH).trimEnd()}…`;
}
