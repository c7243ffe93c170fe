/** How often a statement is asked before it is kept: what is asked once, at the start, is not worth it. */
const OFTEN = 3;
/** Statements kept for as long as the database is open, some 50 KB each. The site has about three hundred. */
const MOST_KEPT = 500;
/** Statements counted: lists of different lengths make many that never come back. */
const MOST_COUNTED = 5_000;

/** A partial unique index is only found when the values of its condition are known: such a statement is planned each time. */
const NEEDS_VALUES = /on conflict \([^)]*\) where/i;

/**
 * Names for the statements that are worth keeping: the database reads and plans a statement without a name anew each time, which takes PGlite longer than
 * running it. With names the pages of the demo took a third to a sixth of its time.
 * @returns the name to give a statement with values, or null
 */
export function nameStatements({ often = OFTEN, mostKept = MOST_KEPT, mostCounted = MOST_COUNTED } = {}): (text: string) => string | null {
  const names = new Map<string, string>();
  let counts = new Map<string, number>();
  return (text) => {
    const known = names.get(text);
    if (known || names.size >= mostKept || NEEDS_VALUES.test(text)) return known ?? null;
    const count = (counts.get(text) ?? 0) + 1;
    if (count < often) {
      if (counts.size >= mostCounted) counts = new Map();
      counts.set(text, count);
      return null;
    }
    counts.delete(text);
    const name = `s${names.size}`;
    names.set(text, name);
    return name;
  };
}
