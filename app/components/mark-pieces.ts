/**
 * Words of a block that a comment is about, or that a change proposal would change: `from` and `to` in UTF-16 units. `first` and `last`: of the pieces of this comment,
 * for it may run over blocks. `nearby`: somewhere in this block, so only its number is shown.
 */
export type MarkedPiece = {
  kind: 'comment' | 'proposal';
  id: string;
  number: number;
  block: number;
  from: number;
  to: number;
  first: boolean;
  last: boolean;
  nearby?: boolean;
};

export type Piece = {
  from: number;
  to: number;
  /** What it is about; nothing: words without a comment or proposal. */
  marks: MarkedPiece[];
  /** Those whose words begin, and end, with this piece. */
  begins: MarkedPiece[];
  ends: MarkedPiece[];
};

/** Cuts a run of text where the words of a comment begin or end, so that words may be about several comments. */
export function markPieces({ from, to }: { from: number; to: number }, marks: readonly MarkedPiece[]): Piece[] {
  const inside = (place: number) => place > from && place < to;
  const cuts = [...new Set([from, ...marks.flatMap((mark) => [mark.from, mark.to]).filter(inside), to])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? to;
    const about = marks.filter((mark) => mark.from <= start && mark.to >= end);
    return {
      from: start,
      to: end,
      marks: about,
      begins: about.filter((mark) => mark.first && mark.from === start),
      ends: about.filter((mark) => mark.last && mark.to === end),
    };
  });
}
