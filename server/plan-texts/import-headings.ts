/** The headings of a file with the text under each, however the file was made. */
import { createHash } from 'node:crypto';
import type { JSONContent } from '@tiptap/core';

/** A section as a file has it. */
export type ParsedSection = {
  /** The same in every edition of the plan: from the number, else from the words of the heading and of those above it. */
  key: string;
  /** As in the address: `1.1`, `hoofdstuk-1`, `inleiding`. */
  number: string;
  /** In a file of our own the whole heading, number included: which number it has, the plan says. */
  title: string;
  level: number;
  content: JSONContent;
  /** Of its heading in the file; 0 when the file has no lines. */
  line: number;
  /** Of title, level and content: the same when nothing changed. */
  sha256: string;
  /** Which section our own export says it is: its number, or its id without hyphens. Null for a heading without that. */
  mark: string | null;
  /** From a file that Oever wrote: what it says of a section can be laid beside the plan word for word. */
  ours: boolean;
};

/** A heading, and the blocks up to the next one. */
export type FileHeading = {
  /** The number of `#`, or of the heading style. */
  depth: number;
  line: number;
  full: string;
  mark: string | null;
  /** Within a section: the level its text gives this heading, where the depth cannot say it. */
  level: number | null;
  /** Its words with their formatting, for a heading that belongs to the text. */
  inline: JSONContent[];
  body: JSONContent[];
};

export type FileText = {
  preamble: JSONContent[];
  headings: FileHeading[];
  /** How deep the title of the whole stands above a chapter, in a file of our own: 1 where the title is a heading itself, else 0. */
  titleDepth: number;
};

const LABELLED =
  /^(?:(deel|boek|titel|hoofdstuk|bijlage|afdeling|paragraaf|artikel)\s+|(§)\s*)([0-9]+[0-9a-z.:]*|[ivxlc]+|[a-z])(?![\p{L}\d])[.:]?\s*(.*)$/iu;
const NUMBERED = /^([0-9]+(?:\.[0-9]+)*[a-z]?)[.:)]?\s+(.+)$/i;
/** Sections go three deep. */
export const DEEPEST = 3;

/** What a heading says of itself: `Artikel 2.1 Doel` has a label, `4.2 Het pad` a number, `Inleiding` neither. */
export function readHeading(full: string): { label: string | null; number: string | null; title: string } {
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

/** A name nobody has yet: the one asked for, or with a count behind it. */
export function claim(name: string, taken: Set<string>): string {
  let free = name;
  for (let count = 2; taken.has(free); count += 1) free = `${name}-${count}`;
  taken.add(free);
  return free;
}

/** Words as part of an address. */
export function slugOf(title: string): string {
  const slug = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return slug || 'deel';
}

/** Of title, level and content. */
export function sectionSha256({ title, level, content }: Pick<ParsedSection, 'title' | 'level' | 'content'>): string {
  return createHash('sha256').update(JSON.stringify({ title, level, content })).digest('hex');
}
