import type { DiffPart } from './text-diff.ts';

/**
 * A comparison as one reads it: where only a space stayed between changed words, they are one change. "van vrijdag" became "elke avond", and not "van" "elke" and
 * "vrijdag" "avond". Putting `same` and `added` together still gives the new text, `same` and `removed` the old.
 */
export function tidyDiff(parts: readonly DiffPart[]): DiffPart[] {
  const tidy: DiffPart[] = [];
  let [removed, added] = ['', ''];
  const flush = () => {
    if (removed !== '') tidy.push({ kind: 'removed', text: removed });
    if (added !== '') tidy.push({ kind: 'added', text: added });
    [removed, added] = ['', ''];
  };
  for (const [index, { kind, text }] of parts.entries()) {
    const next = parts[index + 1];
    if (kind === 'removed') removed += text;
    else if (kind === 'added') added += text;
    else if (/^[ \t]+$/.test(text) && removed !== '' && added !== '' && next) {
      removed += text;
      added += text;
    } else {
      flush();
      tidy.push({ kind, text });
    }
  }
  flush();
  return tidy;
}
