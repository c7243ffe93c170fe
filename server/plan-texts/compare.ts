/** Two texts beside each other: which paragraphs stayed, changed, moved, came and went, and which words within them. Pure. */
import type { JSONContent } from '@tiptap/core';
import { diffArrays } from 'diff';
import { type Block, type BlockShape, blocksOf, isSameShape, type MarkChange, markChanges } from './compare-blocks.ts';
import { type DiffPart, diffTexts } from './text-diff.ts';

export type ComparedBlock = {
  /** `moved` stands where the block is now, `moved_away` where it was. */
  kind: 'same' | 'changed' | 'added' | 'removed' | 'moved' | 'moved_away';
  /** As it is now; of what is gone, as it was. */
  shape: BlockShape;
  /** What it was before, when a heading became a paragraph and the like. */
  was: BlockShape | null;
  /** `same` and `added` together are the new words, `same` and `removed` the old ones. */
  parts: DiffPart[];
  marks: MarkChange[];
  /** The two places of one block that moved have the same number, from 1. */
  move: number | null;
};

/** Steps a comparison by blocks may take; texts that differ more are told as all new. */
const MAX_BLOCK_EDITS = 2000;
/** Pairs of blocks that are weighed against each other at once. */
const MAX_PAIRS = 40_000;
/** Shorter ones are too common to say that they moved. In characters. */
const MOVED_AT_LEAST = 12;
const CHANGED_AND_MOVED_AT_LEAST = 40;
/** Share of words two blocks must have in common to be the same block, changed: at one place, and at another place. */
const LIKE_HERE = 0.35;
const LIKE_ELSEWHERE = 0.6;

type Gone = { block: Block; pair: Come | null; isMove: boolean };
type Come = { block: Block; pair: Gone | null; isMove: boolean };
type Gap = { gone: Gone[]; come: Come[] };
type Stretch = { same: { before: Block; after: Block }[] } | Gap;

/** What happened from `before` to `after` (Tiptap JSON), block by block in reading order. */
export function compareContents(before: JSONContent, after: JSONContent): ComparedBlock[] {
  const stretches = alignBlocks(blocksOf(before), blocksOf(after));
  const gaps = stretches.filter((stretch): stretch is Gap => 'gone' in stretch);
  pairMoved(gaps);
  for (const gap of gaps) pairInPlace(gap);
  pairMovedAndChanged(gaps);
  const numbers = new Map<Gone, number>();
  const numberOf = (gone: Gone) => numbers.get(gone) ?? numbers.set(gone, numbers.size + 1).size;
  return stretches.flatMap((stretch) =>
    'same' in stretch ? stretch.same.map(({ before, after }) => pairOf('same', before, after)) : tellGap(stretch, numberOf),
  );
}

/** Whether a reader would see no difference. */
export function isUnchanged(blocks: readonly ComparedBlock[]): boolean {
  return blocks.every((block) => block.kind === 'same' && block.was === null && block.marks.length === 0);
}

function alignBlocks(before: readonly Block[], after: readonly Block[]): Stretch[] {
  const changes = diffArrays(
    before.map((block) => block.text),
    after.map((block) => block.text),
    { maxEditLength: MAX_BLOCK_EDITS },
  ) ?? [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ];
  const stretches: Stretch[] = [];
  let [from, to] = [0, 0];
  for (const { value, added, removed } of changes) {
    const last = stretches.at(-1);
    if (!added && !removed) {
      stretches.push({
        same: before.slice(from, from + value.length).map((block, index) => ({ before: block, after: after[to + index] ?? block })),
      });
    } else {
      const gap: Gap = last && 'gone' in last ? last : { gone: [], come: [] };
      if (gap !== last) stretches.push(gap);
      if (removed) gap.gone.push(...before.slice(from, from + value.length).map((block) => ({ block, pair: null, isMove: false })));
      else gap.come.push(...after.slice(to, to + value.length).map((block) => ({ block, pair: null, isMove: false })));
    }
    if (!added) from += value.length;
    if (!removed) to += value.length;
  }
  return stretches;
}

/** The same words, somewhere else. */
function pairMoved(gaps: readonly Gap[]): void {
  const byText = new Map<string, Gone[]>();
  for (const gone of gaps.flatMap((gap) => gap.gone)) {
    if (gone.block.text.trim().length < MOVED_AT_LEAST) continue;
    byText.set(gone.block.text, [...(byText.get(gone.block.text) ?? []), gone]);
  }
  for (const come of gaps.flatMap((gap) => gap.come)) {
    const gone = byText.get(come.block.text)?.shift();
    if (gone) pair(gone, come, true);
  }
}

/** Within one gap, in order: the pairs that have the most words in common, crossing none. */
function pairInPlace({ gone: allGone, come: allCome }: Gap): void {
  const gone = allGone.filter((one) => !one.pair);
  const come = allCome.filter((one) => !one.pair);
  if (gone.length * come.length > MAX_PAIRS) return;
  const likeness = likenesses(gone, come);
  // best[i][j]: the most that can be had from the first i and the first j.
  const best: number[][] = [new Array(come.length + 1).fill(0)];
  for (let i = 1; i <= gone.length; i++) {
    const row = [0];
    for (let j = 1; j <= come.length; j++)
      row.push(Math.max(at(best, i - 1, j), row[j - 1] ?? 0, at(best, i - 1, j - 1) + worth(likeness, i, j)));
    best.push(row);
  }
  for (let i = gone.length, j = come.length; i > 0 && j > 0; ) {
    const value = worth(likeness, i, j);
    if (at(best, i, j) === at(best, i - 1, j)) i--;
    else if (at(best, i, j) === at(best, i, j - 1)) j--;
    else {
      const [one, other] = [gone[i - 1], come[j - 1]];
      if (one && other && value > 0) pair(one, other, false);
      i--;
      j--;
    }
  }
}

const at = (grid: readonly (readonly number[])[], i: number, j: number) => grid[i]?.[j] ?? 0;
function worth(likeness: readonly (readonly number[])[], i: number, j: number): number {
  const value = at(likeness, i - 1, j - 1);
  return value >= LIKE_HERE ? value : 0;
}

/** Somewhere else, and with other words in it. */
function pairMovedAndChanged(gaps: readonly Gap[]): void {
  const isLong = ({ block, pair }: Gone | Come) => !pair && block.text.length >= CHANGED_AND_MOVED_AT_LEAST;
  const gone = gaps.flatMap((gap) => gap.gone).filter(isLong);
  const come = gaps.flatMap((gap) => gap.come).filter(isLong);
  if (gone.length * come.length > MAX_PAIRS) return;
  const candidates = likenesses(gone, come)
    .flatMap((row, i) => row.map((value, j) => ({ value, one: gone[i], other: come[j] })))
    .filter(({ value }) => value >= LIKE_ELSEWHERE)
    .sort((a, b) => b.value - a.value);
  for (const { one, other } of candidates) if (one && other && !one.pair && !other.pair) pair(one, other, true);
}

function pair(gone: Gone, come: Come, isMove: boolean): void {
  Object.assign(gone, { pair: come, isMove });
  Object.assign(come, { pair: gone, isMove });
}

/** Words in common, each as often as both have it, against all words of both (Dice): 0 to 1. */
function likenesses(gone: readonly Gone[], come: readonly Come[]): number[][] {
  const counted = come.map(({ block }) => countWords(block.text));
  return gone.map(({ block }) => {
    const words = countWords(block.text);
    return counted.map((other) => {
      let common = 0;
      for (const [word, count] of words.counts) common += Math.min(count, other.counts.get(word) ?? 0);
      return words.total + other.total === 0 ? 0 : (2 * common) / (words.total + other.total);
    });
  });
}

function countWords(text: string): { counts: Map<string, number>; total: number } {
  const counts = new Map<string, number>();
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { counts, total: words.length };
}

/** First what went, then what came, up to each block that stayed here with other words. */
function tellGap({ gone, come }: Gap, numberOf: (gone: Gone) => number): ComparedBlock[] {
  const told: ComparedBlock[] = [];
  let [i, j] = [0, 0];
  const tellUntil = (one: Gone | null, other: Come | null) => {
    for (; i < gone.length && gone[i] !== one; i++) told.push(tellGone(gone[i] as Gone, numberOf));
    for (; j < come.length && come[j] !== other; j++) told.push(tellCome(come[j] as Come, numberOf));
  };
  for (const one of gone) {
    if (!one.pair || one.isMove) continue;
    tellUntil(one, one.pair);
    told.push(pairOf('changed', one.block, one.pair.block));
    i++;
    j++;
  }
  tellUntil(null, null);
  return told;
}

function tellGone(gone: Gone, numberOf: (gone: Gone) => number): ComparedBlock {
  const { block, isMove } = gone;
  const parts = [{ kind: 'removed' as const, text: block.text }];
  return { kind: isMove ? 'moved_away' : 'removed', shape: block.shape, was: null, parts, marks: [], move: isMove ? numberOf(gone) : null };
}

function tellCome({ block, pair, isMove }: Come, numberOf: (gone: Gone) => number): ComparedBlock {
  if (isMove && pair) return { ...pairOf('moved', pair.block, block), move: numberOf(pair) };
  return { kind: 'added', shape: block.shape, was: null, parts: [{ kind: 'added', text: block.text }], marks: [], move: null };
}

function pairOf(kind: 'same' | 'changed' | 'moved', before: Block, after: Block): ComparedBlock {
  const parts = compareWords(before.text, after.text);
  return {
    kind,
    shape: after.shape,
    was: isSameShape(before.shape, after.shape) ? null : before.shape,
    parts,
    marks: markChanges(before, after, parts),
    move: null,
  };
}

/** By words; a space between two changes goes with them, so that a rewritten sentence does not read as confetti. */
export function compareWords(before: string, after: string): DiffPart[] {
  const told: DiffPart[] = [];
  let [removed, added] = ['', ''];
  const flush = () => {
    if (removed) told.push({ kind: 'removed', text: removed });
    if (added) told.push({ kind: 'added', text: added });
    removed = '';
    added = '';
  };
  const parts = diffTexts(before, after);
  for (const [index, { kind, text }] of parts.entries()) {
    if (kind === 'removed') removed += text;
    else if (kind === 'added') added += text;
    else if (removed && added && text.trim() === '' && index < parts.length - 1) {
      removed += text;
      added += text;
    } else {
      flush();
      told.push({ kind, text });
    }
  }
  flush();
  return told;
}
