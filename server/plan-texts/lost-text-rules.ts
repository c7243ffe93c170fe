/** When so much of a text went that somebody should look. Pure. */

export const LOST_TEXT = {
  /** A shorter text, of some thirty words, is soon written again. Most sections of a plan have two to eight hundred letters. */
  fewestLetters: 200,
  /** More than this part of the letters. */
  share: 0.5,
  /** What goes within this time counts as going at once. */
  windowMs: 5 * 60_000,
  /** At most one warning for a section in this time. */
  apartMs: 60 * 60_000,
} as const;

/** Letters of the words that were there before and are nowhere in the text now. Words that moved are not lost; nor are those that came beside them. */
export function lostLetters(before: string, now: string): number {
  const there = new Map<string, number>();
  for (const word of words(now)) there.set(word, (there.get(word) ?? 0) + 1);
  let lost = 0;
  for (const word of words(before)) {
    const left = there.get(word) ?? 0;
    if (left > 0) there.set(word, left - 1);
    else lost += word.length;
  }
  return lost;
}

/** Whether more than half of a text of some length is gone. */
export function isMuchLost(before: string, now: string): boolean {
  const letters = words(before).reduce((sum, word) => sum + word.length, 0);
  return letters >= LOST_TEXT.fewestLetters && lostLetters(before, now) > letters * LOST_TEXT.share;
}

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
