/** How often a statement is asked before it is kept: what is asked once, at the start, is not worth it. */
const OFTEN = 3;
/** Statements kept per connection, some tens of KB each. */
const MOST_KEPT = 300;
/** Statements counted: lists of different lengths make many that never come back. */
const MOST_COUNTED = 3_000;
/** A partial unique index is only found when the values of its condition are known: such a statement is planned each time. */
const NEEDS_VALUES = /on conflict \([^)]*\) where/i;

export type StatementNames = {
  /** The name to give a statement with values; null: it is not worth keeping. */
  nameOf(text: string): string | null;
  /** Its plan no longer fits: the next name is another one. */
  forget(text: string): void;
};

/** Names for the statements of one connection that are worth keeping (see `naming-client.ts`). */
export function nameStatements({ often = OFTEN, mostKept = MOST_KEPT, mostCounted = MOST_COUNTED } = {}): StatementNames {
  const names = new Map<string, string>();
  let given = 0;
  let counts = new Map<string, number>();
  return {
    nameOf(text) {
      const known = names.get(text);
      if (known || names.size >= mostKept || NEEDS_VALUES.test(text)) return known ?? null;
      const count = (counts.get(text) ?? 0) + 1;
      if (count < often) {
        if (counts.size >= mostCounted) counts = new Map();
        counts.set(text, count);
        return null;
      }
      counts.delete(text);
      const name = `s${given++}`;
      names.set(text, name);
      return name;
    },
    forget: (text) => void names.delete(text),
  };
}
