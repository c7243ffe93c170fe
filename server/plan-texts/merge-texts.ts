import { diffTexts } from './text-diff.ts';

type Change = { from: number; to: number; text: string };

/**
 * Puts two changes of one text together by words: what somebody proposed, and what was written meanwhile. A help for the person who makes a proposal anew; never
 * applied without them.
 * @returns the text with both, or null where the two change the same words
 */
export function mergeTexts({ base, now, proposed }: { base: string; now: string; proposed: string }): string | null {
  if (now === proposed) return now;
  const [ours, theirs] = [changesOf(base, now), changesOf(base, proposed)];
  if (ours.some((one) => theirs.some((other) => touch(one, other)))) return null;
  const changes = [...ours, ...theirs].sort((one, other) => one.from - other.from);
  let merged = '';
  let position = 0;
  for (const { from, to, text } of changes) {
    merged += base.slice(position, from) + text;
    position = to;
  }
  return merged + base.slice(position);
}

/** What must be replaced in `before` to get `after`, by place in `before`. */
function changesOf(before: string, after: string): Change[] {
  const changes: Change[] = [];
  let position = 0;
  let open: Change | null = null;
  for (const { kind, text } of diffTexts(before, after)) {
    if (kind === 'same') {
      open = null;
      position += text.length;
      continue;
    }
    if (!open) {
      open = { from: position, to: position, text: '' };
      changes.push(open);
    }
    if (kind === 'added') open.text += text;
    else {
      position += text.length;
      open.to = position;
    }
  }
  return changes;
}

/** Side by side also counts: nobody can tell which of the two comes first. */
function touch(one: Change, other: Change): boolean {
  return one.from <= other.to && other.from <= one.to;
}

/**
 * Which of these paragraphs is most like a text: the place to look for words that were changed.
 * @returns its index, or null when none shares more than a third of its words
 */
export function mostAlike(text: string, paragraphs: readonly string[]): number | null {
  const wanted = wordsOf(text);
  let best: { index: number; likeness: number } | null = null;
  for (const [index, paragraph] of paragraphs.entries()) {
    const words = wordsOf(paragraph);
    const shared = [...wanted].filter((word) => words.has(word)).length;
    const likeness = wanted.size + words.size === 0 ? 0 : (2 * shared) / (wanted.size + words.size);
    if (likeness > 1 / 3 && likeness > (best?.likeness ?? 0)) best = { index, likeness };
  }
  return best?.index ?? null;
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}
