/** Sections from a file that Oever wrote itself: each says which section it is, so that a file that comes back changes nothing but what was changed in it. */
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
import { shownNumber } from './rules.ts';

/**
 * A file of our own. A heading without a mark that stands deeper than its section belongs to the text; one that does not is a section somebody added.
 */
export function markedSections({ preamble, headings, titleDepth }: FileText): ParsedSection[] {
  const [first, ...rest] = headings;
  const hasTitle = first !== undefined && titleDepth === 1 && first.mark === null && first.depth === 1;
  const before = hasTitle ? [...preamble, ...first.body] : preamble;
  const sections: FileHeading[] = [];
  for (const heading of hasTitle ? rest : headings) {
    const section = sections.at(-1);
    if (heading.mark === null && section && heading.depth > section.depth) {
      const level = heading.level ?? Math.min(4, Math.max(2, heading.depth - section.depth + 1));
      section.body.push({ type: 'heading', attrs: { level }, content: heading.inline }, ...heading.body);
    } else sections.push({ ...heading, body: [...heading.body] });
  }
  const taken = new Set<string>();
  const parsed: ParsedSection[] = [];
  const add = (section: Omit<ParsedSection, 'sha256' | 'ours'>) => parsed.push({ ...section, ours: true, sha256: sectionSha256(section) });
  const intro = cleanContent({ type: 'doc', content: before });
  if (intro.content?.some((block) => block.content))
    add({ key: claim('vooraf', taken), number: 'vooraf', title: 'Vooraf', level: 1, content: intro, line: 1, mark: null });
  for (const { full, mark, depth, line, body } of sections) {
    const read = readHeading(full);
    const number = mark !== null && !isId(mark) ? mark : (read.number ?? slugOf(full).replace(/^(?=\d)/, 'deel-'));
    add({
      key: claim(number.toLowerCase(), taken),
      number,
      title: full,
      level: Math.min(DEEPEST, Math.max(1, depth - titleDepth)),
      content: cleanContent({ type: 'doc', content: body }),
      line,
      mark,
    });
  }
  return parsed;
}

/** The title of a section of our own file: its heading without the number readers see in front of it. */
export function titleUnder(number: string, heading: string): string {
  const rest = heading.startsWith(`${number} `) ? heading.slice(number.length + 1).trim() : '';
  return rest !== '' && shownNumber({ number, title: rest }) !== '' ? rest : heading;
}

/** Whether a mark is the id of a section, as a Word file carries it. */
export function isId(mark: string): boolean {
  return /^[0-9a-f]{32}$/.test(mark);
}
