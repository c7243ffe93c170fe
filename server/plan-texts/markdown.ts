import { createHash } from 'node:crypto';
import type { JSONContent } from '@tiptap/core';
import { collectDefinitions, headingText, markdownContent, parseMarkdown, type RootContent, type Source } from './markdown-content.ts';

/** A section as a file has it. */
export type ParsedSection = {
  /** The same in every edition of the plan: from the number, else from the words of the heading and of those above it. */
  key: string;
  /** As in the address: `1.1`, `hoofdstuk-1`, `inleiding`. */
  number: string;
  title: string;
  level: number;
  content: JSONContent;
  /** Of its heading in the file. */
  line: number;
  /** Of title, level and content: the same when nothing changed. */
  sha256: string;
};

type Head = { depth: number; line: number; label: string | null; number: string | null; title: string; full: string; body: RootContent[] };
type Placed = Head & { level: number; parent: Placed | null };

/** Words a numbered heading of a law or ordinance starts with, and how deep each stands whatever its heading marks say. */
const RANK: Readonly<Record<string, number>> = {
  deel: 0,
  boek: 0,
  titel: 0,
  hoofdstuk: 1,
  bijlage: 1,
  afdeling: 2,
  paragraaf: 3,
  artikel: 4,
};
const LABELLED =
  /^(?:(deel|boek|titel|hoofdstuk|bijlage|afdeling|paragraaf|artikel)\s+|(§)\s*)([0-9]+[0-9a-z.:]*|[ivxlc]+|[a-z])(?![\p{L}\d])[.:]?\s*(.*)$/iu;
const NUMBERED = /^([0-9]+(?:\.[0-9]+)*[a-z]?)[.:)]?\s+(.+)$/i;
const DEEPEST = 3;

/**
 * Sections of a Markdown plan, in order. Two manners are known: nested headings (`# Titel`, `## 1 Wonen`, `### 1.1 De kade`) and the published laws, where
 * `### Hoofdstuk 1` and `### Artikel 1.1` stand at one depth and `####Algemene bepalingen` on the next line is the title.
 * @returns no sections when there is no heading
 */
export function parsePlan(markdown: string): ParsedSection[] {
  const { text, lineOf } = separateLines(markdown);
  const nodes = parseMarkdown(text);
  const source: Source = { text, definitions: collectDefinitions(nodes) };
  const { preamble, heads } = splitAtHeadings(nodes, { source, lineOf });
  if (heads.length === 0) return [];
  const law = labelsShareDepth(heads);
  const [first, ...rest] = heads;
  const hasTitle = first && rest.length > 0 && !first.number && (law || rest.every((head) => head.depth > first.depth));
  const before = hasTitle ? [...preamble, ...first.body] : preamble;
  const sections = law ? placeByLabel(hasTitle ? rest : heads) : placeByDepth(hasTitle ? rest : heads);
  return identify(sections, { before, source });
}

/** Blank lines and spaces where the published laws leave them out: `##Wet` is a heading, `2.  Lid` starts a new member and does not run on. */
function separateLines(markdown: string): { text: string; lineOf: (line: number) => number } {
  const lines: string[] = [];
  const origin: number[] = [];
  for (const [index, line] of markdown.split('\n').entries()) {
    if (/^\d{1,4}[a-z]?\. {2,}\S/.test(line)) {
      lines.push('');
      origin.push(index + 1);
    }
    lines.push(line.replace(/^(#{2,6})(?=[^\s#])/, '$1 '));
    origin.push(index + 1);
  }
  return { text: lines.join('\n'), lineOf: (line) => origin[line - 1] ?? line };
}

function splitAtHeadings(
  nodes: RootContent[],
  { source, lineOf }: { source: Source; lineOf: (line: number) => number },
): { preamble: RootContent[]; heads: Head[] } {
  const preamble: RootContent[] = [];
  const heads: Head[] = [];
  for (const node of nodes) {
    if (node.type === 'heading') {
      const full = headingText(node.children, source);
      heads.push({ depth: node.depth, line: lineOf(node.position?.start.line ?? 1), full, body: [], ...readHeading(full) });
    } else (heads.at(-1)?.body ?? preamble).push(node);
  }
  return { preamble, heads };
}

function readHeading(full: string): Pick<Head, 'label' | 'number' | 'title'> {
  const labelled = LABELLED.exec(full);
  if (labelled) {
    return {
      label: (labelled[1] ?? 'paragraaf').toLowerCase(),
      number: (labelled[3] ?? '').replace(/[.:]+$/, ''),
      title: labelled[4] ?? '',
    };
  }
  const numbered = NUMBERED.exec(full);
  return { label: null, number: numbered?.[1] ?? null, title: numbered?.[2] ?? full };
}

function labelsShareDepth(heads: readonly Head[]): boolean {
  const labelled = heads.filter((head) => head.label !== null);
  return labelled.some((head) => labelled.some((other) => other.depth === head.depth && rank(other) !== rank(head)));
}

function rank(head: Head): number {
  return RANK[head.label ?? ''] ?? DEEPEST;
}

/** As the labels say. A heading without one is the title of the label before it, or else a heading within its text. */
function placeByLabel(heads: readonly Head[]): Placed[] {
  const placed: Placed[] = [];
  for (const head of heads) {
    const last = placed.at(-1);
    if (head.label !== null || !last) {
      const parent = placed.findLast((other) => rank(other) < rank(head) && isOpen(other, placed)) ?? null;
      placed.push({ ...head, level: Math.min(DEEPEST, (parent?.level ?? 0) + 1), parent });
    } else if (last.title === '' && last.body.length === 0) {
      last.title = head.full;
      last.body.push(...head.body);
    } else addToText(last, head);
  }
  return placed;
}

/** Whether no heading of its own rank or a higher one has come after it. */
function isOpen(head: Placed, placed: readonly Placed[]): boolean {
  return placed.slice(placed.indexOf(head) + 1).every((later) => rank(later) > rank(head));
}

/** As the number of `#` says. Unnumbered headings of the third level and all deeper ones belong to the text. */
function placeByDepth(heads: readonly Head[]): Placed[] {
  const base = Math.min(...heads.map((head) => head.depth));
  const placed: Placed[] = [];
  for (const head of heads) {
    const level = head.depth - base + 1;
    const last = placed.at(-1);
    if (last && (level > DEEPEST || (level === DEEPEST && head.number === null))) addToText(last, head);
    else placed.push({ ...head, level: Math.min(level, DEEPEST), parent: placed.findLast((other) => other.level < level) ?? null });
  }
  return placed;
}

function addToText(section: Head, { depth, full, body }: Head): void {
  section.body.push({ type: 'heading', depth: depth as 1 | 2 | 3 | 4 | 5 | 6, children: [{ type: 'text', value: full }] }, ...body);
}

/** Gives each section its key and number; two alike get a count behind them, in order. */
function identify(sections: readonly Placed[], { before, source }: { before: RootContent[]; source: Source }): ParsedSection[] {
  const plain = sections.some((section) => section.label === 'artikel') ? 'artikel' : 'hoofdstuk';
  const keys = new Map<Placed, string>();
  const numbers = new Map<Placed, string>();
  const taken = { keys: new Set<string>(), numbers: new Set<string>() };
  const parsed: ParsedSection[] = [];
  const add = (section: Omit<ParsedSection, 'sha256'>) => parsed.push({ ...section, sha256: hash(section) });
  const intro = markdownContent(before, source);
  if (intro.content?.some((block) => block.content)) {
    add({ key: claim('vooraf', taken.keys), number: claim('vooraf', taken.numbers), title: 'Vooraf', level: 1, content: intro, line: 1 });
  }
  for (const section of sections) {
    const { label, number, title, full, parent } = section;
    const slug = slugOf(title || full);
    const name = label ? `${label}-${number}` : (number ?? (parent ? `${keys.get(parent)}/${slug}` : slug));
    const address = label
      ? label === plain
        ? number
        : `${label}-${number}`
      : (number ?? (parent ? `${numbers.get(parent)}-${slug}` : slug));
    keys.set(section, claim(name.toLowerCase(), taken.keys));
    numbers.set(section, claim((address ?? slug).toLowerCase(), taken.numbers));
    const shown =
      label && address !== number
        ? `${full}${title && !full.includes(title) ? `. ${title}` : ''}`
        : label === 'artikel'
          ? full
          : title || full;
    const content = markdownContent(section.body, source);
    add({
      key: keys.get(section) ?? name,
      number: numbers.get(section) ?? name,
      title: shown,
      level: section.level,
      content,
      line: section.line,
    });
  }
  return parsed;
}

function claim(name: string, taken: Set<string>): string {
  let free = name;
  for (let count = 2; taken.has(free); count += 1) free = `${name}-${count}`;
  taken.add(free);
  return free;
}

function slugOf(title: string): string {
  const slug = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return slug || 'deel';
}

function hash({ title, level, content }: Pick<ParsedSection, 'title' | 'level' | 'content'>): string {
  return createHash('sha256').update(JSON.stringify({ title, level, content })).digest('hex');
}
