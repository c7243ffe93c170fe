/** How the headings of a file become the sections of a plan. */
import type { JSONContent } from '@tiptap/core';
import { cleanContent } from './content.ts';
import {
  claim,
  DEEPEST,
  type FileHeading,
  type FileText,
  type ParsedSection,
  readHeading,
  sectionSha256,
  slugOf,
} from './import-headings.ts';
import { markedSections } from './import-marked.ts';

type Head = FileHeading & ReturnType<typeof readHeading>;
type Placed = Head & { sectionLevel: number; parent: Placed | null };

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

/**
 * Sections of a plan, in order. Three manners are known: files of our own, whose sections are marked; nested headings (`# Titel`, `## 1 Wonen`,
 * `### 1.1 De kade`); and the published laws, where `Hoofdstuk 1` and `Artikel 1.1` stand at one depth and an unnumbered heading after them is the title.
 * @returns no sections when there is no heading
 */
export function sectionsOf({ preamble, headings, titleDepth }: FileText): ParsedSection[] {
  if (headings.length === 0) return [];
  if (headings.some((heading) => heading.mark !== null)) return markedSections({ preamble, headings, titleDepth });
  const heads = headings.map((heading) => ({ ...heading, body: [...heading.body], ...readHeading(heading.full) }));
  const law = labelsShareDepth(heads);
  const [first, ...rest] = heads;
  const hasTitle = first && rest.length > 0 && !first.number && (law || rest.every((head) => head.depth > first.depth));
  const before = hasTitle ? [...preamble, ...first.body] : preamble;
  const sections = law ? placeByLabel(hasTitle ? rest : heads) : placeByDepth(hasTitle ? rest : heads);
  return identify(sections, before);
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
      placed.push({ ...head, sectionLevel: Math.min(DEEPEST, (parent?.sectionLevel ?? 0) + 1), parent });
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

/** As the depth says. Unnumbered headings of the third level and all deeper ones belong to the text. */
function placeByDepth(heads: readonly Head[]): Placed[] {
  const base = Math.min(...heads.map((head) => head.depth));
  const placed: Placed[] = [];
  for (const head of heads) {
    const level = head.depth - base + 1;
    const last = placed.at(-1);
    if (last && (level > DEEPEST || (level === DEEPEST && head.number === null))) addToText(last, head);
    else
      placed.push({
        ...head,
        sectionLevel: Math.min(level, DEEPEST),
        parent: placed.findLast((other) => other.sectionLevel < level) ?? null,
      });
  }
  return placed;
}

function addToText(section: Head, { depth, full, body }: Head): void {
  const words = full === '' ? [] : [{ type: 'text', text: full }];
  section.body.push({ type: 'heading', attrs: { level: Math.min(4, Math.max(2, depth)) }, content: words }, ...body);
}

/** Gives each section its key and number; two alike get a count behind them, in order. */
function identify(sections: readonly Placed[], before: JSONContent[]): ParsedSection[] {
  const plain = sections.some((section) => section.label === 'artikel') ? 'artikel' : 'hoofdstuk';
  const keys = new Map<Placed, string>();
  const numbers = new Map<Placed, string>();
  const taken = { keys: new Set<string>(), numbers: new Set<string>() };
  const parsed: ParsedSection[] = [];
  const add = (section: Omit<ParsedSection, 'sha256' | 'mark' | 'ours'>) =>
    parsed.push({ ...section, mark: null, ours: false, sha256: sectionSha256(section) });
  const intro = cleanContent({ type: 'doc', content: before });
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
    add({
      key: keys.get(section) ?? name,
      number: numbers.get(section) ?? name,
      title: shown,
      level: section.sectionLevel,
      content: cleanContent({ type: 'doc', content: section.body }),
      line: section.line,
    });
  }
  return parsed;
}
