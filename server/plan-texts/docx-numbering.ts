/** How the lists of a Word file are numbered (ECMA-376 part 1, 17.9), which the reader of its text does not tell. */

export type ListLevel = { format: string; start: number; text: string };
type Levels = Map<number, ListLevel & { styleId: string | null }>;

export type Numbering = {
  /** The numbering part as the reader gets it: every list is a kind of its own, named after its number. */
  xml: string | null;
  /** What a paragraph's list level says, by the name given above or by the style it belongs to. */
  find(levelName: string | null | undefined): ListPlace | null;
};

/** `restarts`: the list says itself where it starts; lists of one kind without that count on. */
export type ListPlace = { list: string; kind: string; level: number; levels: Levels; restarts: boolean };

const LIST_NAME = /^oever-lijst (\S+) (\d+)$/;

/** @param xml the part `word/numbering.xml`, or undefined when the file has no lists */
export function readNumbering(xml: string | undefined): Numbering {
  const kinds = new Map<string, Levels>();
  const lists = new Map<string, { kind: string; starts: Map<number, number> }>();
  for (const { id, body } of elements(xml ?? '', 'abstractNum', 'abstractNumId')) kinds.set(id, readLevels(body));
  for (const { id, body } of elements(xml ?? '', 'num', 'numId')) {
    const kind = /<w:abstractNumId\s[^<>]*?w:val="(\d+)"/.exec(body)?.[1];
    if (kind !== undefined && kinds.has(kind)) lists.set(id, { kind, starts: readStarts(body) });
  }
  const levelsOf = (id: string): Levels => {
    const list = lists.get(id);
    const levels = new Map(kinds.get(list?.kind ?? '') ?? []);
    for (const [index, start] of list?.starts ?? []) {
      const level = levels.get(index);
      if (level) levels.set(index, { ...level, start });
    }
    return levels;
  };
  const byStyle = new Map(
    [...kinds].flatMap(([kind, levels]) =>
      [...levels].flatMap(([index, { styleId }]) => (styleId === null ? [] : [[styleId, { kind, index }] as const])),
    ),
  );
  return {
    xml:
      lists.size === 0
        ? null
        : writeLists(
            [...lists.keys()].map((id) => [id, levelsOf(id)] as const),
            kinds,
          ),
    find(levelName) {
      const [, id, index] = LIST_NAME.exec(levelName ?? '') ?? [];
      if (id !== undefined && index !== undefined) {
        const list = lists.get(id);
        const level = Number(index);
        return { list: id, kind: list?.kind ?? '', level, levels: levelsOf(id), restarts: list?.starts.has(level) ?? false };
      }
      const style = byStyle.get(levelName ?? '');
      if (!style) return null;
      return {
        list: `stijl ${style.kind}`,
        kind: style.kind,
        level: style.index,
        levels: kinds.get(style.kind) ?? new Map(),
        restarts: false,
      };
    },
  };
}

function readLevels(body: string): Levels {
  const levels: Levels = new Map();
  for (const { id, body: level } of elements(body, 'lvl', 'ilvl')) {
    const value = (name: string) => new RegExp(`<w:${name}\\s[^<>]*?w:val="([^"<>]*)"`).exec(level)?.[1];
    levels.set(Number(id), {
      format: value('numFmt') ?? 'decimal',
      start: Number(value('start') ?? 1),
      text: value('lvlText') ?? '',
      styleId: value('pStyle') ?? null,
    });
  }
  return levels;
}

function readStarts(body: string): Map<number, number> {
  return new Map(
    [...elements(body, 'lvlOverride', 'ilvl')].flatMap(({ id, body: override }) => {
      const start = /<w:startOverride\s[^<>]*?w:val="(\d+)"/.exec(override)?.[1];
      return start === undefined ? [] : [[Number(id), Number(start)] as const];
    }),
  );
}

/** Elements of one name that do not stand in each other, with one attribute. Reads the text once, whatever is in it. */
function* elements(xml: string, name: string, attribute: string): Generator<{ id: string; body: string }> {
  let at = xml.indexOf(`<w:${name} `);
  while (at >= 0) {
    const open = xml.indexOf('>', at);
    const close = xml.indexOf(`</w:${name}>`, open);
    if (open < 0 || close < 0) return;
    const id = new RegExp(` w:${attribute}="(\\d+)"`).exec(xml.slice(at, open))?.[1];
    if (id !== undefined) yield { id, body: xml.slice(open + 1, close) };
    at = xml.indexOf(`<w:${name} `, close);
  }
}

function writeLists(lists: readonly (readonly [string, Levels])[], kinds: ReadonlyMap<string, Levels>): string {
  const level = (index: number, format: string, styleId: string) =>
    `<w:lvl w:ilvl="${index}"><w:numFmt w:val="${format === 'bullet' || format === 'none' ? 'bullet' : 'decimal'}"/><w:pStyle w:val="${styleId}"/></w:lvl>`;
  const ofStyles = [...kinds].map(
    ([kind, levels]) =>
      `<w:abstractNum w:abstractNumId="stijl${kind}">${[...levels].flatMap(([index, { format, styleId }]) => (styleId === null ? [] : [level(index, format, styleId)])).join('')}</w:abstractNum>`,
  );
  const ofLists = lists.map(
    ([id, levels]) =>
      `<w:abstractNum w:abstractNumId="lijst${id}">${[...levels].map(([index, { format }]) => level(index, format, `oever-lijst ${id} ${index}`)).join('')}</w:abstractNum>`,
  );
  const numbers = lists.map(([id]) => `<w:num w:numId="${id}"><w:abstractNumId w:val="lijst${id}"/></w:num>`);
  return `<?xml version="1.0" encoding="UTF-8"?><w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${[...ofStyles, ...ofLists, ...numbers].join('')}</w:numbering>`;
}

/** Counts the paragraphs of numbered lists as Word shows them: lists of one kind share a count, which a list that says where it starts sets once, at its first paragraph. */
export class ListCounter {
  #counts = new Map<string, number[]>();
  #started = new Set<string>();

  /** @returns the number at its own level, the label with the numbers above it filled in (`a.`, `2.1`, `Artikel 3`), and whether a new list begins here */
  next({ list, kind, level, levels, restarts }: ListPlace): { number: number; label: string; opens: boolean } {
    const counts = this.#counts.get(kind) ?? [];
    this.#counts.set(kind, counts);
    const startOf = (index: number) => levels.get(index)?.start ?? 1;
    const opens = restarts && !this.#started.has(`${list} ${level}`);
    if (opens) this.#started.add(`${list} ${level}`);
    const number = counts[level] === undefined || opens ? startOf(level) : counts[level] + 1;
    counts.length = level;
    counts[level] = number;
    const label = (levels.get(level)?.text ?? '').replace(/%(\d)/g, (_, place: string) => {
      const index = Number(place) - 1;
      return formatNumber(counts[index] ?? startOf(index), levels.get(index)?.format ?? 'decimal');
    });
    return { number, label: label.trim(), opens };
  }
}

function formatNumber(number: number, format: string): string {
  switch (format) {
    case 'lowerLetter':
      return letters(number);
    case 'upperLetter':
      return letters(number).toUpperCase();
    case 'lowerRoman':
      return roman(number).toLowerCase();
    case 'upperRoman':
      return roman(number);
    default:
      return String(number);
  }
}

/** a … z, aa, bb …, as Word counts. */
function letters(number: number): string {
  return number < 1 || number > 780 ? String(number) : String.fromCharCode(97 + ((number - 1) % 26)).repeat(Math.ceil(number / 26));
}

const ROMAN = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
] as const;

function roman(number: number): string {
  if (number < 1 || number > 3999) return String(number);
  let left = number;
  return ROMAN.map(([value, sign]) => {
    const times = Math.floor(left / value);
    left -= times * value;
    return sign.repeat(times);
  }).join('');
}
