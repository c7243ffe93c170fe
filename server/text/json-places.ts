/** JSON from a person's file: what it says, and on which line each part of it stands, so that a fault can be pointed at. */

/** A file that is no JSON. `line` counts from 1. */
export class JsonFault extends Error {
  readonly line: number;
  constructor(line: number) {
    super(`no JSON on line ${line}`);
    this.name = 'JsonFault';
    this.line = line;
  }
}

export type PlacedJson = {
  value: unknown;
  /** Line of the part at `path`; of the nearest part around it when there is none. */
  lineOf(path: readonly PropertyKey[]): number;
};

/** Deeper than any file people make, and no deeper than the stack bears. */
const DEEPEST = 100;
const SPACE = /[ \t\n\r]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON has none within a text, and this is where that is seen
const SCALAR = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** @throws JsonFault with the line of the first fault, also for a name that stands twice in one object */
export function parsePlacedJson(text: string): PlacedJson {
  const lines = new Map<string, number>();
  const starts = lineStarts(text);
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;

  const line = () => lineAt(starts, at);
  const fail = (): never => {
    throw new JsonFault(line());
  };
  const skip = () => {
    SPACE.lastIndex = at;
    at += SPACE.exec(text)?.[0].length ?? 0;
  };
  const take = (sign: string) => {
    skip();
    if (text[at] !== sign) return false;
    at += 1;
    return true;
  };
  const scalar = (): unknown => {
    SCALAR.lastIndex = at;
    const found = SCALAR.exec(text)?.[0];
    if (found === undefined) return fail();
    at += found.length;
    return JSON.parse(found) as unknown;
  };

  const value = (path: string, depth: number): unknown => {
    skip();
    lines.set(path, line());
    if (depth > DEEPEST) return fail();
    if (take('[')) {
      const items: unknown[] = [];
      if (take(']')) return items;
      do items.push(value(`${path}/${items.length}`, depth + 1));
      while (take(','));
      return take(']') ? items : fail();
    }
    if (take('{')) {
      const entries = new Map<string, unknown>();
      if (take('}')) return {};
      do {
        skip();
        const name = text[at] === '"' ? (scalar() as string) : fail();
        if (entries.has(name)) return fail();
        if (!take(':')) return fail();
        entries.set(name, value(`${path}/${escaped(name)}`, depth + 1));
      } while (take(','));
      return take('}') ? Object.fromEntries(entries) : fail();
    }
    return scalar();
  };

  const whole = value('', 0);
  skip();
  if (at < text.length) fail();
  return {
    value: whole,
    lineOf: (path) => {
      for (let length = path.length; length > 0; length--) {
        const found = lines.get(
          path
            .slice(0, length)
            .map((part) => `/${escaped(String(part))}`)
            .join(''),
        );
        if (found !== undefined) return found;
      }
      return lines.get('') ?? 1;
    },
  };
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let index = text.indexOf('\n'); index !== -1; index = text.indexOf('\n', index + 1)) starts.push(index + 1);
  return starts;
}

/** By halving: a large file has many parts. */
function lineAt(starts: readonly number[], at: number): number {
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  return low + 1;
}
